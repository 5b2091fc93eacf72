#include "service/delivery/channels/message_id.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace vekha::delivery {
namespace {

TEST(MessageId, KeepsWhatMayStandThere) {
  EXPECT_EQ(MessageIdHeader("digest/mamedov/2022-10-28", "school.ru"),
            "<digest/mamedov/2022-10-28@school.ru>");
  EXPECT_EQ(HeaderToken("digest/mamedov/2022-10-28"), "digest/mamedov/2022-10-28");
  EXPECT_EQ(SpoolFileName("digest-3.5"), "digest-3.5.eml");
}

TEST(MessageId, EscapesTheRest) {
  EXPECT_EQ(MessageIdHeader(".a..b@c>\r\nX: y", "d"), "<%2Ea.%2Eb%40c%3E%0D%0AX%3A%20y@d>");
  EXPECT_EQ(HeaderToken("a b\r\nX: 100%"), "a%20b%0D%0AX:%20100%25");
  EXPECT_EQ(SpoolFileName("../x/ф"), "%2E%2E%2Fx%2F%D1%84.eml");
  EXPECT_EQ(SpoolFileName(".hidden:2,S"), "%2Ehidden%3A2%2CS.eml");
}

TEST(MessageId, IsAHashWhenItWouldBeLong) {
  EXPECT_EQ(SpoolFileName(std::string(500, 'a')).size(), std::string("sha256%-.eml").size() + 64);
  EXPECT_NE(SpoolFileName(std::string(500, 'a')), SpoolFileName(std::string(501, 'a')));
  EXPECT_TRUE(HeaderToken("").starts_with("sha256"));
}

TEST(MessageId, IsAnotherOneForAnotherId) {
  std::mt19937 random(1);
  std::set<std::string> ids, headers, tokens, files;
  for (int i = 0; i < 20000; ++i) {
    std::string id;
    for (size_t n = random() % 5; n > 0; --n) id += "a.%-2E/ \xD1"[random() % 9];
    ids.insert(id);
    headers.insert(MessageIdHeader(id, "d"));
    tokens.insert(HeaderToken(id));
    files.insert(SpoolFileName(id));
  }
  EXPECT_EQ(headers.size(), ids.size());
  EXPECT_EQ(tokens.size(), ids.size());
  EXPECT_EQ(files.size(), ids.size());
}

}  // namespace
}  // namespace vekha::delivery
