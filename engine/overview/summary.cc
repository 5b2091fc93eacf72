#include "engine/overview/summary.h"

#include <utility>

#include "engine/base/status.h"
#include "engine/overview/grouper.h"
#include "engine/overview/wanted.h"

namespace vekha::overview {
namespace {

void CountUndone(const TaskMark& mark, DayNumber on, Totals& totals) {
  totals.overdue += workflow::IsOverdueOn(mark, on) ? 1 : 0;
  totals.blocked += mark.blocked ? 1 : 0;
  totals.ongoing += mark.ongoing ? 1 : 0;
  const bool soon = mark.due != workflow::kNoDay && !mark.before_adoption && on <= mark.due &&
                    mark.due < on + kSoonDays;
  totals.due_soon += soon ? 1 : 0;
}

void Count(const TaskMark& mark, DayNumber on, Totals& totals) {
  switch (workflow::StatusOn(mark, on)) {
    case task::TaskStatus::kPlanned:
    case task::TaskStatus::kOpen:
      if (!mark.applies) {
        ++totals.not_applying;
        return;
      }
      ++(workflow::StatusOn(mark, on) == task::TaskStatus::kOpen ? totals.open : totals.planned);
      CountUndone(mark, on, totals);
      return;
    case task::TaskStatus::kReported:
      ++totals.reported;
      break;
    case task::TaskStatus::kClosed:
      ++totals.closed;
      break;
    case task::TaskStatus::kWithdrawn:
      ++totals.withdrawn;
      return;
  }
  totals.done_late += workflow::IsDoneLateOn(mark, on) ? 1 : 0;
}

absl::StatusOr<Totals> OwnTotals(const workflow::State& state, const workflow::RuleBook& rules,
                                 const OrganizationId& organization, Date on) {
  Totals totals;
  const DayNumber day = workflow::DayNumberOf(on);
  VEKHA_RETURN_IF_ERROR(workflow::VisitMarks(state, rules, organization, on, /*subtree=*/false,
                                             [&](const auto& sheet) {
                                               for (const TaskMark& mark : sheet->tasks)
                                                 Count(mark, day, totals);
                                             }));
  return totals;
}

}  // namespace

Totals& Totals::operator+=(const Totals& other) {
  planned += other.planned;
  open += other.open;
  reported += other.reported;
  closed += other.closed;
  withdrawn += other.withdrawn;
  not_applying += other.not_applying;
  overdue += other.overdue;
  due_soon += other.due_soon;
  blocked += other.blocked;
  ongoing += other.ongoing;
  done_late += other.done_late;
  return *this;
}

absl::StatusOr<Summary> Summarize(const workflow::State& state, const workflow::RuleBook& rules,
                                  const Selection& selection, Date on, GroupBy by) {
  VEKHA_ASSIGN_OR_RETURN(const auto sheets, SheetsOn(state, rules, selection, on));
  Grouper grouper(state, rules, selection.organization, by, on);
  Wanted wanted(state, rules, selection, on);
  const DayNumber day = workflow::DayNumberOf(on);
  std::vector<Totals> totals;
  for (const auto& sheet : sheets) {
    grouper.Begin(*sheet, on);
    wanted.Begin(*sheet, on);
    for (size_t i = 0; i < sheet->tasks.size(); ++i) {
      if (!wanted.Has(i)) continue;
      const uint32_t group = grouper.Of(i);
      if (group >= totals.size()) totals.resize(group + 1);
      Count(sheet->tasks[i], day, totals[group]);
    }
  }
  Summary summary;
  for (const uint32_t group : grouper.InOrder()) {
    if (group >= totals.size() || totals[group].all() == 0) continue;
    summary.groups.push_back({grouper.groups()[group], totals[group]});
    summary.totals += totals[group];
  }
  return summary;
}

absl::StatusOr<Totals> LeftUndone(const workflow::State& state, const workflow::RuleBook& rules,
                                  const OrganizationId& organization,
                                  const workflow::Closure& closure) {
  const Date eve = AddDays(closure.on, -1);
  const auto known = state.organizations.find(organization);
  const bool closed_before = known != state.organizations.end() && known->second.closure &&
                             known->second.closure->on < closure.on;
  if (!closed_before) return OwnTotals(state, rules, organization, eve);
  workflow::State later = state;
  workflow::OrganizationEntry entry = known->second;
  entry.closure = closure;
  Put(later, std::move(entry));
  return OwnTotals(later, rules, organization, eve);
}

}  // namespace vekha::overview
