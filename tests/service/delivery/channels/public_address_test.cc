#include "service/delivery/channels/public_address.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/un.h>

#include <string>

namespace vekha::delivery {
namespace {

using Judge = bool (*)(const sockaddr&, socklen_t);

bool Ask(Judge judge, const std::string& text) {
  sockaddr_in6 six{};
  sockaddr_in four{};
  if (inet_pton(AF_INET6, text.c_str(), &six.sin6_addr) == 1) {
    six.sin6_family = AF_INET6;
    return judge(reinterpret_cast<const sockaddr&>(six), sizeof six);
  }
  EXPECT_EQ(inet_pton(AF_INET, text.c_str(), &four.sin_addr), 1) << text;
  four.sin_family = AF_INET;
  return judge(reinterpret_cast<const sockaddr&>(four), sizeof four);
}

bool IsPublic(const std::string& text) { return Ask(&IsPublicAddress, text); }
bool IsLoopback(const std::string& text) { return Ask(&IsLoopbackAddress, text); }

TEST(PublicAddress, IsOneOfTheOpenNet) {
  for (const char* address :
       {"8.8.8.8", "77.88.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
        "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "223.255.255.255",
        "2a02:6b8::feed:ff", "2001:4860:4860::8888", "2002:0808:0808::1", "64:ff9b::8.8.8.8",
        "::ffff:8.8.8.8"}) {
    EXPECT_TRUE(IsPublic(address)) << address;
  }
}

TEST(LoopbackAddress, IsThisMachine) {
  for (const char* address : {"127.0.0.1", "127.255.255.255", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_TRUE(IsLoopback(address)) << address;
  }
  for (const char* address : {"126.255.255.255", "128.0.0.0", "0.0.0.0", "::", "::2", "1::1",
                              "::ffff:8.8.8.8", "::127.0.0.1", "10.0.0.1"}) {
    EXPECT_FALSE(IsLoopback(address)) << address;
  }
}

TEST(PublicAddress, IsNoneOfThisHouse) {
  for (const char* address : {"0.0.0.0",
                              "0.1.2.3",
                              "10.0.0.1",
                              "10.255.255.255",
                              "100.64.0.1",
                              "127.0.0.1",
                              "127.255.255.255",
                              "169.254.169.254",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.0.0.8",
                              "192.168.1.1",
                              "198.18.0.1",
                              "198.19.255.255",
                              "192.0.2.1",
                              "198.51.100.1",
                              "203.0.113.1",
                              "224.0.0.1",
                              "239.1.1.1",
                              "240.0.0.1",
                              "255.255.255.255",
                              "::",
                              "::1",
                              "::127.0.0.1",
                              "fe80::1",
                              "fec0::1",
                              "fc00::1",
                              "fd12:3456::1",
                              "ff02::1",
                              "::ffff:127.0.0.1",
                              "::ffff:10.0.0.1",
                              "64:ff9b::192.168.0.1",
                              "64:ff9b:1::8.8.8.8",
                              "2002:7f00:1::1",
                              "2002:c0a8:101::",
                              "2001::1",
                              "2001:db8::1",
                              "100::1",
                              "4000::1"}) {
    EXPECT_FALSE(IsPublic(address)) << address;
  }
}

TEST(PublicAddress, IsOfTheInternetFamiliesOnly) {
  sockaddr_un local{};
  local.sun_family = AF_UNIX;
  EXPECT_FALSE(IsPublicAddress(reinterpret_cast<const sockaddr&>(local), sizeof local));
  sockaddr_in cut{};
  cut.sin_family = AF_INET;
  cut.sin_addr.s_addr = htonl(0x08080808);
  EXPECT_FALSE(IsPublicAddress(reinterpret_cast<const sockaddr&>(cut), sizeof(sa_family_t)));
}

}  // namespace
}  // namespace vekha::delivery
