// Any bytes as a deadline phrase: read or refused, within bounds, and the same term after unparse.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

#include "engine/schedule/schedule.h"
#include "engine/term/term.h"

namespace vekha {
namespace {

void Require(bool holds, const char* claim, std::string_view detail) {
  if (holds) return;
  std::fprintf(stderr, "%s: %.*s\n", claim, static_cast<int>(detail.size()), detail.data());
  std::abort();
}

void CheckNotes(const term::TermReading& reading, size_t size) {
  for (const term::Note& note : reading.notes) {
    Require(!note.text.ru.empty() && !note.text.en.empty(), "a note without text", reading.phrase);
    Require(note.range.begin <= note.range.end && note.range.end <= size, "a note out of bounds",
            note.text.ru);
  }
  const bool unread = std::find(reading.flags.begin(), reading.flags.end(),
                                term::Flag::kUnparseable) != reading.flags.end();
  Require(!unread || !reading.notes.empty(), "unparseable without a note", reading.phrase);
}

void CheckCanonical(const term::TermReading& reading) {
  if (std::holds_alternative<term::Unreadable>(reading.term)) return;
  const std::string canonical = term::Unparse(reading.term);
  Require(term::ParseTerm(canonical).term == reading.term, "not the same term", canonical);
}

void CheckWindows(const term::TermReading& reading, Period period) {
  const schedule::Expansion expansion = schedule::Expand(reading, period);
  for (const schedule::Occurrence& one : expansion.occurrences) {
    Require(!one.window.start || *one.window.start <= one.window.due, "a window ends early",
            reading.phrase);
  }
  Require(!expansion.occurrences.empty() || !expansion.waits.empty() || !expansion.notes.empty(),
          "nothing read and nothing said", reading.phrase);
}

}  // namespace
}  // namespace vekha

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string phrase(reinterpret_cast<const char*>(data), size);
  const vekha::term::TermReading reading = vekha::term::ParseTerm(phrase);
  vekha::CheckNotes(reading, size);
  vekha::CheckCanonical(reading);
  vekha::CheckWindows(reading, {*vekha::MakeDate(2022, 9, 1), *vekha::MakeDate(2023, 12, 31)});
  vekha::CheckWindows(reading, {*vekha::MakeDate(2024, 2, 29), *vekha::MakeDate(2024, 2, 29)});
  return 0;
}
