// Conditions of rules: CEL text -> checked program -> value. Compile once, evaluate often.
//
// The language is google/cel-spec doc/langdef.md over scalars, lists, maps, timestamps and
// durations, with the string extension, cel.bind, two-variable comprehensions and some of math.*;
// protobuf messages are refused where they are written. Ours is the type `date`, a civil day:
//   date('2022-10-28')  date(timestamp, 'Europe/Moscow')  compared with < <= == ...
//   addDays(d, n)  addMonths(d, n)  addWorkdays(d, n)  nextWorkday(d)  prevWorkday(d)  isWorkday(d)
//   isHoliday(d)
//   daysBetween(a, b)  workdaysBetween(a, b)  age(birth, d)  endOfMonth(d)
//   year(d)  month(d)  day(d)  weekday(d)  quarter(d)  schoolYear(d)
// each also as a method: d.addDays(3). Months and days count from 1, weekday from 1 = Monday;
// nextWorkday and prevWorkday are never the day itself; addMonths keeps to the end of a short
// month; schoolYear is the year it begins in, from 1 September. Also ours: text.lower(),
// count(list), and fact('mentees.count'), the declared name written as a text. Of Kubernetes' list
// library: list.sum() (int, uint, double, duration; 0 of none), list.min() and list.max() (of what
// < compares; an error of none).
//
// A list of organizations below ("schools", where the environment has one) can be gone over,
// filtered and counted: schools.all(s, s.mentees.count > 0). Of each only its facts can be asked,
// by name, and its s.id and s.name; s itself cannot be compared, printed or kept.
#pragma once

#include <absl/status/statusor.h>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/base/source.h"
#include "engine/condition/limits.h"
#include "engine/condition/type.h"
#include "engine/condition/value.h"

namespace vekha::condition {

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
  // What may be asked of each organization of the list with exactly this name; nullptr when there
  // is no such list. Lives as long as this environment.
  virtual const Environment* FindMembers(std::string_view /*list*/) const { return nullptr; }
  // Why a name that exists elsewhere is not declared here; empty when nothing is known of it.
  virtual Bilingual WhyAbsent(std::string_view /*name*/) const { return {}; }
};

// Working-day arithmetic, asked of the organization's calendar. Kept abstract: this room is below
// calendar/.
class DayArithmetic {
 public:
  virtual ~DayArithmetic() = default;
  virtual absl::StatusOr<bool> IsWorking(Date date) const = 0;
  virtual absl::StatusOr<Date> AddWorkingDays(Date date, int n) const = 0;
  virtual absl::StatusOr<int> WorkingDaysBetween(Date from, Date to) const = 0;
  // A day off as a public or regional holiday, be it a Sunday; not a moved day off.
  virtual absl::StatusOr<bool> IsHoliday(Date date) const = 0;
};

// Time zones by name. Kept abstract: zone data lies in files.
class ZoneOffsets {
 public:
  virtual ~ZoneOffsets() = default;
  // Seconds east of UTC in zone `name` ("Europe/Moscow") at an instant; nothing for an unknown
  // name.
  virtual std::optional<int> OffsetSeconds(std::string_view name, int64_t epoch_seconds) const = 0;
};

