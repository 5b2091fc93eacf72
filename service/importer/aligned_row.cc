#include "service/importer/aligned_row.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <utility>

#include "service/importer/cell_text.h"
#include "service/importer/month_columns.h"

namespace vekha::importer {
namespace {

using Cells = std::vector<Cell>;

constexpr size_t kWidthMax = 16;  // of a table whose rows are put right
constexpr size_t kHeaderWidth = 60;
constexpr size_t kCarriedWidth = 2000;

// How well the cells fit their columns.
int Fit(const Cells& cells, const Columns& columns) {
  int fit = 0;
  for (size_t i = 0; i < columns.fields.size() && i < cells.size(); ++i) {
    const std::string text = OneLine(cells[i].text);
    if (text.empty()) continue;
    switch (columns.fields[i]) {
      case Field::kNumber:
        fit += LooksLikeNumber(text) ? 3 : -3;
        break;
      case Field::kTerm:
        fit += LooksLikeTerm(text) ? 3 : -2;
        break;
      case Field::kResponsible:
        fit += LooksLikeResponsible(text) ? 2 : (LooksLikeTerm(text) ? -3 : -1);
        break;
      case Field::kTitle:
        fit += LooksLikeTerm(text) && text.size() < 60 ? -1 : 3;
        break;
      case Field::kOutcome:
      case Field::kResult:
        fit += LooksLikeTerm(text) && text.size() < 60 ? -1 : 1;
        break;
      case Field::kGroup:
      case Field::kMonth:
      case Field::kOther:
        break;
    }
  }
  return fit;
}

bool IsEmpty(const Cell& cell) { return OneLine(cell.text).empty(); }

Cells Inserted(const Cells& cells, size_t at) {
  Cells out = cells;
  out.insert(out.begin() + static_cast<std::ptrdiff_t>(at), Cell{});
  return out;
}

Cells Without(const Cells& cells, size_t at) {
  Cells out = cells;
  out.erase(out.begin() + static_cast<std::ptrdiff_t>(at));
  return out;
}

struct Shift {
  Cells cells;
  int fit = 0;
  std::string text;
};

// A row that goes on with the row above has no number to stand firm on: its few cells fit anywhere.
bool StandsFirm(const Cells& cells, const Columns& columns) {
  const auto number = columns.Find(Field::kNumber);
  return !number || (*number < cells.size() && !IsEmpty(cells[*number]));
}

// Cells slid left by one are moved right from some column on (only when the last one is free), and
// the other way round over an empty cell; only when the row fits much better.
void PutRight(Cells& cells, const Columns& columns, AlignedRow& row, const std::string& place) {
  const size_t width = columns.fields.size();
  while (cells.size() > width && IsEmpty(cells.back())) cells.pop_back();
  if (std::ranges::count_if(cells, [](const Cell& c) { return !IsEmpty(c); }) < 3) return;
  if (width > kWidthMax || !StandsFirm(cells, columns) || columns.Find(Field::kMonth)) return;
  Shift best{cells, Fit(cells, columns) + 2, {}};
  const auto consider = [&](Cells moved, const char* text) {
    const int fit = Fit(moved, columns);
    if (fit > best.fit) best = {std::move(moved), fit, text};
  };
  const bool room = cells.size() < width || IsEmpty(cells.back());
  for (size_t i = 0; room && i < cells.size(); ++i) {
    Cells moved = Inserted(cells, i);
    if (moved.size() > width) moved.pop_back();
    consider(std::move(moved), "ячейки сдвинуты на графу вправо");
  }
  for (size_t i = 0; i < cells.size(); ++i) {
    if (IsEmpty(cells[i]) && !cells[i].merged_above) {
      consider(Without(cells, i), "ячейки сдвинуты на графу влево");
    }
  }
  if (best.text.empty()) return;
  std::string quoted;
  for (const Cell& cell : cells) quoted += (quoted.empty() ? "" : " | ") + OneLine(cell.text);
  row.guesses.push_back({"title", best.text, Shorten(quoted, 200), place});
  cells = std::move(best.cells);
}

// A title and the list below it in one cell, while the column of the list is free.
void SplitTitle(AlignedRow& row, const Columns& columns, const std::string& place) {
  if (!columns.Find(Field::kOutcome) || !row.Empty(Field::kOutcome)) return;
  const std::vector<std::string> lines = Lines(row[Field::kTitle]);
  if (lines.size() < 2 || !ContinuesText(lines[1])) return;
  if (row.Empty(Field::kTerm) && row.Empty(Field::kResponsible)) return;
  row.guesses.push_back({"title", "название и содержание стояли в одной ячейке",
                         Shorten(OneLine(row[Field::kTitle]), 200), place});
  std::string rest;
  for (size_t i = 1; i < lines.size(); ++i) rest = Join(rest, lines[i]);
  row[Field::kOutcome] = rest;
  row[Field::kTitle] = lines[0];
}

// "начало | окончание": two columns make one term.
void AddTerm(const std::string& text, const std::string& header, AlignedRow& row) {
  static const RE2 kStart(R"((?i)(?:^|\P{L})(?:начал\p{L}*|с)\.?$)");
  static const RE2 kEnd(R"((?i)(?:^|\P{L})(?:окончани\p{L}*|завершени\p{L}*|по)\.?$)");
  static const RE2 kWorded(R"((?i)^(?:с|со|до|по|к|не позднее)\P{L})");
  const std::string line = OneLine(text);
  if (line.empty()) return;
  const bool worded = RE2::PartialMatch(line, kWorded);
  std::string word;
  if (!worded && RE2::PartialMatch(header, kStart)) word = "с ";
  if (!worded && RE2::PartialMatch(header, kEnd)) word = row.Empty(Field::kTerm) ? "до " : "по ";
  row[Field::kTerm] = Join(row[Field::kTerm], word + line);
  for (std::string& one : Lines(text)) row.term_lines.push_back(std::move(one));
}

std::string HeaderOf(const Columns& columns, size_t column) {
  const bool named = column < columns.headers.size() && !columns.headers[column].empty();
  return named ? columns.headers[column] : fmt::format("графа {}", column + 1);
}

Guess Carried(const std::string& header, const std::string& text, const std::string& place) {
  return {kCarriedKey, Shorten(header, kHeaderWidth), Shorten(text, kCarriedWidth), place};
}

// Marks in the columns of months make the term, unless the row has one of its own.
void TakeMarks(const Cells& cells, const Columns& columns, AlignedRow& row,
               const std::string& place) {
  if (!columns.Find(Field::kMonth)) return;
  TermOfMarks marks = ReadMarks(cells, columns.spans);
  const std::string quoted = Shorten(marks.marks, 200);
  for (const auto& [span, words] : marks.words) {
    row.guesses.push_back(Carried(span, words, place));
  }
  if (!marks.term.empty() && !row.Empty(Field::kTerm)) {
    row.guesses.push_back({"term", "отметки в графах месяцев не взяты", quoted, place});
  } else if (!marks.term.empty()) {
    row[Field::kTerm] = std::move(marks.term);
    row.guesses.push_back({"term", "срок по отметкам в графах месяцев", quoted, place});
  } else if (!columns.Find(Field::kTerm)) {
    bool merged = false;
    for (size_t i = 0; i < cells.size() && i < columns.spans.size(); ++i) {
      merged = merged || (!columns.spans[i].empty() && cells[i].merged_above);
    }
    row.merged_above[static_cast<size_t>(Field::kTerm)] = merged;
  }
}

bool Across(const Row& row) {
  const Cell* only = nullptr;
  for (const Cell& cell : row.cells) {
    if (IsEmpty(cell)) continue;
    if (only != nullptr) return false;
    only = &cell;
  }
  return only != nullptr && (only->columns > 2 || row.cells.size() == 1);
}

}  // namespace

bool AlignedRow::OnlyHas(std::initializer_list<Field> wanted) const {
  for (size_t i = 0; i < fields.size(); ++i) {
    const auto field = static_cast<Field>(i);
    if (field == Field::kOther || fields[i].empty()) continue;
    if (std::ranges::find(wanted, field) == wanted.end()) return false;
  }
  return true;
}

AlignedRow AlignRow(const Row& row, const Columns& columns, const std::string& place) {
  AlignedRow out;
  out.across = Across(row);
  Cells cells = row.cells;
  if (out.across) {
    const auto only = std::ranges::find_if(cells, [](const Cell& c) { return !IsEmpty(c); });
    out[Field::kTitle] = OneLine(only->text);
    return out;
  }
  PutRight(cells, columns, out, place);
  cells.resize(std::max(cells.size(), columns.fields.size()));
  for (const Field field : columns.fields) out.merged_above[static_cast<size_t>(field)] = true;
  for (size_t i = 0; i < cells.size(); ++i) {
    const Field field = i < columns.fields.size() ? columns.fields[i] : Field::kOther;
    const auto index = static_cast<size_t>(field);
    const std::string text = field == Field::kTitle ? cells[i].text : OneLine(cells[i].text);
    if (field == Field::kMonth) continue;
    if (field == Field::kOther) {
      if (!text.empty()) out.guesses.push_back(Carried(HeaderOf(columns, i), text, place));
      continue;
    }
    if (!text.empty() && i > 0 && out[field] == text) continue;  // one cell repeated over columns
    if (field == Field::kTerm) {
      AddTerm(cells[i].text, columns.headers[i], out);
    } else {
      out[field] = Join(out[field], text);
    }
    if (!cells[i].merged_above) out.merged_above[index] = false;
  }
  TakeMarks(cells, columns, out, place);
  SplitTitle(out, columns, place);
  out[Field::kTitle] = OneLine(out[Field::kTitle]);
  return out;
}

}  // namespace vekha::importer
