// A cell held against its column: blank or not, and written as the column's kind asks.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "engine/base/date.h"
#include "engine/roster/roster_update.h"
#include "service/intake/bundle/limits.h"
#include "service/intake/bundle/report.h"
#include "service/intake/bundle/schema.h"

namespace vekha::intake {

struct TableContext {
  std::string_view file;
  Format format = Format::kUnknown;
  roster::Mode mode = roster::Mode::kBulk;
  Date today;
  const BundleLimits& limits;
  Reporter& reporter;
};

struct CheckedCell {
  bool ok = true;         // no error; a warning is fine
  std::string_view text;  // trimmed
  Date date;              // of dates, when ok and not blank
};

class CellChecker {
 public:
  explicit CellChecker(const TableContext& context) : c_(context) {}

  // Reports R0501..R0524. `deleted`: the row only says that its record is gone, so that blank cells
  // are forgiven.
  CheckedCell Check(const ColumnSpec& column, std::string_view name, uint32_t row,
                    std::string_view cell, bool deleted);

 private:
  struct Place {
    const ColumnSpec& column;
    std::string_view name;
    uint32_t row;
  };

  void Report(Severity severity, std::string_view code, const Place& at, std::string_view value,
              Bilingual message, Bilingual hint = {});
  bool CheckBlank(const Place& at, bool deleted);
  bool CheckId(const Place& at, std::string_view value);
  bool CheckEnum(const Place& at, std::string_view value);
  bool CheckBoolean(const Place& at, std::string_view value);
  bool CheckDate(const Place& at, std::string_view value, Date& date);
  bool CheckBirthDate(const Place& at, std::string_view value, Date date);
  void CheckGrades(const Place& at, std::string_view value);
  bool CheckDateTime(const Place& at, std::string_view value);
  bool CheckStatus(const Place& at, std::string_view value);
  bool CheckUserIds(const Place& at, std::string_view value);
  bool CheckItems(const Place& at, std::string_view value,
                  const std::function<bool(std::string_view)>& check);

  const TableContext& c_;
};

// Calls `visit` for each item of a comma-separated list, trimmed; a blank cell has none.
template <typename Visit>
void ForEachItem(std::string_view list, Visit visit);

// "true" of any case.
bool IsTrue(std::string_view value);

}  // namespace vekha::intake

#include "service/intake/bundle/table_header.h"

template <typename Visit>
void vekha::intake::ForEachItem(std::string_view list, Visit visit) {
  if (list.empty()) return;
  size_t from = 0;
  while (true) {
    const size_t comma = list.find(',', from);
    if (comma == std::string_view::npos) {
      visit(Trim(list.substr(from)));
      return;
    }
    visit(Trim(list.substr(from, comma - from)));
    from = comma + 1;
  }
}