// What the names mean now.
class Activation {
 public:
  virtual ~Activation() = default;
  // The value of a declared name; Unknown{name} when it is a fact that has not been recorded.
  virtual Value Get(std::string_view name) const = 0;
  // has(prefix.of.names): true when the fact, or any fact below the name, is recorded and not null.
  virtual bool Has(std::string_view name) const = 0;
  // The ids, sorted, of the organizations a list names: a list of strings. Unknown{list} where they
  // are not known.
  virtual Value MemberIds(std::string_view list) const {
    return Value::OfUnknown({std::string(list)});
  }
  // Get() and Has() of one of them; a fact it has not recorded is Value::OfUnknownBelow().
  virtual Value GetBelow(std::string_view member, std::string_view name) const {
    return Value::OfUnknownBelow(std::string(name), std::string(member));
  }
  virtual bool HasBelow(std::string_view /*member*/, std::string_view /*name*/) const {
    return false;
  }
  // Asked only by programs compiled without an environment: is there a variable of exactly this
  // name? By default every name is one, so `a.b.c` reads the variable "a.b.c".
  virtual bool Declares(std::string_view /*name*/) const { return true; }
  // nullptr: calendar functions are errors.
  virtual const DayArithmetic* days() const { return nullptr; }
  // nullptr: only UTC and fixed offsets ("+03:00") are known.
  virtual const ZoneOffsets* zones() const { return nullptr; }
};

class Program;  // compiled; immutable; safe to share between threads

struct CompileOptions {
  // With an environment every name must be declared and types are checked; without one names are
  // dynamic and types are found when it runs, as CEL allows.
  const Environment* environment = nullptr;
  std::string container;  // "a.b": the name `x` is looked for as a.b.x, a.x, x
  Limits limits;
};

// A checked, compiled condition. Diagnostics are placed in `source`: `offset` is where `expression`
// begins in it (for an expression inside a rule file).
Parsed<std::shared_ptr<const Program>> Compile(std::string_view expression,
                                               const CompileOptions& options, const Source& source,
                                               size_t offset);
Parsed<std::shared_ptr<const Program>> Compile(std::string_view expression,
                                               const Environment* environment, const Source& source,
                                               size_t offset);
// The same for an expression that is its own source, named "condition".
Parsed<std::shared_ptr<const Program>> Compile(std::string_view expression,
                                               const Environment* environment);

// Never throws, never runs away: past the cost limit the value is an Error. Unknown is stronger
// than Error where both meet, since a fact yet to come may still decide; false && and true || are
// stronger than both.
Value Evaluate(const Program& program, const Activation& activation);
Value Evaluate(const Program& program, const Activation& activation, const RunLimits& limits);

// The fast way for many evaluations: values[i] is the value of NamesRead(program)[i] (Unknown when
// not recorded). `rest` answers everything else; its Get() is not called. Only for programs
// compiled with an environment.
Value EvaluateSlots(const Program& program, std::span<const Value> values, const Activation& rest);

// One sub-expression and its value, for explain. In source order, an expression before its parts;
// `text` is its own words. Constants and parts that were not needed are left out. Inside a
// comprehension only the element that made all() false or exists() true is shown; when it is an
// organization, its id and name before it. Of lists of organizations the first kShownMembers.
inline constexpr size_t kShownMembers = 20;
struct TraceStep {
  std::string text;
  Value value;
  int depth = 0;
  SourceRange range = {};  // bytes of ExpressionText()
};
Value EvaluateTraced(const Program& program, const Activation& activation,
                     std::vector<TraceStep>& trace);

// The static type of the result (kDyn without an environment).
const Type& ResultType(const Program& program);
const std::string& ExpressionText(const Program& program);

// What an evaluation costs at most, in the units of RunLimits, when facts are as large as
// Limits::assumed says and there are no organizations below; 0 without an environment.
int64_t EstimatedCost(const Program& program);
// And for each organization below, rounded up.
int64_t EstimatedMemberCost(const Program& program);

// The declared names the program reads, sorted; for has() of a name's beginning, that beginning.
const std::vector<std::string>& NamesRead(const Program& program);

// The same of the organizations below, sorted by list, then name; also "id" and "name".
struct NameBelow {
  std::string list;  // "schools"
  std::string name;  // "mentees.count"
  auto operator<=>(const NameBelow&) const = default;
};
const std::vector<NameBelow>& NamesReadBelow(const Program& program);
// The lists themselves, sorted: "schools". Not in NamesRead().
const std::vector<std::string>& MemberListsRead(const Program& program);

}  // namespace vekha::condition
