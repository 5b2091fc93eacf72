// Errors as the Connect protocol writes them (connectrpc.com/docs/protocol, "Error Codes" and
// "Error and EndStreamResponse"): {"code", "message", "details": [{"type", "value", "debug"}]} with
// the HTTP status of the code.
#pragma once

#include <grpcpp/support/status.h>

#include <string_view>

#include "engine/base/rejection.h"
#include "service/http/message.h"

namespace vekha::http {

// "invalid_argument"; a number that is no code is "unknown".
std::string_view CodeName(int code);

// 400 of invalid_argument.
int HttpStatus(int code);

// What a call was answered with, its google.rpc details (ErrorInfo, LocalizedMessage) included.
// Never call it with OK.
Answer ErrorAnswer(const grpc::Status& status);

// A "no" of the door itself, with the same details as those of the service. `http_status` where
// HTTP has a word of its own for it (404, 405, 415); 0 is that of the code.
Answer ErrorAnswer(const Rejection& rejection, int http_status = 0);

}  // namespace vekha::http
