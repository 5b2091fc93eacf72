#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/term/grammar.h"

namespace vekha::term {

Phrase::Phrase(std::string_view text) : text_(text) {
  Lexed lexed = Lex(text);
  tokens_ = std::move(lexed.tokens);
  notes = std::move(lexed.notes);
  typo = lexed.typo;
}

const Token& Phrase::At(size_t at) const {
  static const Token kEnd = [] {
    Token token;
    token.kind = TokenKind::kMark;
    return token;
  }();
  return at < tokens_.size() ? tokens_[at] : kEnd;
}

SourceRange Phrase::RangeOf(size_t from, size_t to) const {
  if (tokens_.empty()) return {0, text_.size()};
  const size_t last = std::min(std::max(to, from + 1), tokens_.size()) - 1;
  const size_t first = std::min(from, last);
  // A month put behind its days stands before them in the text.
  SourceRange range = tokens_[first].range;
  for (size_t i = first + 1; i <= last; ++i) {
    range.begin = std::min(range.begin, tokens_[i].range.begin);
    range.end = std::max(range.end, tokens_[i].range.end);
  }
  return range;
}

std::string Phrase::TextOf(size_t from, size_t to) const {
  if (from >= to || from >= tokens_.size()) return {};
  const SourceRange range = RangeOf(from, to);
  std::string out;
  bool space = false;
  for (const CodePoint& point : DecodeUtf8(text_.substr(range.begin, range.end - range.begin))) {
    const char32_t c = point.value;
    if (c == U' ' || c == U'\n' || c == U'\t' || c == U'\r' || c == 0xA0) {
      space = true;
      continue;
    }
    if (space && !out.empty()) out.push_back(' ');
    space = false;
    AppendUtf8(c, out);
  }
  return out;
}

void Phrase::Say(NoteKind kind, std::string text, size_t from, size_t to) {
  notes.push_back({kind, std::move(text), RangeOf(from, to)});
}

void Phrase::Add(Item item, size_t from, size_t to) {
  item.range = RangeOf(from, to);
  item.comma_before = from > 0 && Mark(from - 1, ',');
  item.bracket_before = from > 0 && Mark(from - 1, '(');
  items_.push_back(std::move(item));
}

std::vector<Item> Phrase::Read() {
  DropTimes();
  DropNoise();
  PutMonthsBehindDays();
  while (!Ends(at_)) ReadNext();
  return std::move(items_);
}

void Phrase::ReadNext() {
  if (ReadMark()) return;
  using Reader = bool (Phrase::*)(size_t&);
  static constexpr Reader kReaders[] = {
      &Phrase::ReadNegation,   &Phrase::ReadAhead,    &Phrase::ReadYearX,
      &Phrase::ReadYearBounds, &Phrase::ReadWeekly,   &Phrase::ReadTimes,
      &Phrase::ReadRecurrence, &Phrase::ReadSteady,   &Phrase::ReadFrom,
      &Phrase::ReadLimit,      &Phrase::ReadDuring,   &Phrase::ReadBare,
      &Phrase::ReadDemand,     &Phrase::ReadExternal, &Phrase::ReadRelative};
  for (const Reader reader : kReaders) {
    if ((this->*reader)(at_)) return;
  }
  Item word;
  word.kind = ItemKind::kWord;
  word.text = TextOf(at_, at_ + 1);
  Add(std::move(word), at_, at_ + 1);
  ++at_;
}

// "31 сентября", "29 февраля 2023 года": a day that is none.
bool Phrase::ReadBadDay() {
  if (!At(at_).IsNumber() || At(at_).digits > 2 || !Is(at_ + 1, Sense::kMonth)) return false;
  constexpr int kLeapYear = 2000;
  size_t p = at_ + 2;
  Unit month{.kind = UnitKind::kMonth, .month = At(at_ + 1).value};
  AttachYears(p, month);
  const int year = month.years.IsOne() ? *month.years.first : kLeapYear;
  if (MakeDate(year, month.month, At(at_).value)) return false;
  Item item;
  item.kind = ItemKind::kBad;
  item.text = TextOf(at_, p);
  Add(std::move(item), at_, p);
  at_ = p;
  return true;
}

bool Phrase::ReadMark() {
  if (ReadBadDay()) return true;
  const Token& token = At(at_);
  Item item;
  if (token.Is(Sense::kOr)) {
    item.kind = ItemKind::kOr;
  } else if (token.Is(Sense::kNext)) {
    item.kind = ItemKind::kThen;
  } else if (token.IsMark(';')) {
    item.kind = ItemKind::kBreak;
  } else if (token.kind == TokenKind::kMark || token.Is(Sense::kAnd) ||
             token.kind == TokenKind::kTime) {
    ++at_;
    return true;
  } else if (token.kind == TokenKind::kBadDate) {
    item.kind = ItemKind::kBad;
    item.text = TextOf(at_, at_ + 1);
    if (Is(at_ + 1, Sense::kMonth)) {  // the month of "25.26.27 сентября" has no day to stand for
      Add(std::move(item), at_, at_ + 2);
      at_ += 2;
      return true;
    }
  } else {
    return false;
  }
  Add(std::move(item), at_, at_ + 1);
  ++at_;
  return true;
}

// "в 14.00", "с 9.00 до 17.00", "14:00-15:00" go with their prepositions; in "до 18:00 15 октября"
// the preposition belongs to the day.
void Phrase::DropTimes() {
  const auto preposition = [](const Token& token) {
    return token.Is(Sense::kV) || token.Is(Sense::kS) || token.Is(Sense::kDo) ||
           token.Is(Sense::kK) || token.Is(Sense::kPo) || token.Is(Sense::kNa);
  };
  std::vector<Token> kept;
  bool since = false;
  for (size_t i = 0; i < tokens_.size(); ++i) {
    if (tokens_[i].kind != TokenKind::kTime) {
      kept.push_back(tokens_[i]);
      continue;
    }
    const bool day_follows =
        At(i + 1).kind == TokenKind::kDate || (At(i + 1).IsNumber() && At(i + 2).Is(Sense::kMonth));
    if (!kept.empty() && preposition(kept.back())) {
      const bool until = kept.back().Is(Sense::kDo);
      if (!(day_follows && until && !since)) {
        since = kept.back().Is(Sense::kS);
        kept.pop_back();
      }
    } else if (!kept.empty() && kept.back().IsMark('-') && i >= 2 &&
               tokens_[i - 2].kind == TokenKind::kTime) {
      kept.pop_back();
    }
  }
  tokens_ = std::move(kept);
}

// A run of numbers that counts classes, lessons, people, or names a room or a house.
bool Phrase::NoiseNumbers(size_t at) {
  const bool named_before =
      at > 0 && (tokens_[at - 1].Is(Sense::kNoiseBefore) || tokens_[at - 1].IsMark('#') ||
                 tokens_[at - 1].Is(Sense::kNoiseAfter));
  size_t end = at + 1;
  while ((Mark(end, '-') || Mark(end, ',') || Is(end, Sense::kAnd) || Mark(end, '/')) &&
         At(end + 1).IsNumber()) {
    end += 2;
  }
  const bool street = at > 0 && tokens_[at - 1].text.starts_with("ул") &&
                      tokens_[at - 1].Is(Sense::kNoiseBefore) && Is(at + 1, Sense::kMonth);
  if (street) {  // "ул. 9 Мая"
    tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(at),
                  tokens_.begin() + static_cast<std::ptrdiff_t>(at) + 2);
    return true;
  }
  if (Is(end, Sense::kMonth) || Is(end, Sense::kNumberWord)) return false;
  const bool counted = Is(end, Sense::kNoiseAfter);
  if (!counted && !named_before) return false;
  if (named_before && !counted) end = at + 1;
  tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(at),
                tokens_.begin() + static_cast<std::ptrdiff_t>(end));
  return true;
}

