#include "service/importer/reader/csv_reader.h"

#include <algorithm>
#include <utility>

#include "engine/base/status.h"
#include "service/importer/cell_text.h"
#include "service/importer/reader/cell_budget.h"
#include "service/importer/reader/sheet.h"

namespace vekha::importer {
namespace {

// The one that parts the most cells outside quotes; Excel writes ";" in Russian locales.
char Separator(std::string_view text) {
  size_t counts[3] = {};
  constexpr char kSeparators[] = {';', ',', '\t'};
  bool quoted = false;
  for (const char c : text.substr(0, 20'000)) {
    if (c == '"') quoted = !quoted;
    for (size_t i = 0; i < 3 && !quoted; ++i) counts[i] += c == kSeparators[i];
  }
  return kSeparators[static_cast<size_t>(std::max_element(counts, counts + 3) - counts)];
}

class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_(text), separator_(Separator(text)) {}

  absl::StatusOr<Document> Read() {
    document_.places = PlaceStyle::kLine;
    while (at_ < text_.size()) VEKHA_RETURN_IF_ERROR(ReadRow());
    VEKHA_RETURN_IF_ERROR(SplitSheet(std::move(table_), budget_, document_));
    return std::move(document_);
  }

 private:
  absl::Status ReadRow() {
    Row row{{}, line_, false};
    while (true) {
      std::string cell = ReadCell();
      VEKHA_RETURN_IF_ERROR(budget_.AddCell(row.cells.size(), cell));
      row.cells.push_back({std::move(cell), false, 1});
      if (at_ >= text_.size() || text_[at_++] != separator_) break;
    }
    ++line_;
    const bool blank = row.cells.size() == 1 && OneLine(row.cells.front().text).empty();
    row.after_break = std::exchange(after_blank_, blank) && !table_.rows.empty();
    if (blank) return absl::OkStatus();
    table_.rows.push_back(std::move(row));
    return absl::OkStatus();
  }

  // Stops at the separator or the end of the line.
  std::string ReadCell() {
    std::string cell;
    bool quoted = false;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '"' && (quoted || cell.empty())) {
        if (quoted && at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
          cell += text_[++at_];
        } else {
          quoted = !quoted;
        }
        continue;
      }
      if (!quoted && (c == separator_ || c == '\n')) break;
      if (c == '\n') ++line_;
      if (c != '\r') cell += c;
    }
    return cell;
  }

  std::string_view text_;
  char separator_;
  size_t at_ = 0;
  int line_ = 1;
  bool after_blank_ = false;
  CellBudget budget_;
  Table table_{"таблица", {}};
  Document document_;
};

}  // namespace

absl::StatusOr<Document> ReadCsv(std::string_view text) { return CsvReader(text).Read(); }

}  // namespace vekha::importer
