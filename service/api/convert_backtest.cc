#include "service/api/convert_backtest.h"

#include <string>
#include <utility>

#include "service/api/convert.h"
#include "service/api/convert_task.h"
#include "service/api/page.h"

namespace vekha::api {
namespace {

using simulation::NoticeChange;

v1::BacktestTask SideMessage(const simulation::TaskSide& side) {
  v1::BacktestTask out;
  out.set_task(side.id.value());
  if (side.nominal_due) *out.mutable_nominal_due_date() = ToProto(*side.nominal_due);
  if (side.effective_due) *out.mutable_due_date() = ToProto(*side.effective_due);
  if (side.closing) {
    *out.mutable_closed_date() = ToProto(side.closing->on);
    out.set_closed_by_facts(side.closing->by == task::ClosedBy::kFacts);
  }
  out.set_overdue(side.overdue);
  return out;
}

v1::TaskDifference TaskMessage(const simulation::TaskDifference& difference,
                               const workflow::State& state) {
  v1::TaskDifference out;
  out.set_organization(difference.organization.value());
  out.set_organization_name(NameOf(state, difference.organization));
  out.set_measure(difference.measure.value());
  out.set_measure_number(difference.number);
  out.set_measure_title(difference.title);
  if (difference.before) *out.mutable_before() = SideMessage(*difference.before);
  if (difference.after) *out.mutable_after() = SideMessage(*difference.after);
  return out;
}

v1::NoticeChange ChangeMessage(NoticeChange change) {
  switch (change) {
    case NoticeChange::kAppears:
      return v1::NOTICE_CHANGE_APPEARS;
    case NoticeChange::kDisappears:
      return v1::NOTICE_CHANGE_DISAPPEARS;
    case NoticeChange::kMoves:
      return v1::NOTICE_CHANGE_MOVES;
    case NoticeChange::kChanges:
      return v1::NOTICE_CHANGE_CHANGES;
  }
  return v1::NOTICE_CHANGE_UNSPECIFIED;
}

void Count(NoticeChange change, v1::BacktestCounts* counts) {
  switch (change) {
    case NoticeChange::kAppears:
      return counts->set_appear(counts->appear() + 1);
    case NoticeChange::kDisappears:
      return counts->set_disappear(counts->disappear() + 1);
    case NoticeChange::kMoves:
      return counts->set_move(counts->move() + 1);
    case NoticeChange::kChanges:
      return counts->set_change(counts->change() + 1);
  }
}

// The measure is named as the roadmap in force names it, and so is unknown for a measure that only
// the changed file has: there the difference of its task has the name.
v1::NoticeDifference NoticeMessage(const simulation::NoticeDifference& difference,
                                   const workflow::State& state) {
  v1::NoticeDifference out;
  out.set_change(ChangeMessage(difference.change));
  if (difference.before) *out.mutable_before() = ToProto(state, *difference.before, 0);
  if (difference.after) *out.mutable_after() = ToProto(state, *difference.after, 0);
  return out;
}

}  // namespace

void FillBacktest(simulation::Backtest backtest, const PlaceFilter& places,
                  const workflow::State& state, v1::BacktestResponse* response) {
  response->set_roadmap(backtest.roadmap.value());
  response->set_runs(backtest.runs == simulation::RunDays::kAsLogged ? v1::BACKTEST_RUNS_AS_LOGGED
                                                                     : v1::BACKTEST_RUNS_EVERY_DAY);
  response->set_days_run(backtest.days_run);
  v1::BacktestCounts* counts = response->mutable_counts();
  size_t bytes = 0;
  const auto has_room = [&] {
    if (bytes <= kPageBytesMax) return true;
    response->set_truncated(true);
    return false;
  };
  for (const simulation::TaskDifference& difference : backtest.tasks) {
    if (!places.Has(difference.organization)) continue;
    counts->set_tasks(counts->tasks() + 1);
    if (!has_room()) continue;
    *response->add_tasks() = TaskMessage(difference, state);
    bytes += response->tasks().rbegin()->ByteSizeLong();
  }
  for (const simulation::NoticeDifference& difference : backtest.notices) {
    if (!places.Has(difference.shown().organization)) continue;
    Count(difference.change, counts);
    if (!has_room()) continue;
    *response->add_notices() = NoticeMessage(difference, state);
    bytes += response->notices().rbegin()->ByteSizeLong();
  }
  for (const auto& [organization, same] : backtest.same) {
    if (places.Has(organization)) counts->set_same(counts->same() + same);
  }
  for (const TaskId& task : backtest.unplaced) {
    const OrganizationId organization(task.value().substr(0, task.value().find('/')));
    if (!places.Has(organization) || !has_room()) continue;
    response->add_unplaced_reports(task.value());
    bytes += TextBytes(task.value());
  }
  google::protobuf::RepeatedPtrField<v1::Diagnostic> diagnostics;
  AddDiagnostics(std::move(backtest.diagnostics), &diagnostics);
  for (v1::Diagnostic& one : diagnostics) {
    if (!has_room()) break;
    bytes += one.ByteSizeLong();
    *response->add_diagnostics() = std::move(one);
  }
}

}  // namespace vekha::api
