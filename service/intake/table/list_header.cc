#include "service/intake/table/list_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/facts/spelling.h"
#include "service/importer/cell_text.h"

namespace vekha::intake {
namespace {

constexpr size_t kRowsLookedAt = 40;  // a title, a stamp of approval, an empty line...
constexpr size_t kTitleMax = 80;

using importer::Cell;
using importer::OneLine;
using importer::Row;

// A title over several columns is each one's.
std::vector<std::string> TitlesOf(const Row& row) {
  std::vector<std::string> titles;
  std::string over;
  int left = 0;
  for (const Cell& cell : row.cells) {
    std::string text = OneLine(cell.text);
    if (cell.columns > 1) {
      over = text;
      left = cell.columns;
    }
    titles.push_back(left > 0 ? over : std::move(text));
    if (left > 0) --left;
  }
  return titles;
}

bool IsGrouped(const Row& row) {
  return std::any_of(row.cells.begin(), row.cells.end(),
                     [](const Cell& cell) { return cell.columns > 1; });
}

std::vector<std::string> TwoRowTitles(const Row& above, const Row& below) {
  std::vector<std::string> titles = TitlesOf(above);
  titles.resize(std::max(titles.size(), below.cells.size()));
  for (size_t i = 0; i < below.cells.size(); ++i) {
    const std::string text = OneLine(below.cells[i].text);
    if (below.cells[i].merged_above || text.empty()) continue;
    titles[i] = titles[i].empty() ? text : titles[i] + " " + text;
  }
  return titles;
}

std::optional<ListField> FieldOf(const Mapping& mapping, const std::string& title) {
  const auto find = [&](const std::string& wanted) -> std::optional<ListField> {
    for (const MappingColumn& column : mapping.columns) {
      if (std::find(column.normalized.begin(), column.normalized.end(), wanted) !=
          column.normalized.end()) {
        return column.field;
      }
    }
    return std::nullopt;
  };
  const std::string whole = NormalizeHeader(title);
  if (whole.empty()) return std::nullopt;
  if (const auto field = find(whole)) return field;
  // «ФИО наставляемого (полностью)»
  const size_t bracket = title.find('(');
  if (bracket == std::string::npos || bracket == 0) return std::nullopt;
  const std::string bare = NormalizeHeader(title.substr(0, bracket));
  return bare.empty() ? std::nullopt : find(bare);
}

ListHeader MakeHeader(const Mapping& mapping, const std::vector<std::string>& titles) {
  ListHeader header;
  header.mapping = &mapping;
  header.of_field.fill(-1);
  for (const std::string& title : titles) {
    ListColumn column{.title = importer::Shorten(title, kTitleMax),
                      .field = FieldOf(mapping, title)};
    if (column.field) {
      int& index = header.of_field[static_cast<size_t>(*column.field)];
      if (index < 0) index = static_cast<int>(header.columns.size());
    }
    header.columns.push_back(std::move(column));
  }
  return header;
}

bool NamesPeople(const ListHeader& header) {
  using enum ListField;
  const auto has = [&](ListField field) { return header.Has(field); };
  if (header.mapping->list == ListKind::kPairs) {
    return (has(kMentor) || has(kMentorId)) && (has(kMentee) || has(kMenteeId));
  }
  return has(kName) || has(kFamily) || has(kId);
}

bool HasRequired(const ListHeader& header) {
  const auto& required = header.mapping->required;
  return NamesPeople(header) && std::all_of(required.begin(), required.end(),
                                            [&](ListField field) { return header.Has(field); });
}

int FieldsKnown(const ListHeader& header) {
  int known = 0;
  for (size_t i = 1; i < kListFields; ++i) known += header.of_field[i] >= 0;
  return known;
}

// The texts above the header.
std::string TextAbove(const Grid& grid, size_t header_row) {
  std::string text;
  for (size_t i = 0; i < header_row; ++i) {
    for (const Cell& cell : grid.rows[i].cells) text += " " + cell.text;
  }
  return text;
}

// "list.xlsx" of "list.xlsx[Пары]".
std::string FileName(const Grid& grid) {
  return grid.tab.empty() ? grid.file : grid.file.substr(0, grid.file.rfind('['));
}

bool Speaks(const std::vector<std::string>& about, const std::string& text) {
  const std::string lower = LowerUtf8(text);
  return std::any_of(about.begin(), about.end(), [&](const std::string& word) {
    return lower.find(word) != std::string::npos;
  });
}

// A column that is known counts one; names count as far as they are near to the list.
int Score(const Grid& grid, const ListHeader& header, bool required) {
  constexpr int kTabScore = 4;
  constexpr int kTitleScore = 3;
  constexpr int kFileScore = 2;
  if (required && !HasRequired(header)) return 0;
  const int known = FieldsKnown(header);
  if (known == 0) return 0;
  const auto& about = header.mapping->about;
  const int required_there = required ? static_cast<int>(header.mapping->required.size()) : 0;
  return known + required_there + (Speaks(about, grid.tab) ? kTabScore : 0) +
         (Speaks(about, TextAbove(grid, header.first_row)) ? kTitleScore : 0) +
         (Speaks(about, FileName(grid)) ? kFileScore : 0);
}

std::optional<ListHeader> FindBest(const Grid& grid, std::span<const Mapping> mappings,
                                   bool required) {
  std::optional<ListHeader> best;
  int best_score = 0;
  const auto consider = [&](ListHeader header, size_t row, size_t rows) {
    header.first_row = row;
    header.rows = rows;
    const int score = Score(grid, header, required);
    if (score <= best_score) return;
    best_score = score;
    best = std::move(header);
  };
  for (size_t i = 0; i < std::min(grid.rows.size(), kRowsLookedAt); ++i) {
    for (const Mapping& mapping : mappings) {
      consider(MakeHeader(mapping, TitlesOf(grid.rows[i])), i, 1);
      if (!IsGrouped(grid.rows[i]) || i + 1 >= grid.rows.size()) continue;
      consider(MakeHeader(mapping, TwoRowTitles(grid.rows[i], grid.rows[i + 1])), i, 2);
    }
  }
  if (best) best->cycle = FindSchoolYear(grid.file + " " + TextAbove(grid, best->first_row));
  return best;
}

// Headers that are near by spelling, or that have it in them.
std::vector<std::string> Suggest(const ListHeader& header, const std::string& title) {
  const std::string wanted = NormalizeHeader(title);
  std::vector<std::string_view> candidates;
  std::vector<std::string> near;
  for (const MappingColumn& column : header.mapping->columns) {
    if (header.Has(column.field) || column.field == ListField::kIgnored) continue;
    for (size_t i = 0; i < column.headers.size(); ++i) {
      candidates.push_back(column.normalized[i]);
      const std::string& known = column.normalized[i];
      const bool inside =
          known.size() >= 8 && wanted.size() >= 8 &&
          (wanted.find(known) != std::string::npos || known.find(wanted) != std::string::npos);
      if (inside && near.size() < 3) near.push_back(column.headers.front());
    }
  }
  for (const std::string& name : facts::NearestNames(wanted, candidates)) {
    for (const MappingColumn& column : header.mapping->columns) {
      const auto& names = column.normalized;
      if (std::find(names.begin(), names.end(), name) == names.end()) continue;
      near.push_back(column.headers.front());
    }
  }
  std::vector<std::string> unique;
  for (std::string& name : near) {
    if (unique.size() == 3) break;
    if (std::find(unique.begin(), unique.end(), name) == unique.end()) {
      unique.push_back(std::move(name));
    }
  }
  return unique;
}

std::string Quoted(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "«" : ", «") + name + "»";
  return text;
}

void ReportUnknown(const Grid& grid, uint32_t row, const ListColumn& column, Reporter& reporter) {
  if (column.suggestions.empty()) {
    return reporter.Note(
        "R0802", grid.file, row, ShownCell(column.title),
        {"столбец не известен и не читается", "the column is not known and is not read"});
  }
  const std::string names = Quoted(column.suggestions);
  reporter.Warn("R0802", grid.file, row, ShownCell(column.title),
                {"столбец не известен и не читается", "the column is not known and is not read"},
                {"похож на " + names + ": переименуйте его или добавьте в раскладку",
                 "it is like " + names + ": rename it or add it to the mapping"});
}

std::string FirstHeader(const Mapping& mapping, ListField field) {
  for (const MappingColumn& column : mapping.columns) {
    if (column.field == field) return column.headers.front();
  }
  return std::string(SpecOf(field).key);
}

void ReportMissing(const Grid& grid, uint32_t row, const std::string& title, Reporter& reporter) {
  reporter.Error("R0804", grid.file, row, title,
                 {"нет обязательного столбца", "a required column is missing"});
}

bool CheckRequired(const Grid& grid, uint32_t row, const ListHeader& header, Reporter& reporter) {
  using enum ListField;
  bool ok = true;
  const auto need = [&](ListField field, bool there) {
    if (there) return;
    ReportMissing(grid, row, FirstHeader(*header.mapping, field), reporter);
    ok = false;
  };
  if (header.mapping->list == ListKind::kPairs) {
    need(kMentor, header.Has(kMentor) || header.Has(kMentorId));
    need(kMentee, header.Has(kMentee) || header.Has(kMenteeId));
  } else {
    need(kName, NamesPeople(header));
  }
  for (const ListField field : header.mapping->required) need(field, header.Has(field));
  return ok;
}

}  // namespace

