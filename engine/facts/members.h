// The organizations below one, as its conditions see them: schools.all(s, s.mentees.count > 0).
#pragma once

#include <absl/container/flat_hash_map.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/condition/condition.h"
#include "engine/facts/fact_catalog.h"

namespace vekha::facts {

class FactBase;

// Names of lists in conditions.
inline constexpr std::string_view kSchools = "schools";
inline constexpr std::string_view kMunicipalities = "municipalities";

struct Member {
  std::string id;
  std::string name;
  std::string_view list;            // kSchools or kMunicipalities
  const FactBase* facts = nullptr;  // nullptr: nothing recorded
};

// Immutable; what the members point to must outlive it.
class MemberTable {
 public:
  // In any order; ids are unique.
  explicit MemberTable(std::vector<Member> members);

  // The ids of a list, sorted: a list of strings, without members an empty one.
  const condition::Value& Ids(std::string_view list) const;
  const Member* Find(std::string_view id) const;
  // Of a list, by id.
  std::vector<const Member*> Of(std::string_view list) const;

 private:
  std::vector<Member> members_;  // by id
  absl::flat_hash_map<std::string_view, const Member*> by_id_;
  std::map<std::string, condition::Value, std::less<>> ids_;
};

// Asked for the table only when a condition speaks of members: most do not. Made for one
// evaluation; not to be shared between threads.
class Members {
 public:
  virtual ~Members() = default;
  // Lives as long as this object.
  virtual const MemberTable& Table() const = 0;
};

// What may be asked of each: declared facts, `id` and `name`; not `today`, which is the same for
// all.
class MemberEnvironment : public condition::Environment {
 public:
  static constexpr std::string_view kId = "id";
  static constexpr std::string_view kName = "name";

  // Refers to `catalog`.
  explicit MemberEnvironment(const FactCatalog& catalog) : catalog_(catalog) {}

  std::optional<condition::Type> FindVariable(std::string_view name) const override;
  bool IsPrefix(std::string_view prefix) const override { return catalog_.IsPrefix(prefix); }
  std::vector<std::string> Suggest(std::string_view name) const override;

 private:
  const FactCatalog& catalog_;
};

}  // namespace vekha::facts
