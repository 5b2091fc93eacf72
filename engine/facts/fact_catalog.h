// Declared facts (rules/facts.yaml): what may be said about an organization and asked in a
// condition.
//
//   facts:
//     mentees.count: {type: int, per: cycle, title: Наставляемых в базе, title_en: Mentees in the
//     base}
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/date.h"
#include "engine/base/diagnostic.h"
#include "engine/condition/condition.h"
#include "engine/condition/value.h"

namespace vekha::facts {

// Which occurrence a recorded value belongs to.
enum class FactPer {
  kOnce,     // the fact has one value
  kCycle,    // one a school year, 1 September to 31 August: "2022/23"
  kHalf,     // one a half of the calendar year: "2022-H2"
  kQuarter,  // "2022-Q4"
  kYear,     // "2022"
};
std::string_view FactPerName(FactPer per);  // "once", "cycle", "half", "quarter", "year"
std::optional<FactPer> ParseFactPer(std::string_view name);

// The scope of the value that a task due on `due` reads; empty for kOnce.
std::string ScopeKey(FactPer per, Date due);

// True when `scope` is written as ScopeKey() writes scopes of `per`.
bool IsScopeOf(FactPer per, std::string_view scope);

struct FactDeclaration {
  std::string name;  // dotted: "mentees.count"
  condition::Type type;
  FactPer per = FactPer::kOnce;
  std::string title;     // Russian
  std::string title_en;  // may be empty
  Position position;     // in the facts file
  bool operator==(const FactDeclaration&) const = default;
};

// The declared facts, and the variable `today` of type date. Immutable after loading: safe to share
// between threads.
class FactCatalog : public condition::Environment {
 public:
  static constexpr std::string_view kToday = "today";

  FactCatalog() = default;
  // Of two declarations with one name the first counts; a declaration of `today` does not.
  explicit FactCatalog(std::vector<FactDeclaration> declarations);

  // nullptr when there is none; `today` is a variable, not a fact.
  const FactDeclaration* Find(std::string_view name) const;
  // By name.
  const std::map<std::string, FactDeclaration, std::less<>>& declarations() const {
    return declarations_;
  }

  std::optional<condition::Type> FindVariable(std::string_view name) const override;
  bool IsPrefix(std::string_view prefix) const override;
  std::vector<std::string> Suggest(std::string_view name) const override;

 private:
  std::map<std::string, FactDeclaration, std::less<>> declarations_;
};

// Codes: those of engine/yaml, and
//   E0301 a name that cannot be a fact's
//   E0302 a type that is not known or cannot be recorded
//   E0303 a title over its limit
Parsed<FactCatalog> LoadFactCatalog(const Source& source);

// The value as the catalog declares it: an int for a fact of type double becomes a double, null
// (which withdraws a fact) fits every type. kNotFound for an undeclared name, with names near it;
// kInvalidArgument for another type, naming both.
absl::StatusOr<condition::Value> ConformFact(const FactCatalog& catalog, std::string_view name,
                                             const condition::Value& value);

// ConformFact() without the value.
absl::Status ValidateFact(const FactCatalog& catalog, std::string_view name,
                          const condition::Value& value);

// "int", "list<string>", "null": what a value is, for messages.
std::string TypeOfValue(const condition::Value& value);

}  // namespace vekha::facts