std::optional<ListHeader> FindListHeader(const Grid& grid, std::span<const Mapping> mappings) {
  std::optional<ListHeader> header = FindBest(grid, mappings, true);
  if (!header) return header;
  for (ListColumn& column : header->columns) {
    if (!column.field && !column.title.empty()) column.suggestions = Suggest(*header, column.title);
  }
  return header;
}

std::optional<ListHeader> FindNearestHeader(const Grid& grid, std::span<const Mapping> mappings) {
  return FindBest(grid, mappings, false);
}

bool CheckListHeader(const Grid& grid, const ListHeader& header, Reporter& reporter) {
  const auto row = static_cast<uint32_t>(grid.rows[header.first_row].place);
  bool ok = CheckRequired(grid, row, header, reporter);
  for (size_t i = 0; i < header.columns.size(); ++i) {
    const ListColumn& column = header.columns[i];
    if (!column.field) {
      if (!column.title.empty()) ReportUnknown(grid, row, column, reporter);
      continue;
    }
    if (*column.field == ListField::kIgnored) continue;
    const auto first = static_cast<size_t>(header.ColumnOf(*column.field));
    if (first == i) continue;
    reporter.Error(
        "R0803", grid.file, row, ShownCell(column.title),
        {fmt::format("второй столбец того же смысла, что «{}»", header.columns[first].title),
         fmt::format("a second column of the same meaning as \"{}\"",
                     header.columns[first].title)});
    ok = false;
  }
  return ok;
}

}  // namespace vekha::intake
