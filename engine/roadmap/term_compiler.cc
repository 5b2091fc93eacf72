#include "engine/roadmap/term_compiler.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/condition/condition.h"
#include "engine/facts/spelling.h"
#include "engine/roadmap/diagnostic_code.h"
#include "engine/yaml/reader.h"

namespace vekha::roadmap {
namespace {

using term::NoteKind;
using term::TermReading;

void Report(std::vector<Diagnostic>& out, const Place& place, SourceRange range, Severity severity,
            const char* code, Bilingual message, Bilingual hint = {}) {
  out.push_back(
      MakeDiagnostic(*place.source, range, severity, code, std::move(message), std::move(hint)));
}

// "Cannot be read" of the whole phrase adds nothing to what is wrong at a place in it.
bool IsSaidBetter(const term::Note& note, const TermReading& reading) {
  const auto width = [](const term::Note& n) { return n.range.end - n.range.begin; };
  return std::ranges::any_of(reading.notes, [&](const term::Note& other) {
    return other.kind == NoteKind::kProblem && width(other) < width(note) &&
           width(note) >= reading.phrase.size();
  });
}

void ReportNotes(const Text& phrase, const TermReading& reading, std::vector<Diagnostic>& out) {
  const auto report = [&](const term::Note& note, Severity severity, const char* code) {
    const SourceRange range = yaml::SourceSpan(*phrase.place.source, *phrase.place.node,
                                               note.range.begin, note.range.end);
    Report(out, phrase.place, range, severity, code, note.text);
  };
  for (const term::Note& note : reading.notes) {
    switch (note.kind) {
      case NoteKind::kConvention:
        break;
      case NoteKind::kRepair:
        report(note, Severity::kNote, code::kRepairedTerm);
        break;
      case NoteKind::kGuess:
        report(note, Severity::kNote, code::kGuessedTerm);
        break;
      case NoteKind::kProblem:
        if (IsSaidBetter(note, reading)) break;
        report(note, Severity::kError, code::kUnreadableTerm);
        break;
    }
  }
}

std::optional<TermReading> ReadPhrase(const Text& phrase, std::vector<Diagnostic>& out) {
  TermReading reading = term::ParseTerm(phrase.value);
  ReportNotes(phrase, reading, out);
  const bool unreadable =
      std::ranges::find(reading.flags, term::Flag::kUnparseable) != reading.flags.end();
  const bool said = std::ranges::any_of(
      reading.notes, [](const term::Note& note) { return note.kind == NoteKind::kProblem; });
  if (unreadable && !said) {
    Report(out, phrase.place, phrase.place.node->range, Severity::kError, code::kUnreadableTerm,
           {fmt::format("срок \"{}\" не прочитан", yaml::Shortened(phrase.value)),
            fmt::format("the term \"{}\" cannot be read", yaml::Shortened(phrase.value))});
  }
  if (unreadable || said) return std::nullopt;
  return reading;
}

bool IsDateFact(const Text& name, const facts::FactCatalog& facts, std::vector<Diagnostic>& out) {
  const facts::FactDeclaration* fact = facts.Find(name.value);
  if (fact == nullptr) {
    Report(out, name.place, name.place.node->range, Severity::kError, code::kWrongFact,
           {fmt::format("факт \"{}\" не объявлен", name.value),
            fmt::format("fact \"{}\" is not declared", name.value)},
           facts::DidYouMean(facts.Suggest(name.value)));
    return false;
  }
  if (fact->type.kind == condition::TypeKind::kDate) return true;
  Report(out, name.place, name.place.node->range, Severity::kError, code::kWrongFact,
         {fmt::format("факт \"{}\" объявлен как {}, а нужна дата (date)", name.value,
                      condition::FormatType(fact->type)),
          fmt::format("fact \"{}\" is declared {}, a date is needed", name.value,
                      condition::FormatType(fact->type))});
  return false;
}

std::string FormatOffset(const RawOffset& offset) {
  return fmt::format("{}: {}{}", offset.days < 0 ? "before" : "after",
                     offset.days < 0 ? -offset.days : offset.days, offset.working ? "wd" : "d");
}

}  // namespace

std::optional<TermReading> CompileTerm(const RawTerm& term, const facts::FactCatalog& facts,
                                       std::vector<Diagnostic>& diagnostics) {
  const std::string phrase = term.phrase ? term.phrase->value : std::string();
  if (term.due) {
    const std::optional<Date> start =
        term.start ? std::optional<Date>(term.start->value) : std::nullopt;
    if (start && *start > term.due->value) return std::nullopt;  // reported where it was read
    return term::FixedTerm(start, term.due->value, term.every, term.inclusive, phrase);
  }
  if (term.anchor) {
    if (!IsDateFact(*term.anchor, facts, diagnostics)) return std::nullopt;
    return term::AnchoredTerm(term.anchor->value, term.offset.days, term.offset.working, phrase);
  }
  if (term.external) {
    if (!IsDateFact(*term.external, facts, diagnostics)) return std::nullopt;
    return term::ExternalTerm(term.external->value, phrase);
  }
  if (!term.phrase) return std::nullopt;  // reported where it was read
  return ReadPhrase(*term.phrase, diagnostics);
}

std::string TermText(const RawTerm& term) {
  if (term.phrase) return term.phrase->value;
  if (term.due) {
    constexpr std::string_view kSteps[] = {"", ", every: month", ", every: quarter",
                                           ", every: year"};
    return fmt::format("{}due: {}{}{}",
                       term.start ? fmt::format("start: {}, ", FormatIso(term.start->value)) : "",
                       FormatIso(term.due->value), kSteps[static_cast<size_t>(term.every)],
                       term.inclusive ? "" : ", inclusive: false");
  }
  if (term.anchor) {
    return fmt::format("anchor: {}, {}", term.anchor->value, FormatOffset(term.offset));
  }
  if (term.external) return fmt::format("external: {}", term.external->value);
  return {};
}

}  // namespace vekha::roadmap
