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

TEST(Source, CountsColumnsOfLongLinesAlike) {
  std::string line;
  for (int i = 0; i < 9000; ++i) line += i % 3 == 0 ? "ж" : "a";
  const Source source("x.yaml", "first\n" + line + "\nlast");
  const size_t start = source.text().find('\n') + 1;
  for (const size_t at : {size_t{0}, size_t{4095}, size_t{4096}, size_t{4099}, size_t{9000}}) {
    const std::string_view before = std::string_view(source.text()).substr(start, at);
    EXPECT_EQ(source.PositionAt(start + at).column, static_cast<int>(CodePointCount(before)) + 1);
    EXPECT_EQ(source.PositionAt(start + at).line, 2);
  }
  EXPECT_EQ(source.PositionAt(source.text().find("last")), (Position{3, 1}));
}

TEST(Diagnostic, IsSaidInTheReadersLanguage) {
  const Source source("x.yaml", "a: b\n");
  const Diagnostic both =
      MakeDiagnostic(source, {0, 1}, Severity::kNote, "N1", {"так", "so"}, {"сделайте", "do"});
  EXPECT_EQ(FormatDiagnostic(both), "x.yaml:1:1: note[N1]: so\n    hint: do");
  EXPECT_EQ(FormatDiagnostic(both, nullptr, Language::kRussian),
            "x.yaml:1:1: note[N1]: так\n    совет: сделайте");
  const Diagnostic english = MakeDiagnostic(source, {0, 1}, Severity::kNote, "N1", "so");
  EXPECT_EQ(FormatDiagnostic(english, nullptr, Language::kRussian), "x.yaml:1:1: note[N1]: so");
}

TEST(Diagnostic, ShowsTheNeighbourhoodOfAPlaceInALongLine) {
  const std::string line(1000, 'x');
  const Source source("x.yaml", line);
  const std::string shown =
      FormatDiagnostic(MakeDiagnostic(source, {500, 999}, Severity::kError, "E1", "bad"), &source);
  EXPECT_LT(shown.size(), 500U) << shown;
  const std::string excerpt = shown.substr(shown.find('\n') + 1);
  EXPECT_TRUE(excerpt.starts_with("    …xxx")) << excerpt;
  const size_t caret_line = excerpt.find('\n') + 1;
  EXPECT_EQ(excerpt.find('^') - caret_line, 4U + 1U + 60U) << excerpt;
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
