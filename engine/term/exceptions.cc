// "кроме июля", "за исключением летних месяцев": what is taken out.
#include <fmt/format.h>

#include "engine/term/grammar.h"

namespace vekha::term {

// "кроме воскресенья", "кроме выходных", "кроме каникул": days inside of a span; its bounds stay.
bool Phrase::ReadExceptWeekdays(size_t& at) {
  const size_t begin = at;
  size_t p = at;
  while (Is(p, Sense::kWeekday) || Is(p, Sense::kWeekdays) || At(p).text.starts_with("выходн") ||
         At(p).text.starts_with("праздничн") || Is(p, Sense::kDayWord) || Is(p, Sense::kAnd) ||
         (Mark(p, ',') && p > begin && Is(p + 1, Sense::kWeekday))) {
    ++p;
  }
  const bool weekdays = p > begin;
  if (!weekdays) {
    while (Is(p, Sense::kSeasonAdj) || At(p).text.starts_with("школьн")) ++p;
    if (!Is(p, Sense::kHolidaysWord)) return false;
    ++p;
  }
  Say(weekdays ? NoteKind::kConvention : NoteKind::kGuess,
      weekdays ? Bilingual{"исключенные дни недели границ срока не двигают",
                           "weekdays left out do not move the bounds of the term"}
               : Bilingual{"каникулы не вычтены: их дни назначает школа",
                           "the holidays are not taken out: the school sets their days"},
      begin, p);
  Item item;
  item.kind = ItemKind::kExceptDays;
  Add(std::move(item), begin, p);
  at = p;
  return true;
}

bool Phrase::ReadNegation(size_t& at) {
  const size_t begin = at;
  size_t p = at;
  if (Is(p, Sense::kZa)) ++p;
  if (!Is(p, Sense::kNegation)) return false;
  ++p;
  bool any = false;
  while (true) {
    size_t q = p;
    if (any && (Mark(q, ',') || Mark(q, '/'))) ++q;
    if (any && Is(q, Sense::kAnd)) ++q;
    if (any && q == p) break;
    if (ReadExceptWeekdays(q)) {
      any = true;
      p = q;
      continue;
    }
    std::optional<Unit> from = ReadUnit(q);
    if (!from || from->month < kMonthBeside) break;
    if (from->month == kMonthBeside) from->month = 0;  // "кроме 2 недели": of every month
    Item gap;
    gap.kind = ItemKind::kExcept;
    gap.from = *from;
    size_t past = q;
    if (ReadDash(past)) {
      const std::optional<Unit> to = ReadUnit(past);
      if (to && to->month >= 0) {
        gap.to = *to;
        q = past;
      }
    }
    Add(std::move(gap), begin, q);
    any = true;
    p = q;
  }
  if (!any) {
    Say(NoteKind::kProblem,
        {"исключение не учтено: проверьте окна",
         "the exception is not taken into account: check the windows"},
        begin, p);
    Item word;
    word.kind = ItemKind::kWord;
    Add(std::move(word), begin, p);
  }
  at = p;
  return true;
}

}  // namespace vekha::term
