// "No", as the command says it: where errors come from, what exit code they mean and how they are
// shown.
#pragma once

#include <absl/status/status.h>
#include <google/protobuf/message.h>
#include <grpcpp/support/status.h>

#include <string>
#include <string_view>

#include "engine/base/rejection.h"
#include "service/cli/language.h"

namespace vekha::cli {

// Made on this side, before any server was asked.
absl::Status UsageError(Text text);                      // exit 2
absl::Status InputError(std::string reason, Text text);  // exit 1
absl::Status OpenError(std::string reason, Text text);   // exit 3

// The server's answer with its ErrorInfo and LocalizedMessage; `server` is named when it could not
// be reached at all.
absl::Status FromGrpc(const grpc::Status& status, std::string_view server);

// Unpacks the detail of a server's error that is of this message's type; false when there is none.
bool FindDetail(const grpc::Status& status, google::protobuf::Message& detail);

int ExitCodeOf(const absl::Status& failure);

// "ошибка: <Russian sentence>" or "error: <English>", with near names when the server sent some;
// one line each.
std::string FormatFailure(const absl::Status& failure, Language language);

// {"error":{"code","reason","message","message_ru","metadata"}}, one line.
std::string FormatFailureJson(const absl::Status& failure);

}  // namespace vekha::cli
