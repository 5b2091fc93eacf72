#include "service/importer/reader/text_reader.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/base/status.h"
#include "engine/base/utf8.h"
#include "service/importer/cell_text.h"
#include "service/importer/reader/cell_budget.h"

namespace vekha::importer {
namespace {

struct Line {
  std::string_view text;
  int number = 0;
  size_t tabs = 0;
  bool blank = false;
};

std::vector<Line> SplitLines(std::string_view text) {
  std::vector<Line> lines;
  for (int number = 1; !text.empty(); ++number) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto tabs = static_cast<size_t>(std::ranges::count(line, '\t'));
    lines.push_back({line, number, tabs, tabs == 0 && OneLine(line).empty()});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool LooksLikeHeader(std::string_view line) {
  static const RE2 kHeader(R"((?i)^\s*№|п\s*/\s*п|наименование|мероприяти)");
  return RE2::PartialMatch(line.substr(0, line.find('\t', 1)), kHeader);
}

class TextReader {
 public:
  explicit TextReader(std::string_view text) : lines_(SplitLines(text)) {}

  absl::StatusOr<Document> Read() {
    document_.places = PlaceStyle::kLine;
    while (at_ < lines_.size()) {
      if (lines_[at_].tabs == 0) {
        AddParagraph(lines_[at_++]);
        continue;
      }
      VEKHA_RETURN_IF_ERROR(budget_.AddTable());
      Table table{fmt::format("таблица {}", ++tables_), {}};
      VEKHA_RETURN_IF_ERROR(IsVertical() ? ReadVertical(table) : ReadRows(table));
      document_.blocks.emplace_back(std::move(table));
    }
    return std::move(document_);
  }

 private:
  void AddParagraph(const Line& line) {
    std::string text = OneLine(line.text);
    // An empty paragraph parts what the document writes apart.
    document_.blocks.emplace_back(std::move(text));
  }

  absl::Status AddCell(Row& row, std::string_view text) {
    VEKHA_RETURN_IF_ERROR(budget_.AddCell(row.cells.size(), text));
    Cell cell;
    cell.text = text;
    row.cells.push_back(std::move(cell));
    return absl::OkStatus();
  }

  absl::Status AddRow(Table& table, const Line& line, bool after_break) {
    Row row{{}, line.number, after_break};
    std::string_view rest = line.text;
    while (true) {
      const size_t end = rest.find('\t');
      VEKHA_RETURN_IF_ERROR(AddCell(row, rest.substr(0, end)));
      if (end == std::string_view::npos) break;
      rest.remove_prefix(end + 1);
    }
    table.rows.push_back(std::move(row));
    return absl::OkStatus();
  }

  // ---- a row a line

  // Lines without tabs that stand inside a table (a heading across all columns): the table goes on
  // below them with as many columns and without a header of its own.
  size_t HeadingLines(size_t columns) const {
    size_t next = at_;
    size_t headings = 0;
    for (; next < lines_.size() && lines_[next].tabs == 0; ++next) {
      if (!lines_[next].blank && ++headings > 2) return 0;
    }
    if (next >= lines_.size() || headings == 0) return 0;
    const Line& row = lines_[next];
    return row.tabs + 1 == columns && !LooksLikeHeader(row.text) ? next - at_ : 0;
  }

  absl::Status ReadRows(Table& table) {
    const size_t columns = lines_[at_].tabs + 1;
    bool after_break = false;
    while (at_ < lines_.size()) {
      const Line& line = lines_[at_];
      if (line.blank) {
        after_break = true;
        ++at_;
        continue;
      }
      if (line.tabs > 0) {
        if (after_break && !table.rows.empty() && line.tabs + 1 != columns &&
            LooksLikeHeader(line.text)) {
          break;  // another table
        }
        VEKHA_RETURN_IF_ERROR(AddRow(table, line, after_break));
        ++at_;
      } else {
        const size_t count = HeadingLines(columns);
        if (count == 0) break;
        for (size_t i = 0; i < count; ++i, ++at_) {
          if (!lines_[at_].blank) VEKHA_RETURN_IF_ERROR(AddRow(table, lines_[at_], after_break));
        }
      }
      after_break = false;
    }
    return absl::OkStatus();
  }

  // ---- a cell a line

  // Most lines with tabs up to the end of the text are one cell: a tab first, and no other.
  bool IsVertical() const {
    size_t single = 0;
    size_t all = 0;
    for (size_t i = at_; i < lines_.size() && all < 50; ++i) {
      if (lines_[i].tabs == 0) continue;
      ++all;
      if (lines_[i].tabs == 1 && lines_[i].text.starts_with('\t')) ++single;
    }
    return all >= 4 && single * 10 >= all * 9;
  }

  struct VerticalCell {
    std::string text;
    int line = 0;
    bool after_blank = false;
  };

  // Text after a cell's first line belongs to it; after the last cell only until an empty line.
  std::vector<VerticalCell> TakeCells() {
    size_t last = at_;
    for (size_t i = at_; i < lines_.size(); ++i) {
      if (lines_[i].tabs > 0) last = i;
    }
    std::vector<VerticalCell> cells;
    bool blank = false;
    for (; at_ < lines_.size(); ++at_) {
      const Line& line = lines_[at_];
      if (line.tabs > 0) {
        cells.push_back({std::string(line.text.substr(1)), line.number, blank});
      } else if (at_ > last && line.blank && !OneLine(cells.back().text).empty()) {
        break;
      } else if (!line.blank) {
        cells.back().text.append("\n").append(line.text);
      }
      blank = line.blank;
    }
    return cells;
  }

  absl::Status ReadVertical(Table& table) {
    static const RE2 kNumber(R"(^\s*\d+(?:\.\d+)*\.?\s*$)");
    const std::vector<VerticalCell> cells = TakeCells();
    size_t columns = 1;
    while (columns < cells.size() && !cells[columns].after_blank) ++columns;
    for (const VerticalCell& cell : cells) {
      const bool full = table.rows.empty() || table.rows.back().cells.size() >= columns;
      if (full || (cell.after_blank && RE2::FullMatch(cell.text, kNumber))) {
        table.rows.push_back({{}, cell.line, false});
      }
      VEKHA_RETURN_IF_ERROR(AddCell(table.rows.back(), cell.text));
    }
    return absl::OkStatus();
  }

  std::vector<Line> lines_;
  size_t at_ = 0;
  int tables_ = 0;
  CellBudget budget_;
  Document document_;
};

}  // namespace

absl::StatusOr<Document> ReadText(std::string_view text) { return TextReader(text).Read(); }

}  // namespace vekha::importer
