// How handlers answer: in memory, at once, in gRPC's own thread.
#pragma once

#include <absl/status/status.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/status.h"
#include "service/api/content_hash.h"
#include "service/api/field_names.h"
#include "service/api/input.h"
#include "service/api/status.h"
#include "service/runner/runner.h"

namespace vekha::api {

// `handle` checks, asks and fills the response. A call whose deadline has passed is not begun.
template <typename Handle>
grpc::ServerUnaryReactor* Answer(grpc::CallbackServerContext* context, Handle handle) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  if (context->deadline() <= std::chrono::system_clock::now()) {
    reactor->Finish({grpc::StatusCode::DEADLINE_EXCEEDED, "the deadline has passed"});
  } else {
    reactor->Finish(ToGrpc(handle()));
  }
  return reactor;
}

// `read` sees one whole commit and gives the status of the answer.
template <typename Read>
absl::Status ReadState(const runner::Runner& runner, Read read) {
  absl::Status status;
  runner.Read([&](const workflow::State& state) { status = read(state); });
  return status;
}

// Hands a command to the runner with the request's own request_id and validate_only. What was only
// validated is not remembered. A refusal names the request's own fields.
template <typename Request>
absl::StatusOr<runner::Outcome> Execute(runner::Runner& runner, std::string_view method,
                                        const Request& request, workflow::Command command) {
  VEKHA_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  Request content = request;
  content.clear_request_id();
  const FieldNames names = FieldNames::Of(command);
  auto outcome = runner.Execute({.command = std::move(command),
                                 .request_id = request.validate_only() ? "" : request.request_id(),
                                 .method = std::string(method),
                                 .content_hash = ContentHash(content),
                                 .validate_only = request.validate_only()});
  if (!outcome.ok()) return names.In(outcome.status());
  return outcome;
}

// The first event of a kind; nullptr when nothing of it happened.
template <typename E>
const E* FindEvent(const runner::Outcome& outcome) {
  for (const workflow::Event& event : outcome.events) {
    if (const E* found = std::get_if<E>(&event)) return found;
  }
  return nullptr;
}

}  // namespace vekha::api
