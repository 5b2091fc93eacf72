// A file of rule tests as a methodist writes it: rules/tests/*.yaml (docs/formats/rule-test.md).
// Read here, held against its roadmap by RunTestFile() (rule_test.h).
//
//   roadmap: kambulat-2022
//   tests:
//     - name: База не собрана - узнают накануне
//       when:
//         - {on: 2022-09-10, facts: {mentees.count: 12}}
//       expect:
//         - on: 2022-09-13
//           tasks: {"3.2": {status: open, due: 2022-09-14}}
//           notifications: [{to: Мамедов М. Р., measure: "3.2", reason: DUE_IN_1_WORKING_DAY}]
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/base/window.h"
#include "engine/condition/value.h"
#include "engine/facts/fact_catalog.h"
#include "engine/roadmap/roadmap.h"
#include "engine/task/task.h"

namespace vekha::rule_test {

inline constexpr int kMaxTests = 1000;    // of a file
inline constexpr int kMaxListed = 2000;   // entries of any list or table
inline constexpr int kMaxText = 2000;     // code points of a name or expected text
inline constexpr int kMaxCounted = 6000;  // days late, of the longest period

template <typename T>
struct Placed {
  T value;
  SourceRange at;
};

// "3.5" or, of several occurrences, "3.5@2022-10-30": by the due day the document gives.
struct TaskName {
  std::string measure;
  std::string occurrence;
  SourceRange at;
};

// What the roadmap under test is: one of the rules by its id, a file beside the test, or a library
// whose measures are all taken as they stand.
struct Subject {
  enum class Kind { kRoadmap, kFile, kLibrary };
  Kind kind = Kind::kRoadmap;
  Placed<std::string> name;
  std::optional<Period> period;  // these four of a library
  std::string calendar = "RU";
  int week = 5;
  std::string ladder = "standard";
};

struct FactGiven {
  std::string name;
  condition::Value value;  // null: withdrawn, or in a condition's case not recorded
  SourceRange at;
};

// Control of execution (engine/workflow/command.h).
enum class DeedKind {
  kReport,
  kAccept,
  kReturn,
  kReopen,
  kWithdraw,
  kAskExtension,
  kExtend,
  kRefuseExtension,
  kDelegate,
  kAcknowledge,
};
// What somebody does with a task.
struct Deed {
  DeedKind kind = DeedKind::kReport;
  TaskName task;
  std::string by;           // a person's name; empty: whoever may do it
  task::Evidence evidence;  // of a report
  std::string reason;
  std::optional<Date> until;  // of an extension; without it the day asked for
  std::string to;             // of a delegation: a person's name
  bool co_executor = false;   // as one more of them, not as the first
};

// What happens in the morning of a day, before its run.
struct Act {
  Date on;
  SourceRange at;
  std::string place;  // id of an organization; empty: the one the measures belong to
  std::vector<FactGiven> facts;
  std::optional<Date> scope_day;  // `for:` the day in whose school year (half, ...) they count
  std::optional<Deed> deed;
  std::string refused;  // the reason the deed is expected to be refused for
};

// Nobody reads what is said to the person from `from` to `to`, both included; without `to` to the
// end.
struct Away {
  std::string person;  // a name
  Date from;
  std::optional<Date> to;
  SourceRange at;
};

// One "key: text" that is expected of a task or notification.
struct Field {
  std::string key;
  std::string expected;
  SourceRange at;
};
struct TaskExpectation {
  TaskName task;
  std::vector<Field> fields;
};
struct NotificationExpectation {
  std::vector<Field> fields;
  std::optional<TaskName> measure;
  SourceRange at;
};
// What is seen in the evening of a day, after its run.
struct Expectation {
  Date on;
  SourceRange at;
  std::string place;
  std::vector<TaskExpectation> tasks;
  std::optional<std::vector<NotificationExpectation>> notifications;  // all of that day
  std::vector<NotificationExpectation> includes;                      // among others
  std::vector<TaskName> none;  // nothing is said of these on that day
};

// "2022-09-01..2022-09-15 -> 2022-09-14", "ongoing 2022-09-01..2023-12-31", "waits training.due".
struct DueCell {
  enum class Kind { kDue, kOngoing, kWaits };
  Kind kind = Kind::kDue;
  std::string text;  // in the one spelling of FormatDue()
  SourceRange at;
};
template <typename T>
struct Row {
  TaskName measure;
  T value;
};
using Names = std::vector<Placed<std::string>>;

// The ladder, or the days of a heartbeat, and the measures that have it.
struct Group {
  Placed<std::string> name;
  bool others = false;  // every measure no other group names
  std::vector<TaskName> measures;
};

using Case = std::pair<SourceRange, std::vector<FactGiven>>;  // what differs from the first
struct ConditionRow {
  TaskName measure;
  std::optional<Case> done, applies;  // the facts with which it holds
  std::vector<Case> also_done, not_done, also_applies, does_not_apply;
  std::optional<Date> today;
};

struct IndicatorRow {
  Placed<std::string> id;
  std::vector<FactGiven> facts;
  std::optional<Placed<std::string>> value;
  std::vector<std::pair<int, Placed<std::string>>> targets;
};

struct Holding {
  std::string organization;  // id; empty: the one that adopts
  std::string role;
  std::string person;  // a name
  std::optional<Date> from, to;
  SourceRange at;
};
struct PlaceGiven {
  std::string id, parent, name;
  roadmap::Level level = roadmap::Level::kSchool;
  SourceRange at;
};
// Who is there. What is not said is made up: one organization of each level the roadmap speaks to,
// and for every role a person whose name is the role's id.
struct Directory {
  std::vector<PlaceGiven> organizations;
  std::vector<Holding> roles;
  Names vacant;  // roles nobody holds
};

struct Test {
  std::string name;
  SourceRange at;
  std::optional<Placed<Date>> adopted;
  std::optional<Directory> directory;
  std::vector<Placed<Period>> outages;  // days without a run
  std::vector<Away> absences;
  std::vector<Act> acts;
  std::vector<Expectation> expectations;
  std::vector<Row<std::vector<DueCell>>> due;
  std::vector<Row<Names>> responsible;
  std::vector<Row<std::vector<TaskName>>> after;
  std::vector<Group> ladders, heartbeats;
  std::vector<ConditionRow> conditions;
  std::vector<IndicatorRow> indicators;
  std::optional<Placed<std::string>> golden;  // a file beside this one
  std::optional<Period> span;                 // the golden's days; the test runs to its last

  bool Runs() const { return !acts.empty() || !expectations.empty() || golden; }
};

struct TestFile {
  Subject subject;
  Directory directory;
  std::vector<Test> tests;
};

// Codes: those of engine/yaml, and
//   E0801 no subject, or more than one    E0804 a fact that is not declared or of another type
//   E0802 a test without an expectation   E0805 text not in the form it must have
//   E0803 a name used twice               E0806 too many, or too long
Parsed<TestFile> ParseTestFile(const Source& source, const facts::FactCatalog& catalog);

}  // namespace vekha::rule_test
