// A roadmap (дорожная карта) as a rule file says it, checked and compiled: every term read, every
// condition typed, every dependency found. Immutable after loading; one is shared by all
// organizations that follow it.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/base/string_id.h"
#include "engine/base/window.h"
#include "engine/calendar/work_calendar.h"
#include "engine/condition/condition.h"
#include "engine/roadmap/responsible.h"
#include "engine/schedule/schedule.h"

namespace vekha::roadmap {

// Roadmaps are of the first three levels; a body (a department, a centre, a working group) only is
// an organization: what it does, it does for the organization above it.
enum class Level { kRegion, kMunicipality, kSchool, kBody };
std::string_view LevelName(Level level);  // "region", "municipality", "school", "body"

// What a report must bring before a task may close.
enum class EvidenceKind { kNone, kOrder, kDocument, kUrl, kRegister, kEvent, kReport, kCount };
std::string_view EvidenceKindName(EvidenceKind kind);

// A compiled condition with its words.
struct Condition {
  std::string text;
  std::shared_ptr<const condition::Program> program;
};

// Where the cells of a row stand in the rule file. A cell that comes from a library, or is not
// there at all, stands where the row does.
struct CellPlaces {
  Position title;
  Position term;
  Position responsible;
  Position outcome;
  Position result;
};

// How many of the organizations a measure is fanned out to must deliver: a number of them, or a
// share of all.
struct Gather {
  int count = 0;  // 0: by `percent`
  int percent = 100;
  bool operator==(const Gather&) const = default;
};
// Of `asked` organizations; a number larger than that means all of them.
int NeededOf(const Gather& gather, int asked);
std::string GatherText(const Gather& gather);  // "all", "5", "80%", as a rule file says it

// One row of the table, or one item of a row that carries several dates, executors or levels. The
// unit of work: every task is an occurrence of one of these.
struct Measure {
  MeasureId id;           // unique in the roadmap: "3.2"; an item: "1.3(2)"
  std::string number;     // as printed: "3.2."; may be empty
  std::string title;      // verbatim
  std::string term_text;  // the document's own phrase, verbatim; what explain quotes
  // True when the file gives the term in parts ({due: ...}): of its phrase nothing is left to
  // choose.
  bool term_in_parts = false;
  schedule::Expansion expansion;  // over the roadmap's period
  std::string responsible_text;   // verbatim
  std::vector<Responsible> responsible;
  std::string outcome;  // verbatim "Ключевой результат", where a document has such a column
  std::string result;  // verbatim
  EvidenceKind evidence = EvidenceKind::kNone;
  // Dependencies; all exist and make tasks, no cycle: one on a row with items stands here as one on
  // each of its items, and an item has its row's besides its own.
  std::vector<MeasureId> after;
  std::optional<Condition> done_when;
  std::optional<Condition> applies_when;
  calendar::DayShift nonworking = calendar::DayShift::kPreceding;
  std::string ladder;  // id of a ladder in rules/ladders.yaml
  std::optional<int> heartbeat_days;
  std::optional<Level>
      for_each;  // fan-out: one task for each organization of this level below the adopting one
  // The adopting organization has a task of its own that is done when enough of them have
  // delivered.
  std::optional<Gather> gather;
  std::string gatherer;        // the role that answers for that task: the roadmap's authority
  std::vector<Measure> items;  // never nested further; a measure with items has no tasks of its own
  Position position;           // of the row in the rule file
  CellPlaces cells;
};

// A heading row numbered like a measure: shown in its place, makes no task.
struct Heading {
  std::string number;  // as printed
  std::string title;
  size_t before = 0;  // index of the measure it stands before; measures.size() for the last row
  Position position;
};

struct Stage {
  std::string id;
  std::string title;
  std::vector<Measure> measures;
  std::vector<Heading> headings;  // in document order
  Position position;              // in the rule file
};

struct IndicatorTarget {
  int year = 0;
  double value = 0;
};
struct Indicator {
  std::string id;
  std::string title;
  std::string unit;
  std::string value_text;  // a condition-language expression, e.g. 100.0 * double(a) / double(b)
  std::optional<Condition> value;
  std::vector<IndicatorTarget> targets;
};

struct SourceDocument {
  std::string document;
  std::optional<Date> approved_on;
  std::string approved_number;
  std::string approved_by;
};

struct Roadmap {
  RoadmapId id;
  std::string title;
  Level level = Level::kSchool;
  SourceDocument source;
  Period period;
  calendar::CalendarKey calendar;
  calendar::DayShift nonworking = calendar::DayShift::kPreceding;
  std::string control = "none";    // "none", or the role that accepts reports
  bool self_control = false;       // who accepts reports may also report himself
  std::string authority = "head";  // the role that may extend deadlines and withdraw tasks
  int extensions = 2;              // how often the deadline of one task may be extended
  std::string ladder = "standard";
  schedule::Settings settings;
  std::vector<Stage> stages;
  std::vector<Indicator> indicators;
  std::map<std::string, std::string> roles;  // name as written in responsible cells -> role id
  std::string text_name;                     // the file it came from
};

// Every measure that makes tasks, in document order: measures without items, and items.
std::vector<const Measure*> WorkMeasures(const Roadmap& roadmap);
// The row an id belongs to: the measure itself, or for "1.3(2)" the measure 1.3. nullptr when there
// is none.
const Measure* FindMeasure(const Roadmap& roadmap, const MeasureId& id);

}  // namespace vekha::roadmap
