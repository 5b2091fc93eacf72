#include "engine/base/mail_address.h"

#include <gtest/gtest.h>

namespace vekha {
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

}  // namespace
}  // namespace vekha
