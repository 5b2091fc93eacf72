// Indicators -> messages.
#pragma once

#include "engine/facts/fact_catalog.h"
#include "engine/task/indicator.h"
#include "vekha/v1/indicator.pb.h"

namespace vekha::api {

v1::IndicatorState ToProto(task::TargetState state);
v1::IndicatorReport ToProto(const roadmap::Roadmap& roadmap, const task::IndicatorReport& report,
                            const facts::FactCatalog& catalog);

}  // namespace vekha::api
