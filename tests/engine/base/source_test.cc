#include "engine/base/source.h"

#include <gtest/gtest.h>

#include "engine/base/diagnostic.h"
#include "engine/base/utf8.h"

namespace vekha {
namespace {

TEST(Source, CountsColumnsInCharactersNotBytes) {
  const Source source("x.yaml", "a: б\nсрок: до\r\n");
  EXPECT_EQ(source.PositionAt(0), (Position{1, 1}));
  EXPECT_EQ(source.PositionAt(source.text().find("до")), (Position{2, 7}));
  EXPECT_EQ(source.Line(2), "срок: до");
  EXPECT_EQ(source.PositionAt(10000), (Position{3, 1}));
  EXPECT_EQ(source.Line(4), "");
}

TEST(Diagnostic, ShowsTheLineAndACaret) {
  const Source source("x.yaml", "срок: дo\n");
  const size_t at = source.text().find("дo");
  const Diagnostic d =
      MakeDiagnostic(source, {at, at + 3}, Severity::kError, "E0101", "bad term", "write до");
  EXPECT_EQ(FormatDiagnostic(d, &source),
            "x.yaml:1:7: error[E0101]: bad term\n    срок: дo\n          ^^\n    hint: write до");
}

TEST(Utf8, FindsTheFirstBadByte) {
  EXPECT_EQ(FindInvalidUtf8("до"), std::nullopt);
  EXPECT_EQ(FindInvalidUtf8("a\xff"), 1u);
  EXPECT_EQ(FindInvalidUtf8("\xed\xa0\x80"), 0u);
  EXPECT_EQ(CodePointCount("до\xff"), 3u);
}

TEST(NormalizeName, TakesOneNameInSeveralSpellings) {
  EXPECT_EQ(NormalizeName("Мамедов М.Р."), NormalizeName("МАМЕДОВ  М. Р."));
  EXPECT_EQ(NormalizeName("Семёнов"), NormalizeName("Семенов"));
  EXPECT_NE(NormalizeName("Демаков С. Н."), NormalizeName("Демакова С. Н."));
}

}  // namespace
}  // namespace vekha
