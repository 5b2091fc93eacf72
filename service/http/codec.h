// Request bodies to messages and answers to bodies, in either codec of the protocol, by protobuf's
// JSON mapping (developers.google.com/protocol-buffers/docs/proto3#json): names are read in
// lowerCamelCase or as the .proto writes them, and written in lowerCamelCase.
#pragma once

#include <google/protobuf/message.h>

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/rejection.h"

namespace vekha::http {

enum class Codec { kJson, kProto };

// "application/json", "application/json; charset=utf-8" and "application/proto", letters of either
// case. Nothing for every other type.
std::optional<Codec> ReadContentType(std::string_view text);
std::string_view ContentType(Codec codec);

// What is wrong with the body, all kInvalidArgument: the reasons of strict_json.h, FIELD_UNKNOWN
// and FIELD_INVALID (`field`: the path, "facts[0].value"), BODY_INVALID. No value of the body is
// repeated: it may be about a person.
std::optional<Rejection> Decode(Codec codec, std::string_view body,
                                google::protobuf::Message& message);

// Nothing when an answer of the service is not what its descriptor says.
std::optional<std::string> Encode(Codec codec, const google::protobuf::Message& message);

}  // namespace vekha::http
