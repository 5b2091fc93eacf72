#include "service/api/simulation_service.h"

#include <set>
#include <utility>

#include "engine/simulation/backtest.h"
#include "engine/workflow/tree.h"
#include "service/api/answer.h"
#include "service/api/convert_backtest.h"
#include "service/api/day.h"
#include "service/api/filter.h"
#include "service/api/simulation_input.h"
#include "service/api/simulation_stream.h"

namespace vekha::api {
namespace {

// A stream that ends as it begins.
class Refusal final : public grpc::ServerWriteReactor<v1::SimulateResponse> {
 public:
  explicit Refusal(const absl::Status& status) { Finish(ToGrpc(status)); }
  void OnDone() override { delete this; }
};

std::set<OrganizationId> ReportingIn(const simulation::Scenario& scenario) {
  std::set<OrganizationId> out;
  for (const simulation::Assumption& assumption : scenario.assumptions) {
    const auto* assumed = std::get_if<simulation::AssumedReport>(&assumption);
    if (assumed == nullptr) continue;
    const std::string& task = assumed->task.value();
    out.insert(OrganizationId(task.substr(0, task.find('/'))));
  }
  return out;
}

// Adoptions that say nothing to the organizations shown need not be lived through: no adoption
// looks at another one. Those with a task assumed to be reported stay, for the report to be taken.
void KeepNeeded(workflow::State& state, const SimulationQuery& query) {
  const std::set<OrganizationId> reporting = ReportingIn(query.scenario);
  std::erase_if(state.adoptions, [&](const auto& item) {
    for (const OrganizationId& place :
         workflow::Subtree(state, item.first.organization, workflow::AfterAllMoves())) {
      if (query.places.Has(place) || reporting.contains(place)) return false;
    }
    return true;
  });
}

absl::StatusOr<SimulationStream*> Begin(const v1::SimulateRequest& request,
                                        runner::Runner& runner) {
  workflow::State copy;
  SimulationQuery query;
  VEKHA_RETURN_IF_ERROR(ReadState(runner, [&](const workflow::State& state) -> absl::Status {
    VEKHA_ASSIGN_OR_RETURN(query.scenario, ReadScenario(request, state));
    VEKHA_ASSIGN_OR_RETURN(query.places,
                           PlaceFilter::Of(state, "organization", request.organization(), true));
    query.revision = state.revision;
    copy = state;
    return absl::OkStatus();
  }));
  VEKHA_ASSIGN_OR_RETURN(const auto late_on,
                         ReadOptionalDate("late_on", request.has_late_on(), request.late_on()));
  query.late_on = late_on.value_or(query.scenario.span.last);
  if (!query.scenario.span.Contains(query.late_on)) {
    return FieldInvalid("late_on", "it is not a day of the span", "этого дня нет в сроке");
  }
  KeepNeeded(copy, query);
  VEKHA_ASSIGN_OR_RETURN(auto simulation, simulation::Simulation::Begin(
                                              std::move(copy), runner.rules(), query.scenario));
  return new SimulationStream(std::move(simulation), std::move(query), runner.rules());
}

// Days of commits are those of the service's own zone.
absl::StatusOr<simulation::History> ReadHistory(const runner::Runner& runner) {
  constexpr int kEventsAtOnce = 10'000;
  simulation::History history;
  int64_t next = 1;
  while (true) {
    VEKHA_ASSIGN_OR_RETURN(auto stored, runner.ReadEvents(next, kEventsAtOnce));
    if (stored.empty()) return history;
    std::vector<workflow::Event> commit;
    for (size_t i = 0; i < stored.size(); ++i) {
      commit.push_back(std::move(stored[i].event));
      const bool whole = i + 1 == stored.size() || stored[i + 1].revision != stored[i].revision;
      if (!whole) continue;
      history.Add(DayIn(kServiceZone, stored[i].at), std::move(commit));
      commit.clear();
    }
    next = stored.back().revision + 1;
  }
}

absl::StatusOr<PlaceFilter> PlacesOf(const runner::Runner& runner, const std::string& asked) {
  PlaceFilter places;
  VEKHA_RETURN_IF_ERROR(ReadState(runner, [&](const workflow::State& state) -> absl::Status {
    VEKHA_ASSIGN_OR_RETURN(places, PlaceFilter::Of(state, "organization", asked, true));
    return absl::OkStatus();
  }));
  return places;
}

absl::StatusOr<simulation::RunDays> ReadRunDays(v1::BacktestRuns runs) {
  switch (runs) {
    case v1::BACKTEST_RUNS_UNSPECIFIED:
      return simulation::RunDays::kAuto;
    case v1::BACKTEST_RUNS_AS_LOGGED:
      return simulation::RunDays::kAsLogged;
    case v1::BACKTEST_RUNS_EVERY_DAY:
      return simulation::RunDays::kEveryDay;
    default:
      return FieldInvalid("runs", "there is no such choice", "нет такого варианта");
  }
}

}  // namespace

grpc::ServerWriteReactor<v1::SimulateResponse>* SimulationService::Simulate(
    grpc::CallbackServerContext* /*context*/, const v1::SimulateRequest* request) {
  const absl::StatusOr<SimulationStream*> begun = Begin(*request, runner_);
  if (!begun.ok()) return new Refusal(begun.status());
  return *begun;
}

grpc::ServerUnaryReactor* SimulationService::Backtest(grpc::CallbackServerContext* context,
                                                      const v1::BacktestRequest* request,
                                                      v1::BacktestResponse* response) {
  return Answer(context, [&] { return DoBacktest(*request, response); });
}

absl::Status SimulationService::DoBacktest(const v1::BacktestRequest& request,
                                           v1::BacktestResponse* response) {
  VEKHA_RETURN_IF_ERROR(CheckRuleFile(request.name(), request.text()));
  VEKHA_ASSIGN_OR_RETURN(const Period span, ReadSpan(request.has_first_date(), request.first_date(),
                                                     request.has_last_date(), request.last_date()));
  VEKHA_ASSIGN_OR_RETURN(const auto runs, ReadRunDays(request.runs()));
  VEKHA_ASSIGN_OR_RETURN(const PlaceFilter places, PlacesOf(runner_, request.organization()));
  VEKHA_ASSIGN_OR_RETURN(const simulation::History history, ReadHistory(runner_));
  VEKHA_ASSIGN_OR_RETURN(simulation::Backtest backtest,
                         simulation::RunBacktest(history, runner_.rules(),
                                                 {request.name(), request.text(), span, runs}));
  return ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
    response->set_revision(state.revision);
    FillBacktest(std::move(backtest), places, state, response);
    return absl::OkStatus();
  });
}

}  // namespace vekha::api
