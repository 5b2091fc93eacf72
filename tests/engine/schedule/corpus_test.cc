// Every labelled phrase reads as labelled; what holds for all of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/engine/schedule/phrase_case.h"

namespace vekha::schedule {
namespace {

void ExpectLabels(const std::vector<PhraseCase>& cases) {
  for (const PhraseCase& labelled : cases) {
    const Expansion expansion = Expand(term::ParseTerm(labelled.phrase), labelled.period);
    EXPECT_EQ(Meaning(expansion), Meaning(labelled))
        << labelled.id << ": «" << labelled.phrase << "» in " << FormatPeriod(labelled.period);
  }
}

TEST(Corpus, HasHundredsOfPhrases) { EXPECT_GE(ReadCorpus().size(), 500U); }

TEST(Corpus, ReadsAsLabelled) { ExpectLabels(ReadCorpus()); }

TEST(Corpus, SharedPhrasesReadAsLabelled) {
  const std::string path = "../shared/terms/phrases.jsonl";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not beside the source";
  const std::vector<PhraseCase> cases = ReadPhraseCases(path);
  EXPECT_EQ(cases.size(), 76U);
  ExpectLabels(cases);
}

TEST(Corpus, CanonicalPhraseIsTheSameTerm) {
  for (const PhraseCase& labelled : ReadCorpus()) {
    const term::Term term = term::ParseTerm(labelled.phrase).term;
    if (std::holds_alternative<term::Unreadable>(term)) continue;
    const std::string canonical = term::Unparse(term);
    EXPECT_TRUE(term::ParseTerm(canonical).term == term)
        << labelled.phrase << " -> " << canonical << " -> "
        << term::Unparse(term::ParseTerm(canonical).term);
  }
}

TEST(Corpus, CanonicalPhraseMeansTheSameDays) {
  for (const PhraseCase& labelled : ReadCorpus()) {
    const term::TermReading reading = term::ParseTerm(labelled.phrase);
    if (std::holds_alternative<term::Unreadable>(reading.term)) continue;
    const Expansion first = Expand(reading, labelled.period);
    const Expansion again = Expand(term::ParseTerm(term::Unparse(reading.term)), labelled.period);
    EXPECT_EQ(first.occurrences, again.occurrences) << labelled.phrase;
    EXPECT_EQ(first.waits, again.waits) << labelled.phrase;
  }
}

TEST(Corpus, OccurrencesAreSortedAndUnique) {
  for (const PhraseCase& labelled : ReadCorpus()) {
    const Expansion expansion = Expand(term::ParseTerm(labelled.phrase), labelled.period);
    for (size_t i = 1; i < expansion.occurrences.size(); ++i) {
      const Window& before = expansion.occurrences[i - 1].window;
      const Window& after = expansion.occurrences[i].window;
      const bool ordered =
          before.due < after.due || (before.due == after.due && before.start < after.start);
      EXPECT_TRUE(ordered) << labelled.phrase;
    }
  }
}

TEST(Corpus, WhatIsNotReadAsWrittenHasANote) {
  for (const PhraseCase& labelled : ReadCorpus()) {
    const term::TermReading reading = term::ParseTerm(labelled.phrase);
    const auto has = [&](term::Flag flag) {
      return std::find(reading.flags.begin(), reading.flags.end(), flag) != reading.flags.end();
    };
    const auto told = [&](term::NoteKind kind) {
      return std::any_of(reading.notes.begin(), reading.notes.end(),
                         [kind](const term::Note& note) { return note.kind == kind; });
    };
    if (has(term::Flag::kTypo)) {
      EXPECT_TRUE(told(term::NoteKind::kRepair)) << labelled.phrase;
    }
    if (has(term::Flag::kUnparseable)) {
      EXPECT_TRUE(told(term::NoteKind::kProblem)) << labelled.phrase;
    }
    if (has(term::Flag::kNamedDay)) {
      EXPECT_TRUE(told(term::NoteKind::kConvention)) << labelled.phrase;
    }
    for (const term::Note& note : reading.notes) {
      EXPECT_FALSE(note.text.ru.empty() || note.text.en.empty()) << labelled.phrase;
      EXPECT_LE(note.range.begin, note.range.end) << labelled.phrase;
      EXPECT_LE(note.range.end, labelled.phrase.size()) << labelled.phrase;
    }
  }
}

}  // namespace
}  // namespace vekha::schedule
