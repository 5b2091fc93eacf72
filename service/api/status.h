// absl::Status -> grpc::Status with google.rpc details: one ErrorInfo (a stable reason, domain
// "vekha.dev", the moving parts as metadata) and one LocalizedMessage in Russian.
#pragma once

#include <absl/status/status.h>
#include <google/protobuf/message.h>
#include <grpcpp/support/status.h>

#include "engine/base/rejection.h"

namespace vekha::api {

inline constexpr char kErrorDomain[] = "vekha.dev";

// Errors travel in HTTP/2 trailers, which clients refuse above 8 KiB: texts are cut to stay below.
inline constexpr size_t kErrorTextBytes = 600;
inline constexpr size_t kErrorDetailBytes = 3000;

grpc::Status ToGrpc(const absl::Status& status);

// A message of ours that goes with the error as a further detail. One at most.
void AttachDetail(absl::Status& status, const google::protobuf::Message& detail);

}  // namespace vekha::api
