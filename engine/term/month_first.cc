// "октябрь (1-15)", "ноябрь: 5, 12, 19", "Октябрь (до 10)": days written after their month. The
// month is put behind them, and the grammar reads the usual order.
#include <fmt/format.h>

#include <algorithm>

#include "engine/term/grammar.h"

namespace vekha::term {
namespace {

constexpr int kMostDays = 31;
constexpr int kLikelyYears = 19;  // "ноябрь 25" may be a year

bool IsDayNumber(const Token& token) {
  return token.IsNumber() && token.digits <= 2 && token.value >= 1 && token.value <= kMostDays;
}

bool JoinsDays(const Token& token) {
  return token.IsMark('-') || token.IsMark(',') || token.Is(Sense::kAnd) || token.Is(Sense::kS) ||
         token.Is(Sense::kPo) || token.Is(Sense::kDo) || token.Is(Sense::kNumberWord);
}

}  // namespace

// Past the days that stand after the month at `month`, where they begin in `days`.
std::optional<size_t> Phrase::DaysAfterMonth(size_t month, size_t& days) const {
  if (month > 0 && (At(month - 1).IsNumber() || At(month - 1).Is(Sense::kOrdinal))) {
    return std::nullopt;
  }
  days = month + 1;
  if (At(days).IsNumber() && At(days).digits == 4) ++days;
  while (Is(days, Sense::kYearWord)) ++days;
  const bool bracket = Mark(days, '(');
  if (bracket || Mark(days, ':') || Mark(days, ',') || Mark(days, '-')) ++days;
  size_t end = days;
  size_t numbers = 0;
  while (!Ends(end) && (IsDayNumber(At(end)) || JoinsDays(At(end)))) {
    if (At(end).IsNumber()) ++numbers;
    ++end;
  }
  while (end > days && At(end - 1).kind == TokenKind::kMark) --end;
  if (numbers == 0 || end == days) return std::nullopt;
  const bool closed =
      Ends(end) || Mark(end, ')') || Mark(end, '(') || Mark(end, ';') || Mark(end, ',');
  const bool number_last = At(end - 1).IsNumber() || Is(end - 1, Sense::kNumberWord);
  if (!closed || !number_last) return std::nullopt;
  return end;
}

// "сент. 24 - май 25": two years in a row after the months of a range.
void Phrase::SpellShortYears() {
  const auto year_like = [this](size_t at) {
    return At(at).IsNumber() && At(at).digits == 2 && At(at).value > kLikelyYears;
  };
  for (size_t i = 0; i + 4 < tokens_.size(); ++i) {
    if (!Is(i, Sense::kMonth) || !year_like(i + 1) || !Mark(i + 2, '-')) continue;
    if (!Is(i + 3, Sense::kMonth) || !year_like(i + 4)) continue;
    if (i > 0 && At(i - 1).IsNumber()) continue;
    const int step = At(i + 4).value - At(i + 1).value;
    const bool forward = step == 1 || (step == 0 && At(i).value < At(i + 3).value);
    if (!forward) continue;
    for (const size_t at : {i + 1, i + 4}) {
      tokens_[at].value = FullYear(tokens_[at].value);
      tokens_[at].digits = 4;
    }
    Say(NoteKind::kGuess,
        {fmt::format("«{}»: числа после месяцев прочитаны как годы", TextOf(i, i + 5)),
         fmt::format("\"{}\": the numbers after the months are read as years", TextOf(i, i + 5))},
        i, i + 5);
  }
}

void Phrase::PutMonthsBehindDays() {
  for (size_t i = 0; i + 1 < tokens_.size(); ++i) {
    if (!Is(i, Sense::kMonth)) continue;
    size_t days = 0;
    const std::optional<size_t> end = DaysAfterMonth(i, days);
    if (!end) continue;
    const bool plain = !Mark(days - 1, '(') && !Mark(days - 1, ':');
    const bool year_like = plain && *end == days + 1 && At(days).value > kLikelyYears;
    const size_t past = *end + (Mark(*end, ')') ? 1U : 0U);
    Say(year_like ? NoteKind::kGuess : NoteKind::kConvention,
        {fmt::format("«{}» прочитано как числа месяца{}", TextOf(i, past),
                     year_like ? ", а не год" : ""),
         fmt::format("\"{}\" is read as days of the month{}", TextOf(i, past),
                     year_like ? ", not as a year" : "")},
        i, past);
    // The mark between the month and its days goes; the month, with its year, comes last.
    const auto at = [this](size_t n) { return tokens_.begin() + static_cast<std::ptrdiff_t>(n); };
    const bool mark = At(days - 1).kind == TokenKind::kMark;
    const size_t length = days - i - (mark ? 1 : 0);
    std::rotate(at(i), at(i + length), at(*end));
    if (mark && !tokens_[i].IsMark('(')) tokens_.erase(at(i));
    i = *end - 1;
  }
}

}  // namespace vekha::term
