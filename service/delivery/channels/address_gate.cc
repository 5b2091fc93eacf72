#include "service/delivery/channels/address_gate.h"

#include <sys/socket.h>

#include "service/delivery/channels/public_address.h"

namespace vekha::delivery {
namespace {

bool IsAllowed(Reach reach, const curl_sockaddr& address) {
  const auto length = static_cast<socklen_t>(address.addrlen);
  switch (reach) {
    case Reach::kOpenNet:
      return IsPublicAddress(address.addr, length);
    case Reach::kLoopback:
      return IsLoopbackAddress(address.addr, length);
    case Reach::kAnywhere:
      return true;
  }
  return false;
}

curl_socket_t OpenSocket(void* data, curlsocktype, curl_sockaddr* address) {
  auto& gate = *static_cast<AddressGate*>(data);
  if (!IsAllowed(gate.reach, *address)) {
    gate.refused = true;
    return CURL_SOCKET_BAD;
  }
  gate.passed = true;
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

}  // namespace

void Attach(CURL* handle, AddressGate& gate) {
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, &OpenSocket);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, &gate);
}

}  // namespace vekha::delivery
