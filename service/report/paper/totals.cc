#include "service/report/paper/totals.h"

#include <algorithm>
#include <cmath>

namespace vekha::service::report {
namespace {

// Whole numbers and others apart, so that whole ones stay exact.
struct Sum {
  int64_t whole = 0;
  double other = 0;
  bool has_other = false;

  // False when it leaves int64, or double.
  bool Add(const Cell& cell) {
    if (const auto* number = std::get_if<int64_t>(&cell)) {
      return !__builtin_add_overflow(whole, *number, &whole);
    }
    if (const auto* number = std::get_if<double>(&cell)) {
      other += *number;
      has_other = true;
    }
    return std::isfinite(other);
  }
  double Value() const { return static_cast<double>(whole) + other; }
  Cell ToCell() const { return has_other ? Cell(Value()) : Cell(whole); }
};

bool AddRow(const Sheet& sheet, const Row& row, std::vector<Sum>& sums) {
  for (size_t i = 0; i < std::min(row.cells.size(), sheet.columns.size()); ++i) {
    if (sheet.columns[i].total.kind == Total::Kind::kSum && !sums[i].Add(row.cells[i])) {
      return false;
    }
  }
  return true;
}

std::vector<Cell> ToCells(const Sheet& sheet, const std::vector<Sum>& sums) {
  std::vector<Cell> cells(sheet.columns.size());
  for (size_t i = 0; i < cells.size(); ++i) {
    const Total& total = sheet.columns[i].total;
    if (total.kind == Total::Kind::kSum) cells[i] = sums[i].ToCell();
    if (total.kind == Total::Kind::kShare && sums[total.whole].Value() != 0) {
      cells[i] = sums[total.part].Value() / sums[total.whole].Value();
    }
  }
  return cells;
}

}  // namespace

std::vector<Group> GroupsOf(const Sheet& sheet) {
  std::vector<Group> groups;
  std::vector<size_t> open;  // indexes into groups, by growing level
  const auto close = [&](size_t at, int level) {
    while (!open.empty() && *sheet.rows[groups[open.back()].heading].heading >= level) {
      groups[open.back()].end = at;
      open.pop_back();
    }
  };
  for (size_t i = 0; i < sheet.rows.size(); ++i) {
    if (!sheet.rows[i].heading) continue;
    close(i, *sheet.rows[i].heading);
    open.push_back(groups.size());
    groups.push_back({.heading = i, .begin = i + 1, .end = i + 1});
  }
  close(sheet.rows.size(), 0);
  return groups;
}

bool HasTotals(const Sheet& sheet) {
  return std::ranges::any_of(
      sheet.columns, [](const Column& column) { return column.total.kind != Total::Kind::kNone; });
}

std::optional<SheetTotals> ComputeTotals(const Sheet& sheet) {
  struct Open {
    size_t heading;
    std::vector<Sum> sums;
  };
  SheetTotals totals;
  std::vector<Sum> all(sheet.columns.size());
  std::vector<Open> open;
  const auto close = [&](int level) {
    while (!open.empty() && *sheet.rows[open.back().heading].heading >= level) {
      totals.headings[open.back().heading] = ToCells(sheet, open.back().sums);
      open.pop_back();
    }
  };
  for (size_t i = 0; i < sheet.rows.size(); ++i) {
    const Row& row = sheet.rows[i];
    if (row.heading) {
      close(*row.heading);
      open.push_back({.heading = i, .sums = std::vector<Sum>(sheet.columns.size())});
      continue;
    }
    if (!AddRow(sheet, row, all)) return std::nullopt;
    for (Open& group : open) {
      if (!AddRow(sheet, row, group.sums)) return std::nullopt;
    }
  }
  close(0);
  totals.all = ToCells(sheet, all);
  return totals;
}

}  // namespace vekha::service::report
