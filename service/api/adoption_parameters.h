// What organizations bring to an adoption: facts and role holdings, checked whole before anything
// is recorded.
#pragma once

#include <absl/status/statusor.h>

#include <string>
#include <vector>

#include "service/runner/runner.h"
#include "vekha/v1/roadmap_service.pb.h"

namespace vekha::api {

struct ParameterCommand {
  std::string field;  // of the request: "parameters[3].holdings[0]"
  workflow::Command command;
};

// The commands that record the request's parameters: facts of one organization together. `day`: the
// first of the adoption. Refusals name their field: TOO_MANY_PARAMETERS, ORGANIZATION_UNKNOWN,
// PARAMETERS_OUTSIDE, and those of RecordFacts and PutRoleHolding, by value and by what is known.
absl::StatusOr<std::vector<ParameterCommand>> CheckedParameters(runner::Runner& runner,
                                                                const v1::AdoptRequest& request,
                                                                Date day);

// Records them, each under a request_id of its own made of the request's, so that the same request
// may be sent again after a failure in between.
absl::Status RecordParameters(runner::Runner& runner, const v1::AdoptRequest& request,
                              const std::vector<ParameterCommand>& commands,
                              v1::AdoptResponse* response);

}  // namespace vekha::api
