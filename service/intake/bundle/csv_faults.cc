#include "service/intake/bundle/csv_faults.h"

#include <fmt/format.h>

#include <algorithm>

#include "service/intake/bundle/text_check.h"

namespace vekha::intake {
namespace {

std::string_view NameAt(const TableHeader& header, size_t cell) {
  return cell < header.columns.size() ? std::string_view(header.columns[cell].name)
                                      : std::string_view();
}

void ReportFault(const CsvRow& row, const TableHeader& header, std::string_view file,
                 Reporter& reporter) {
  const std::string_view column = NameAt(header, row.fault_cell);
  switch (row.fault) {
    case CsvFault::kNone:
      return;
    case CsvFault::kUnterminatedQuote:
      return reporter.Error("R0202", file, row.line, column,
                            {"кавычка открыта и не закрыта", "a quote is opened and never closed"});
    case CsvFault::kTextAfterQuote:
      return reporter.Error(
          "R0203", file, row.line, column,
          {"после закрывающей кавычки есть текст", "there is text after the closing quote"},
          {"кавычку внутри значения удваивают", "a quote in a value is doubled"});
    case CsvFault::kQuoteInCell:
      return reporter.Error(
          "R0204", file, row.line, column,
          {"кавычка внутри значения без кавычек", "a quote inside a value that is not quoted"},
          {"значение берут в кавычки, а его кавычки удваивают",
           "quote the value and double its quotes"});
    case CsvFault::kRowTooLong:
      return reporter.Error("R0205", file, row.line, "",
                            {"строка слишком длинная", "the row is too long"});
    case CsvFault::kTooManyCells:
      return reporter.Error("R0206", file, row.line, "",
                            {"в строке слишком много ячеек", "the row has too many cells"});
  }
}

bool CheckCellText(std::string_view cell, const CsvRow& row, std::string_view column,
                   std::string_view file, Reporter& reporter) {
  switch (CheckText(cell)) {
    case TextFault::kNone:
      return true;
    case TextFault::kNotUtf8:
      reporter.Error("R0209", file, row.line, column,
                     {"байты не в кодировке UTF-8", "bytes that are not UTF-8"});
      return false;
    case TextFault::kWindows1251:
      reporter.Error("R0210", file, row.line, column,
                     {"кодировка windows-1251, а нужна UTF-8",
                      "the encoding is windows-1251 and UTF-8 is needed"},
                     {"сохраните как «CSV UTF-8»", "save as \"CSV UTF-8\""});
      return false;
    case TextFault::kMark:
      reporter.Error("R0211", file, row.line, column,
                     {"метка порядка байтов (BOM) посреди файла: склеены два файла?",
                      "a byte order mark inside the file: two files glued together?"});
      return false;
    case TextFault::kZero:
      reporter.Error("R0212", file, row.line, column, {"нулевой байт", "a zero byte"});
      return false;
    case TextFault::kControl:
      reporter.Warn("R0218", file, row.line, column,
                    {"управляющий знак внутри значения", "a control character inside a value"});
      return true;
    case TextFault::kReplaced:
      reporter.Warn("R0219", file, row.line, column,
                    {"буква потеряна при перекодировании (знак U+FFFD)",
                     "a letter was lost in conversion (U+FFFD)"});
      return true;
  }
  return false;
}

// As many as the header or every row has are how systems save; one row that has more has a comma
// that should be quoted, which shifts what follows.
bool IsEmptyAtEnd(const CsvRow& row, const TableHeader& header, std::string_view file,
                  Reporter& reporter) {
  const size_t extra = EmptyAtEnd(row, header);
  const bool as_header = extra <= header.empty_at_end;
  if (!as_header && extra > header.empty_in_rows) return false;
  if (as_header ? reporter.Once("R0208", file, "") : reporter.Few("R0208", file, "")) {
    reporter.Add(as_header ? Severity::kNote : Severity::kWarning, "R0208", file, row.line, "",
                 {"в конце строки пустые ячейки", "the row ends with empty cells"});
  }
  return true;
}

}  // namespace

bool IsBlank(const CsvRow& row) {
  if (row.fault != CsvFault::kNone) return false;
  return std::all_of(row.cells.begin(), row.cells.end(),
                     [](std::string_view cell) { return Trim(cell).empty(); });
}

size_t EmptyAtEnd(const CsvRow& row, const TableHeader& header) {
  const size_t width = header.columns.size();
  if (row.cells.size() <= width) return 0;
  const auto first = row.cells.begin() + static_cast<std::ptrdiff_t>(width);
  const bool empty =
      std::all_of(first, row.cells.end(), [](std::string_view cell) { return Trim(cell).empty(); });
  return empty ? row.cells.size() - width : 0;
}

void ReportCellCount(uint32_t row, size_t cells, size_t columns, std::string_view file,
                     Reporter& reporter) {
  reporter.Error("R0201", file, row, "",
                 {fmt::format("ячеек {}, а столбцов {}", cells, columns),
                  fmt::format("{} cells for {} columns", cells, columns)},
                 cells > columns ? Bilingual("значение с запятой берут в кавычки",
                                             "a value with a comma is quoted")
                                 : Bilingual());
}

bool CheckHeaderRow(const CsvRow& row, bool utf16, std::string_view file, Reporter& reporter) {
  if (utf16) {
    reporter.Error(
        "R0212", file, 1, "",
        {"кодировка UTF-16, а нужна UTF-8", "the encoding is UTF-16 and UTF-8 is needed"},
        {"сохраните как «CSV UTF-8»", "save as \"CSV UTF-8\""});
    return false;
  }
  ReportFault(row, {}, file, reporter);
  return row.fault == CsvFault::kNone;
}

bool CheckCsvRow(CsvRow& row, const TableHeader& header, std::string_view file,
                 Reporter& reporter) {
  if (row.fault != CsvFault::kNone) {
    ReportFault(row, header, file, reporter);
    return false;
  }
  if (row.ends_with_carriage_return && reporter.Once("R0214", file, "")) {
    reporter.Warn("R0214", file, row.line, "",
                  {"строки кончаются одним CR", "rows end with CR alone"});
  }
  if (row.broken_cell >= 0) {
    reporter.Warn("R0207", file, row.line, NameAt(header, static_cast<size_t>(row.broken_cell)),
                  {"перевод строки внутри значения", "a line break inside a value"});
  }
  const size_t width = header.columns.size();
  bool ok = true;
  if (EmptyAtEnd(row, header) > 0 && IsEmptyAtEnd(row, header, file, reporter)) {
    row.cells.resize(width);
  }
  if (row.cells.size() != width) {
    ReportCellCount(row.line, row.cells.size(), width, file, reporter);
    ok = false;
  }
  if (!row.not_plain) return ok;
  for (size_t i = 0; i < row.cells.size(); ++i) {
    ok = CheckCellText(row.cells[i], row, NameAt(header, i), file, reporter) && ok;
  }
  return ok;
}

}  // namespace vekha::intake
