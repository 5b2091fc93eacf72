// Ladders (лестницы): when somebody is told about a task before and after its due day, and who.
// Data: rules/ladders.yaml.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/base/diagnostic.h"

namespace vekha::reminder {

enum class NoticeKind { kReminder, kAlert };  // before or on the due day; after it
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
  std::vector<std::string> audience;  // "responsible", "co_executors" or role ids
  LatePolicy late = LatePolicy::kLatestOnce;
  int max_lateness = 20;  // working days; a rung missed by more has expired
};

struct Ladder {
  std::string id;
  std::string title;
  std::string title_en;
  std::vector<Rung> rungs;  // by offset
};

using LadderSet = std::map<std::string, Ladder>;

// Wrong keys, unsorted or repeated offsets, unknown policies and an audience that shrinks on the
// way up are errors with their places.
Parsed<LadderSet> LoadLadders(const Source& source);

}  // namespace vekha::reminder
