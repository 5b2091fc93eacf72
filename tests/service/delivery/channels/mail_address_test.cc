#include "service/delivery/channels/mail_address.h"

#include <gtest/gtest.h>

#include "service/delivery/channels/webhook_url.h"

namespace vekha::delivery {
namespace {

std::string Ascii(std::string_view text) {
  const auto address = ParseMailAddress(text);
  return address ? address->Text() : "";
}

TEST(MailAddress, IsPutIntoAscii) {
  EXPECT_EQ(Ascii("a.b+c@school-7.ru"), "a.b+c@school-7.ru");
  EXPECT_EQ(Ascii("info@школа.рф"), "info@xn--80atdl2c.xn--p1ai");
  EXPECT_EQ(Ascii("root@localhost"), "root@localhost");
}

TEST(MailAddress, IsPlainOrNone) {
  for (const std::string_view text : {"",
                                      "@",
                                      "a",
                                      "a@",
                                      "@b",
                                      "a@b@c",
                                      "a b@c.ru",
                                      " a@c.ru",
                                      "a@c.ru ",
                                      "a@c.ru\r\nRCPT TO:<x@y.ru>",
                                      "a\n@c.ru",
                                      "<a@c.ru>",
                                      "Имя <a@c.ru>",
                                      "a@c.ru,b@c.ru",
                                      "\"a b\"@c.ru",
                                      "имя@c.ru",
                                      ".a@c.ru",
                                      "a.@c.ru",
                                      "a..b@c.ru",
                                      "a@.ru",
                                      "a@c..ru",
                                      "a@c.ru.",
                                      "a@-c.ru",
                                      "a@[127.0.0.1]",
                                      "a@c_d.ru",
                                      "a@c.ru>",
                                      "a@\xFF.ru"}) {
    EXPECT_EQ(Ascii(text), "") << text;
  }
  EXPECT_EQ(Ascii(std::string(65, 'a') + "@c.ru"), "");
  EXPECT_EQ(Ascii("a@" + std::string(300, 'c') + ".ru"), "");
  EXPECT_EQ(Ascii("a@" + std::string(100'000, 'c') + ".ru"), "");
  EXPECT_EQ(Ascii(std::string_view("a\0@c.ru", 7)), "");
}

TEST(HostName, HasNoPortAndNoPath) {
  for (const std::string_view text :
       {"mail.school.ru", "127.0.0.1", "::1", "localhost", "почта.рф"}) {
    EXPECT_TRUE(IsHostName(text)) << text;
  }
  for (const std::string_view text : {"", "mail.ru/x", "a@b", "smtp://a", "a b", "a\n", "[::1]"}) {
    EXPECT_FALSE(IsHostName(text)) << text;
  }
}

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
