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
  for (const Token& token : tokens_) {
    const bool said =
        token.IsNumber() || token.kind == TokenKind::kDate || token.Is(Sense::kMonth) ||
        token.Is(Sense::kSeason) || token.Is(Sense::kWeekday) || token.Is(Sense::kWeekdays) ||
        token.Is(Sense::kOrdinal) || token.Is(Sense::kTimes) || token.Is(Sense::kRecur) ||
        token.Is(Sense::kRecur) || token.Is(Sense::kDo) || token.Is(Sense::kMoved) ||
        token.Is(Sense::kLater) || token.Is(Sense::kEarlier);
    if (said) spots.push_back(token.range);
  }
}

void Phrase::Tell(NoteKind kind, const Bilingual& text, size_t from, size_t to) {
  told.push_back(RangeOf(from, to));
  const std::string words = TextOf(from, to);
  Say(kind, {fmt::format("«{}»: {}", words, text.ru), fmt::format("\"{}\": {}", words, text.en)},
      from, to);
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

void Phrase::Say(NoteKind kind, Bilingual text, size_t from, size_t to) {
  notes.push_back({kind, std::move(text), RangeOf(from, to)});
}

void Phrase::Add(Item item, size_t from, size_t to) {
  item.range = RangeOf(from, to);
  item.comma_before = from > 0 && Mark(from - 1, ',');
  item.bracket_before = from > 0 && Mark(from - 1, '(');
  for (size_t i = from; i < to; ++i) item.each = item.each || Is(i, Sense::kEvery);
  items_.push_back(std::move(item));
}

bool Phrase::AddText(ItemKind kind, size_t& at, size_t end) {
  Item item;
  item.kind = kind;
  item.text = TextOf(at, end);
  Add(std::move(item), at, end);
  at = end;
  return true;
}

std::vector<Item> Phrase::Read() {
  DropTimes();
  DropNoise();
  SpellShortYears();
  PutMonthsBehindDays();
  while (!Ends(at_)) ReadNext();
  return std::move(items_);
}

void Phrase::ReadNext() {
  if (ReadMark()) return;
  using Reader = bool (Phrase::*)(size_t&);
  static constexpr Reader kReaders[] = {
      &Phrase::ReadCitation, &Phrase::ReadLaterYears, &Phrase::ReadNegation,
      &Phrase::ReadAhead,    &Phrase::ReadYearX,      &Phrase::ReadYearBounds,
      &Phrase::ReadWeekly,   &Phrase::ReadTimes,      &Phrase::ReadRecurrence,
      &Phrase::ReadSteady,   &Phrase::ReadFrom,       &Phrase::ReadLimit,
      &Phrase::ReadDuring,   &Phrase::ReadBare,       &Phrase::ReadDemand,
      &Phrase::ReadExternal, &Phrase::ReadRelative,   &Phrase::ReadUntilEvent};
  for (const Reader reader : kReaders) {
    if ((this->*reader)(at_)) return;
  }
  Item word;
  word.kind = ItemKind::kWord;
  word.text = TextOf(at_, at_ + 1);
  Add(std::move(word), at_, at_ + 1);
  ++at_;
}

// "31 сентября", "29 февраля 2023 года": a day that is none. "15 мая 20222 года": a year that is
// none.
bool Phrase::ReadBadDay() {
  const bool day = At(at_).IsNumber() && At(at_).digits <= 2 && Is(at_ + 1, Sense::kMonth);
  if (!day && !Is(at_, Sense::kMonth)) return false;
  const size_t month_at = at_ + (day ? 1 : 0);
  constexpr int kLeapYear = 2000;
  size_t p = month_at + 1;
  if (!IsBadYear(p)) {
    Unit month{.kind = UnitKind::kMonth, .month = At(month_at).value};
    if (!day) return false;
    AttachYears(p, month);
    const int year = month.years.IsOne() ? *month.years.first : kLeapYear;
    if (MakeDate(year, month.month, At(at_).value)) return false;
  } else {
    ReadYearWords(++p);
  }
  Item item;
  item.kind = ItemKind::kBad;
  item.text = TextOf(at_, p);
  Add(std::move(item), at_, p);
  at_ = p;
  return true;
}

// A number in the place of a year that is none: "20222", "202 г.", "1023 года".
bool Phrase::IsBadYear(size_t at) const {
  const Token& token = At(at);
  constexpr int kYearDigits = 4;
  if (!token.IsNumber() || token.digits < kYearDigits - 1) return false;
  const bool said = Is(at + 1, Sense::kYearWord) && At(at + 1).text.starts_with("г");
  const bool year =
      token.digits == kYearDigits && token.value >= kFirstYear && token.value <= kLastYear;
  return !year && (said || token.digits > kYearDigits);
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
    if (token.IsMark('?') && TextOf(at_, at_ + 1) == "?") {
      Say(NoteKind::kGuess,
          {"стоит вопрос: срок под сомнением", "a question mark: the term is in doubt"}, at_,
          at_ + 1);
    }
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
    Tell(tokens_[i].date_like ? NoteKind::kGuess : NoteKind::kConvention,
         tokens_[i].date_like
             ? Bilingual{"прочитано как время, а не как дата",
                         "read as a time of day, not as a date"}
             : Bilingual{"время на день не влияет", "the time of day does not change the day"},
         i, i + 1);
    const bool day_follows =
        At(i + 1).kind == TokenKind::kDate || (At(i + 1).IsNumber() && At(i + 2).Is(Sense::kMonth));
    if (!kept.empty() && preposition(kept.back())) {
      const bool until = kept.back().Is(Sense::kDo);
      if (!(day_follows && until && !since)) {
        since = kept.back().Is(Sense::kS);
        told.push_back(kept.back().range);
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
  const bool named_before = at > 0 && !tokens_[at - 1].spent &&
                            (tokens_[at - 1].Is(Sense::kNoiseBefore) ||
                             tokens_[at - 1].IsMark('#') || tokens_[at - 1].Is(Sense::kNoiseAfter));
  size_t end = at + 1;
  while ((Mark(end, '-') || Mark(end, ',') || Is(end, Sense::kAnd) || Mark(end, '/')) &&
         At(end + 1).IsNumber()) {
    end += 2;
  }
  const size_t month = At(at + 1).text == "лет" ? at + 2 : at + 1;
  const bool street = at > 0 && tokens_[at - 1].text.starts_with("ул") &&
                      tokens_[at - 1].Is(Sense::kNoiseBefore) && Is(month, Sense::kMonth);
  if (street) {  // "ул. 9 Мая", "ул. 50 лет Октября, 3"
    const bool house = Mark(month + 1, ',') && At(month + 2).IsNumber();
    const size_t past = month + (house ? 3 : 1);
    Tell(NoteKind::kConvention, {"место, не дата", "a place, not a date"}, at - 1, past);
    tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(at),
                  tokens_.begin() + static_cast<std::ptrdiff_t>(past));
    return true;
  }
  bool doubtful = false;  // "класс 5-10 октября"
  if (named_before && Is(end, Sense::kMonth) && end > at + 1) {
    doubtful = Mark(at + 1, '-');
    end = at + 1;
  }
  if (Is(end, Sense::kMonth) || Is(end, Sense::kNumberWord)) return false;
  const bool counted = Is(end, Sense::kNoiseAfter);
  if (!counted && !named_before) return false;
  if (named_before && !counted) end = at + 1;
  Tell(doubtful ? NoteKind::kGuess : NoteKind::kConvention,
       {"номер или счет, не дата", "a number or a count, not a date"}, named_before ? at - 1 : at,
       counted ? end + 1 : end);
  tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(at),
                tokens_.begin() + static_cast<std::ptrdiff_t>(end));
  tokens_[counted ? at : at - 1].spent = true;
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
      Tell(NoteKind::kConvention, {"номер в перечне", "a number in a list"}, i, i + 2);
      tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(i),
                    tokens_.begin() + static_cast<std::ptrdiff_t>(i) + 2);
      continue;
    }
    if (tokens_[i].IsNumber() && NoiseNumbers(i)) continue;
    ++i;
  }
}

}  // namespace vekha::term
