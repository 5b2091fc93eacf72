#include "service/report/paper/clean_text.h"

#include <gtest/gtest.h>

#include "service/report/paper/number_text.h"

namespace vekha::service::report {
namespace {

TEST(CleanText, KeepsWhatPeopleWrite) {
  for (const char* text :
       {"", "Ёлка, «кавычки» — 5 %", "👩‍🏫 🇷🇺", "שלום مدرسة", "a\tb\nc", "  x  "}) {
    EXPECT_EQ(CleanText(text), text);
  }
}

TEST(CleanText, DropsWhatNobodySees) {
  EXPECT_EQ(CleanText(std::string_view("a\0b\x1B[31mc\x7F", 10)), "ab[31mc");
  EXPECT_EQ(CleanText("\u202Eabc\u202C\u2066d\u2069\uFEFF\u200Fe"), "abcde");
  EXPECT_EQ(CleanText("x\uFFFE\uFFFFy"), "xy");
}

TEST(CleanText, MendsUtf8AndLineBreaks) {
  EXPECT_EQ(CleanText("a\xFFz"), "a\uFFFDz");
  EXPECT_EQ(CleanText("a\r\nb\rc\n\nd\u2028e\u0085f"), "a\nb\nc\n\nd\ne\nf");
}

TEST(CleanLine, IsOneLine) {
  EXPECT_EQ(CleanLine(" \n a \t\r\n b  "), "a b");
  EXPECT_EQ(CleanLine(" \n "), "");
}

TEST(EscapeHtml, LeavesNoWayOut) {
  EXPECT_EQ(EscapeHtml("<a href=\"x\">&amp;'</a>\x01"),
            "&lt;a href=&quot;x&quot;&gt;&amp;amp;'&lt;/a&gt;");
}

TEST(CutToUtf16, CountsAsExcelDoes) {
  EXPECT_EQ(CutToUtf16("abcde", 5), "abcde");
  EXPECT_EQ(CutToUtf16("abcdef", 5), "abcd…");
  EXPECT_EQ(CutToUtf16("ёжики", 5), "ёжики");
  EXPECT_EQ(CutToUtf16("ёжики!", 5), "ёжик…");
  EXPECT_EQ(CutToUtf16("😀😀", 4), "😀😀");
  EXPECT_EQ(CutToUtf16("😀😀😀", 4), "😀…");
  EXPECT_EQ(CutToUtf16("😀😀😀", 5), "😀😀…");
}

TEST(NumberText, IsShortAndHasNoExponent) {
  const auto ru = [](double number) { return DecimalText(number, Language::kRussian); };
  EXPECT_EQ(ru(0.125), "0,125");
  EXPECT_EQ(ru(0.1 + 0.2), "0,3");
  EXPECT_EQ(ru(1234567), "1234567");
  EXPECT_EQ(ru(1e15), "1000000000000000");
  EXPECT_EQ(ru(-0.5), "-0,5");
  EXPECT_EQ(ru(-1e-12), "0");
  EXPECT_EQ(ru(99999999.994), "99999999,99");
  EXPECT_EQ(DecimalText(2.5, Language::kEnglish), "2.5");
}

TEST(PercentText, HasOneDigitAfterTheComma) {
  EXPECT_EQ(PercentText(0.125, Language::kRussian), "12,5");
  EXPECT_EQ(PercentText(2.0 / 3, Language::kRussian), "66,7");
  EXPECT_EQ(PercentText(1, Language::kRussian), "100");
  EXPECT_EQ(PercentText(0.9999, Language::kEnglish), "100");
}

}  // namespace
}  // namespace vekha::service::report
