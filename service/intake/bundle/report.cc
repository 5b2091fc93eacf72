#include "service/intake/bundle/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/base/utf8.h"

namespace vekha::intake {

void Reporter::Add(Severity severity, std::string_view code, std::string_view file, uint32_t row,
                   std::string_view column, Bilingual message, Bilingual hint) {
  const bool error = severity == Severity::kError;
  ++(error ? report_.errors : severity == Severity::kWarning ? report_.warnings : report_.notes);
  size_t& kept = error ? errors_kept_ : others_kept_;
  if (kept >= kept_max_) return;
  if (++of_a_kind_[fmt::format("{}\n{}\n{}", file, code, column)] > kOfAKindMax) return;
  ++kept;
  file_order_.try_emplace(std::string(file), static_cast<uint32_t>(file_order_.size()));
  report_.diagnostics.push_back({severity, std::string(code), std::string(file), row,
                                 std::string(column), std::move(message), std::move(hint)});
}

bool Reporter::Once(std::string_view code, std::string_view file, std::string_view column) {
  return ++once_[fmt::format("{}\n{}\n{}", file, code, column)] == 1;
}

bool Reporter::Few(std::string_view code, std::string_view file, std::string_view column) {
  return ++once_[fmt::format("{}\n{}\n{}", file, code, column)] <= kFew;
}

void Reporter::Finish() {
  // Files that were not read stand first, in the order they were named.
  constexpr uint32_t kRead = 1'000'000;
  for (uint32_t i = 0; i < report_.files.size(); ++i) {
    file_order_[report_.files[i].name] = kRead + i;
  }
  std::stable_sort(report_.diagnostics.begin(), report_.diagnostics.end(),
                   [this](const roster::RowDiagnostic& a, const roster::RowDiagnostic& b) {
                     return std::pair(file_order_[a.file], a.row) <
                            std::pair(file_order_[b.file], b.row);
                   });
}

std::string ShownCell(std::string_view cell) {
  constexpr size_t kShownMax = 40;
  std::string shown;
  size_t count = 0;
  // Four bytes make a character at most, so a long cell is not decoded whole.
  for (const CodePoint& c : DecodeUtf8(cell.substr(0, 4 * kShownMax + 4))) {
    if (++count > kShownMax) {
      shown += "…";
      break;
    }
    AppendUtf8(c.value < 0x20 || c.value == 0x7F ? U'·' : c.value, shown);
  }
  return shown;
}

}  // namespace vekha::intake
