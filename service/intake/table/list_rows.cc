#include "service/intake/table/list_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/utf8.h"
#include "service/importer/cell_text.h"

namespace vekha::intake {
namespace {

using importer::Cell;
using importer::OneLine;
using importer::Row;

bool IsEmpty(const Cell& cell) { return OneLine(cell.text).empty(); }

// "1 2 3 4" below the header.
bool IsNumbering(const Row& row) {
  int expected = 1;
  for (const Cell& cell : row.cells) {
    if (OneLine(cell.text) != std::to_string(expected++)) return false;
  }
  return expected > 3;
}

bool IsSum(const Row& row) {
  for (const Cell& cell : row.cells) {
    const std::string text = LowerUtf8(OneLine(cell.text));
    if (text.empty()) continue;
    return text.starts_with("итого") || text.starts_with("всего");
  }
  return false;
}

// One text that is no person: the title of a part of the list, over several columns.
bool IsLoneTitle(const Row& row) {
  const auto filled = std::ranges::count_if(row.cells, [](const Cell& c) { return !IsEmpty(c); });
  if (filled != 1) return false;
  const auto cell = std::ranges::find_if(row.cells, [](const Cell& c) { return !IsEmpty(c); });
  return cell->columns > 1 && !cell->merged_above;
}

}  // namespace

std::string ListRow::Raw(ListField field) const {
  const int column = c_.header.ColumnOf(field);
  return column < 0 ? std::string() : texts_[static_cast<size_t>(column)];
}

std::string ListRow::Text(ListField field) const {
  std::string text = OneLine(Raw(field));
  return IsBlankCell(text) ? std::string() : text;
}

void ListRow::Error(std::string_view code, ListField field, Bilingual message, Bilingual hint) {
  ok_ = false;
  c_.reporter.Error(code, c_.grid.file, place(), c_.header.TitleOf(field), std::move(message),
                    std::move(hint));
}

void ListRow::Warn(std::string_view code, ListField field, Bilingual message, Bilingual hint) {
  c_.reporter.Warn(code, c_.grid.file, place(), c_.header.TitleOf(field), std::move(message),
                   std::move(hint));
}

// The cell is quoted only where it tells nothing about a person.
Bilingual ListRow::Quote(ListField field, std::string_view ru, std::string_view en) const {
  if (SpecOf(field).privacy != Privacy::kOpen) return {std::string(ru), std::string(en)};
  const std::string shown = ShownCell(OneLine(Raw(field)));
  return {fmt::format("{}: «{}»", ru, shown), fmt::format("{}: \"{}\"", en, shown)};
}

void ListRow::ReportDate(ListField field, const CellDate& date) {
  static const Bilingual kHint = {"пишите 05.09.2022", "write 05.09.2022"};
  switch (date.fault) {
    case DateFault::kNone:
      break;
    case DateFault::kNoDate:
      return Error("R0505", field, Quote(field, "это не дата", "it is no date"), kHint);
    case DateFault::kNoSuchDay:
      return Error("R0519", field, Quote(field, "такого дня нет", "there is no such day"),
                   {"день стоит первым: 05.09.2022", "the day comes first: 05.09.2022"});
    case DateFault::kTwoDigitYear:
      return Error("R0505", field, Quote(field, "год из двух цифр", "a year of two figures"),
                   kHint);
  }
  // A mapping that says the month comes first was written for such a list.
  const bool assumed = c_.header.mapping->dates == DateOrder::kDayFirst;
  if (date.remark == DateRemark::kSlashes && assumed) {
    Warn("R0808", field, {"прочитано как день/месяц/год", "read as day/month/year"}, kHint);
  } else if (date.remark == DateRemark::kDayNumber) {
    Warn("R0809", field, {"число прочитано как день Excel", "a number, read as a day of Excel"},
         kHint);
  }
}

std::optional<Date> ListRow::ReadDate(ListField field) {
  const std::string text = Text(field);
  if (text.empty()) return std::nullopt;
  const CellDate date = ParseCellDate(text, c_.header.mapping->dates);
  ReportDate(field, date);
  return date.date;
}

std::optional<Date> ListRow::ReadBirthDate(ListField field) {
  const auto date = ReadDate(field);
  if (!date || *date <= c_.today) return date;
  Error("R0506", field, {"дата рождения ещё не наступила", "the birth date is in the future"});
  return std::nullopt;
}

std::optional<bool> ListRow::ReadMark(ListField field) {
  if (!Has(field)) return std::nullopt;
  const CellMark mark = ParseMark(Raw(field), c_.header.mapping->dates);
  if (!mark.understood) {
    Error("R0504", field, Quote(field, "не «да», не «нет» и не дата", "no yes, no or date"),
          {"пишите «да», «нет» или дату", "write «да», «нет» or the date"});
  } else if (mark.on && *mark.on > c_.today) {
    Warn("R0824", field,
         {"день ещё не наступил: не считается сделанным",
          "the day is still to come: not counted as done"});
    return false;
  }
  return mark.holds;
}

const Row* ListRows::Next() {
  while (at_ < c_.grid.rows.size()) {
    const Row& row = c_.grid.rows[at_++];
    if (IsPassedOver(row)) {
      ++report_.blank;
      continue;
    }
    TakeTexts(row);
    return &row;
  }
  return nullptr;
}

bool ListRows::IsPassedOver(const Row& row) {
  if (std::ranges::all_of(row.cells, [](const Cell& c) {
        return IsEmpty(c) && !c.failed && !c.formula && !c.merged_above;
      })) {
    return true;
  }
  const bool numbering = at_ == c_.header.first_row + c_.header.rows + 1 && IsNumbering(row);
  if (!numbering && !IsSum(row) && !IsLoneTitle(row)) return false;
  c_.reporter.Note("R0817", c_.grid.file, static_cast<uint32_t>(row.place), "",
                   {"строка не о человеке: заголовок части, итог или номера граф",
                    "no row of a person: a title, a sum or numbers of columns"});
  return true;
}

void ListRows::TakeTexts(const Row& row) {
  const size_t width = c_.header.columns.size();
  std::vector<std::string> above = std::move(texts_);
  texts_.assign(width, {});
  cells_ok_ = true;
  for (size_t i = 0; i < row.cells.size(); ++i) {
    const Cell& cell = row.cells[i];
    if (i >= width) {
      if (IsEmpty(cell)) continue;
      cells_ok_ = false;
      c_.reporter.Error("R0201", c_.grid.file, static_cast<uint32_t>(row.place), "",
                        {fmt::format("ячеек больше, чем столбцов ({})", width),
                         fmt::format("more cells than columns ({})", width)});
      break;
    }
    const bool filled_down = cell.merged_above && i < above.size();
    texts_[i] = filled_down ? above[i] : cell.text;
    if (c_.header.columns[i].field && *c_.header.columns[i].field != ListField::kIgnored) {
      cells_ok_ = CheckCell(row, i) && cells_ok_;
    }
  }
}

bool ListRows::CheckCell(const Row& row, size_t i) {
  const Cell& cell = row.cells[i];
  const std::string& title = c_.header.columns[i].title;
  const auto place = static_cast<uint32_t>(row.place);
  if (cell.failed) {
    c_.reporter.Error("R0806", c_.grid.file, place, title,
                      {"ячейка показывает ошибку, а не значение", "the cell shows an error"});
    return false;
  }
  const std::string text = OneLine(cell.text);
  if ((cell.formula && text.empty()) || text.starts_with('=')) {
    c_.reporter.Error("R0805", c_.grid.file, place, title,
                      {"формула без значения", "a formula without a value"},
                      {"вставьте значения: «Специальная вставка - Значения»",
                       "paste the values: \"Paste special - Values\""});
    return false;
  }
  if (cell.formula) {
    c_.reporter.Note(
        "R0805", c_.grid.file, place, title,
        {"формула: взято её последнее значение", "a formula: its last value is taken"});
  }
  if (cell.merged_above) {
    c_.reporter.Note(
        "R0807", c_.grid.file, place, title,
        {"объединённая ячейка: взято значение сверху", "a merged cell: the value above is taken"});
  }
  if (cell.columns > 1 && !text.empty()) {
    c_.reporter.Error(
        "R0807", c_.grid.file, place, title,
        {"ячейка объединена с соседними столбцами", "the cell is merged with columns beside it"},
        {"разъедините ячейки", "take the cells apart"});
    return false;
  }
  return true;
}

}  // namespace vekha::intake
