#include "service/cli/table.h"

#include <algorithm>
#include <numeric>

namespace vekha::cli {
namespace {

constexpr size_t kGap = 2;
constexpr size_t kNarrowestColumn = 12;  // a column is never cut below this

void AppendCell(const Cell& cell, size_t width, bool last, const Terminal& terminal,
                std::string& line) {
  const std::string text = CutToWidth(OneLine(cell.text), width);
  line += terminal.Paint(cell.style, text);
  if (!last) line.append(width - DisplayWidth(text) + kGap, ' ');
}

std::string FormatRow(const std::vector<Cell>& row, const std::vector<size_t>& widths,
                      const Terminal& terminal, size_t indent) {
  std::string line(indent, ' ');
  for (size_t i = 0; i < row.size(); ++i) {
    AppendCell(row[i], widths[i], i + 1 == row.size(), terminal, line);
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

}  // namespace

std::string OneLine(std::string_view text) {
  std::string out;
  for (const char c : Printable(text)) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (!space) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::vector<size_t> Table::ColumnWidths(const Terminal& terminal, size_t indent) const {
  std::vector<size_t> widths;
  for (const std::string& heading : headings_) widths.push_back(DisplayWidth(heading));
  for (const auto& row : rows_) {
    for (size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], DisplayWidth(OneLine(row[i].text)));
    }
  }
  if (!terminal.width || widths.empty()) return widths;
  const size_t gaps = indent + kGap * (widths.size() - 1);
  while (std::accumulate(widths.begin(), widths.end(), gaps) > *terminal.width) {
    const auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= kNarrowestColumn) break;
    const size_t excess = std::accumulate(widths.begin(), widths.end(), gaps) - *terminal.width;
    *widest -= std::min(excess, *widest - kNarrowestColumn);
  }
  return widths;
}

std::string Table::Format(const Terminal& terminal, size_t indent) const {
  const std::vector<size_t> widths = ColumnWidths(terminal, indent);
  std::string out;
  if (std::any_of(headings_.begin(), headings_.end(), [](const auto& h) { return !h.empty(); })) {
    std::vector<Cell> row;
    for (const std::string& heading : headings_) row.emplace_back(heading, Style::kBold);
    out += FormatRow(row, widths, terminal, indent);
  }
  for (const auto& row : rows_) out += FormatRow(row, widths, terminal, indent);
  return out;
}

}  // namespace vekha::cli
