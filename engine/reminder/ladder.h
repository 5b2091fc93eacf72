// Ladders (лестницы): when somebody is told about a task before and after its due day, and who.
// Data: rules/ladders.yaml.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/base/diagnostic.h"

namespace vekha::reminder {

enum class NoticeKind {
  kReminder,  // before or on the due day
  kAlert,     // after it
  kRequest,   // a decision waits for the reader: a report to accept, an extension asked for
  kNews,      // what somebody decided: returned, extended, delegated, withdrawn
};
std::string_view NoticeKindName(NoticeKind kind);

// What a run does with a rung whose day it missed (DESIGN section 5.8).
enum class LatePolicy {
  kLatestOnce,  // still true: say it once, and of several missed rungs of a task only the latest
  kEach,        // say every one
  kSkip,        // false when late: record and do not say
};

struct Rung {
  std::string id;  // "d-3"
  int offset = 0;  // working days from the effective due day; negative is before
  NoticeKind kind = NoticeKind::kReminder;
  // "responsible", "co_executors", "controller" (who accepts reports), "authority" (who may extend)
  // or role ids.
  std::vector<std::string> audience;
  LatePolicy late = LatePolicy::kLatestOnce;
  int max_lateness = 20;  // working days; a rung missed by more has expired
};

inline constexpr int kDefaultPause = 3;

struct Ladder {
  std::string id;
  std::string title;
  std::string title_en;
  std::vector<Rung> rungs;  // by offset
  // The controller's clock: from the day of the report on, while it waits to be accepted. By
  // offset, none negative.
  std::vector<Rung> control;
  int pause = kDefaultPause;  // working days an acknowledgement holds the rungs back
  bool inhibit = true;        // a task blocked by an overdue one does not nag
};

using LadderSet = std::map<std::string, Ladder>;

// Wrong keys, unsorted or repeated offsets, unknown policies and an audience that shrinks on the
// way up are errors with their places:
//   E0501 too many rungs      E0504 a rung without audience
//   E0502 a rung twice        E0505 rungs out of order
//   E0503 a reminder after    E0506 an audience that shrinks
//         the due day, or an  E0507 a kind on the controller's clock
//         alert before it
// Scripts rely on the codes: add, never renumber.
Parsed<LadderSet> LoadLadders(const Source& source);

}  // namespace vekha::reminder
