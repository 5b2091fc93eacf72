// What a report brings, checked.
#pragma once

#include <absl/status/statusor.h>

#include <string>

#include "engine/task/task.h"
#include "vekha/v1/task.pb.h"

namespace vekha::api {

// `field` is the place in the request: "evidence".
absl::StatusOr<task::Evidence> ReadEvidence(const std::string& field, const v1::Evidence& given);

}  // namespace vekha::api
