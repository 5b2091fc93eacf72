// Overviews -> messages.
#pragma once

#include "engine/overview/overdue.h"
#include "engine/overview/summary.h"
#include "vekha/v1/report_service.pb.h"

namespace vekha::api {

v1::TaskGroup ToProto(const overview::GroupKey& key);
v1::OverdueCounts ToProto(const overview::OverdueCounts& counts);
v1::OverdueGroup ToProto(const overview::OverdueGroup& group);
v1::OverdueItem ToProto(const workflow::State& state, const overview::OverdueItem& item, Date on);
v1::TaskTotals ToProto(const overview::Totals& totals);
v1::SummaryGroup ToProto(const overview::SummaryGroup& group);

}  // namespace vekha::api
