#include "service/cli/failure.h"

#include <fmt/format.h>
#include <google/rpc/error_details.pb.h>
#include <google/rpc/status.pb.h>

#include <nlohmann/json.hpp>

#include "service/cli/exit_code.h"

namespace vekha::cli {
namespace {

constexpr std::string_view kUsage = "USAGE";
constexpr std::string_view kServerUnreachable = "SERVER_UNREACHABLE";

absl::Status Made(absl::StatusCode code, std::string reason, Text text) {
  return ToStatus(Rejection{.code = code,
                            .reason = std::move(reason),
                            .message = std::move(text.en),
                            .message_ru = std::move(text.ru),
                            .metadata = {}});
}

bool CouldNotOpen(const Rejection& rejection) {
  return rejection.code == absl::StatusCode::kUnavailable ||
         rejection.code == absl::StatusCode::kDeadlineExceeded ||
         rejection.reason.starts_with("STORE_") || rejection.reason == "RULES_NOT_FOUND" ||
         rejection.reason == "RULES_UNREADABLE" || rejection.reason == "EXPORT_PATH" ||
         rejection.reason == "PACK_UNREADABLE";
}

// Unreachable is what gRPC itself says: an answer of ours always carries an ErrorInfo.
Rejection WithoutDetails(const grpc::Status& status, std::string_view server) {
  Rejection out{
      .code = static_cast<absl::StatusCode>(status.error_code()),
      .reason = absl::StatusCodeToString(static_cast<absl::StatusCode>(status.error_code())),
      .message = status.error_message(),
      .message_ru = status.error_message(),
      .metadata = {}};
  if (status.error_code() == grpc::StatusCode::UNAVAILABLE) {
    out.reason = kServerUnreachable;
    out.message = fmt::format("cannot reach the server at {}: {}", server, status.error_message());
    out.message_ru = fmt::format("нет связи с сервером {}: {}", server, status.error_message());
  } else if (status.error_code() == grpc::StatusCode::UNIMPLEMENTED) {
    out.message = fmt::format("the server at {} is no Vekha or an older one: {}", server,
                              status.error_message());
    out.message_ru = fmt::format("сервер {} не Веха или старше этой программы: {}", server,
                                 status.error_message());
  }
  return out;
}

}  // namespace

absl::Status UsageError(Text text) {
  return Made(absl::StatusCode::kInvalidArgument, std::string(kUsage), std::move(text));
}

absl::Status InputError(std::string reason, Text text) {
  return Made(absl::StatusCode::kInvalidArgument, std::move(reason), std::move(text));
}

absl::Status OpenError(std::string reason, Text text) {
  return Made(absl::StatusCode::kUnavailable, std::move(reason), std::move(text));
}

absl::Status FromGrpc(const grpc::Status& status, std::string_view server) {
  if (status.ok()) return absl::OkStatus();
  google::rpc::ErrorInfo info;
  if (!FindDetail(status, info)) return ToStatus(WithoutDetails(status, server));
  google::rpc::LocalizedMessage localized;
  FindDetail(status, localized);
  Rejection out{
      .code = static_cast<absl::StatusCode>(status.error_code()),
      .reason = info.reason(),
      .message = status.error_message(),
      .message_ru = localized.message().empty() ? status.error_message() : localized.message(),
      .metadata = {}};
  for (const auto& [key, value] : info.metadata()) out.metadata[key] = value;
  return ToStatus(out);
}

bool FindDetail(const grpc::Status& status, google::protobuf::Message& detail) {
  google::rpc::Status rich;
  if (!rich.ParseFromString(status.error_details())) return false;
  for (const google::protobuf::Any& any : rich.details()) {
    if (any.type_url() == "type.googleapis.com/" + detail.GetDescriptor()->full_name()) {
      return detail.ParseFromString(any.value());
    }
  }
  return false;
}

int ExitCodeOf(const absl::Status& failure) {
  const Rejection rejection = RejectionOf(failure);
  if (rejection.reason == kUsage) return kWrongUsage;
  return CouldNotOpen(rejection) ? kUnreachable : kSaidNo;
}

std::string FormatFailure(const absl::Status& failure, Language language) {
  const Rejection rejection = RejectionOf(failure);
  return language == Language::kRussian ? fmt::format("ошибка: {}\n", rejection.message_ru)
                                        : fmt::format("error: {}\n", rejection.message);
}

std::string FormatFailureJson(const absl::Status& failure) {
  const Rejection rejection = RejectionOf(failure);
  nlohmann::ordered_json error = {{"code", absl::StatusCodeToString(rejection.code)},
                                  {"reason", rejection.reason},
                                  {"message", rejection.message},
                                  {"message_ru", rejection.message_ru},
                                  {"metadata", nlohmann::ordered_json::object()}};
  for (const auto& [key, value] : rejection.metadata) error["metadata"][key] = value;
  return nlohmann::ordered_json{{"error", error}}.dump(
             -1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
         "\n";
}

}  // namespace vekha::cli