void Phrase::DropNoise() {
  bool bracket = false;
  for (size_t i = 0; i < tokens_.size();) {
    bracket = Mark(i, '(') || (bracket && !Mark(i, ')'));
    // A numbered list: "1) до 15 октября".
    const bool list_number =
        tokens_[i].IsNumber() && tokens_[i].digits <= 2 && Mark(i + 1, ')') && !bracket;
    if (list_number) {
      tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(i),
                    tokens_.begin() + static_cast<std::ptrdiff_t>(i) + 2);
      continue;
    }
    if (tokens_[i].IsNumber() && NoiseNumbers(i)) continue;
    ++i;
  }
}

namespace {

Term TermOf(Item& item) {
  switch (item.kind) {
    case ItemKind::kOn:
      if (item.to) return UnitRange{item.from, *item.to, item.inclusive};
      if (item.from.kind == UnitKind::kDay || item.from.kind == UnitKind::kWeekday ||
          item.from.kind == UnitKind::kNamedDay) {
        return OnDay{item.from};
      }
      return InUnit{item.from};
    case ItemKind::kBy:
      return ByDay{item.from, item.inclusive};
    case ItemKind::kSince:
      return FromDay{item.from};
    case ItemKind::kEvery: {
      return Every{item.from, item.times, item.step, item.within_from, item.within_to};
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

TermReading Refused(std::string_view phrase, std::string why, SourceRange range) {
  TermReading reading;
  reading.term = Unreadable{};
  reading.flags = {Flag::kUnparseable};
  reading.notes = {{NoteKind::kProblem, std::move(why), range}};
  reading.phrase = std::string(phrase);
  return reading;
}

void NoteUnread(const std::vector<Item>& items, std::string_view phrase, std::vector<Note>& notes) {
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].kind != ItemKind::kWord) continue;
    SourceRange range = items[i].range;
    while (i + 1 < items.size() && items[i + 1].kind == ItemKind::kWord) {
      range.end = items[++i].range.end;
    }
    notes.push_back({NoteKind::kConvention,
                     fmt::format("слова «{}» на срок не влияют",
                                 phrase.substr(range.begin, range.end - range.begin)),
                     range});
  }
}

}  // namespace

