// Calls of the API: one request, one answer, or all pages of a list as one answer.
#pragma once

#include <absl/status/statusor.h>
#include <grpcpp/client_context.h>

#include <chrono>

#include "engine/base/status.h"
#include "service/cli/session.h"

namespace vekha::cli {

template <typename Stub, typename Request, typename Response>
using Method = grpc::Status (Stub::*)(grpc::ClientContext*, const Request&, Response*);

// Call(session, &v1::TaskService::Stub::ListTasks, request). With `raw` the server's own status is
// also given, for details that FromGrpc() does not keep.
template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> Call(Session& session, Method<Stub, Request, Response> method,
                              const Request& request, grpc::Status* raw = nullptr) {
  VEKHA_ASSIGN_OR_RETURN(const auto channel, session.Connect());
  Stub stub(channel);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kCallTimeout);
  Response response;
  const grpc::Status status = (stub.*method)(&context, request, &response);
  if (raw != nullptr) *raw = status;
  if (!status.ok()) return FromGrpc(status, session.ServerName());
  return response;
}

inline constexpr int kPageSize = 500;

// Every page, merged: the lists grow, the rest is the last page's. Stops early when at least
// `limit` items came (0: never); `count` says how many items an answer holds.
template <typename Stub, typename Request, typename Response, typename Count>
absl::StatusOr<Response> CallAllPages(Session& session, Method<Stub, Request, Response> method,
                                      Request request, int limit, Count count) {
  Response all;
  request.set_page_size(limit > 0 && limit < kPageSize ? limit : kPageSize);
  while (true) {
    VEKHA_ASSIGN_OR_RETURN(const Response page, Call(session, method, request));
    all.clear_next_page_token();
    all.MergeFrom(page);
    if (page.next_page_token().empty() || (limit > 0 && count(all) >= limit)) return all;
    request.set_page_token(page.next_page_token());
  }
}

}  // namespace vekha::cli
