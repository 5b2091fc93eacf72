#include "service/importer/plan_tables.h"

#include <re2/re2.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "service/importer/cell_text.h"
#include "service/importer/indicators.h"
#include "service/importer/month_columns.h"

namespace vekha::importer {
namespace {

constexpr size_t kHeadingBytesMax = 400;
constexpr std::ptrdiff_t kAboveMax = 150;  // paragraphs, from the top and from the plan upwards
constexpr size_t kParagraphBytesMax = 8000;
constexpr size_t kStampRowsMax = 12;  // a longer table above the plan is no approval stamp

bool HasHeader(const Columns& columns) { return columns.first_row > 0; }

bool Certain(const Columns& columns, Field field) {
  const auto column = columns.Find(field);
  return column && !columns.by_content[*column];
}

// A plan of its own right: a header names what is to be done and when or by whom.
bool IsNamedPlan(const Columns& columns) {
  return HasHeader(columns) && Certain(columns, Field::kTitle) &&
         (Certain(columns, Field::kTerm) || Certain(columns, Field::kMonth) ||
          Certain(columns, Field::kResponsible));
}

std::pair<int, size_t> Rank(const PlanTable& plan) {
  return {plan.columns.score, plan.table->rows.size() - plan.columns.first_row};
}

// Rows of `main` after a page end: as wide, no header, and terms or executors in their columns.
bool GoesOn(const Table& table, const Columns& main) {
  const size_t width = main.fields.size();
  size_t fitting = 0;
  for (size_t i = 0; i < std::min<size_t>(table.rows.size(), 5); ++i) {
    const Row& row = table.rows[i];
    if (row.cells.size() > width || row.cells.size() + 1 < width) return false;
    for (size_t k = 0; k < row.cells.size(); ++k) {
      const std::string text = OneLine(row.cells[k].text);
      if (main.fields[k] == Field::kTerm && LooksLikeTerm(text)) ++fitting;
      if (main.fields[k] == Field::kResponsible && LooksLikeResponsible(text)) ++fitting;
      if (main.fields[k] == Field::kMonth && IsMark(text)) ++fitting;
    }
  }
  return fitting > 0;
}

// The paragraph right above a block; "Продолжение таблицы" and page numbers say nothing.
std::string HeadingAbove(const std::vector<Block>& blocks, size_t block) {
  static const RE2 kNothing(R"((?i)^\P{L}*$|продолжение\s+(?:таблиц|приложени)|^стр(?:\.|аниц))");
  for (size_t i = block; i-- > 0;) {
    const auto* text = std::get_if<std::string>(&blocks[i]);
    if (text == nullptr) return {};
    if (text->empty() || RE2::PartialMatch(*text, kNothing)) continue;
    return text->size() <= kHeadingBytesMax ? *text : std::string();
  }
  return {};
}

// What heads a section, not the whole plan: "Раздел 1. ...", "II. ...", "1.2 ...", a month.
bool NamesSection(const std::string& text) {
  static const RE2 kSection(
      R"((?i)^\s*(?:раздел|этап|блок|модуль|направление|часть|[IVXХ]{1,4}\s*[.)]|[IVXХ]{1,4}\s+\p{Lu}|\d{1,2}(?:\.\d{1,2})*\.?\s+\p{L}|\d\S*\s+этап))");
  return RE2::PartialMatch(text, kSection) || LooksLikeSpan(text);
}

void AddTexts(const Row& row, std::vector<std::string>& texts) {
  for (const Cell& cell : row.cells) {
    for (std::string& line : Lines(cell.text)) texts.push_back(std::move(line));
    if (!cell.text.empty()) texts.emplace_back();
  }
}

class Finder {
 public:
  explicit Finder(const std::vector<Block>& blocks) : blocks_(blocks) {}

  PlanTables Find() {
    std::vector<PlanTable> known;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      const auto* table = std::get_if<Table>(&blocks_[i]);
      if (table == nullptr) continue;
      ++out_.tables;
      if (auto columns = RecognizeColumns(*table)) {
        known.push_back({table, std::move(*columns), i, {}, false});
      }
    }
    const auto main = std::ranges::max_element(known, {}, Rank);
    if (main == known.end()) return std::move(out_);
    Choose(known, *main);
    NameSections();
    GatherAbove();
    return std::move(out_);
  }

 private:
  void Choose(const std::vector<PlanTable>& known, const PlanTable& main) {
    for (size_t i = 0; i < blocks_.size(); ++i) {
      const auto* table = std::get_if<Table>(&blocks_[i]);
      if (table == nullptr) continue;
      if (table != main.table && ReadIndicators(*table)) {
        out_.others.push_back(i);
        continue;
      }
      const auto plan = std::ranges::find(known, table, &PlanTable::table);
      if (table == main.table) {
        out_.main = out_.parts.size();
        out_.parts.push_back(main);
      } else if (plan != known.end() && IsPart(*plan, main)) {
        out_.parts.push_back(*plan);
      } else if (!out_.parts.empty() &&
                 ContinuesLast(*table, plan != known.end() ? &*plan : nullptr)) {
        Columns columns = out_.parts.back().columns;
        columns.first_row = columns.header_row = 0;
        out_.parts.push_back({table, std::move(columns), i, {}, true});
      } else {
        out_.others.push_back(i);
      }
    }
  }

  static bool IsPart(const PlanTable& plan, const PlanTable& main) {
    if (!HasHeader(plan.columns)) return false;
    const bool same =
        plan.columns.fields == main.columns.fields && plan.columns.headers == main.columns.headers;
    return same || IsNamedPlan(plan.columns);
  }

  bool ContinuesLast(const Table& table, const PlanTable* plan) const {
    if (plan != nullptr && HasHeader(plan->columns)) return false;
    return GoesOn(table, out_.parts.back().columns);
  }

  void NameSections() {
    const bool several = std::ranges::count(out_.parts, false, &PlanTable::goes_on) > 1;
    for (PlanTable& part : out_.parts) {
      const std::string heading = HeadingAbove(blocks_, part.block);
      const bool first = &part == &out_.parts.front();
      const bool sure = NamesSection(heading);
      if (part.goes_on || first ? sure && (several || !first) : several) part.heading = heading;
    }
  }

  void GatherAbove() {
    const PlanTable& first = out_.parts.front();
    for (size_t i = 0; i < first.block; ++i) {
      if (const auto* text = std::get_if<std::string>(&blocks_[i])) {
        out_.above.push_back(*text);
      } else if (const auto& rows = std::get<Table>(blocks_[i]).rows;
                 rows.size() <= kStampRowsMax) {
        for (const Row& row : rows) AddTexts(row, out_.above);
      }
    }
    for (size_t i = 0; i < first.columns.header_row; ++i) {
      AddTexts(first.table->rows[i], out_.above);
    }
    // The title stands at the top or right above the plan.
    if (std::ssize(out_.above) > 2 * kAboveMax) {
      out_.above.erase(out_.above.begin() + kAboveMax, out_.above.end() - kAboveMax);
    }
    for (std::string& text : out_.above) {
      if (text.size() > kParagraphBytesMax) text = Shorten(text, kParagraphBytesMax / 4);
    }
    if (!first.heading.empty() && !out_.above.empty() && out_.above.back() == first.heading) {
      out_.above.pop_back();
    }
  }

  const std::vector<Block>& blocks_;
  PlanTables out_;
};

}  // namespace

PlanTables FindPlanTables(const std::vector<Block>& blocks) { return Finder(blocks).Find(); }

}  // namespace vekha::importer
