#include "service/http/codec.h"

#include <fmt/format.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <utility>

#include "service/http/strict_json.h"

namespace vekha::http {
namespace {

constexpr size_t kPathBytesMax = 200;

std::string Lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string_view Trim(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

Rejection Bad(std::string reason, std::string message, std::string message_ru) {
  return {absl::StatusCode::kInvalidArgument,
          std::move(reason),
          std::move(message),
          std::move(message_ru),
          {}};
}

Rejection BadField(std::string reason, std::string_view path, std::string_view what,
                   std::string_view what_ru) {
  const std::string field(path.substr(0, kPathBytesMax));
  Rejection out = Bad(std::move(reason), fmt::format("{}: {}", field, what),
                      fmt::format("{}: {}.", field, what_ru));
  out.metadata = {{"field", field}};
  return out;
}

// Of protobuf's words only the place is kept: "(facts[0]) nme: Cannot find field." or
// "(facts[0].scope): invalid value 5 for type TYPE_STRING", a field of the message itself without
// the brackets.
Rejection FromProtobuf(std::string_view text) {
  constexpr std::string_view kUnknown = ": Cannot find field.";
  constexpr std::string_view kNotAList = ": Proto field is not repeating, cannot start list.";
  std::string path;
  if (text.starts_with('(')) {
    const size_t end = text.find(')');
    path = text.substr(1, end - 1);
    text.remove_prefix(std::min(end, text.size() - 1) + 1);
  }
  text = Trim(text);
  for (const std::string_view ending : {kUnknown, kNotAList}) {
    if (!text.ends_with(ending)) continue;
    const std::string_view name = text.substr(0, text.size() - ending.size());
    path += (path.empty() || name.empty() ? "" : ".") + std::string(name);
    return ending == kUnknown
               ? BadField("FIELD_UNKNOWN", path, "there is no such field", "такого поля нет")
               : BadField("FIELD_INVALID", path, "it is no list", "это не список");
  }
  if (!path.empty()) {
    return BadField("FIELD_INVALID", path, "the value is not of the field's type",
                    "значение не того типа, что у поля");
  }
  return Bad("BODY_INVALID", "the body is not the JSON form of the request message",
             "Тело запроса не соответствует сообщению этого метода.");
}

std::optional<Rejection> DecodeJson(std::string_view body, google::protobuf::Message& message) {
  if (auto wrong = CheckJson(body)) return wrong;
  const auto status = google::protobuf::util::JsonStringToMessage(
      google::protobuf::StringPiece(body.data(), body.size()), &message);
  if (status.ok()) return std::nullopt;
  return FromProtobuf({status.message().data(), status.message().size()});
}

}  // namespace

std::optional<Codec> ReadContentType(std::string_view text) {
  const std::string lower = Lower(text);
  const size_t semicolon = lower.find(';');
  const std::string_view type = Trim(std::string_view(lower).substr(0, semicolon));
  const std::string_view parameter = semicolon == std::string::npos
                                         ? std::string_view()
                                         : Trim(std::string_view(lower).substr(semicolon + 1));
  if (type == "application/proto" && parameter.empty()) return Codec::kProto;
  const bool utf8 =
      parameter.empty() || parameter == "charset=utf-8" || parameter == "charset=\"utf-8\"";
  if (type == "application/json" && utf8) return Codec::kJson;
  return std::nullopt;
}

std::string_view ContentType(Codec codec) {
  return codec == Codec::kJson ? "application/json" : "application/proto";
}

std::optional<Rejection> Decode(Codec codec, std::string_view body,
                                google::protobuf::Message& message) {
  if (codec == Codec::kJson) return DecodeJson(body, message);
  if (message.ParseFromArray(body.data(), static_cast<int>(body.size()))) return std::nullopt;
  return Bad("BODY_INVALID", "the body is not the binary form of the request message",
             "Тело запроса не соответствует сообщению этого метода.");
}

std::optional<std::string> Encode(Codec codec, const google::protobuf::Message& message) {
  std::string out;
  const bool done = codec == Codec::kJson
                        ? google::protobuf::util::MessageToJsonString(message, &out).ok()
                        : message.SerializeToString(&out);
  return done ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace vekha::http
