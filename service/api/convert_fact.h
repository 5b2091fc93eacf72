// Facts <-> messages.
#pragma once

#include <absl/status/statusor.h>

#include <chrono>
#include <string>

#include "engine/facts/fact_base.h"
#include "vekha/v1/state_service.pb.h"

namespace vekha::api {

// `field` is the place in the request, "facts[3]"; `zone` the organization's, which gives the
// observation its civil day. A fact without a time was observed `now`.
absl::StatusOr<facts::FactRecord> ReadFact(const std::string& field, const v1::Fact& fact,
                                           const std::string& zone, std::chrono::sys_seconds now);

v1::Fact ToProto(const facts::FactRecord& record, const facts::FactCatalog& catalog);

}  // namespace vekha::api
