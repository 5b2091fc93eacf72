#include "service/http/preamble.h"

#include <gtest/gtest.h>

#include "engine/base/rejection.h"

namespace vekha::http {
namespace {

std::string ReasonOf(std::vector<Header> headers) {
  const auto read = ReadPreamble(
      {.method = {}, .target = {}, .headers = std::move(headers), .body = {}, .arrived = {}});
  return read.ok() ? "OK" : RejectionOf(read.status()).reason;
}

TEST(Path, IsThatOfTheTarget) {
  EXPECT_EQ(PathOf("/a.B/C"), "/a.B/C");
  EXPECT_EQ(PathOf("/a.B/C?x=1#y"), "/a.B/C");
  EXPECT_EQ(PathOf("http://host:1/a.B/C?x"), "/a.B/C");
  EXPECT_EQ(PathOf("http://host"), "");
  EXPECT_EQ(PathOf("*"), "*");
  EXPECT_EQ(PathOf(""), "");
}

TEST(Preamble, OfTheProtocol) {
  EXPECT_EQ(ReasonOf({}), "OK");
  EXPECT_EQ(ReasonOf({{"connect-protocol-version", "1"}, {"content-encoding", "identity"}}), "OK");
  EXPECT_EQ(ReasonOf({{"connect-protocol-version", "2"}}), "CONNECT_VERSION_UNKNOWN");
  EXPECT_EQ(ReasonOf({{"content-encoding", "gzip"}}), "ENCODING_UNSUPPORTED");
  for (const char* text : {"", "-1", "+1", "1.5", "12345678901", "1s", " 1", "5, 5"}) {
    EXPECT_EQ(ReasonOf({{"connect-timeout-ms", text}}), "TIMEOUT_INVALID") << text;
  }
  EXPECT_EQ(ReasonOf({{"connect-timeout-ms", "9999999999"}}), "OK");
}

TEST(Preamble, HeadersSentTwiceAreNotReadOnce) {
  EXPECT_EQ(ReasonOf({{"connect-timeout-ms", "5"}, {"connect-timeout-ms", "5"}}),
            "TIMEOUT_INVALID");
}

}  // namespace
}  // namespace vekha::http
