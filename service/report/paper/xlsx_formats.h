// The looks of cells in a workbook.
#pragma once

#include <xlsxwriter.h>

#include <array>

#include "service/report/paper/paper.h"

namespace vekha::service::report {

enum class RowLook { kData, kGroup, kTotal };
inline constexpr int kRowLooks = 3;

// Made once a workbook, which owns them.
class XlsxFormats {
 public:
  XlsxFormats(lxw_workbook* book, Language language);

  lxw_format* title() const { return title_; }
  lxw_format* subtitle() const { return subtitle_; }
  lxw_format* header() const { return header_; }
  lxw_format* Of(const Cell& cell, ColumnKind kind, RowLook look) const;

 private:
  enum class Look { kText, kInteger, kDecimal, kPercent, kDate, kDayCount };
  static constexpr size_t kLooks = 6;
  static Look LookOf(const Cell& cell, ColumnKind kind);

  lxw_format* title_;
  lxw_format* subtitle_;
  lxw_format* header_;
  std::array<std::array<lxw_format*, kLooks>, kRowLooks> cells_;
  std::array<lxw_format*, kStateCount> states_;
};

}  // namespace vekha::service::report
