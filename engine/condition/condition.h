// Conditions of rules: CEL text -> checked program -> value. Compile once, evaluate often.
#pragma once

#include <absl/status/statusor.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/base/window.h"
#include "engine/condition/value.h"

namespace vekha::condition {

// Static types. kDyn is "known only when it runs"; a list or map knows its elements.
enum class TypeKind {
  kDyn,
  kNull,
  kBool,
  kInt,
  kUint,
  kDouble,
  kString,
  kBytes,
  kList,
  kMap,
  kTimestamp,
  kDuration,
  kDate,
  kType
};
struct Type {
  TypeKind kind = TypeKind::kDyn;
  std::vector<Type> parameters;  // list: element; map: key, value
  bool operator==(const Type&) const = default;
};
std::optional<Type> ParseType(std::string_view text);  // "int", "list<string>", "map<string, int>"
std::string FormatType(const Type& type);

// What a rule may name. Names are dotted ("mentees.count"); the longest declared prefix wins.
class Environment {
 public:
  virtual ~Environment() = default;
  // The type of the variable or fact with exactly this name.
  virtual std::optional<Type> FindVariable(std::string_view name) const = 0;
  // True when some declared name begins with `prefix` + ".": `mentees` in `mentees.count`.
  virtual bool IsPrefix(std::string_view prefix) const = 0;
  // Declared names near a misspelt one, best first; for hints.
  virtual std::vector<std::string> Suggest(std::string_view name) const = 0;
};

// Working-day arithmetic, asked of the organization's calendar. Kept abstract: this room is below
// calendar/.
class DayArithmetic {
 public:
  virtual ~DayArithmetic() = default;
  virtual absl::StatusOr<bool> IsWorking(Date date) const = 0;
  virtual absl::StatusOr<Date> AddWorkingDays(Date date, int n) const = 0;
  virtual absl::StatusOr<int> WorkingDaysBetween(Date from, Date to) const = 0;
};

// What the names mean now.
class Activation {
 public:
  virtual ~Activation() = default;
  // The value of a declared name; Unknown{name} when it is a fact that has not been recorded.
  virtual Value Get(std::string_view name) const = 0;
  // has(prefix.of.names): true when the fact, or any fact below the name, is recorded and not null.
  virtual bool Has(std::string_view name) const = 0;
  // nullptr: calendar functions are errors.
  virtual const DayArithmetic* days() const { return nullptr; }
};

class Program;  // compiled; immutable; safe to share between threads

// A checked, compiled condition. Diagnostics are placed in `source`: `offset` is where `expression`
// begins in it (for an expression inside a rule file). With an environment every name must be
// declared and types are checked; without one (nullptr) names are dynamic, as CEL allows.
Parsed<std::shared_ptr<const Program>> Compile(std::string_view expression,
                                               const Environment* environment, const Source& source,
                                               size_t offset);
// The same for an expression that is its own source.
Parsed<std::shared_ptr<const Program>> Compile(std::string_view expression,
                                               const Environment* environment);

// Never throws, never runs away: past the cost limit the value is an Error.
Value Evaluate(const Program& program, const Activation& activation);

// One sub-expression and its value, for explain. In source order; `text` is its own words.
struct TraceStep {
  std::string text;
  Value value;
  int depth = 0;
};
Value EvaluateTraced(const Program& program, const Activation& activation,
                     std::vector<TraceStep>& trace);

// The static type of the result (kDyn without an environment).
const Type& ResultType(const Program& program);
const std::string& ExpressionText(const Program& program);

// The declared names the program reads, sorted.
const std::vector<std::string>& NamesRead(const Program& program);

}  // namespace vekha::condition
