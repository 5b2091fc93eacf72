// Terms another paper gives: "по отдельному плану", "в установленные сроки".
#include "engine/term/grammar.h"

namespace vekha::term {

// "План - сентябрь", "Приказ до 10 сентября": the word names what the term beside it is for.
bool Phrase::LabelsTerm(size_t at) const {
  size_t p = at + 1;
  if (Mark(p, '-') || Mark(p, ':')) return !Ends(p + 1);
  if (Is(p, Sense::kV)) ++p;
  if (Is(p, Sense::kDo) || Is(p, Sense::kK) || Is(p, Sense::kS)) ++p;
  return At(p).kind == TokenKind::kDate || Is(p, Sense::kMonth) ||
         (At(p).IsNumber() && Is(p + 1, Sense::kMonth));
}

// "в рамках недели безопасности", "до особого распоряжения", "дата будет определена": past the
// words that say so, or 0.
size_t Phrase::EndOfElsewhere(size_t at) const {
  size_t p = at;
  if (Is(p, Sense::kV) && At(p + 1).text == "рамках") return p + 2;
  if (Is(p, Sense::kDo)) {
    ++p;
    while (At(p).kind == TokenKind::kWord && At(p).sense == Sense::kUnknown) ++p;
    const bool order = At(p).text.starts_with("распоряжени") || At(p).text.starts_with("указани");
    return order ? p + 1 : 0;
  }
  const bool day = At(p).text == "дата" || At(p).text == "даты" || At(p).text == "время";
  if (!day && !Is(p, Sense::kSrok)) return 0;
  ++p;
  while (At(p).kind == TokenKind::kWord && At(p).sense == Sense::kUnknown) ++p;
  return Is(p, Sense::kSetWord) || Is(p, Sense::kDecided) ? p + 1 : 0;
}

// "октябрь (приказ от 12.09.2023 № 45)": the day of a paper beside a term is none of its days.
bool Phrase::ReadCitation(size_t& at) {
  const std::string& text = At(at).text;
  const bool paper = Is(at, Sense::kPlan) || text.starts_with("протокол") ||
                     text.starts_with("постановлен") || text.starts_with("решени");
  const bool alone = items_.empty() || items_.back().kind == ItemKind::kBreak;
  if (!paper || alone) return false;
  size_t p = at + 1;
  while (At(p).kind == TokenKind::kWord && At(p).sense == Sense::kUnknown) ++p;
  if (Mark(p, '#')) ++p;
  if (At(p).IsNumber()) ++p;
  if (!Is(p, Sense::kOt)) return false;
  ++p;
  if (At(p).kind != TokenKind::kDate && !ReadDayMonth(p)) return false;
  if (At(p).kind == TokenKind::kDate) ++p;
  Tell(NoteKind::kConvention, {"день документа, не срок", "the day of a paper, not a term"}, at, p);
  Item word;
  word.kind = ItemKind::kWord;
  Add(std::move(word), at, p);
  at = p;
  return true;
}

// "по отдельному плану", "в соответствии со сроками …", "в сроки, установленные …".
bool Phrase::ReadExternal(size_t& at) {
  size_t p = at;
  size_t named = 0;  // past the words that name the other paper
  if (Is(p, Sense::kAccord)) {
    named = p + 1;
  } else if (Is(p, Sense::kV) && Is(p + 1, Sense::kAccord)) {
    named = p + 2;
  } else if (Is(p, Sense::kV) &&
             (Is(p + 1, Sense::kSetWord) || Is(p + 1, Sense::kSrok) || Is(p + 1, Sense::kOrder)) &&
             !(Is(p + 2, Sense::kS) && At(p + 3).IsNumber())) {
    named = p + 2;
  } else if (Is(p, Sense::kSrok) &&
             (Is(p + 1, Sense::kSetWord) || Is(p + 1, Sense::kPo) || Is(p + 1, Sense::kDecided))) {
    named = p + 2;
  } else if (Is(p, Sense::kPo) && At(p + 1).text == "согл") {  // "по согл."
    named = p + 2;
  } else if (At(p).text == "см" && At(p + 1).kind == TokenKind::kWord) {  // "см. план"
    named = p + 2;
  } else if (Is(p, Sense::kPo) || (Is(p, Sense::kNa) && At(p + 1).text == "основании")) {
    constexpr size_t kReach = 4;
    for (size_t q = p + 1; q <= p + kReach && !Ends(q); ++q) {
      if (Is(q, Sense::kPlan) || Is(q, Sense::kSrok)) {
        named = q + 1;
        break;
      }
      const bool adjective =
          At(q).kind == TokenKind::kWord &&
          (At(q).sense == Sense::kUnknown || Is(q, Sense::kSchool) || Is(q, Sense::kSetWord) ||
           Is(q, Sense::kWork) || Is(q, Sense::kAnd) || Is(q, Sense::kCalendar) ||
           Is(q, Sense::kRecur) || Is(q, Sense::kReportAdj) || Is(q, Sense::kMonthWord) ||
           Is(q, Sense::kNoiseBefore));
      if (!adjective) break;
    }
  } else if (Is(p, Sense::kPlan) && !LabelsTerm(p) &&
             (items_.empty() || items_.back().kind == ItemKind::kBreak)) {
    named = p + 1;
  } else if (Is(p, Sense::kDecided) && At(p).text.starts_with("уточня")) {
    named = p + 1;
  } else {
    // "осенние каникулы", "в период каникул", "во время каникул": the school's own calendar.
    size_t q = p;
    while (q < p + 3 &&
           (Is(q, Sense::kV) || Is(q, Sense::kNa) || Is(q, Sense::kPeriodWord) ||
            At(q).text == "время" || Is(q, Sense::kDayWord) || At(q).text.starts_with("школьн") ||
            Is(q, Sense::kSeasonAdj) || Is(q, Sense::kReportAdj))) {
      ++q;
    }
    while (Is(q, Sense::kSeasonAdj) ||
           ((Mark(q, ',') || Mark(q, '/') || Is(q, Sense::kAnd)) && Is(q + 1, Sense::kSeasonAdj))) {
      ++q;
    }
    if (Is(q, Sense::kHolidaysWord)) named = q + 1;
  }
  if (named == 0) named = EndOfElsewhere(p);
  // "в период проведения ЕГЭ", "во время экзаменов": whoever holds them says when.
  if (named == 0 && Is(p, Sense::kV) &&
      (Is(p + 1, Sense::kPeriodWord) || At(p + 1).text == "время" || At(p + 1).text == "дни") &&
      At(p + 2).kind == TokenKind::kWord && At(p + 2).sense == Sense::kUnknown) {
    named = p + 3;
  }
  if (named == 0) return false;
  Item item;
  item.kind = ItemKind::kExternal;
  const size_t end = EndOfWords(named);
  item.text = TextOf(at, end);
  Add(std::move(item), at, end);
  at = end;
  return true;
}

}  // namespace vekha::term
