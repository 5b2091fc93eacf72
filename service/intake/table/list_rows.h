// The rows of a list below its header, each cell read as what its column says.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/intake/table/list_header.h"
#include "service/intake/table/row_kind.h"

namespace vekha::intake {

struct ListContext {
  const Grid& grid;
  const ListHeader& header;
  Date today;
  Reporter& reporter;
};

// One row. Reading reports what is wrong with a cell once; ok() tells whether anything was. No
// message quotes a cell: a name or special needs may stand in any column by mistake.
class ListRow {
 public:
  ListRow(const ListContext& context, const importer::Row& row,
          const std::vector<std::string>& texts)
      : c_(context), row_(row), texts_(texts) {}

  uint32_t place() const { return static_cast<uint32_t>(row_.place); }
  bool ok() const { return ok_; }
  bool Has(ListField field) const { return c_.header.Has(field); }

  // One cell says something where there are columns for more.
  bool IsLone() const;
  // The cell on one line; empty when it is blank, a dash, or there is no such column.
  std::string Text(ListField field) const;
  // The cell as it is, line breaks too.
  std::string Raw(ListField field) const;
  // Reports R0505, R0519; R0808 and R0809 warn of how it was read.
  std::optional<Date> ReadDate(ListField field);
  // Birth dates: R0506 too.
  std::optional<Date> ReadBirthDate(ListField field);
  // Nothing without the column; a blank is "no". Reports R0504; R0824 warns of a day to come.
  std::optional<bool> ReadMark(ListField field);

  void Error(std::string_view code, ListField field, Bilingual message, Bilingual hint = {});
  void Warn(std::string_view code, ListField field, Bilingual message, Bilingual hint = {});

 private:
  void ReportDate(ListField field, const CellDate& date);
  void ReportHiddenDate(ListField field, const CellDate& date);

  const ListContext& c_;
  const importer::Row& row_;
  const std::vector<std::string>& texts_;  // with merged cells filled in
  bool ok_ = true;
};

// Walks over the rows below the header. Passed over and counted as blank: empty rows, and those
// about nobody (R0817, a note). Reports R0805 formulas, R0806 errors shown by cells, R0807 merged
// cells, R0201 cells beyond the header of a text, R0802 (a warning) columns without a header, R0827
// another list below, whose rows are refused.
class ListRows {
 public:
  ListRows(const ListContext& context, FileReport& report)
      : c_(context), report_(report), sorter_(context.grid, context.header) {
    at_ = context.header.first_row + context.header.rows;
  }

  // Calls visit(ListRow&) for each row; the row is refused when it is not ok() after that, and when
  // its cells cannot be trusted.
  template <typename Visit>
  void ForEach(Visit visit) {
    while (const importer::Row* row = Next()) {
      ListRow line(c_, *row, texts_);
      ++report_.read;
      if (cells_ok_) visit(line);
      ++(cells_ok_ && line.ok() ? report_.accepted : report_.refused);
    }
  }

 private:
  const importer::Row* Next();
  void RefuseRest(const importer::Row& header);
  void ReportUntitled(const importer::Row& row, size_t column);
  void TakeTexts(const importer::Row& row);
  bool CheckCell(const importer::Row& row, size_t column);

  const ListContext& c_;
  FileReport& report_;
  const RowSorter sorter_;
  size_t at_ = 0;
  std::vector<std::string> texts_;
  bool cells_ok_ = true;
};

}  // namespace vekha::intake
