// The whole reading of a phrase: items to terms, flags, and what was left unused.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/term/grammar.h"

namespace vekha::term {
namespace {

Term TermOf(Item& item) {
  switch (item.kind) {
    case ItemKind::kOn:
      if (item.to) return UnitRange{item.from, *item.to, item.inclusive};
      if (IsPointLike(item.from.kind)) return OnDay{item.from};
      return InUnit{item.from};
    case ItemKind::kBy:
      return ByDay{item.from, item.inclusive};
    case ItemKind::kSince:
      return FromDay{item.from, item.after};
    case ItemKind::kEvery: {
      return Every{item.from, item.times, item.step, item.within_from, item.within_to, item.since};
    }
    case ItemKind::kOngoing:
      return Ongoing{item.from, item.to, item.rhythm, item.weekdays};
    case ItemKind::kExternal:
      return External{item.text, {}};
    case ItemKind::kRelative:
      return WithinAfter{item.text, item.offset_days, item.working_days, {}};
    case ItemKind::kDemand:
      return OnDemand{item.text};
    case ItemKind::kYears:
    case ItemKind::kAnnual:
    case ItemKind::kThen:
    case ItemKind::kOr:
    case ItemKind::kBreak:
    case ItemKind::kExceptDays:
    case ItemKind::kExcept:
    case ItemKind::kWord:
    case ItemKind::kBad:
      break;
  }
  return Unreadable{};
}

void AddFlag(std::vector<Flag>& flags, Flag flag) {
  if (std::find(flags.begin(), flags.end(), flag) == flags.end()) flags.push_back(flag);
}

void AddFlagOf(const Item& item, std::vector<Flag>& flags) {
  if (item.kind == ItemKind::kOngoing || item.kind == ItemKind::kSince) {
    AddFlag(flags, Flag::kOngoing);
  }
  if (item.kind == ItemKind::kExternal) AddFlag(flags, Flag::kExternal);
  if (item.kind == ItemKind::kRelative) AddFlag(flags, Flag::kRelative);
  if (item.kind == ItemKind::kDemand) AddFlag(flags, Flag::kOnDemand);
  if (item.from.kind == UnitKind::kNamedDay) AddFlag(flags, Flag::kNamedDay);
}

Bilingual NotRead() { return {"срок не распознан", "the phrase cannot be read as a term"}; }

Bilingual EndsEarly(std::string_view words) {
  return {fmt::format("«{}»: конец раньше начала", words),
          fmt::format("\"{}\": the end is before the beginning", words)};
}

Bilingual NoSuchDay(std::string_view words) {
  return {fmt::format("«{}»: такого дня нет", words),
          fmt::format("\"{}\": there is no such day", words)};
}

TermReading Refused(std::string_view phrase, Bilingual why, SourceRange range) {
  TermReading reading;
  reading.term = Unreadable{};
  reading.flags = {Flag::kUnparseable};
  reading.notes = {{NoteKind::kProblem, std::move(why), range}};
  reading.phrase = std::string(phrase);
  return reading;
}

bool Holds(const SourceRange& outer, const SourceRange& inner) {
  return outer.begin <= inner.begin && inner.end <= outer.end;
}

bool HoldsAny(const std::vector<SourceRange>& ranges, const SourceRange& inner) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const SourceRange& range) { return Holds(range, inner); });
}

// What the reading did not use: words are told of, and a number, month or weekday among them is a
// guess to look at. Nothing that may be a day goes without a word.
class Unused {
 public:
  Unused(std::string_view phrase, const Phrase& reader, std::vector<SourceRange> used)
      : phrase_(phrase), reader_(reader), used_(std::move(used)) {
    used_.insert(used_.end(), reader.told.begin(), reader.told.end());
  }

  void Note(const std::vector<Item>& words, std::vector<term::Note>& notes) {
    for (size_t i = 0; i < words.size(); ++i) {
      SourceRange range = words[i].range;
      while (i + 1 < words.size() && Adjoins(range, words[i + 1].range)) {
        range.end = words[++i].range.end;
      }
      Tell(range, notes);
    }
    for (const SourceRange& spot : reader_.spots) {
      if (!HoldsAny(used_, spot)) Tell(spot, notes);
    }
  }

 private:
  // Nothing read stands between.
  bool Adjoins(const SourceRange& a, const SourceRange& b) const {
    if (b.begin < a.end) return false;
    return std::none_of(used_.begin(), used_.end(), [&](const SourceRange& range) {
      return range.begin < b.begin && range.end > a.end;
    });
  }

  void Tell(const SourceRange& range, std::vector<term::Note>& notes) {
    const std::vector<SourceRange>& spots = reader_.spots;
    const bool spot = std::any_of(spots.begin(), spots.end(), [&](const SourceRange& one) {
      return Holds(range, one) && !HoldsAny(used_, one);
    });
    used_.push_back(range);
    const std::string_view words = phrase_.substr(range.begin, range.end - range.begin);
    if (spot) {
      notes.push_back({NoteKind::kGuess,
                       {fmt::format("«{}» в сроке не учтено: проверьте", words),
                        fmt::format("\"{}\" is not taken into account: check it", words)},
                       range});
    } else {
      notes.push_back({NoteKind::kConvention,
                       {fmt::format("слова «{}» на срок не влияют", words),
                        fmt::format("the words \"{}\" do not change the term", words)},
                       range});
    }
  }

