// What the conditions of a measure may name: declared facts, and lists of the organizations below
// the one the work belongs to. A district has schools below it, a region also municipalities.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/facts/fact_catalog.h"
#include "engine/facts/members.h"
#include "engine/roadmap/roadmap.h"

namespace vekha::roadmap {

// "schools"; empty for a region, which is below nothing, and for a body, which is nobody's school.
std::string_view MemberListOf(Level level);

class LevelEnvironment : public condition::Environment {
 public:
  // `level`: of the organization; none for a library, whose measures may serve any. Refers to
  // `facts`.
  LevelEnvironment(const facts::FactCatalog& facts, std::optional<Level> level)
      : facts_(facts), member_(facts), level_(level) {}

  std::optional<condition::Type> FindVariable(std::string_view name) const override {
    return facts_.FindVariable(name);
  }
  bool IsPrefix(std::string_view prefix) const override { return facts_.IsPrefix(prefix); }
  std::vector<std::string> Suggest(std::string_view name) const override;
  const condition::Environment* FindMembers(std::string_view list) const override;
  Bilingual WhyAbsent(std::string_view name) const override;

 private:
  const facts::FactCatalog& facts_;
  facts::MemberEnvironment member_;
  std::optional<Level> level_;
};

}  // namespace vekha::roadmap
