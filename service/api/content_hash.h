// A stable fingerprint of a request, the same in every process and version of this program: SHA-256
// of its deterministic serialization, in hexadecimal. Stored with answered requests.
#pragma once

#include <google/protobuf/message_lite.h>

#include <string>
#include <string_view>

namespace vekha::api {

// `salt` keeps requests of different methods apart.
std::string ContentHash(const google::protobuf::MessageLite& message, std::string_view salt = {});

}  // namespace vekha::api
