// Terms without a date: another event's, on demand.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/term/grammar.h"

namespace vekha::term {

// Past the words that belong to what stands before `at`: until something that reads as a term of
// its own.
size_t Phrase::EndOfWords(size_t at) const {
  size_t p = at;
  while (!Ends(p)) {
    const Token& token = At(p);
    if (token.Is(Sense::kOr) || token.Is(Sense::kNext) || token.IsMark(';')) break;
    if (token.kind == TokenKind::kDate || token.kind == TokenKind::kBadDate) break;
    if (token.Is(Sense::kMonth) || token.Is(Sense::kRecur) || token.Is(Sense::kSteady) ||
        token.Is(Sense::kEvery)) {
      break;
    }
    if (token.Is(Sense::kV) && Is(p + 1, Sense::kDuring)) break;
    if (token.Is(Sense::kPo) && Is(p + 1, Sense::kMera)) break;
    if (token.Is(Sense::kOt)) {  // "приказу от 01.02.2023"
      ++p;
      if (At(p).kind == TokenKind::kDate) ++p;
      continue;
    }
    if (token.Is(Sense::kNa)) {  // "плану на 2023-2024 учебный год", "на сентябрь"
      size_t q = p + 1;
      bool school = false;
      if (ReadYears(q, school)) {
        p = q;
        continue;
      }
      if (Is(q, Sense::kMonth)) {
        p = q + 1;
        continue;
      }
    }
    if (token.IsNumber()) {
      if (Is(p + 1, Sense::kMonth) || Is(p + 1, Sense::kRaz) || Is(p + 1, Sense::kQuarterWord) ||
          Is(p + 1, Sense::kSchoolQuarterWord) || Is(p + 1, Sense::kHalfYearWord) ||
          Mark(p + 1, '-') || Mark(p + 1, ',')) {
        break;
      }
    }
    if (token.Is(Sense::kDo) || token.Is(Sense::kS) || token.Is(Sense::kV)) {
      const Token& next = At(p + 1);
      if (next.IsNumber() || next.kind == TokenKind::kDate || next.Is(Sense::kMonth)) break;
    }
    if (token.Is(Sense::kPo) && (At(p + 1).kind == TokenKind::kDate ||
                                 (At(p + 1).IsNumber() && Is(p + 2, Sense::kMonth)))) {
      break;
    }
    if (token.Is(Sense::kNe) && (Is(p + 1, Sense::kLater) || Is(p + 1, Sense::kRarely))) break;
    if (token.text == "но") break;
    if (token.IsMark(',') || token.IsMark('(') || token.IsMark(')') || token.IsMark('-')) {
      // The mark belongs to the words only when more of them follow.
      const Token& next = At(p + 1);
      const bool word =
          next.kind == TokenKind::kWord && next.text != "но" &&
          (next.sense == Sense::kUnknown || next.Is(Sense::kSetWord) ||
           next.Is(Sense::kNoiseBefore) || next.Is(Sense::kReference) || next.Is(Sense::kWork2));
      if (!word) break;
    }
    ++p;
  }
  while (p > at && At(p - 1).kind == TokenKind::kMark && !Mark(p - 1, ')')) --p;
  return p;
}

// "10 рабочих дней", "двух недель", "3-х дней", "месяца": calendar days, months as 0 known.
std::optional<int> Phrase::ReadAmount(size_t& at, bool& working) const {
  size_t p = at;
  int count = 0;
  if (At(p).IsNumber() && At(p).digits <= 3) {
    count = At(p++).value;
  } else if (Is(p, Sense::kNumeral)) {
    count = At(p++).value;
  } else {
    return std::nullopt;
  }
  if (Mark(p, '(')) {  // "10 (десяти) дней"
    while (!Ends(p) && !Mark(p, ')')) ++p;
    ++p;
  }
  if (Mark(p, '-') && At(p + 1).IsNumber()) {  // "2-3 дней": the later
    count = At(p + 1).value;
    p += 2;
  }
  if (At(p).text == "х" || At(p).text == "ти") ++p;
  working = false;
  if (Is(p, Sense::kWork)) {
    working = true;
    ++p;
  } else if (Is(p, Sense::kCalendar)) {
    ++p;
  }
  constexpr int kWeekDays = 7;
  constexpr int kUnknownDays = 0;
  if (Is(p, Sense::kDayWord)) {
    at = p + 1;
    return count;
  }
  if (Is(p, Sense::kWeekWord)) {
    at = p + 1;
    return count * kWeekDays;
  }
  if (Is(p, Sense::kMonthWord) || Is(p, Sense::kYearWord) || Is(p, Sense::kHour)) {
    at = p + 1;
    return kUnknownDays;
  }
  return std::nullopt;
}

namespace {

// "при наличии …", "при приеме на работу": what happens now and then.
bool IsOccasion(std::string_view word) {
  constexpr std::array<std::string_view, 19> kStems = {
      "наличи",  "прием",    "трудоустройств", "выявлен",   "возникнов", "изменен", "зачислен",
      "появлен", "увольнен", "проведен",       "организац", "подготовк", "подач",   "заключен",
      "обнаруж", "посещен",  "назначен",       "нарушен",   "выезд"};
  return std::any_of(kStems.begin(), kStems.end(),
                     [word](std::string_view stem) { return word.starts_with(stem); });
}

// "незамедлительно": when something happens, and at once.
bool IsAtOnce(std::string_view word) {
  return word.starts_with("незамедлительн") || word.starts_with("безотлагательн") ||
         word == "немедленно";
}

}  // namespace

// "по мере необходимости", "при необходимости", "по запросу", "в случае обращения".
bool Phrase::ReadDemand(size_t& at) {
  size_t p = at;
  bool found = false;
  if (Is(p, Sense::kPo) && Is(p + 1, Sense::kMera)) {
    p += 2;
    found = true;
  } else if (Is(p, Sense::kPo) || Is(p, Sense::kWhen) ||
             (Is(p, Sense::kV) && Is(p + 1, Sense::kWhen))) {
    const bool when = !Is(p, Sense::kPo);
    p += Is(p, Sense::kV) ? 2U : 1U;
    for (size_t q = p; q < p + 3 && !Ends(q); ++q) {
      if (Is(q, Sense::kDemand) || (when && IsOccasion(At(q).text))) {
        p = q + 1;
        found = true;
        break;
      }
      if (At(q).kind != TokenKind::kWord || At(q).sense != Sense::kUnknown) break;
    }
    // "при смене классного руководителя": any other occasion, but not who helps.
    const std::string& first = At(p).text;
    const bool helper = first.starts_with("участи") || first.starts_with("поддержк") ||
                        first.starts_with("содействи") || first.starts_with("помощ");
    found = found ||
            (when && At(p).kind == TokenKind::kWord && At(p).sense == Sense::kUnknown && !helper);
  } else if (Is(p, Sense::kV) && Is(p + 1, Sense::kWork) && Is(p + 2, Sense::kOrder)) {
    p += 3;
    found = true;
  } else if (IsAtOnce(At(p).text) && !Is(p + 1, Sense::kAfter)) {
    ++p;
    found = true;
  }
  if (!found) return false;
  const size_t end = EndOfWords(p);
  return AddText(ItemKind::kDemand, at, end);
}

// "2 октября X - 1 года": X is the year of an event.
bool Phrase::ReadYearX(size_t& at) {
  size_t p = at;
  if (Is(p, Sense::kDo)) ++p;
  if (At(p).IsNumber()) ++p;
  if (!Is(p, Sense::kMonth)) return false;
  ++p;
  if (!Is(p, Sense::kUnknownX) || At(p).IsNumber()) return false;
  ++p;
  if ((Mark(p, '-') || Mark(p, '+')) && At(p + 1).IsNumber()) p += 2;
  ReadYearWords(p);
  Item item;
  item.kind = ItemKind::kRelative;
  item.text = TextOf(at, p);
  Add(std::move(item), at, p);
  at = p;
  return true;
}

// "3-дневный срок", "десятидневный срок": the days are kept as words.
bool Phrase::IsShortTerm(size_t at, std::optional<int>& offset, size_t& end) const {
  size_t p = at;
  if (At(p).IsNumber()) {
    offset = At(p++).value;
    if (Mark(p, '-')) ++p;
  }
  const std::string& text = At(p).text;
  const bool days = text.find("дневн") != std::string::npos;
  const bool term =
      days || text.find("недельн") != std::string::npos || text.find("месячн") != std::string::npos;
  if (!term || !Is(p + 1, Sense::kSrok)) {
    offset.reset();
    return false;
  }
  if (!days) offset.reset();
  end = p + 2;
  return true;
}

// "за 2 недели до начала …", "в преддверии Нового года": before the week, the month or the day of
// it is read as a date.
bool Phrase::ReadAhead(size_t& at) {
  if (Is(at, Sense::kZa)) return ReadRelative(at);
  if (!Is(at, Sense::kV) || !Is(at + 1, Sense::kBefore)) return false;
  size_t end = EndOfWords(at + 2);
  while (At(end).kind == TokenKind::kWord && !Is(end, Sense::kAnd)) ++end;
  return AddText(ItemKind::kRelative, at, end);
}

// "до утверждения учебного плана", "до педсовета", "до каникул": until an event, whatever it is.
bool Phrase::ReadUntilEvent(size_t& at) {
  const bool opens = items_.empty() || items_.back().kind == ItemKind::kBreak;
  const bool by = Is(at, Sense::kDo) || (Is(at, Sense::kK) && opens);
  if (!by || At(at + 1).kind != TokenKind::kWord) return false;
  size_t p = at + 1;
  while (Is(p, Sense::kSeasonAdj) || Is(p, Sense::kEvery)) ++p;
  const bool event = Is(p, Sense::kHolidaysWord) || Is(p, Sense::kWork2) ||
                     At(p).sense == Sense::kUnknown || At(p).text.ends_with("ния");
  constexpr size_t kShortestBytes = 8;  // four letters: no abbreviation of a place
  if (!event || At(p).text.size() < kShortestBytes) return false;
  const size_t end = EndOfWords(p + 1);
  return AddText(ItemKind::kRelative, at, end);
}

// "в последующие годы - до 1 сентября": from the year after the one named before.
bool Phrase::ReadLaterYears(size_t& at) {
  size_t p = at;
  if (Is(p, Sense::kV)) ++p;
  const bool later = Is(p, Sense::kLaterAdj) || At(p).text == "следующие";
  if (!later) return false;
  ++p;
  if (Is(p, Sense::kSchool)) ++p;
  if (!Is(p, Sense::kYearWord)) return false;
  ++p;
  Item item;
  item.kind = ItemKind::kThen;
  item.after = true;
  Add(std::move(item), at, p);
  at = p;
  return true;
}

// "после …", "за 3 дня до …", "в течение 10 рабочих дней со дня …", "по итогам …", "до начала …".
bool Phrase::ReadRelative(size_t& at) {
  size_t p = at;
  std::optional<int> offset;
  bool working = false;
  bool found = false;
  const auto word_follows = [&](size_t i) { return At(i).kind == TokenKind::kWord; };
  if (Is(p, Sense::kV) && Is(p + 1, Sense::kDuring)) {
    p += 2;
    while (Is(p, Sense::kAll)) ++p;
    offset = ReadAmount(p, working);
    if (!offset) {
      while (Is(p, Sense::kReportAdj) || Is(p, Sense::kSchool) || Is(p, Sense::kCalendar)) ++p;
      if (word_follows(p)) ++p;
    }
    found = true;
  } else if (Is(p, Sense::kNe) && Is(p + 1, Sense::kLater)) {
    p += 2;
    if (At(p).text == "чем") ++p;
    const bool before = Is(p, Sense::kZa);
    if (Is(p, Sense::kZa) || Is(p, Sense::kThrough)) ++p;
    offset = ReadAmount(p, working);
    if (!offset && At(p).text == "следующего") {  // "не позднее следующего рабочего дня"
      ++p;
      working = Is(p, Sense::kWork);
      if (working) ++p;
      if (!Is(p, Sense::kDayWord)) return false;
      ++p;
      offset = 1;
    }
    if (!offset) return false;
    if (before || Is(p, Sense::kDo)) offset = -*offset;
    found = true;
  } else if (Is(p, Sense::kZa)) {
    ++p;
    offset = ReadAmount(p, working);
    if (offset) offset = -*offset;
    if (!offset &&
        (Is(p, Sense::kDayWord) || Is(p, Sense::kWeekWord) || Is(p, Sense::kMonthWord))) {
      offset = Is(p, Sense::kDayWord) ? -1 : Is(p, Sense::kWeekWord) ? -7 : 0;
      ++p;
    }
    if (!offset || !Is(p, Sense::kDo)) return false;
    size_t day = p + 1;
    if (ReadDayMonth(day)) p = day;  // its day is said, but not how many days are no work
    found = true;
  } else if (Is(p, Sense::kThrough)) {
    ++p;
    offset = ReadAmount(p, working);
    if (!offset &&
        (Is(p, Sense::kDayWord) || Is(p, Sense::kWeekWord) || Is(p, Sense::kMonthWord))) {
      offset = Is(p, Sense::kDayWord) ? 1 : Is(p, Sense::kWeekWord) ? 7 : 0;
      ++p;
    }
    if (!offset) return false;
    found = true;
  } else if (Is(p, Sense::kAfter) || Is(p, Sense::kBefore)) {
    found = true;
    ++p;
    size_t day = p;
    if (Is(p - 1, Sense::kBefore) && ReadDayMonth(day)) p = day;
  } else if (Is(p, Sense::kPo) &&
             (Is(p + 1, Sense::kItog) || Is(p + 1, Sense::kFinish) ||
              (At(p + 1).sense == Sense::kUnknown && At(p + 1).text.ends_with("ии")))) {
    found = true;
    p += 2;
    if (Is(p, Sense::kEvery)) ++p;
  } else if ((Is(p, Sense::kDo) || Is(p, Sense::kV) || Is(p, Sense::kK) || Is(p, Sense::kS)) &&
             (Is(p + 1, Sense::kPart) || Is(p + 1, Sense::kFinish)) && EndOfWords(p + 2) > p + 2) {
    found = true;
    p += 2;
  } else if (Is(p, Sense::kS) &&
             (At(p + 1).text.starts_with("момент") || At(p + 1).text.starts_with("дат") ||
              Is(p + 1, Sense::kDayWord)) &&
             word_follows(p + 2)) {
    found = true;
    p += 2;
  } else if (At(p).IsNumber() || Is(p, Sense::kNumeral)) {
    offset = ReadAmount(p, working);
    if (At(p - 1).text == "лет" && Is(p, Sense::kS)) {  // "85 лет со дня …": an anniversary
      const size_t past = EndOfWords(p + 1);
      Item word;
      word.kind = ItemKind::kWord;
      Add(std::move(word), at, past);
      at = past;
      return true;
    }
    const bool event = Is(p, Sense::kAfter) || Is(p, Sense::kS) || Is(p, Sense::kDo);
    if (!offset || !event) return false;
    if (Is(p, Sense::kDo)) offset = -*offset;
    found = true;
  } else if (Is(p, Sense::kV) && IsShortTerm(p + 1, offset, p)) {
    found = true;
  } else if ((At(p).text == "одновременно") ||
             (Is(p, Sense::kV) && Is(p + 1, Sense::kDayWord) && word_follows(p + 2))) {
    found = true;
    p += 2;
  }
  if (!found) return false;
  // The event's own preposition must not stop the reading.
  if (Is(p, Sense::kDo) || Is(p, Sense::kS) || Is(p, Sense::kAfter)) ++p;
  while (At(p).IsNumber() && !Is(p + 1, Sense::kMonth)) ++p;
  size_t end = EndOfWords(p);
  Item item;
  item.kind = ItemKind::kRelative;
  if (offset && *offset != 0) item.offset_days = offset;
  item.working_days = working;
  item.text = TextOf(at, end);
  Add(std::move(item), at, end);
  at = end;
  return true;
}

}  // namespace vekha::term
