#include "engine/simulation/backtest.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/simulation/difference.h"
#include "engine/simulation/side.h"
#include "engine/simulation/simulation.h"
#include "engine/task/match.h"
#include "engine/workflow/rejections.h"

namespace vekha::simulation {
namespace {

absl::Status NotAdopted(const RoadmapId& roadmap, Date last) {
  return ToStatus({absl::StatusCode::kFailedPrecondition,
                   "ROADMAP_NOT_ADOPTED",
                   fmt::format("nobody follows {} by {}", roadmap.value(), FormatIso(last)),
                   fmt::format("По карте {} к {} никто не работает: сравнивать не с чем.",
                               roadmap.value(), FormatRussian(last)),
                   {{"roadmap", roadmap.value()}, {"date", FormatIso(last)}}});
}

absl::Status SpanTooLong(const Period& span) {
  return ToStatus({absl::StatusCode::kInvalidArgument,
                   "SPAN_TOO_LONG",
                   fmt::format("{} is longer than {} days", FormatPeriod(span), kSpanDaysMax),
                   fmt::format("Слишком длинный срок: можно не больше {} дн.", kSpanDaysMax),
                   {{"max", fmt::format("{}", kSpanDaysMax)}}});
}

absl::Status LevelChanged(const roadmap::Roadmap& changed, const workflow::Organization& adopter) {
  const std::string_view wants = roadmap::LevelName(changed.level);
  const std::string_view is = roadmap::LevelName(adopter.level);
  return ToStatus(
      {absl::StatusCode::kFailedPrecondition,
       "ADOPTION_LEVEL",
       fmt::format("the changed file is of level {}, {} follows it and is a {}", wants,
                   adopter.id.value(), is),
       fmt::format("Изменённая карта другого уровня, чем {}.", adopter.id.value()),
       {{"roadmap_level", std::string(wants)}, {"organization_level", std::string(is)}}});
}

// The first day somebody follows the roadmap; nothing when nobody does by `last`.
std::optional<Date> FirstDayFollowed(const History& history, const RoadmapId& roadmap, Date last) {
  std::optional<Date> first;
  for (const HistoryStep& step : history.steps()) {
    for (const workflow::Event& event : step.inputs) {
      const auto* adopted = std::get_if<workflow::RoadmapAdopted>(&event);
      if (adopted == nullptr || adopted->adoption.roadmap != roadmap) continue;
      const Date on = adopted->adoption.on;
      if (on <= last && (!first || on < *first)) first = on;
    }
  }
  return first;
}

bool WasApplied(const History& history, const RoadmapId& roadmap) {
  for (const HistoryStep& step : history.steps()) {
    for (const workflow::Event& event : step.inputs) {
      const auto* applied = std::get_if<workflow::RoadmapApplied>(&event);
      if (applied != nullptr && applied->roadmap == roadmap) return true;
    }
  }
  return false;
}

class Backtester {
 public:
  Backtester(const History& history, const workflow::RuleBook& rules,
             const BacktestRequest& request, const roadmap::Roadmap& changed)
      : history_(history),
        rules_(rules),
        request_(request),
        changed_(changed),
        before_(rules, changed.id, request.span, nullptr),
        after_(rules, changed.id, request.span, &request) {}

  absl::Status Run(Backtest& out) {
    VEKHA_ASSIGN_OR_RETURN(const Date first, FirstDay());
    out.roadmap = changed_.id;
    out.runs = request_.runs;
    if (out.runs == RunDays::kAuto) {
      out.runs = history_.HasRunIn(request_.span) ? RunDays::kAsLogged : RunDays::kEveryDay;
    }
    if (out.runs == RunDays::kAsLogged) {
      VEKHA_RETURN_IF_ERROR(Live(history_.steps(), out));
    } else {
      VEKHA_RETURN_IF_ERROR(Live(history_.Daily({first, request_.span.last}), out));
    }
    VEKHA_RETURN_IF_ERROR(CheckLevels());
    return Compare(before_, after_, request_.span, out);
  }

 private:
  // Of daily runs. What was said before the span counts as said, as far back as may be simulated.
  absl::StatusOr<Date> FirstDay() const {
    const Period& span = request_.span;
    if (DaysBetween(span.first, span.last) >= kSpanDaysMax) return SpanTooLong(span);
    if (!WasApplied(history_, changed_.id)) return workflow::RoadmapUnknown(changed_.id, 0);
    const auto followed = FirstDayFollowed(history_, changed_.id, span.last);
    if (!followed) return NotAdopted(changed_.id, span.last);
    return std::max(*followed, AddDays(span.last, 1 - kSpanDaysMax));
  }

