#include "service/http/metadata.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vekha::http {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

TEST(Metadata, IsWhatTheSenderAdded) {
  EXPECT_THAT(ToMetadata({{"authorization", "Bearer x"}, {"acme-shard", "4 2"}}),
              ElementsAre(Pair("authorization", "Bearer x"), Pair("acme-shard", "4 2")));
}

TEST(Metadata, LeavesOutWhatIsHttpsTheProtocolsOrGrpcs) {
  for (const char* name :
       {"host", "content-type", "content-length", "connection", "user-agent", "connect-timeout-ms",
        "grpc-timeout", "grpc-status", "webhook-id", "idempotency-key", "te", "accept-encoding",
        "cookie", "origin", ":path", "sec-fetch-mode", "", "a b", "x\x01"}) {
    EXPECT_THAT(ToMetadata({{name, "1"}}), IsEmpty()) << name;
  }
}

TEST(Metadata, LeavesOutWhatGrpcWouldNotCarry) {
  EXPECT_THAT(ToMetadata({{"school", "Школа"}}), IsEmpty());
  EXPECT_THAT(ToMetadata({{"school", "a\tb"}}), IsEmpty());
}

TEST(Metadata, CarriesBytesInBase64) {
  const std::string bytes("\0\xff\x10", 3);
  EXPECT_THAT(ToMetadata({{"key-bin", "AP8Q"}}), ElementsAre(Pair("key-bin", bytes)));
  EXPECT_THAT(ToMetadata({{"key-bin", "YQ"}}), ElementsAre(Pair("key-bin", "a")));
  EXPECT_THAT(ToMetadata({{"key-bin", "YQ=="}}), ElementsAre(Pair("key-bin", "a")));
  EXPECT_THAT(ToMetadata({{"key-bin", "!!"}}), IsEmpty());
}

TEST(Metadata, ComesBackAsHeaders) {
  const std::string bytes("a\0", 2);
  const Metadata metadata = {{"cost", "237"},
                             {"key-bin", grpc::string_ref(bytes.data(), bytes.size())},
                             {"grpc-status-details-bin", "x"},
                             {"bad", "a\r\nb: c"}};
  EXPECT_THAT(FromMetadata(metadata, "trailer-"),
              testing::UnorderedElementsAre(Header{"trailer-cost", "237"},
                                            Header{"trailer-key-bin", "YQA"}));
}

}  // namespace
}  // namespace vekha::http
