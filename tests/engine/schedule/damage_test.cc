// What must not change a reading, and what must never go without a note.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "engine/base/utf8.h"
#include "tests/engine/schedule/phrase_case.h"

namespace vekha::schedule {
namespace {

// The same phrases every run.
constexpr unsigned kSeed = 20260901;

std::vector<Window> WindowsOf(const std::string& phrase, Period period) {
  std::vector<Window> windows;
  for (const Occurrence& one : Expand(term::ParseTerm(phrase), period).occurrences) {
    windows.push_back(one.window);
  }
  return windows;
}

char32_t Upper(char32_t c) {
  constexpr char32_t kStep = 0x20;
  if ((c >= U'а' && c <= U'я') || (c >= U'a' && c <= U'z')) return c - kStep;
  return c == U'ё' ? U'Ё' : c;
}

std::string CaseShuffled(const std::string& phrase, std::mt19937& random) {
  std::string out;
  for (const CodePoint& point : DecodeUtf8(phrase)) {
    const bool up = random() % 2 == 0;
    AppendUtf8(up ? Upper(point.value) : LowerCodePoint(point.value), out);
  }
  return out;
}

std::string WithSpaces(const std::string& phrase, std::string_view space) {
  std::string out;
  for (const char c : phrase) {
    if (c == ' ') {
      out += space;
    } else {
      out.push_back(c);
    }
  }
  return out;
}

// Of phrases with capitals that are no more than capitals: a lone Roman letter is one only so.
TEST(Spelling, CaseDoesNotChangeTheWindows) {
  std::mt19937 random(kSeed);
  for (const PhraseCase& labelled : ReadCorpus()) {
    const std::string phrase = CaseShuffled(labelled.phrase, random);
    EXPECT_EQ(WindowsOf(phrase, labelled.period), WindowsOf(labelled.phrase, labelled.period))
        << labelled.phrase << " -> " << phrase;
  }
}

TEST(Spelling, SpacesDoNotChangeTheWindows) {
  for (const PhraseCase& labelled : ReadCorpus()) {
    const std::vector<Window> windows = WindowsOf(labelled.phrase, labelled.period);
    for (const std::string_view space : {"  ", "\u00A0", "\n", " \n ", "\t"}) {
      const std::string phrase = WithSpaces(labelled.phrase, space);
      EXPECT_EQ(WindowsOf(phrase, labelled.period), windows) << labelled.phrase << " -> " << phrase;
    }
  }
}

TEST(Spelling, TrailingMarksDoNotChangeTheWindows) {
  for (const PhraseCase& labelled : ReadCorpus()) {
    const std::vector<Window> windows = WindowsOf(labelled.phrase, labelled.period);
    for (const std::string_view tail : {".", "..", " .", ";", " ", ",", "\n"}) {
      const std::string phrase = labelled.phrase + std::string(tail);
      EXPECT_EQ(WindowsOf(phrase, labelled.period), windows) << phrase;
    }
  }
}

bool Told(const std::string& phrase, std::string_view words) {
  const size_t begin = phrase.find(words);
  const std::vector<term::Note> notes = term::ParseTerm(phrase).notes;
  return std::any_of(notes.begin(), notes.end(), [&](const term::Note& note) {
    const bool grave = note.kind == term::NoteKind::kGuess || note.kind == term::NoteKind::kProblem;
    return grave && note.range.begin <= begin && begin + words.size() <= note.range.end;
  });
}

struct UnusedCase {
  std::string phrase;
  std::string_view unused;
};

class Unused : public testing::TestWithParam<UnusedCase> {};

TEST_P(Unused, NumberOrMonthHasANote) {
  EXPECT_TRUE(Told(GetParam().phrase, GetParam().unused)) << GetParam().phrase;
}

INSTANTIATE_TEST_SUITE_P(Phrases, Unused,
                         testing::ValuesIn(std::vector<UnusedCase>{
                             {"сентябрь 77", "77"},
                             {"октябрь, 10 встреч", "10"},
                             {"до 15 мая 4 отчета", "4"},
                             {"март 12345", "12345"},
                             {"2-3 неделя", "2-3"},
                             {"октябрь в 10.10", "10.10"},
                             {"ноябрь 25", "25"},
                             {"до 1 октября 2025 года 31", "31"},
                         }));

// Put a strange number into any phrase: used in a window, told of, or part of the quoted words.
TEST(Unused, ANumberPutIntoAPhraseIsNeverDroppedSilently) {
  for (const PhraseCase& labelled : ReadCorpus()) {
    const std::string phrase = labelled.phrase + " 777";
    const term::TermReading reading = term::ParseTerm(phrase);
    const bool quoted = term::Unparse(reading.term).find("777") != std::string::npos;
    EXPECT_TRUE(quoted || !reading.notes.empty()) << phrase;
    if (quoted) continue;
    const bool told =
        std::any_of(reading.notes.begin(), reading.notes.end(),
                    [&](const term::Note& note) { return note.range.end == phrase.size(); });
    EXPECT_TRUE(told) << phrase << " -> " << term::Unparse(reading.term);
  }
}

}  // namespace
}  // namespace vekha::schedule