  absl::Status Live(const std::vector<HistoryStep>& steps, Backtest& out) {
    for (const HistoryStep& step : steps) {
      if (step.run) {
        if (*step.run > request_.span.last) break;
        if (request_.span.Contains(*step.run)) ++out.days_run;
        VEKHA_RETURN_IF_ERROR(before_.Run(*step.run));
        VEKHA_RETURN_IF_ERROR(after_.Run(*step.run));
        continue;
      }
      VEKHA_RETURN_IF_ERROR(LiveInputs(step.inputs, out));
    }
    return absl::OkStatus();
  }

  absl::Status LiveInputs(const std::vector<workflow::Event>& inputs, Backtest& out) {
    std::vector<workflow::Event> theirs;
    std::vector<workflow::Event> ours;
    for (const workflow::Event& event : inputs) {
      if (!before_.Wants(event)) continue;
      theirs.push_back(event);
      VEKHA_ASSIGN_OR_RETURN(auto placed, Place(event));
      if (placed) {
        ours.push_back(*std::move(placed));
      } else if (const auto* report = std::get_if<workflow::TaskReported>(&event)) {
        out.unplaced.push_back(report->task);
      }
    }
    before_.Take(theirs);
    after_.Take(ours);
    return absl::OkStatus();
  }

  // The event as it would have come with the changed file; nothing when its task is not there.
  absl::StatusOr<std::optional<workflow::Event>> Place(const workflow::Event& event) {
    const auto* reported = std::get_if<workflow::TaskReported>(&event);
    const auto* closed = std::get_if<workflow::TaskClosed>(&event);
    if (std::holds_alternative<workflow::RoadmapApplied>(event) ||
        std::holds_alternative<workflow::RoadmapAdopted>(event)) {
      places_.clear();
    }
    if (reported == nullptr && closed == nullptr) return std::optional(event);
    const TaskId& id = reported != nullptr ? reported->task : closed->task;
    const OrganizationId organization = workflow::OrganizationOf(event);
    const Date day = reported != nullptr ? reported->report.on : closed->closing.on;
    VEKHA_ASSIGN_OR_RETURN(const auto* places, PlacesIn(organization, day));
    const auto found = places->find(id);
    if (found == places->end()) return std::optional<workflow::Event>();
    workflow::Event placed = event;
    if (auto* r = std::get_if<workflow::TaskReported>(&placed)) r->task = found->second;
    if (auto* c = std::get_if<workflow::TaskClosed>(&placed)) c->task = found->second;
    return std::optional(std::move(placed));
  }

  // Tasks of an organization by their old ids.
  absl::StatusOr<const std::map<TaskId, TaskId>*> PlacesIn(const OrganizationId& organization,
                                                           Date day) {
    const auto known = places_.find(organization);
    if (known != places_.end()) return &known->second;
    VEKHA_ASSIGN_OR_RETURN(const Sheets theirs, before_.SheetsOf(organization, day));
    VEKHA_ASSIGN_OR_RETURN(const Sheets ours, after_.SheetsOf(organization, day));
    std::map<TaskId, TaskId>& out = places_[organization];
    for (const auto& [after, before] : task::MatchTasks(PlannedOf(theirs), PlannedOf(ours))) {
      out.emplace(before, after);
    }
    return &out;
  }

  absl::Status CheckLevels() const {
    for (const auto& [key, entry] : after_.state().adoptions) {
      const auto adopter = after_.state().organizations.find(key.organization);
      if (adopter == after_.state().organizations.end()) continue;
      const workflow::Organization& organization = adopter->second.organization;
      if (organization.level != changed_.level) return LevelChanged(changed_, organization);
    }
    return absl::OkStatus();
  }

  const History& history_;
  const workflow::RuleBook& rules_;
  const BacktestRequest& request_;
  const roadmap::Roadmap& changed_;
  Side before_;
  Side after_;
  std::map<OrganizationId, std::map<TaskId, TaskId>> places_;
};

}  // namespace

absl::StatusOr<Backtest> RunBacktest(const History& history, const workflow::RuleBook& rules,
                                     const BacktestRequest& request) {
  auto loaded = workflow::LoadCheckedRoadmap(Source(request.name, request.text), rules);
  if (!loaded.value) return workflow::RoadmapInvalid(loaded.diagnostics);
  Backtest out;
  out.diagnostics = std::move(loaded.diagnostics);
  VEKHA_RETURN_IF_ERROR(Backtester(history, rules, request, **loaded.value).Run(out));
  return out;
}

}  // namespace vekha::simulation
