#include "service/http/origin.h"

#include <gtest/gtest.h>

namespace vekha::http {
namespace {

Request From(const std::string& origin, const std::string& method = "POST") {
  Request out{.method = method, .target = "/", .headers = {}, .body = {}, .arrived = {}};
  if (!origin.empty()) out.headers.push_back({"origin", origin});
  return out;
}

TEST(Origin, IsSchemeHostAndPort) {
  for (const char* origin : {"https://school.example", "http://localhost:5173", "http://[::1]:80a",
                             "http://[::1]:8080", "https://127.0.0.1"}) {
    EXPECT_EQ(IsOrigin(origin), std::string(origin) != "http://[::1]:80a") << origin;
  }
  for (const char* other :
       {"", "*", "null", "school.example", "https://", "https://a/", "https://A", "https://a:443",
        "http://a:80", "https://a:", "https://a:123456", "https://user@a", "ftp://a", "https://a b",
        "https://a,https://b"}) {
    EXPECT_FALSE(IsOrigin(other)) << other;
  }
}

TEST(Origin, OfAnotherPageIsRefused) {
  const std::vector<std::string> allowed = {"https://school.example"};
  EXPECT_FALSE(CheckOrigin(From(""), {})) << "a program";
  EXPECT_FALSE(CheckOrigin(From("https://school.example"), allowed));
  for (const char* other :
       {"https://school.example.evil", "http://school.example", "null", "https://SCHOOL.example"}) {
    EXPECT_EQ(CheckOrigin(From(other), allowed)->reason, "ORIGIN_FORBIDDEN") << other;
    EXPECT_EQ(CheckOrigin(From(other), {})->reason, "ORIGIN_FORBIDDEN") << other;
  }
}

TEST(Preflight, SaysWhatMayBeSent) {
  Request request = From("https://school.example", "OPTIONS");
  EXPECT_FALSE(IsPreflight(request));
  request.headers.push_back({"access-control-request-method", "POST"});
  ASSERT_TRUE(IsPreflight(request));
  const Answer answer = PreflightAnswer(request);
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(FindHeader(answer.headers, "access-control-allow-origin"), "https://school.example");
  EXPECT_EQ(FindHeader(answer.headers, "access-control-allow-methods"), "POST");
  EXPECT_EQ(FindHeader(answer.headers, "vary"), "Origin");
}

TEST(AllowedOrigin, MayReadTrailers) {
  Answer answer{.headers = {{"trailer-cost", "1"}, {"trailer-x", "2"}}, .body = {}};
  AllowOrigin(From("https://a"), answer);
  EXPECT_EQ(FindHeader(answer.headers, "access-control-expose-headers"), "trailer-cost, trailer-x");
}

}  // namespace
}  // namespace vekha::http
