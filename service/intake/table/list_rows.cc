#include "service/intake/table/list_rows.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <string>

#include "service/importer/cell_text.h"

namespace vekha::intake {
namespace {

using importer::Cell;
using importer::OneLine;
using importer::Row;

bool IsEmpty(const Cell& cell) { return OneLine(cell.text).empty(); }

// What Excel shows for an error and a csv file keeps as a text.
bool ShowsError(std::string_view text) {
  static const RE2 kError(R"((?i)#(н/д|n/a|#+|[а-яёa-z/0]+[!?]))");
  return text.starts_with('#') &&
         RE2::FullMatch(re2::StringPiece(text.data(), text.size()), kError);
}

}  // namespace

std::string ListRow::Raw(ListField field) const {
  const int column = c_.header.ColumnOf(field);
  return column < 0 ? std::string() : texts_[static_cast<size_t>(column)];
}

bool ListRow::IsLone() const {
  return texts_.size() > 1 && std::ranges::count_if(texts_, [](const std::string& text) {
                                return !IsBlankCell(text);
                              }) == 1;
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

void ListRow::ReportDate(ListField field, const CellDate& date) {
  static const Bilingual kHint = {"пишите 05.09.2022", "write 05.09.2022"};
  if (SpecOf(field).privacy == Privacy::kSpecial) return ReportHiddenDate(field, date);
  switch (date.fault) {
    case DateFault::kNone:
      break;
    case DateFault::kNoDate:
      return Error("R0505", field, {"это не дата", "it is no date"}, kHint);
    case DateFault::kNoSuchDay:
      return Error("R0519", field, {"такого дня нет", "there is no such day"},
                   {"день стоит первым: 05.09.2022", "the day comes first: 05.09.2022"});
    case DateFault::kTwoDigitYear:
      return Error("R0505", field, {"год из двух цифр", "a year of two figures"}, kHint);
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

// Neither what kind of day it nearly was nor a row where one was read is told: it would tell whose.
void ListRow::ReportHiddenDate(ListField field, const CellDate& date) {
  if (date.fault == DateFault::kNone) return;
  Error("R0505", field, {"здесь пишут только дату или ничего", "only a date may stand here"},
        {"пишите 05.09.2022", "write 05.09.2022"});
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
    Error("R0504", field, {"не «да», не «нет» и не дата", "no yes, no or date"},
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
    const size_t index = at_++;
    const Row& row = c_.grid.rows[index];
    switch (sorter_.KindOf(index)) {
      case RowKind::kRecord:
        TakeTexts(row);
        return &row;
      case RowKind::kEmpty:
        ++report_.blank;
        break;
      case RowKind::kAside:
        ++report_.blank;
        c_.reporter.Note("R0817", c_.grid.file, static_cast<uint32_t>(row.place), "",
                         {"строка не о человеке: заголовок, итог, подпись или номера граф",
                          "no row of a person: a title, a sum, a signature, numbers of columns"});
        break;
      case RowKind::kHeader:
        RefuseRest(row);
        break;
    }
  }
  return nullptr;
}

// Whose columns are those of another list.
void ListRows::RefuseRest(const Row& header) {
  c_.reporter.Error("R0827", c_.grid.file, static_cast<uint32_t>(header.place), "",
                    {"отсюда на этом листе начинается другой список",
                     "another list begins here on the same sheet"},
                    {"дайте ему свой лист или файл", "give it a sheet or a file of its own"});
  const uint64_t rest = c_.grid.rows.size() - at_ + 1;
  report_.read += rest;
  report_.refused += rest;
  at_ = c_.grid.rows.size();
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
      if (!c_.grid.tab.empty()) {
        ReportUntitled(row, i);
        continue;
      }
      cells_ok_ = false;
      c_.reporter.Error("R0201", c_.grid.file, static_cast<uint32_t>(row.place), "",
                        {fmt::format("ячеек больше, чем столбцов ({})", width),
                         fmt::format("more cells than columns ({})", width)});
      break;
    }
    const bool filled_down = cell.merged_above && i < above.size();
    texts_[i] = filled_down ? above[i] : cell.text;
    if (c_.header.columns[i].title.empty() && !IsEmpty(cell)) ReportUntitled(row, i);
    if (c_.header.columns[i].field && *c_.header.columns[i].field != ListField::kIgnored) {
      cells_ok_ = CheckCell(row, i) && cells_ok_;
    }
  }
}

// A cell of a sheet stands where it stands; in a text one too many has shifted the others.
void ListRows::ReportUntitled(const Row& row, size_t i) {
  const std::string name = fmt::format("столбец {}", i + 1);
  if (!c_.reporter.Once("R0802", c_.grid.file, name)) return;
  c_.reporter.Warn(
      "R0802", c_.grid.file, static_cast<uint32_t>(row.place), name,
      {"у столбца нет заголовка, и он не читается", "the column has no header and is not read"});
}

bool ListRows::CheckCell(const Row& row, size_t i) {
  const Cell& cell = row.cells[i];
  const std::string& title = c_.header.columns[i].title;
  const auto place = static_cast<uint32_t>(row.place);
  const std::string text = OneLine(cell.text);
  if (cell.failed || ShowsError(text)) {
    c_.reporter.Error("R0806", c_.grid.file, place, title,
                      {"ячейка показывает ошибку, а не значение", "the cell shows an error"});
    return false;
  }
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
