#include "service/intake/table/list_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
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

// Cells that cover several columns, or this row and the one below it.
bool IsGrouped(const Row& row, const Row& below) {
  return std::ranges::any_of(row.cells, [](const Cell& cell) { return cell.columns > 1; }) ||
         std::ranges::any_of(below.cells, [](const Cell& cell) { return cell.merged_above; });
}

bool HasGaps(const Row& row, const Row& below) {
  for (size_t i = 1; i < below.cells.size(); ++i) {
    const bool empty = i >= row.cells.size() || OneLine(row.cells[i].text).empty();
    if (empty && !OneLine(below.cells[i].text).empty()) return true;
  }
  return false;
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

// A title that stands over several columns of a text, where nothing says that they were merged.
std::vector<std::string> SpreadTitles(const Row& above, const Row& below) {
  std::vector<std::string> titles;
  std::string over;
  for (size_t i = 0; i < std::max(above.cells.size(), below.cells.size()); ++i) {
    const std::string upper = i < above.cells.size() ? OneLine(above.cells[i].text) : "";
    const std::string lower = i < below.cells.size() ? OneLine(below.cells[i].text) : "";
    if (!upper.empty()) over = upper;
    titles.push_back(lower.empty() ? upper : over.empty() ? lower : over + " " + lower);
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

// What the names of a sheet speak of. Words of mentoring are the narrower ones: «наставляемые
// обучающиеся» are no list of all pupils, «наставники и наставляемые» are pairs.
class Words {
 public:
  Words(const std::string& text, std::span<const Mapping> mappings) {
    for (const Mapping& mapping : mappings) {
      if (!Speaks(mapping.about, text)) continue;
      ids_.insert(mapping.id);
      kinds_.insert(mapping.list);
    }
  }

  bool SpeakOf(const Mapping& mapping) const {
    const bool bases = kinds_.contains(ListKind::kMentees) && kinds_.contains(ListKind::kMentors);
    const bool mentoring = kinds_.size() > (kinds_.contains(ListKind::kPeople) ? 1U : 0U);
    if (mapping.list == ListKind::kPairs && bases) return true;
    return ids_.contains(mapping.id) && !(mapping.list == ListKind::kPeople && mentoring);
  }

 private:
  std::set<std::string> ids_;
  std::set<ListKind> kinds_;
};

class HeaderSearch {
 public:
  HeaderSearch(const Grid& grid, std::span<const Mapping> mappings, bool required)
      : grid_(grid),
        mappings_(mappings),
        required_(required),
        tab_(grid.tab, mappings),
        file_(FileName(grid), mappings) {}

  std::optional<ListHeader> Find() {
    const size_t end = std::min(grid_.rows.size(), kRowsLookedAt);
    for (const int known_min : {2, 1}) {
      for (size_t i = 0; i < end && !best_; ++i) Consider(i, known_min);
      if (best_) break;
    }
    if (best_ && !required_) ConsiderAll(end);
    if (best_) {
      best_->cycle = FindSchoolYear(grid_.file + " " + TextAbove(grid_, best_->first_row));
    }
    return std::move(best_);
  }

 private:
  // For a message the row that knows the most is the nearest one, wherever it stands.
  void ConsiderAll(size_t end) {
    for (size_t i = 0; i < end; ++i) Consider(i, 1);
  }

  void Consider(size_t i, int known_min) {
    const Words above(TextAbove(grid_, i), mappings_);
    const Row& row = grid_.rows[i];
    const bool more = i + 1 < grid_.rows.size();
    for (const Mapping& mapping : mappings_) {
      if (more && IsGrouped(row, grid_.rows[i + 1])) {
        Judge(MakeHeader(mapping, TwoRowTitles(row, grid_.rows[i + 1])), i, 2, above, known_min);
      } else if (more && HasGaps(row, grid_.rows[i + 1])) {
        Judge(MakeHeader(mapping, SpreadTitles(row, grid_.rows[i + 1])), i, 2, above, known_min);
      }
      Judge(MakeHeader(mapping, TitlesOf(row)), i, 1, above, known_min);
    }
  }

  void Judge(ListHeader header, size_t row, size_t rows, const Words& above, int known_min) {
    header.first_row = row;
    header.rows = rows;
    if (required_ && !HasRequired(header)) return;
    const int known = FieldsKnown(header);
    const bool ignored = header.Has(ListField::kIgnored);
    if (known == 0 || known + (ignored ? 1 : 0) < known_min) return;
    const int score = Score(header, known, above);
    const bool tie = score == best_score_ && best_->mapping->list != header.mapping->list;
    if (tie) best_->rivals.insert(header.mapping->id);
    if (score <= best_score_) return;
    best_score_ = score;
    best_ = std::move(header);
  }

  // A known column counts, names count as far as they are near to the list.
  int Score(const ListHeader& header, int known, const Words& above) const {
    constexpr int kColumnScore = 2;
    constexpr int kTabScore = 12;  // who names a list says more than a few columns do
    constexpr int kTitleScore = 10;
    constexpr int kFileScore = 4;
    const Mapping& mapping = *header.mapping;
    int score = known * kColumnScore;
    // That a list has both sides of a pair, or all its mapping asks for, tells more than a column.
    if (mapping.list == ListKind::kPairs && NamesPeople(header)) score += kColumnScore;
    if (required_ && !mapping.required.empty()) ++score;
    if (tab_.SpeakOf(mapping)) score += kTabScore;
    if (above.SpeakOf(mapping)) score += kTitleScore;
    if (file_.SpeakOf(mapping)) score += kFileScore;
    return score;
  }

  const Grid& grid_;
  const std::span<const Mapping> mappings_;
  const bool required_;
  const Words tab_;
  const Words file_;
  std::optional<ListHeader> best_;
  int best_score_ = 0;
};

// Of a column the list does not know: the lists of mentoring that know it, when the sheet can be
// read as them, too.
std::string FindOtherReaders(const ListHeader& header, const std::vector<std::string>& titles,
                             const std::string& title, std::span<const Mapping> mappings) {
  std::string ids;
  if (header.mapping->list == ListKind::kPeople) return ids;
  for (const Mapping& mapping : mappings) {
    if (mapping.list == ListKind::kPeople || mapping.list == header.mapping->list) continue;
    const auto field = FieldOf(mapping, title);
    if (!field || *field == ListField::kIgnored) continue;
    if (HasRequired(MakeHeader(mapping, titles))) ids += (ids.empty() ? "" : ", ") + mapping.id;
  }
  return ids;
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
  if (!column.others.empty()) {
    return reporter.Warn(
        "R0802", grid.file, row, ShownCell(column.title),
        {"столбец другого списка, здесь он не читается",
         "a column of another list, it is not read here"},
        {fmt::format("загрузите файл ещё раз с раскладкой, которая его читает: {}", column.others),
         fmt::format("import the file once more with a mapping that reads it: {}", column.others)});
  }
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

// Two lists of the same columns: which one it is decides what is counted.
bool CheckRivals(const Grid& grid, uint32_t row, const ListHeader& header, Reporter& reporter) {
  if (header.rivals.empty()) return true;
  std::string names = header.mapping->id;
  for (const std::string& id : header.rivals) names += ", " + id;
  reporter.Error("R0801", grid.file, row, "",
                 {"по столбцам это может быть не один список: " + names,
                  "by its columns it may be one of several lists: " + names},
                 {"назовите раскладку или сам лист", "name the mapping, or the sheet by its list"});
  return false;
}

}  // namespace

std::optional<ListHeader> FindListHeader(const Grid& grid, std::span<const Mapping> mappings,
                                         std::span<const Mapping> all) {
  std::optional<ListHeader> header = HeaderSearch(grid, mappings, true).Find();
  if (!header) return header;
  std::vector<std::string> titles;
  for (const ListColumn& column : header->columns) titles.push_back(column.title);
  for (ListColumn& column : header->columns) {
    if (column.field || column.title.empty()) continue;
    column.others = FindOtherReaders(*header, titles, column.title, all);
    column.suggestions = Suggest(*header, column.title);
  }
  return header;
}

std::optional<ListHeader> FindNearestHeader(const Grid& grid, std::span<const Mapping> mappings) {
  return HeaderSearch(grid, mappings, false).Find();
}

bool CheckListHeader(const Grid& grid, const ListHeader& header, Reporter& reporter) {
  const auto row = static_cast<uint32_t>(grid.rows[header.first_row].place);
  bool ok = CheckRequired(grid, row, header, reporter) && CheckRivals(grid, row, header, reporter);
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