TermReading ParseTerm(std::string_view phrase) {
  constexpr size_t kMaxBytes = kMaxPhraseCodePoints * 4;
  if (phrase.size() > kMaxBytes || CodePointCount(phrase) > kMaxPhraseCodePoints) {
    return Refused(phrase.substr(0, 0),
                   fmt::format("фраза длиннее {} знаков", kMaxPhraseCodePoints),
                   {0, phrase.size()});
  }
  if (const std::optional<size_t> bad = FindInvalidUtf8(phrase)) {
    return Refused(phrase, "текст не в UTF-8", {*bad, *bad + 1});
  }
  Phrase reader(phrase);
  std::vector<Item> items = reader.Read();
  TermReading reading;
  reading.phrase = std::string(phrase);
  bool alternative = false;
  bool bad_date = false;
  for (const Item& item : items) {
    if (item.kind != ItemKind::kBad) continue;
    bad_date = true;
    reader.notes.push_back(
        {NoteKind::kProblem, fmt::format("«{}»: такого дня нет", item.text), item.range});
  }
  Scope(items, reader.notes, alternative);
  Several several;
  std::vector<Item> unread;
  for (Item& item : items) {
    Term term = TermOf(item);
    if (std::holds_alternative<Unreadable>(term)) {
      unread.push_back(item);
      continue;
    }
    AddFlagOf(item, reading.flags);
    several.terms.push_back(std::move(term));
  }
  NoteUnread(unread, phrase, reader.notes);
  if (several.terms.empty()) {
    TermReading refused = Refused(phrase, "срок не распознан", {0, phrase.size()});
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
  if (several.terms.size() == 1) {
    Term only = std::move(several.terms.front());
    reading.term = std::move(only);
  } else {
    reading.term = std::move(several);
  }
  return reading;
}

}  // namespace vekha::term
