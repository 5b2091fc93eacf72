#include "service/intake/table/row_kind.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "engine/base/utf8.h"
#include "service/importer/cell_text.h"
#include "service/intake/table/cell_value.h"

namespace vekha::intake {
namespace {

using importer::Cell;
using importer::OneLine;
using importer::Row;

constexpr std::string_view kLine = "___";  // a place to sign

std::string TextOf(const Row& row, size_t column) {
  return column < row.cells.size() ? OneLine(row.cells[column].text) : std::string();
}

bool IsEmpty(const Cell& cell) { return OneLine(cell.text).empty(); }

bool HasTrouble(const Cell& cell) { return cell.failed || cell.formula || cell.merged_above; }

bool IsFigure(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.)№ ") == std::string_view::npos;
}

std::string FirstText(const Row& row) {
  for (const Cell& cell : row.cells) {
    if (!IsEmpty(cell)) return OneLine(cell.text);
  }
  return {};
}

// "1 2 3 4" below the header.
bool IsNumbering(const Row& row) {
  int expected = 1;
  for (const Cell& cell : row.cells) {
    if (OneLine(cell.text) != std::to_string(expected++)) return false;
  }
  return expected > 3;
}

bool IsSum(const Row& row) {
  const std::string text = LowerUtf8(FirstText(row));
  return text.starts_with("итого") || text.starts_with("всего");
}

// A line of who made or signed the list: «Директор», «Зам. директора по ВР», «Исп. ...».
bool BeginsAsSignature(std::string_view text) {
  static const RE2 kSigned(
      R"((директор|заместитель|зам|завуч|куратор|руководитель|ответственн(ый|ая)|исполнитель|исп|согласовано|утверждаю|утверждено|подпись|составила?|составитель|председатель|дата|примечани[ея]|приложение|количество)([^а-яё].*)?)");
  const std::string lower = LowerUtf8(text);
  return RE2::FullMatch(re2::StringPiece(lower), kSigned);
}

// «6 классы», «Форма «ученик - ученик»», «Начальная школа». Whatever else stands alone may be a
// person of whom nothing more is said.
bool NamesAPart(const std::string& text) {
  static const RE2 kPart(
      R"([«":_]|(^|[^а-яё])(класс(ы|ов)?|параллель|раздел|часть|форма|направление|программа|школа|группа|отделение)([^а-яё]|$))");
  return RE2::PartialMatch(LowerUtf8(text), kPart);
}

}  // namespace

RowSorter::RowSorter(const Grid& grid, const ListHeader& header) : grid_(grid), header_(header) {
  using enum ListField;
  for (const ListField field : {kName, kFamily, kMentor, kMentee}) {
    if (header.Has(field)) name_columns_.push_back(static_cast<size_t>(header.ColumnOf(field)));
  }
  for (const MappingColumn& column : header.mapping->columns) {
    own_words_.insert(column.normalized.begin(), column.normalized.end());
  }
}

RowKind RowSorter::KindOf(size_t index) const {
  const Row& row = grid_.rows[index];
  if (SaysNothingRead(row)) {
    const bool numbered = std::ranges::all_of(
        row.cells, [](const Cell& c) { return IsBlankCell(c.text) || IsFigure(OneLine(c.text)); });
    return numbered ? RowKind::kEmpty : RowKind::kAside;
  }
  if (RepeatsHeader(row) || IsNumbering(row) || IsSum(row)) return RowKind::kAside;
  if (HasId(row)) return RowKind::kRecord;
  const std::vector<std::string> names = NameCells(row);
  if (std::ranges::any_of(names, [&](const std::string& n) { return IsHeaderWord(n); })) {
    return RowKind::kHeader;
  }
  return IsSignature(row) || IsLoneTitle(row) ? RowKind::kAside : RowKind::kRecord;
}

// Every column that is read is blank.
bool RowSorter::SaysNothingRead(const Row& row) const {
  for (size_t i = 0; i < row.cells.size(); ++i) {
    const bool read =
        i >= header_.columns.size() ||
        (header_.columns[i].field && *header_.columns[i].field != ListField::kIgnored);
    if (read && (HasTrouble(row.cells[i]) || !IsBlankCell(row.cells[i].text))) return false;
  }
  return true;
}

bool RowSorter::IsHeaderWord(const std::string& text) const {
  static const RE2 kHeader(
      R"((фио|ф и о|фамилия|фи)( .*)?|наставник|наставляем(ый|ые)|обучающийся|full name|last name)");
  const std::string word = NormalizeHeader(text);
  return own_words_.contains(word) || RE2::FullMatch(word, kHeader);
}

// An id names its person, whatever stands beside it.
bool RowSorter::HasId(const Row& row) const {
  using enum ListField;
  return std::ranges::any_of(std::array{kId, kMentorId, kMenteeId}, [&](ListField field) {
    if (!header_.Has(field)) return false;
    const std::string id = TextOf(row, static_cast<size_t>(header_.ColumnOf(field)));
    return !IsBlankCell(id) && !IsHeaderWord(id) && !BeginsAsSignature(id) && !NamesAPart(id) &&
           id.find(kLine) == std::string::npos;
  });
}

// Each cell says what one of the rows of the header says in that column.
bool RowSorter::RepeatsHeader(const Row& row) const {
  for (size_t at = header_.first_row; at < header_.first_row + header_.rows; ++at) {
    const Row& own = grid_.rows[at];
    const auto same = [&](size_t i) {
      const std::string text = TextOf(row, i);
      return text.empty() || NormalizeHeader(text) == NormalizeHeader(TextOf(own, i));
    };
    bool all = !FirstText(row).empty();
    for (size_t i = 0; all && i < row.cells.size(); ++i) all = same(i);
    if (all) return true;
  }
  return false;
}

std::vector<std::string> RowSorter::NameCells(const Row& row) const {
  std::vector<std::string> names;
  for (const size_t column : name_columns_) {
    const bool above = column < row.cells.size() && row.cells[column].merged_above;
    std::string name = above ? std::string("^") : TextOf(row, column);
    if (!IsBlankCell(name)) names.push_back(std::move(name));
  }
  return names;
}

bool RowSorter::IsSignature(const Row& row) const {
  const std::vector<std::string> names = NameCells(row);
  const std::string first = FirstText(row);
  if (first.find(kLine) != std::string::npos) return true;
  if (names.empty()) {
    const bool line = std::ranges::any_of(
        row.cells, [](const Cell& c) { return c.text.find(kLine) != std::string::npos; });
    return line || BeginsAsSignature(first);
  }
  if (IsFigure(first)) return false;  // a numbered row is about somebody
  return std::ranges::all_of(names, [](const std::string& name) {
    return name.find(kLine) != std::string::npos || BeginsAsSignature(name);
  });
}

// One text that is no person: the title of a part of the list.
bool RowSorter::IsLoneTitle(const Row& row) const {
  const auto filled = std::ranges::count_if(row.cells, [](const Cell& c) { return !IsEmpty(c); });
  if (filled != 1) return false;
  const auto cell = std::ranges::find_if(row.cells, [](const Cell& c) { return !IsEmpty(c); });
  if (HasTrouble(*cell)) return false;
  const std::string text = OneLine(cell->text);
  const auto known = std::ranges::count_if(header_.columns,
                                           [](const ListColumn& c) { return c.field.has_value(); });
  return cell->columns > 1 || (known > 1 && (NamesAPart(text) || !ParseClass(text).grade.empty()));
}

}  // namespace vekha::intake
