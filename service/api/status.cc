#include "service/api/status.h"

#include <absl/strings/cord.h>
#include <google/protobuf/any.pb.h>
#include <google/rpc/error_details.pb.h>
#include <google/rpc/status.pb.h>

namespace vekha::api {
namespace {

constexpr char kDetailUrl[] = "vekha/detail";
constexpr size_t kMetadataValueBytes = 200;

// At most `bytes` bytes, never half a character.
std::string Cut(std::string text, size_t bytes) {
  constexpr std::string_view kMore = "...";
  if (text.size() <= bytes) return text;
  size_t end = bytes - kMore.size();
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end).append(kMore);
}

}  // namespace

void AttachDetail(absl::Status& status, const google::protobuf::Message& detail) {
  google::protobuf::Any any;
  any.PackFrom(detail);
  status.SetPayload(kDetailUrl, absl::Cord(any.SerializeAsString()));
}

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const Rejection rejection = RejectionOf(status);
  const std::string message = Cut(rejection.message, kErrorTextBytes);

  google::rpc::ErrorInfo info;
  info.set_reason(rejection.reason);
  info.set_domain(kErrorDomain);
  for (const auto& [key, value] : rejection.metadata) {
    (*info.mutable_metadata())[key] = Cut(value, kMetadataValueBytes);
  }
  google::rpc::LocalizedMessage localized;
  localized.set_locale("ru");
  localized.set_message(Cut(rejection.message_ru, kErrorTextBytes));

  google::rpc::Status rich;
  rich.set_code(static_cast<int>(status.code()));
  rich.set_message(message);
  rich.add_details()->PackFrom(info);
  rich.add_details()->PackFrom(localized);
  if (const auto detail = status.GetPayload(kDetailUrl)) {
    rich.add_details()->ParseFromString(std::string(*detail));
  }
  return {static_cast<grpc::StatusCode>(status.code()), message, rich.SerializeAsString()};
}

}  // namespace vekha::api
