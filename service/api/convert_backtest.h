// What a backtest found -> message.
#pragma once

#include "engine/simulation/backtest.h"
#include "service/api/filter.h"
#include "vekha/v1/simulation_service.pb.h"

namespace vekha::api {

// What concerns `places`, as much as fits in a message; names are those of `state`.
void FillBacktest(simulation::Backtest backtest, const PlaceFilter& places,
                  const workflow::State& state, v1::BacktestResponse* response);

}  // namespace vekha::api
