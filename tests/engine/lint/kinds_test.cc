// Each kind is found where it is, and not in a file that only looks like it.
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "engine/lint/kind.h"
#include "tests/engine/lint/kind_cases.h"

namespace vekha::lint {
namespace {

class LintKind : public testing::TestWithParam<Case> {};

TEST_P(LintKind, IsFound) {
  const auto findings = LintText(TextOf(GetParam().found));
  EXPECT_TRUE(Has(findings, GetParam().kind)) << TextOf(GetParam().found) << Codes(findings);
}

TEST_P(LintKind, IsNotFoundInWhatOnlyLooksLikeIt) {
  const auto findings = LintText(TextOf(GetParam().missed));
  EXPECT_FALSE(Has(findings, GetParam().kind)) << TextOf(GetParam().missed) << Codes(findings);
}

INSTANTIATE_TEST_SUITE_P(Each, LintKind, testing::ValuesIn(Cases()),
                         [](const testing::TestParamInfo<Case>& one) { return one.param.kind; });

// Beside quotes nothing Russian is left; a row's number and a fact's name are the document's own.
TEST_P(LintKind, IsSaidInEnglishToo) {
  static const RE2 kQuoted("«[^«»]*»");
  static const RE2 kRussian("\\p{Cyrillic}");
  for (const Diagnostic& one : LintText(TextOf(GetParam().found))) {
    EXPECT_FALSE(one.message_ru.empty()) << one.message;
    EXPECT_EQ(one.hint.empty(), one.hint_ru.empty()) << one.message;
    for (std::string text : {one.message, one.hint}) {
      while (RE2::GlobalReplace(&text, kQuoted, "") > 0) {
      }
      EXPECT_FALSE(RE2::PartialMatch(text, kRussian)) << one.code << ": " << text;
    }
  }
}

TEST(LintKinds, EachHasAFindingAndANearMiss) {
  std::set<std::string> tried;
  for (const Case& one : Cases()) tried.insert(one.kind);
  for (const Kind& kind : Kinds()) {
    EXPECT_TRUE(tried.contains(std::string(kind.name))) << kind.name;
    EXPECT_FALSE(kind.meaning.empty() || kind.meaning_en.empty()) << kind.name;
    EXPECT_EQ(kind.hint.empty(), kind.hint_en.empty()) << kind.name;
  }
}

TEST(LintKinds, AreInOrderAndNamedOnce) {
  const auto kinds = Kinds();
  EXPECT_TRUE(std::ranges::is_sorted(kinds, std::ranges::less_equal{}, &Kind::name) ||
              std::ranges::is_sorted(kinds, {}, &Kind::name));
  for (size_t i = 1; i < kinds.size(); ++i) EXPECT_NE(kinds[i - 1].name, kinds[i].name);
}

}  // namespace
}  // namespace vekha::lint
