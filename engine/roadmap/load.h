// Rule file -> checked, compiled Roadmap. Every problem is reported with its place, all in one go;
// with an error there is no roadmap. The codes stand in diagnostic_code.h, the keys in keys.h, and
// the same keys as JSON Schema in json_schema.h.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/facts/fact_catalog.h"
#include "engine/roadmap/roadmap.h"

namespace vekha::roadmap {

struct RawLibrary;

// Measures that rule files share: `use: mentoring/pairs`. Immutable; copies share it.
class Library {
 public:
  explicit Library(std::shared_ptr<const RawLibrary> raw) : raw_(std::move(raw)) {}

  const std::string& id() const;
  const std::string& title() const;
  std::vector<std::string> measure_ids() const;  // in the file's order
  const RawLibrary& raw() const { return *raw_; }

 private:
  std::shared_ptr<const RawLibrary> raw_;
};

// What a rule file may refer to. Used only while loading.
struct LoadContext {
  const facts::FactCatalog& facts;
  std::vector<Library> libraries;
  std::vector<std::string> ladders;  // ids of rules/ladders.yaml
};

Parsed<std::shared_ptr<const Roadmap>> LoadRoadmap(const Source& source,
                                                   const LoadContext& context);

// The libraries of `context` are not looked at: a library does not use another.
Parsed<Library> LoadLibrary(const Source& source, const LoadContext& context);

}  // namespace vekha::roadmap
