#include "service/report/paper/xlsx_formats.h"

#include "service/report/paper/words.h"

namespace vekha::service::report {
namespace {

constexpr lxw_color_t kGroupGround = 0xF2F2F2, kTotalGround = 0xE7E6E6, kLine = 0x999999;

lxw_format* Framed(lxw_workbook* book) {
  lxw_format* format = workbook_add_format(book);
  format_set_border(format, LXW_BORDER_THIN);
  format_set_border_color(format, kLine);
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  return format;
}

void Emphasize(lxw_format* format, RowLook look) {
  if (look == RowLook::kData) return;
  format_set_bold(format);
  format_set_bg_color(format, look == RowLook::kGroup ? kGroupGround : kTotalGround);
  if (look == RowLook::kTotal) format_set_top(format, LXW_BORDER_MEDIUM);
}

lxw_format* Header(lxw_workbook* book) {
  lxw_format* format = Framed(book);
  format_set_bold(format);
  format_set_text_wrap(format);
  format_set_bg_color(format, kTotalGround);
  return format;
}

lxw_format* Line(lxw_workbook* book, double size) {
  lxw_format* format = workbook_add_format(book);
  format_set_text_wrap(format);
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  format_set_font_size(format, size);
  return format;
}

lxw_format* OfState(lxw_workbook* book, State state) {
  lxw_format* format = Framed(book);
  const StateColour colour = ColourOf(state);
  format_set_font_color(format, colour.text);
  format_set_bg_color(format, colour.ground);
  return format;
}

}  // namespace

XlsxFormats::XlsxFormats(lxw_workbook* book, Language language)
    : title_(Line(book, 14)), subtitle_(Line(book, 11)), header_(Header(book)) {
  format_set_bold(title_);
  const bool russian = language == Language::kRussian;
  // Excel shows "," and "." in these codes as the reader's country writes them.
  const std::array<const char*, kLooks> codes = {nullptr,
                                                 "#,##0",
                                                 "#,##0.0##",
                                                 "0.0%",
                                                 russian ? "dd.mm.yyyy" : "yyyy-mm-dd",
                                                 russian ? "0\" дн.\"" : "0\" d\""};
  for (int look = 0; look < kRowLooks; ++look) {
    for (size_t i = 0; i < kLooks; ++i) {
      lxw_format* format = Framed(book);
      if (codes[i] != nullptr) {
        format_set_num_format(format, codes[i]);
      } else {
        format_set_text_wrap(format);
      }
      Emphasize(format, static_cast<RowLook>(look));
      cells_[static_cast<size_t>(look)][i] = format;
    }
  }
  for (int i = 0; i < kStateCount; ++i) {
    states_[static_cast<size_t>(i)] = OfState(book, static_cast<State>(i));
  }
}

XlsxFormats::Look XlsxFormats::LookOf(const Cell& cell, ColumnKind kind) {
  if (std::holds_alternative<Date>(cell)) return Look::kDate;
  const bool whole = std::holds_alternative<int64_t>(cell);
  if (!whole && !std::holds_alternative<double>(cell)) return Look::kText;
  if (kind == ColumnKind::kPercent) return Look::kPercent;
  if (!whole) return Look::kDecimal;
  return kind == ColumnKind::kDayCount ? Look::kDayCount : Look::kInteger;
}

lxw_format* XlsxFormats::Of(const Cell& cell, ColumnKind kind, RowLook look) const {
  if (const State* state = std::get_if<State>(&cell)) return states_[static_cast<size_t>(*state)];
  return cells_[static_cast<size_t>(look)][static_cast<size_t>(LookOf(cell, kind))];
}

}  // namespace vekha::service::report
