// A span of days lived through on a copy: every day's run by the very Decide and Apply of the real
// one, with what is assumed to happen recorded before it. Nothing is written anywhere; the state
// given is a copy and is thrown away.
//
// For every day the run's events equal what a real run of that day would emit after the real
// runs of the days before it, given the same facts, reports and acts.
#pragma once

#include <absl/status/statusor.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/window.h"
#include "engine/workflow/command.h"

namespace vekha::simulation {

inline constexpr int kSpanDaysMax = 4 * 366;  // as long as the longest roadmap
inline constexpr size_t kAssumptionsMax = 10'000;

// A fact becomes known on a day, before its run. Without an observation of its own the fact was
// observed on that day; an empty scope is the day's own (2022-10-05 is in "2022/23").
struct AssumedFact {
  Date on;
  OrganizationId organization;
  facts::FactRecord record;
};
// Somebody reports a task, on `report.on`, before that day's run.
struct AssumedReport {
  TaskId task;
  task::Report report;
};
// Control of execution, on the act's own day, before that day's run.
using ControlAct =
    std::variant<workflow::AcceptReport, workflow::ReturnReport, workflow::ReopenTask,
                 workflow::WithdrawTask, workflow::RequestExtension, workflow::DecideExtension,
                 workflow::DelegateTask, workflow::AcknowledgeTask>;
struct AssumedAct {
  ControlAct command;
};
// Nobody reads what is said to the person from `from` to `to`, both included. Nobody substitutes:
// such notifications are emitted as ever and counted in Day::unread.
struct Absence {
  PersonId person;
  Date from;
  std::optional<Date> to;
};
// The organization and all below it do nothing: facts, reports and acts assumed of them are left
// out.
struct Idle {
  OrganizationId organization;
};
using Assumption = std::variant<AssumedFact, AssumedReport, AssumedAct, Absence, Idle>;

struct Scenario {
  Period span;                          // both days included; runs are made on each day of it
  std::vector<Assumption> assumptions;  // of one day: in this order
};

struct Day {
  Date date;
  std::vector<workflow::Event> assumed;  // what the day's assumptions came to, before the run
  std::vector<workflow::Event> run;      // what the run of the day emitted
  std::vector<std::string> unread;       // ids of its notifications to people who are absent
  std::vector<workflow::SkippedAdoption> skipped;  // what the run could say nothing about
};
// What is told to people on the day: by what is assumed, then by the run. Points into the day.
std::vector<const workflow::Notification*> NotificationsOf(const Day& day);

// The days of a scenario one after the other, at the caller's pace.
//
// Assumptions of days before the span are recorded before its first run.
//
// Refused: SPAN_TOO_LONG, ASSUMPTIONS_TOO_MANY, SPAN_ALREADY_RUN (an adoption's mark lies in the
// span or after it), ASSUMPTION_OUT_OF_SPAN (after the last day), ASSUMPTION_ABSENT (a report or
// act of somebody who is absent), and whatever Decide says to a fact, a report, an act or a run;
// the metadata `assumption` is the number of the refused one, from 1.
class Simulation {
 public:
  // `rules` must outlive it.
  static absl::StatusOr<Simulation> Begin(workflow::State state, const workflow::RuleBook& rules,
                                          const Scenario& scenario);
  Simulation(Simulation&&) noexcept;
  Simulation& operator=(Simulation&&) noexcept;
  ~Simulation();

  // The next day; nothing after the last.
  absl::StatusOr<std::optional<Day>> Next();

  // After the last day given: ask it for sheets, next steps or explanations
  // (engine/workflow/view.h).
  const workflow::State& state() const;

 private:
  struct Parts;
  explicit Simulation(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

// The whole span: `visit` is called once a day, in order, with the state after the day's run. An
// error of it ends the simulation.
using DayVisitor = std::function<absl::Status(const Day& day, const workflow::State& after)>;
absl::Status Simulate(workflow::State state, const workflow::RuleBook& rules,
                      const Scenario& scenario, const DayVisitor& visit);

}  // namespace vekha::simulation
