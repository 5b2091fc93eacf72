// Several numbers with one unit: "5, 12-14 и 19 октября", "I, III четверть".
#include "engine/term/grammar.h"

namespace vekha::term {
namespace {

// Whether a year or a month has so many of the unit; -1 is the last.
bool IsCount(UnitKind kind, int number) {
  switch (kind) {
    case UnitKind::kWeek:
    case UnitKind::kWeekday:
      return number == -1 || (number >= 1 && number <= 5);
    case UnitKind::kWorkday:
      return number == -1 || (number >= 1 && number <= kMostWorkdays);
    case UnitKind::kQuarter:
    case UnitKind::kSchoolQuarter:
      return number >= 1 && number <= 4;
    case UnitKind::kDecade:
      return number == -1 || (number >= 1 && number <= 3);
    case UnitKind::kTrimester:
      return number >= 1 && number <= 3;
    case UnitKind::kHalfYear:
    case UnitKind::kSchoolHalf:
    case UnitKind::kHalfMonth:
      return number >= 1 && number <= 2;
    case UnitKind::kDay:
    case UnitKind::kMonth:
    case UnitKind::kYear:
    case UnitKind::kSchoolYear:
    case UnitKind::kSeason:
    case UnitKind::kNamedDay:
    case UnitKind::kPeriod:
      break;
  }
  return false;
}

Unit WithNumber(Unit unit, int number) {
  unit.number = number;
  return unit;
}

}  // namespace

// Longer lists are no list of days of one month; the limit keeps the reading of any phrase short.
constexpr size_t kMostPieces = 40;

bool Phrase::ReadShared(size_t& at, ItemKind kind) {
  struct Piece {
    int number;
    bool range;  // a dash stands before it
    size_t at;
  };
  std::vector<Piece> pieces;
  size_t p = at;
  bool dash = false;
  bool either = false;
  std::optional<Unit> last;
  while (true) {
    const size_t begin = p;
    // The last of the list carries the month or the unit.
    size_t q = p;
    if (pieces.size() >= 1) {
      last = At(q).kind == TokenKind::kDate ? ReadDayMonth(q) : std::nullopt;
      if (!last) last = ReadCounted(q);
      if (!last) last = ReadDayMonth(q);
      if (last) {
        pieces.push_back({last->number, dash, begin});
        p = q;
        break;
      }
    }
    const std::optional<int> number = ReadCount(p);
    if (!number || pieces.size() >= kMostPieces) return false;
    if (Is(p, Sense::kNumberWord) && pieces.empty()) return false;
    pieces.push_back({*number, dash, begin});
    dash = Mark(p, '-') || (Is(p, Sense::kPo) && At(p + 1).IsNumber());
    const bool separator =
        dash || Mark(p, ',') || Is(p, Sense::kAnd) || Mark(p, '/') || Is(p, Sense::kOr);
    if (!separator) return false;
    either = either || Is(p, Sense::kOr);
    ++p;
    if (Is(p, Sense::kAnd)) ++p;
    // "до 15 или до 20 октября", "с 2 по 6, с 9 по 13 декабря"
    const bool again = At(p + 1).IsNumber() && !dash &&
                       (kind == ItemKind::kBy ? Is(p, Sense::kDo) : Is(p, Sense::kS));
    if (again) ++p;
    if (Is(p, Sense::kDo) || Is(p, Sense::kPo)) return false;
  }
  for (const Piece& piece : pieces) {
    if (last->kind == UnitKind::kDay) {
      constexpr int kLeapYear = 2000;
      if (piece.number != -1 &&
          !MakeDate(kLeapYear, last->month > 0 ? last->month : 1, piece.number)) {
        return false;
      }
    }
    if (last->kind != UnitKind::kDay && !IsCount(last->kind, piece.number)) return false;
  }
  for (size_t i = 0; i < pieces.size(); ++i) {
    Item item;
    item.kind = kind;
    item.from = WithNumber(*last, pieces[i].number);
    if (i + 1 < pieces.size() && pieces[i + 1].range) {
      item.to = WithNumber(*last, pieces[i + 1].number);
      ++i;
      if (item.to->number != -1 && item.from.number > item.to->number) return false;
    }
    if (item.to && kind == ItemKind::kBy) {
      item.from = *item.to;
      item.to.reset();
    }
    Add(std::move(item), at, p);
  }
  if (either) {
    Item item;
    item.kind = ItemKind::kOr;
    Add(std::move(item), at, p);
  }
  at = p;
  return true;
}

}  // namespace vekha::term
