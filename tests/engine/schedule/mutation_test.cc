// Damaged phrases: never a crash, never a window that ends before it begins, always in bounds.
#include <gtest/gtest.h>

#include <random>

#include "engine/base/utf8.h"
#include "tests/engine/schedule/phrase_case.h"

namespace vekha::schedule {
namespace {

// The same phrases every run.
constexpr unsigned kSeed = 20221024;
constexpr int kDamagesEach = 3;

std::string Damaged(const std::string& phrase, std::mt19937& random) {
  std::vector<CodePoint> points = DecodeUtf8(phrase);
  const std::u32string_view inserts = U" .,-/()0123456789гпосМайIVXл\n\u00A0\u00AD№;:";
  const auto pick = [&](size_t size) { return static_cast<size_t>(random() % (size + 1)); };
  const size_t changes = 1 + pick(3);
  for (size_t n = 0; n < changes; ++n) {
    const size_t at = pick(points.size());
    const auto place = points.begin() + static_cast<std::ptrdiff_t>(at);
    const char32_t letter = inserts[pick(inserts.size() - 1)];
    if (random() % 2 == 0 && at < points.size()) {
      points.erase(place);
    } else {
      points.insert(place, CodePoint{letter, 0});
    }
  }
  std::string out;
  for (const CodePoint& point : points) AppendUtf8(point.value, out);
  return out;
}

void ExpectSound(const std::string& phrase, Period period) {
  const term::TermReading reading = term::ParseTerm(phrase);
  const Expansion expansion = Expand(reading, period);
  for (const Occurrence& one : expansion.occurrences) {
    EXPECT_TRUE(!one.window.start || *one.window.start <= one.window.due) << phrase;
  }
  const bool nothing = expansion.occurrences.empty() && expansion.waits.empty();
  if (nothing) {
    EXPECT_FALSE(expansion.notes.empty()) << phrase;
  }
}

TEST(Mutation, DamagedPhrasesAreReadOrRefused) {
  std::mt19937 random(kSeed);
  for (const PhraseCase& labelled : ReadCorpus()) {
    for (int n = 0; n < kDamagesEach; ++n) {
      ExpectSound(Damaged(labelled.phrase, random), labelled.period);
    }
  }
}

TEST(Mutation, CanonicalPhraseHoldsForDamagedOnesToo) {
  std::mt19937 random(kSeed + 1);
  for (const PhraseCase& labelled : ReadCorpus()) {
    const std::string phrase = Damaged(labelled.phrase, random);
    const term::Term term = term::ParseTerm(phrase).term;
    if (std::holds_alternative<term::Unreadable>(term)) continue;
    const std::string canonical = term::Unparse(term);
    EXPECT_TRUE(term::ParseTerm(canonical).term == term) << phrase << " -> " << canonical;
  }
}

TEST(Mutation, EveryPrefixOfAPhraseIsReadOrRefused) {
  const std::string phrase =
      "Ежегодно с 1 по 15 сентября, до 30.08..2023 (в период с 2022 по 2023 г.г.); по плану или "
      "май";
  const Period period{*MakeDate(2022, 9, 1), *MakeDate(2023, 12, 31)};
  for (size_t length = 0; length <= phrase.size(); ++length) {
    ExpectSound(phrase.substr(0, length), period);
  }
}

TEST(Mutation, LongestPhraseIsReadAndALongerOneRefused) {
  std::string phrase;
  while (CodePointCount(phrase) + 12 <= term::kMaxPhraseCodePoints) phrase += "до 15 марта,";
  const Period period{*MakeDate(2023, 1, 1), *MakeDate(2023, 12, 31)};
  EXPECT_EQ(Expand(term::ParseTerm(phrase), period).occurrences.size(), 1U);
  const term::TermReading refused = term::ParseTerm(std::string(1 << 20, '1'));
  EXPECT_EQ(refused.flags, std::vector<term::Flag>({term::Flag::kUnparseable}));
  ASSERT_EQ(refused.notes.size(), 1U);
  EXPECT_EQ(refused.notes[0].kind, term::NoteKind::kProblem);
}

}  // namespace
}  // namespace vekha::schedule
