// The port over libcurl: TLS is verified, redirects are not followed, no proxy and no .netrc of the
// machine is used, connections are kept between requests.
#pragma once

#include <string>

#include "service/delivery/channels/address_gate.h"
#include "service/delivery/channels/curl.h"
#include "service/intake/adapter/http_port.h"

namespace vekha::intake {

class CurlPort : public HttpPort {
 public:
  // An address outside `reach` is not connected to (INTERNAL_HOST). `ca_file` may be empty: then
  // the system's certificates are trusted.
  CurlPort(delivery::Reach reach, std::string ca_file);

  HttpAnswer Send(const HttpRequest& request) override;

 private:
  const std::string ca_file_;
  delivery::AddressGate gate_;  // outlives handle_
  delivery::CurlHandle handle_;
};

}  // namespace vekha::intake