  std::string_view phrase_;
  const Phrase& reader_;
  std::vector<SourceRange> used_;
};

TermReading ReadPhrase(std::string_view phrase) {
  constexpr size_t kMaxBytes = kMaxPhraseCodePoints * 4;
  if (phrase.size() > kMaxBytes || CodePointCount(phrase) > kMaxPhraseCodePoints) {
    return Refused(phrase.substr(0, 0),
                   {fmt::format("фраза длиннее {} знаков", kMaxPhraseCodePoints),
                    fmt::format("the phrase is longer than {} characters", kMaxPhraseCodePoints)},
                   {0, phrase.size()});
  }
  if (const std::optional<size_t> bad = FindInvalidUtf8(phrase)) {
    return Refused(phrase, {"текст не в UTF-8", "the text is not UTF-8"}, {*bad, *bad + 1});
  }
  Phrase reader(phrase);
  std::vector<Item> items = reader.Read();
  TermReading reading;
  reading.phrase = std::string(phrase);
  bool alternative = false;
  bool bad_date = false;
  std::vector<SourceRange> bad;
  for (size_t i = 0; i < items.size(); ++i) {
    const Item& item = items[i];
    if (item.kind != ItemKind::kBad) continue;
    bad_date = true;
    if (i > 0 && items[i - 1].text == "до") bad.push_back(items[i - 1].range);
    bad.push_back(item.range);
    reader.notes.push_back(
        {NoteKind::kProblem, item.after ? EndsEarly(item.text) : NoSuchDay(item.text), item.range});
  }
  Scope(items, reader.notes, alternative);
  // Years given elsewhere in the phrase, or dropped with what could not be read, may leave such a
  // range only now.
  for (Item& item : items) {
    if (item.kind != ItemKind::kOn || !item.to || !RunsBackwards(item.from, *item.to)) continue;
    item.kind = ItemKind::kBad;
    bad_date = true;
    bad.push_back(item.range);
    const std::string_view text =
        phrase.substr(item.range.begin, item.range.end - item.range.begin);
    reader.notes.push_back({NoteKind::kProblem, EndsEarly(text), item.range});
  }
  Several several;
  std::vector<Item> unread;
  std::vector<SourceRange> used;
  for (Item& item : items) {
    if (item.kind != ItemKind::kWord) {
      used.push_back(item.range);
      used.insert(used.end(), item.also.begin(), item.also.end());
    }
    if (item.kind == ItemKind::kExceptDays) continue;
    if (item.kind == ItemKind::kExcept) {
      several.except.push_back({item.from, item.to});
      continue;
    }
    Term term = TermOf(item);
    if (std::holds_alternative<Unreadable>(term)) {
      unread.push_back(item);
      continue;
    }
    AddFlagOf(item, reading.flags);
    several.terms.push_back(std::move(term));
  }
  used.insert(used.end(), bad.begin(), bad.end());
  Unused(phrase, reader, std::move(used)).Note(unread, reader.notes);
  if (several.terms.empty()) {
    TermReading refused = Refused(phrase, NotRead(), {0, phrase.size()});
    refused.notes.insert(refused.notes.begin(), reader.notes.begin(), reader.notes.end());
    return refused;
  }
  if (bad_date) AddFlag(reading.flags, Flag::kUnparseable);
  if (reader.typo) AddFlag(reading.flags, Flag::kTypo);
  if (alternative && several.terms.size() > 1) AddFlag(reading.flags, Flag::kAlternative);
  several.alternative = alternative && several.terms.size() > 1;
  std::sort(reading.flags.begin(), reading.flags.end());
  // A place tried by two families may have been remarked on twice.
  for (Note& note : reader.notes) {
    if (std::find(reading.notes.begin(), reading.notes.end(), note) == reading.notes.end()) {
      reading.notes.push_back(std::move(note));
    }
  }
  if (several.terms.size() == 1 && several.except.empty()) {
    Term only = std::move(several.terms.front());
    reading.term = std::move(only);
  } else {
    reading.term = std::move(several);
  }
  return reading;
}

}  // namespace

TermReading ParseTerm(std::string_view phrase) {
  TermReading reading = ReadPhrase(phrase);
  if (std::holds_alternative<Unreadable>(reading.term)) return reading;
  // The author confirms the canonical phrase, so a term that it does not say is not understood.
  const std::string canonical = Unparse(reading.term);
  if (canonical == phrase || ReadPhrase(canonical).term == reading.term) return reading;
  TermReading refused = Refused(phrase, NotRead(), {0, phrase.size()});
  refused.notes.insert(refused.notes.begin(), reading.notes.begin(), reading.notes.end());
  return refused;
}

}  // namespace vekha::term
