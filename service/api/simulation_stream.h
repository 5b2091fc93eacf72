// One SimulationService.Simulate: the next day is lived through when the client has taken the last.
#pragma once

#include <grpcpp/support/server_callback.h>

#include <deque>
#include <optional>
#include <vector>

#include "engine/simulation/simulation.h"
#include "engine/simulation/summary.h"
#include "service/api/filter.h"
#include "vekha/v1/simulation_service.pb.h"

namespace vekha::api {

struct SimulationQuery {
  simulation::Scenario scenario;
  PlaceFilter places;
  Date late_on;
  int64_t revision = 0;  // of the state it begins from
};

// Deletes itself when gRPC is done with it.
class SimulationStream final : public grpc::ServerWriteReactor<v1::SimulateResponse> {
 public:
  // `rules` must outlive it.
  SimulationStream(simulation::Simulation simulation, SimulationQuery query,
                   const workflow::RuleBook& rules);

  void OnWriteDone(bool ok) override;
  void OnDone() override { delete this; }

 private:
  void WriteNext();
  absl::Status LiveOne();
  simulation::Day Shown(simulation::Day day) const;
  void AddLateTasks(const std::vector<workflow::TaskSheet>& sheets);
  void AddCalendarDay(Date date, const simulation::CalendarDay& day);
  void AddSummary();
  bool HasRoom();

  simulation::Simulation simulation_;
  const SimulationQuery query_;
  const workflow::RuleBook& rules_;
  simulation::Summary summary_;
  v1::SimulationSummary message_;
  size_t summary_bytes_ = 0;
  std::deque<v1::SimulateResponse> waiting_;  // the first is on its way
};

}  // namespace vekha::api
