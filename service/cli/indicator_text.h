// Indicators of a summary as people read them.
#pragma once

#include <string>

#include "service/cli/session.h"
#include "vekha/v1/report_service.pb.h"

namespace vekha::cli {

// A table with a row for each target, then why one is not met or not known and what is not
// recorded; empty without indicators.
std::string ShowIndicators(const v1::SummarizeResponse& answer, const Session& session);

}  // namespace vekha::cli
