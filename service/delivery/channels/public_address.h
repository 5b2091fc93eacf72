// Which network addresses lie in the open: IANA's special-purpose registries (RFC 6890 and its
// followers) for IPv4 and IPv6.
#pragma once

#include <sys/socket.h>

namespace vekha::delivery {

// False for this machine, private and local networks, multicast, documentation and what is
// reserved, also where an IPv6 address wraps such an IPv4 one; and for every other family.
// `length` is that of `address`.
bool IsPublicAddress(const sockaddr& address, socklen_t length);

// This machine: 127.0.0.0/8 and ::1, and the former inside an IPv6 address.
bool IsLoopbackAddress(const sockaddr& address, socklen_t length);

}  // namespace vekha::delivery
