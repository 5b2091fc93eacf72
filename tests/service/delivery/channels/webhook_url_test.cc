#include "service/delivery/channels/webhook_url.h"

#include <gtest/gtest.h>

namespace vekha::delivery {
namespace {

TEST(WebhookUrl, IsHttpOrHttps) {
  EXPECT_EQ(ParseWebhookUrl("https://hooks.school.ru/vekha?x=1")->origin,
            "https://hooks.school.ru:443");
  EXPECT_EQ(ParseWebhookUrl("http://127.0.0.1:8080/")->origin, "http://127.0.0.1:8080");
  EXPECT_EQ(ParseWebhookUrl("http://127.0.0.1:8080/")->host, "127.0.0.1");
  for (const char* text : {"", "hooks.school.ru", "ftp://a/", "file:///etc/passwd", "smtp://a",
                           "https://", "http://u:p@a/", "http://u@a/", "http://a/#f", "http://a/ b",
                           "http://a/\r\nX: y", "javascript:alert(1)"}) {
    EXPECT_FALSE(ParseWebhookUrl(text)) << text;
  }
  EXPECT_FALSE(ParseWebhookUrl("http://a/" + std::string(3000, 'x')));
}

}  // namespace
}  // namespace vekha::delivery
