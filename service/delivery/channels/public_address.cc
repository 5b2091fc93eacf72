#include "service/delivery/channels/public_address.h"

#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>

namespace vekha::delivery {
namespace {

using Bytes6 = std::array<uint8_t, 16>;

struct Block4 {
  uint32_t begin;  // host order
  int bits;
};
constexpr Block4 kClosed4[] = {
    {0x00000000, 8},   // "this network"
    {0x0A000000, 8},   // private
    {0x64400000, 10},  // shared, behind a provider
    {0x7F000000, 8},   // loopback
    {0xA9FE0000, 16},  // link-local, and a cloud's metadata
    {0xAC100000, 12},  // private
    {0xC0000000, 24},  // protocol assignments
    {0xC0000200, 24},  // documentation
    {0xC0586300, 24},  // 6to4 relays
    {0xC0A80000, 16},  // private
    {0xC6120000, 15},  // benchmarks
    {0xC6336400, 24},  // documentation
    {0xCB007100, 24},  // documentation
    {0xE0000000, 3},   // multicast and reserved
};

bool IsPublic4(uint32_t address) {
  return std::none_of(std::begin(kClosed4), std::end(kClosed4), [&](const Block4& block) {
    return (address ^ block.begin) >> (32 - block.bits) == 0;
  });
}

uint32_t FourFrom(const Bytes6& bytes, size_t at) {
  return uint32_t{bytes[at]} << 24 | uint32_t{bytes[at + 1]} << 16 | uint32_t{bytes[at + 2]} << 8 |
         bytes[at + 3];
}

bool IsPublic6(const Bytes6& bytes) {
  const uint32_t first = FourFrom(bytes, 0);
  const bool zeros = first == 0 && FourFrom(bytes, 4) == 0;
  const uint32_t third = FourFrom(bytes, 8);
  if (zeros && third == 0xFFFF) return IsPublic4(FourFrom(bytes, 12));  // ::ffff:a.b.c.d
  const bool nat64 = first == 0x0064FF9B && FourFrom(bytes, 4) == 0 && third == 0;
  if (nat64) return IsPublic4(FourFrom(bytes, 12));
  if (first >> 16 == 0x2002) return IsPublic4(FourFrom(bytes, 2));  // 6to4
  // Global unicast is 2000::/3; of it 2001::/23 is for protocols, 2001:db8::/32 for documents.
  return first >> 29 == 1 && first >> 9 != 0x20010000 >> 9 && first != 0x20010DB8;
}

bool IsLoopback4(uint32_t address) { return address >> 24 == 127; }

bool IsLoopback6(const Bytes6& bytes) {
  const bool zeros = FourFrom(bytes, 0) == 0 && FourFrom(bytes, 4) == 0;
  if (zeros && FourFrom(bytes, 8) == 0xFFFF) return IsLoopback4(FourFrom(bytes, 12));
  return zeros && FourFrom(bytes, 8) == 0 && FourFrom(bytes, 12) == 1;
}

// Nothing of another family, or one that is cut off.
std::optional<uint32_t> Address4(const sockaddr& address, socklen_t length) {
  if (address.sa_family != AF_INET || length < sizeof(sockaddr_in)) return std::nullopt;
  sockaddr_in four;
  std::memcpy(&four, &address, sizeof four);
  return ntohl(four.sin_addr.s_addr);
}

std::optional<Bytes6> Address6(const sockaddr& address, socklen_t length) {
  if (address.sa_family != AF_INET6 || length < sizeof(sockaddr_in6)) return std::nullopt;
  sockaddr_in6 six;
  std::memcpy(&six, &address, sizeof six);
  Bytes6 bytes;
  std::copy(std::begin(six.sin6_addr.s6_addr), std::end(six.sin6_addr.s6_addr), bytes.begin());
  return bytes;
}

}  // namespace

bool IsPublicAddress(const sockaddr& address, socklen_t length) {
  if (const auto four = Address4(address, length)) return IsPublic4(*four);
  const auto six = Address6(address, length);
  return six && IsPublic6(*six);
}

bool IsLoopbackAddress(const sockaddr& address, socklen_t length) {
  if (const auto four = Address4(address, length)) return IsLoopback4(*four);
  const auto six = Address6(address, length);
  return six && IsLoopback6(*six);
}

}  // namespace vekha::delivery
