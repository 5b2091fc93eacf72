#include "service/api/content_hash.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include "service/base/sha256.h"

namespace vekha::api {
namespace {

// Maps have no order of their own; deterministic serialization gives them one.
std::string Serialized(const google::protobuf::MessageLite& message) {
  std::string out;
  {
    google::protobuf::io::StringOutputStream stream(&out);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return out;
}

}  // namespace

std::string ContentHash(const google::protobuf::MessageLite& message, std::string_view salt) {
  std::string text(salt);
  text.push_back('\0');
  text += Serialized(message);
  return service::Sha256Of(text);
}

}  // namespace vekha::api
