#include "engine/base/rejection.h"

#include <absl/strings/cord.h>

#include <optional>

namespace vekha {
namespace {

constexpr char kReasonUrl[] = "vekha/reason";
constexpr char kRussianUrl[] = "vekha/message_ru";
constexpr char kMetadataUrl[] = "vekha/metadata";
// Keys and values may hold any text but these two ASCII separators, which no identifier or name of
// ours has.
constexpr char kBetweenPairs = '\x1e';
constexpr char kBetweenKeyAndValue = '\x1f';

std::string Payload(const absl::Status& status, const char* url) {
  const auto payload = status.GetPayload(url);
  return payload ? std::string(*payload) : std::string();
}

}  // namespace

absl::Status ToStatus(const Rejection& rejection) {
  absl::Status status(rejection.code, rejection.message);
  std::string metadata;
  for (const auto& [key, value] : rejection.metadata) {
    metadata += key + kBetweenKeyAndValue + value + kBetweenPairs;
  }
  status.SetPayload(kReasonUrl, absl::Cord(rejection.reason));
  status.SetPayload(kRussianUrl, absl::Cord(rejection.message_ru));
  status.SetPayload(kMetadataUrl, absl::Cord(metadata));
  return status;
}

Rejection RejectionOf(const absl::Status& status) {
  Rejection out;
  out.code = status.code();
  out.message = std::string(status.message().data(), status.message().size());
  out.reason = Payload(status, kReasonUrl);
  out.message_ru = Payload(status, kRussianUrl);
  const std::string metadata = Payload(status, kMetadataUrl);
  for (size_t begin = 0; begin < metadata.size();) {
    const size_t middle = metadata.find(kBetweenKeyAndValue, begin);
    const size_t end = metadata.find(kBetweenPairs, begin);
    out.metadata[metadata.substr(begin, middle - begin)] =
        metadata.substr(middle + 1, end - middle - 1);
    begin = end + 1;
  }
  if (out.reason.empty()) {
    out.reason = absl::StatusCodeToString(status.code());
    out.message_ru = "Операция не выполнена.";
  }
  return out;
}

}  // namespace vekha
