// Rule file -> checked, compiled Roadmap. Every problem is reported with its place, all in one go;
// with an error there is no roadmap. The codes stand in diagnostic_code.h, the keys in keys.h, and
// the same keys as JSON Schema in json_schema.h.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/base/language.h"
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

// What the calendar of a roadmap does not know of its days.
struct CalendarProblem {
  Bilingual message;
  Bilingual hint;
};
using CheckDays = std::function<std::optional<CalendarProblem>(const Roadmap&)>;

// `check_days` is asked about the roadmap as far as the file could be read, so that its answer
// stands beside the other errors; it is reported (E0402) where the file names the calendar or, when
// it names none, the period.
Parsed<std::shared_ptr<const Roadmap>> LoadRoadmap(const Source& source, const LoadContext& context,
                                                   const CheckDays& check_days = {});

// The libraries of `context` are not looked at: a library does not use another.
Parsed<Library> LoadLibrary(const Source& source, const LoadContext& context);

}  // namespace vekha::roadmap
