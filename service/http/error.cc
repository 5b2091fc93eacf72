#include "service/http/error.h"

#include <google/protobuf/util/json_util.h>
#include <google/rpc/status.pb.h>

#include <array>
#include <memory>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "service/api/status.h"
#include "service/delivery/channels/signature.h"

namespace vekha::http {
namespace {

using Json = nlohmann::ordered_json;

struct Code {
  std::string_view name;
  int http_status;
};

// By number, 0 to 16, as google.rpc.Code numbers them. OK never gets here.
constexpr std::array<Code, 17> kCodes = {{{"unknown", 500},
                                          {"canceled", 499},
                                          {"unknown", 500},
                                          {"invalid_argument", 400},
                                          {"deadline_exceeded", 504},
                                          {"not_found", 404},
                                          {"already_exists", 409},
                                          {"permission_denied", 403},
                                          {"resource_exhausted", 429},
                                          {"failed_precondition", 400},
                                          {"aborted", 409},
                                          {"out_of_range", 400},
                                          {"unimplemented", 501},
                                          {"internal", 500},
                                          {"unavailable", 503},
                                          {"data_loss", 500},
                                          {"unauthenticated", 401}}};

const Code& Get(int code) {
  return code > 0 && code < static_cast<int>(kCodes.size()) ? kCodes[static_cast<size_t>(code)]
                                                            : kCodes[0];
}

std::string UnpaddedBase64(std::string_view bytes) {
  std::string out = delivery::Base64(bytes);
  while (out.ends_with('=')) out.pop_back();
  return out;
}

// The detail as a person reads it; null when this program does not know its type.
Json Debug(const std::string& type, const std::string& value) {
  const auto* descriptor =
      google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(type);
  if (descriptor == nullptr) return nullptr;
  const std::unique_ptr<google::protobuf::Message> message(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(descriptor)->New());
  std::string text;
  if (!message->ParseFromString(value) ||
      !google::protobuf::util::MessageToJsonString(*message, &text).ok()) {
    return nullptr;
  }
  return Json::parse(text, nullptr, false);
}

Json DetailOf(const google::protobuf::Any& any) {
  const std::string type = any.type_url().substr(any.type_url().rfind('/') + 1);
  Json out = {{"type", type}, {"value", UnpaddedBase64(any.value())}};
  if (Json debug = Debug(type, any.value()); !debug.is_null() && !debug.is_discarded()) {
    out["debug"] = std::move(debug);
  }
  return out;
}

Answer Write(const google::rpc::Status& status, int http_status) {
  Json error = {{"code", CodeName(status.code())}};
  if (!status.message().empty()) error["message"] = status.message();
  for (const google::protobuf::Any& detail : status.details()) {
    error["details"].push_back(DetailOf(detail));
  }
  return {.status = http_status,
          .headers = {{"content-type", "application/json"}},
          .body = error.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"};
}

}  // namespace

std::string_view CodeName(int code) { return Get(code).name; }

int HttpStatus(int code) { return Get(code).http_status; }

Answer ErrorAnswer(const grpc::Status& status) {
  google::rpc::Status rich;
  if (!rich.ParseFromString(status.error_details())) rich.Clear();
  rich.set_code(status.error_code());
  rich.set_message(status.error_message());
  return Write(rich, HttpStatus(rich.code()));
}

Answer ErrorAnswer(const Rejection& rejection, int http_status) {
  Answer answer = ErrorAnswer(api::ToGrpc(ToStatus(rejection)));
  if (http_status != 0) answer.status = http_status;
  return answer;
}

}  // namespace vekha::http
