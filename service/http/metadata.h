// HTTP headers to gRPC metadata and back ("Custom-Metadata" and "Prefixed-Trailing-Metadata" of the
// Connect protocol).
#pragma once

#include <grpcpp/support/string_ref.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "service/http/message.h"

namespace vekha::http {

using Metadata = std::multimap<grpc::string_ref, grpc::string_ref>;

// What of a request's headers the service gets to see: not those that are HTTP's, a browser's, the
// protocol's or gRPC's own, nor what gRPC could not carry. The value of "x-bin" is decoded from
// base64, padded or not; one that is no base64 is left out.
std::vector<std::pair<std::string, std::string>> ToMetadata(const std::vector<Header>& headers);

// What a service sent along, as headers of the answer; `prefix` is "trailer-" for what came last.
std::vector<Header> FromMetadata(const Metadata& metadata, const std::string& prefix);

}  // namespace vekha::http
