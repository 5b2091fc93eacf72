#include "service/delivery/channels/mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/delivery/channels/messages.h"

namespace vekha::delivery {
namespace {

using testing::HasSubstr;

Mail Example() {
  return {.message_id = "<m1@school.ru>",
          .date = kMorning,
          .from_name = "Веха",
          .from = "vekha@school.ru",
          .to_name = "Ivanov \"I\" \\ I.",
          .to = "ivanov@school.ru",
          .reply_to = "",
          .language = Language::kRussian,
          .letter = digest::Render(digest::Example(), Language::kRussian)};
}

TEST(Mail, HasItsHeaders) {
  const std::string text = FormatMail(Example());
  EXPECT_EQ(text.substr(0, text.find("\r\nMIME-Version")),
            "Date: Fri, 28 Oct 2022 05:00:00 +0000\r\n"
            "From: =?utf-8?B?0JLQtdGF0LA=?=\r\n <vekha@school.ru>\r\n"
            "To: \"Ivanov \\\"I\\\" \\\\ I.\"\r\n <ivanov@school.ru>\r\n"
            "Subject: =?utf-8?B?0JLQtdGF0LA6IDIg0L/RgNC+0YHRgNC+0YfQtdC90L4sIDEg0L0=?=\r\n"
            " =?utf-8?B?0LAg0YHQtdCz0L7QtNC90Y8sIDEg0LbQtNGR0YIg0LLQsNGBIOKAlCAyOC4x?=\r\n"
            " =?utf-8?B?MC4yMDIy?=\r\n"
            "Message-ID: <m1@school.ru>\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "Content-Language: ru");
}

TEST(Mail, IsTheSameForTheSameMessage) { EXPECT_EQ(FormatMail(Example()), FormatMail(Example())); }

TEST(Mail, WithoutAnAddressIsForAGroupWithoutMembers) {
  Mail mail = Example();
  mail.to.clear();
  mail.to_name = "Ivanov";
  EXPECT_THAT(FormatMail(mail), HasSubstr("\r\nTo: \"Ivanov\":;\r\n"));
  mail.to_name.clear();
  EXPECT_THAT(FormatMail(mail), HasSubstr("\r\nTo: undisclosed-recipients:;\r\n"));
}

TEST(Mail, LetsNoNameBreakOutOfItsHeader) {
  Mail mail = Example();
  mail.to_name = "x\r\nBcc: all@school.ru\r\n\r\nbody";
  mail.from_name = "=?utf-8?B?DQo=?=";
  const std::string text = FormatMail(mail);
  EXPECT_EQ(text.find("\r\nBcc"), std::string::npos);
  EXPECT_THAT(text, HasSubstr("To: \"x Bcc: all@school.ru body\"\r\n"));
  EXPECT_EQ(text.find("DQo="), std::string::npos);
}

TEST(HeaderText, IsFoldedBetweenCharacters) {
  EXPECT_EQ(EncodeHeaderText("Report 7", 9), "Report 7");
  const std::string encoded = EncodeHeaderText(std::string(40, 'x') + std::string(50, '\xD1'), 9);
  EXPECT_EQ(encoded.find("\n\n"), std::string::npos);
  std::string text;
  for (int i = 0; i < 60; ++i) text += "ё";
  const std::string words = EncodeHeaderText(text, 9);
  for (size_t at = 0; at < words.size();) {
    const size_t end = std::min(words.find("\r\n", at), words.size());
    EXPECT_LE(end - at + (at == 0 ? 9 : 0), 76U);
    at = end + 2;
  }
}

TEST(MailDate, IsRfc5322) {
  EXPECT_EQ(FormatMailDate(std::chrono::sys_seconds(std::chrono::seconds(0))),
            "Thu, 01 Jan 1970 00:00:00 +0000");
}

}  // namespace
}  // namespace vekha::delivery
