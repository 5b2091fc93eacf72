// What another version of a roadmap would change, for people.
#pragma once

#include <string>

#include "service/cli/session.h"
#include "vekha/v1/roadmap_service.pb.h"

namespace vekha::cli {

// A line for each task: what happens to it, its day before and after, the row, who answers.
std::string ShowChanges(const v1::CompareVersionsResponse& changes, const Session& session);

}  // namespace vekha::cli
