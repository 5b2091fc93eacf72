// Numbers of rows and headings.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "engine/lint/check.h"
#include "engine/lint/words.h"

namespace vekha::lint {
namespace {

// "3.1.2." in parts: {3, 1, 2}; nothing when it is no number.
std::optional<std::vector<int>> PartsOf(std::string_view number) {
  while (number.ends_with('.')) number.remove_suffix(1);
  std::vector<int> parts;
  while (!number.empty()) {
    int part = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), part);
    if (error != std::errc() || part > 9999) return std::nullopt;
    parts.push_back(part);
    number.remove_prefix(static_cast<size_t>(end - number.data()));
    if (number.empty()) break;
    if (number.front() != '.') return std::nullopt;
    number.remove_prefix(1);
  }
  if (parts.empty()) return std::nullopt;
  return parts;
}

struct Numbered {
  std::vector<int> parts;
  Position position;
};

std::vector<Numbered> NumbersOf(const roadmap::Roadmap& roadmap) {
  std::vector<Numbered> out;
  const auto add = [&](const std::string& number, Position position) {
    if (auto parts = PartsOf(number)) out.push_back({*std::move(parts), position});
  };
  for (const roadmap::Stage& stage : roadmap.stages) {
    add(stage.id, stage.position);
    for (const roadmap::Heading& heading : stage.headings) add(heading.number, heading.position);
    for (const roadmap::Measure& row : stage.measures) add(row.number, row.position);
  }
  return out;
}

std::string Join(const std::vector<int>& parts) { return fmt::format("{}", fmt::join(parts, ".")); }

// One finding for each run of numbers with a common beginning.
void CheckGaps(const Document& document, Report& report) {
  std::map<std::vector<int>, std::map<int, Position>> runs;
  for (const Numbered& number : NumbersOf(document.roadmap)) {
    std::vector<int> begin(number.parts.begin(), number.parts.end() - 1);
    runs[begin].emplace(number.parts.back(), number.position);
  }
  constexpr size_t kFewest = 2;
  for (const auto& [begin, numbers] : runs) {
    if (numbers.size() < kFewest) continue;
    std::vector<std::string> missing;
    const int last = numbers.rbegin()->first;
    // More gaps than numbers is another way of numbering.
    if (static_cast<size_t>(last) > 2 * numbers.size() + 1) continue;
    for (int n = 1; n <= last; ++n) {
      if (numbers.contains(n)) continue;
      std::vector<int> parts = begin;
      parts.push_back(n);
      missing.push_back(Join(parts));
    }
    if (missing.empty()) continue;
    report.AddAt("NUMBER_GAP", {numbers.begin()->second, 1},
                 Say("в нумерации нет {}", "the numbering lacks {}", SayList(missing, 10)));
  }
}

void CheckMissing(const Document& document, Report& report) {
  std::vector<const roadmap::Measure*> bare;
  for (const Row& row : document.rows) {
    if (row.measure->number.empty()) bare.push_back(row.measure);
  }
  if (!bare.empty() && bare.size() == document.rows.size()) {
    report.Add("NUMBER_MISSING", *bare.front(), Cell::kRow, {},
               Say("у строк нет номеров (мероприятий: {})", "no row has a number (measures: {})",
                   bare.size()),
               {"пронумеруйте строки: на них будут ссылаться",
                "number the rows: others will refer to them"});
    return;
  }
  for (const roadmap::Measure* row : bare) {
    report.Add("NUMBER_MISSING", *row, Cell::kRow, {},
               Say("у строки нет номера: {}", "the row has no number: {}", Quote(row->title)));
  }
}

void CheckStyle(const Document& document, Report& report) {
  std::vector<const roadmap::Measure*> dotted;
  std::vector<const roadmap::Measure*> plain;
  for (const Row& row : document.rows) {
    if (!PartsOf(row.measure->number)) continue;
    (row.measure->number.ends_with('.') ? dotted : plain).push_back(row.measure);
  }
  if (dotted.empty() || plain.empty()) return;
  const auto& fewer = dotted.size() < plain.size() ? dotted : plain;
  std::vector<std::string> numbers;
  for (const roadmap::Measure* row : fewer) numbers.push_back(row->number);
  report.Add("NUMBER_STYLE", *fewer.front(), Cell::kRow, {},
             Say("номеров с точкой в конце: {}, без точки: {}; иначе остальных: {}",
                 "numbers with a full stop: {}, without: {}; unlike the rest: {}", dotted.size(),
                 plain.size(), SayList(numbers, 8)));
}

void CheckHeadings(const Document& document, Report& report) {
  for (const roadmap::Stage& stage : document.roadmap.stages) {
    for (const roadmap::Heading& heading : stage.headings) {
      report.AddAt(
          "GROUP_HEADING", {heading.position, 1},
          Say("{} {}: заголовок с номером, как у мероприятия",
              "{} {}: a heading numbered like a measure", heading.number, Quote(heading.title)));
    }
  }
}

}  // namespace

void CheckNumbers(const Document& document, Report& report) {
  CheckGaps(document, report);
  CheckMissing(document, report);
  CheckStyle(document, report);
  CheckHeadings(document, report);
}

}  // namespace vekha::lint
