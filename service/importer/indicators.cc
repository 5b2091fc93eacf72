#include "service/importer/indicators.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <string>

#include "service/importer/cell_text.h"

namespace vekha::importer {
namespace {

constexpr size_t kHeaderRowsMax = 3;

struct IndicatorColumns {
  std::optional<size_t> title;
  std::optional<size_t> unit;
  std::map<size_t, int> years;  // column -> year
};

std::string TextOf(const Row& row, size_t column) {
  return column < row.cells.size() ? OneLine(row.cells[column].text) : std::string();
}

void ReadHeader(const Row& row, IndicatorColumns& columns) {
  static const RE2 kTitle(R"((?i)показател|индикатор)");
  static const RE2 kUnit(R"((?i)ед(?:\.|иниц))");
  static const RE2 kYear(R"((?:^|\D)(20\d{2})(?:\D|$))");
  for (size_t i = 0; i < row.cells.size(); ++i) {
    const std::string text = TextOf(row, i);
    int year = 0;
    if (RE2::PartialMatch(text, kUnit)) {
      columns.unit = i;
    } else if (RE2::PartialMatch(text, kYear, &year)) {
      columns.years[i] = year;
    } else if (!columns.title && RE2::PartialMatch(text, kTitle)) {
      columns.title = i;
    }
  }
}

// "12,5 %" -> "12.5"; empty for what is no number.
std::string NumberIn(const std::string& text) {
  static const RE2 kNumber(R"(^\D{0,20}?(\d{1,9})(?:[.,](\d{1,6}))?\s*(?:%|\p{L}.{0,20})?\s*$)");
  std::string whole;
  std::string part;
  if (!RE2::FullMatch(text, kNumber, &whole, &part)) return {};
  return part.empty() ? whole : whole + "." + part;
}

std::string UnitOf(const Row& row, const IndicatorColumns& columns, const std::string& title) {
  if (columns.unit) return TextOf(row, *columns.unit);
  static const RE2 kPercent(R"(%|(?i)^доля|процент)");
  return RE2::PartialMatch(title, kPercent) ? "%" : "";
}

}  // namespace

std::optional<std::vector<DraftIndicator>> ReadIndicators(const Table& table) {
  IndicatorColumns columns;
  size_t next = 0;
  while (next < std::min(table.rows.size(), kHeaderRowsMax) &&
         (!columns.title || columns.years.empty())) {
    ReadHeader(table.rows[next++], columns);
  }
  if (!columns.title || columns.years.empty()) return std::nullopt;
  std::vector<DraftIndicator> indicators;
  for (; next < table.rows.size(); ++next) {
    const Row& row = table.rows[next];
    DraftIndicator indicator;
    indicator.title = TextOf(row, *columns.title);
    if (indicator.title.empty()) continue;
    indicator.unit = UnitOf(row, columns, indicator.title);
    for (const auto& [column, year] : columns.years) {
      if (std::string number = NumberIn(TextOf(row, column)); !number.empty()) {
        indicator.targets[year] = std::move(number);
      }
    }
    if (!indicator.targets.empty()) indicators.push_back(std::move(indicator));
  }
  return indicators;
}

}  // namespace vekha::importer
