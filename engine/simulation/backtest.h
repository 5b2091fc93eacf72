// Backtest: a changed rule file against what has really happened. The days of the event log are
// lived through twice, with the versions then adopted and with the changed file in their place, by
// the same Decide and Apply; what differs is the answer. Nothing is written.
#pragma once

#include <absl/status/statusor.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/simulation/history.h"
#include "engine/workflow/command.h"

namespace vekha::simulation {

enum class RunDays {
  kAuto,      // as logged when the log has a run in the span, else every day
  kAsLogged,  // on the days and in the order of the log
  kEveryDay,  // from the adoption's first day: History::Daily
};

struct BacktestRequest {
  std::string name;  // of the changed rule file; its `roadmap:` says what it changes
  std::string text;
  Period span;  // what is compared, both days included
  RunDays runs = RunDays::kAuto;
};

// A task as one of the two had it on the span's last day.
struct TaskSide {
  TaskId id;
  std::optional<Date> nominal_due;
  std::optional<Date> effective_due;
  std::optional<task::Closing> closing;
  bool overdue = false;
};
// Due days or the closing differ, or only one of the two has the task. Tasks due after the span
// and closed in neither are left out.
struct TaskDifference {
  OrganizationId organization;
  MeasureId measure;
  std::string number;
  std::string title;
  std::optional<TaskSide> before;
  std::optional<TaskSide> after;
};

enum class NoticeChange {
  kAppears,     // said only with the changed file
  kDisappears,  // said only without it
  kMoves,       // said on another day
  kChanges,     // said on the same day, of another due day, kind or reason
};
struct NoticeDifference {
  NoticeChange change = NoticeChange::kAppears;
  std::optional<workflow::Notification> before;
  std::optional<workflow::Notification> after;
  const workflow::Notification& shown() const { return after ? *after : *before; }
};

struct Backtest {
  RoadmapId roadmap;
  RunDays runs = RunDays::kAsLogged;      // how the days were run
  int days_run = 0;                       // in the span
  std::vector<TaskDifference> tasks;      // by organization, then due day
  std::vector<NoticeDifference> notices;  // by the day it is said
  std::map<OrganizationId, int> same;     // notifications said alike
  std::vector<TaskId> unplaced;           // reports of tasks the changed file does not have
  std::vector<Diagnostic> diagnostics;    // of the changed file: warnings and notes
};

// Refused: ROADMAP_INVALID, SPAN_TOO_LONG, ROADMAP_UNKNOWN (the log has no such roadmap),
// ROADMAP_NOT_ADOPTED (not on or before the span's last day), ADOPTION_LEVEL (the changed file is
// of another level), CALENDAR_NOT_COVERED.
absl::StatusOr<Backtest> RunBacktest(const History& history, const workflow::RuleBook& rules,
                                     const BacktestRequest& request);

}  // namespace vekha::simulation
