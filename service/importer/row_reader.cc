#include "service/importer/row_reader.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/roadmap/keys.h"
#include "service/importer/aligned_row.h"
#include "service/importer/cell_text.h"
#include "service/importer/row_number.h"
#include "service/importer/span_term.h"

namespace vekha::importer {
namespace {

constexpr size_t kQuoteWidth = 160;

std::string Limit(const DraftMeasure& measure) {
  const auto over = [](const std::string& text, int most) {
    return CodePointCount(text) > static_cast<size_t>(most);
  };
  if (over(measure.title, roadmap::kMaxTitle)) {
    return fmt::format("название длиннее {} знаков", roadmap::kMaxTitle);
  }
  if (over(measure.term, roadmap::kMaxTitle)) {
    return fmt::format("срок длиннее {} знаков", roadmap::kMaxTitle);
  }
  if (over(measure.responsible, roadmap::kMaxTitle)) {
    return fmt::format("исполнители длиннее {} знаков", roadmap::kMaxTitle);
  }
  if (over(measure.outcome, roadmap::kMaxCell) || over(measure.result, roadmap::kMaxCell)) {
    return fmt::format("результат длиннее {} знаков", roadmap::kMaxCell);
  }
  return {};
}

struct Part {
  Field field;
  std::string DraftMeasure::*text;
  const char* key;
};
constexpr Part kParts[] = {{Field::kTitle, &DraftMeasure::title, "title"},
                           {Field::kOutcome, &DraftMeasure::outcome, "outcome"},
                           {Field::kTerm, &DraftMeasure::term, "term"},
                           {Field::kResponsible, &DraftMeasure::responsible, "responsible"},
                           {Field::kResult, &DraftMeasure::result, "result"}};

bool EndsInTheMiddle(const std::string& text) {
  if (EndsHanging(text)) return true;
  static const RE2 kOpen(R"([(«][^)»]*$)");
  return RE2::PartialMatch(text, kOpen);
}

}  // namespace

struct RowReader::Reading {
  const Table& table;
  const Columns& columns;
  bool number_is_group = false;  // numbers count directions; their measures have none

  bool Has(Field field) const { return columns.Find(field).has_value(); }
  bool HasTerms() const { return Has(Field::kTerm) || Has(Field::kMonth); }
};

namespace {

// Numbers stand only where a direction begins, and rows without either follow.
bool NumberIsGroup(const Table& table, const Columns& columns) {
  const auto group = columns.Find(Field::kGroup);
  const auto number = columns.Find(Field::kNumber);
  if (!group || !number) return false;
  bool bare = false;
  for (size_t i = columns.first_row; i < table.rows.size(); ++i) {
    const Row& row = table.rows[i];
    const auto filled = [&](size_t column) {
      return column < row.cells.size() && !OneLine(row.cells[column].text).empty();
    };
    if (filled(*number) && !filled(*group)) return false;
    if (!filled(*number) && !filled(*group)) bare = true;
  }
  return bare;
}

bool IsRepeatedHeader(const Row& row, const Columns& columns) {
  const auto repeats = [&](const std::vector<std::string>& header) {
    size_t same = 0;
    for (size_t i = 0; i < row.cells.size(); ++i) {
      const std::string text = OneLine(row.cells[i].text);
      if (text.empty()) continue;
      if (i >= header.size() || text != header[i]) return false;
      ++same;
    }
    return same > 1;
  };
  return std::ranges::any_of(columns.header_rows, repeats);
}

bool IsEmptyRow(const Row& row) {
  return std::ranges::all_of(row.cells, [](const Cell& c) { return OneLine(c.text).empty(); });
}

// A row without a number that goes on with the row above.
bool GoesOn(const AlignedRow& row, bool after_break, const DraftMeasure* last) {
  if (last == nullptr) return false;
  const std::string& title = row[Field::kTitle];
  const bool own_term = LooksLikeTerm(row[Field::kTerm]);
  const bool answered = !row.Empty(Field::kResponsible);
  if (title.empty()) {
    const std::string& text =
        row.Empty(Field::kResult) ? row[Field::kOutcome] : row[Field::kResult];
    return after_break || !own_term || text.empty() || ContinuesText(text);
  }
  if (own_term && answered) return false;
  if (ContinuesText(title) || ContinuesText(row[Field::kGroup])) return true;
  if (own_term || answered) return false;
  return EndsInTheMiddle(last->title) || (after_break && !row.OnlyHas({Field::kTitle}));
}

}  // namespace

void RowReader::ReadTable(const Table& table, const Columns& columns, const std::string& heading) {
  if (!heading.empty()) {
    Numbered named = TakeNumber(heading);
    span_ = LooksLikeSpan(named.text) ? named.text : std::string();
    StartStage(
        named.number, named.text,
        {{"title", "раздел назван строкой над таблицей", Shorten(heading, kQuoteWidth), {}}});
  }
  const Reading reading{table, columns, NumberIsGroup(table, columns)};
  for (size_t i = columns.first_row; i < table.rows.size(); ++i) {
    ReadRow(reading, table.rows[i]);
    progress_(++rows_done_);
  }
}

void RowReader::ReadRow(const Reading& reading, const Row& row) {
  if (IsEmptyRow(row)) return;
  ++draft_.count.read;
  const std::string place = PlaceName(document_, reading.table, row, -1);
  if (IsColumnNumbers(row)) return Refuse(row, place, "номера граф");
  if (IsRepeatedHeader(row, reading.columns)) return Refuse(row, place, "повтор заголовка таблицы");
  AlignedRow aligned = AlignRow(row, reading.columns, place);
  std::string& number = aligned[Field::kNumber];
  std::string& title = aligned[Field::kTitle];
  if (aligned.across || !reading.Has(Field::kNumber) ||
      (!number.empty() && !LooksLikeNumber(number) && title.empty())) {
    Numbered named = TakeNumber(Join(number, title));
    number = named.number;
    title = named.text;
  }
  if (!aligned.across) ReadGroup(reading, aligned, place);
  if (ReadHeading(reading, row, aligned, place)) return;
  if (number.empty() && GoesOn(aligned, row.after_break, LastMeasure())) {
    return JoinToLast(row, aligned, place);
  }
  AddMeasure(reading, row, MakeMeasure(aligned, place));
}

// The column of directions: a new text begins a stage, a small letter goes on with the one above.
void RowReader::ReadGroup(const Reading& reading, AlignedRow& aligned, const std::string& place) {
  std::string& group = aligned[Field::kGroup];
  std::string& number = aligned[Field::kNumber];
  if (!group.empty() && number.empty() && ContinuesText(group) && !draft_.stages.empty()) {
    DraftStage& stage = CurrentStage();
    stage.title = Join(stage.title, group);
    stage.guesses.push_back({"title", "продолжение присоединено", group, place});
  } else if (!group.empty() && (draft_.stages.empty() || group != group_)) {
    StartStage(reading.number_is_group ? number : std::string(), group);
    group_ = group;
    span_ = LooksLikeSpan(group) ? group : std::string();
  }
  if (reading.number_is_group) number.clear();
}

// A row with nothing but a title heads what follows: a stage, a month, a group of measures.
bool RowReader::ReadHeading(const Reading& reading, const Row& row, AlignedRow& aligned,
                            const std::string& place) {
  const std::string& number = aligned[Field::kNumber];
  const std::string& title = aligned[Field::kTitle];
  // A small letter goes on with the line above, but not in a cell made as wide as the table.
  static const RE2 kListed(R"(^\P{L})");
  const bool goes_on =
      ContinuesText(title) && (row.cells.size() == 1 || RE2::PartialMatch(title, kListed));
  if (aligned.across && number.empty() && goes_on && LastMeasure() != nullptr) {
    DraftMeasure& last = *LastMeasure();
    last.title = Join(last.title, title);
    last.guesses.push_back({"title", "продолжение строки присоединено", title, place});
    ++draft_.count.joined;
    ++draft_.count.written;
    return true;
  }
  const bool span = aligned.OnlyHas({Field::kNumber, Field::kTitle}) && LooksLikeSpan(title);
  if (!aligned.across && !span) {
    const bool inherits = aligned.merged_above[static_cast<size_t>(Field::kTerm)] ||
                          aligned.merged_above[static_cast<size_t>(Field::kResponsible)];
    if (title.empty() || !aligned.OnlyHas({Field::kNumber, Field::kTitle}) || inherits)
      return false;
    if (!reading.HasTerms() && !reading.Has(Field::kResponsible)) return false;
    if (number.empty() && GoesOn(aligned, row.after_break, LastMeasure())) return false;
    if (FollowsInCount(number)) return false;
  }
  if (aligned.across || span || number.empty() || IsTopLevel(number)) {
    span_ = LooksLikeSpan(title) ? title : std::string();
    StartStage(number, title, std::move(aligned.guesses));
  } else {
    CurrentStage().rows.emplace_back(DraftHeading{number, title, std::move(aligned.guesses)});
  }
  ++draft_.count.headings;
  ++draft_.count.written;
  return true;
}

// "7" after "6" in a plan that is one flat list: a measure nobody has filled in yet.
bool RowReader::FollowsInCount(const std::string& number) {
  static const RE2 kFlat(R"((\d{1,3})[.)]?)");
  int before = 0;
  int here = 0;
  const DraftMeasure* last = LastMeasure();
  return draft_.count.headings == 0 && last != nullptr &&
         RE2::FullMatch(last->number, kFlat, &before) && RE2::FullMatch(number, kFlat, &here) &&
         here > before;
}

void RowReader::JoinToLast(const Row& row, const AlignedRow& aligned, const std::string& place) {
  DraftMeasure& measure = *LastMeasure();
  DraftMeasure last = measure;
  std::string joined;
  const char* key = nullptr;
  for (const Part& part : kParts) {
    if (aligned.Empty(part.field)) continue;
    last.*part.text = Join(last.*part.text, aligned[part.field]);
    joined += (joined.empty() ? "" : " | ") + aligned[part.field];
    if (key == nullptr) key = part.key;
  }
  if (const std::string over = Limit(last); !over.empty()) return Refuse(row, place, over);
  if (key != nullptr) {
    last.guesses.push_back(
        {key, "продолжение строки присоединено", Shorten(joined, kQuoteWidth), place});
  }
  for (const Guess& one : aligned.guesses) {
    if (one.key == kCarriedKey) last.guesses.push_back(one);
  }
  measure = std::move(last);
  ++draft_.count.joined;
  ++draft_.count.written;
}

DraftMeasure RowReader::MakeMeasure(AlignedRow& aligned, const std::string& place) {
  DraftMeasure measure;
  measure.number = aligned[Field::kNumber];
  measure.place = place;
  measure.guesses = std::move(aligned.guesses);
  for (const Part& part : kParts) measure.*part.text = aligned[part.field];
  measure.term_lines = std::move(aligned.term_lines);
  const DraftMeasure* last = LastMeasure();
  const bool unnamed = measure.title.empty();
  if (unnamed) {
    measure.title = measure.outcome.empty() ? measure.result : measure.outcome;
    measure.guesses.push_back({"title", "графа мероприятия пуста: название из другой графы",
                               Shorten(measure.title, kQuoteWidth), place});
  }
  for (const Part& part : kParts) {
    const bool merged = aligned.merged_above[static_cast<size_t>(part.field)];
    const bool lent = unnamed && measure.number.empty() && part.field == Field::kResponsible;
    if (last == nullptr || !(measure.*part.text).empty() || !(merged || lent)) continue;
    if (part.field == Field::kTitle || part.field == Field::kOutcome) continue;
    measure.*part.text = last->*part.text;
    if (!(measure.*part.text).empty()) {
      measure.guesses.push_back({part.key, "взято из строки выше: ячейка объединена",
                                 Shorten(measure.*part.text, kQuoteWidth), place});
    }
  }
  SetTermOfSpan(measure);
  return measure;
}

// Below "Сентябрь 2024" an empty term is that month, and "до 15" or "2 неделя" stand in it.
void RowReader::SetTermOfSpan(DraftMeasure& measure) {
  if (span_.empty()) return;
  const std::string cell = measure.term;
  if (const auto term = TermInSpan(cell, span_)) {
    measure.term = *term;
    measure.guesses.push_back({"term", "срок по заголовку «" + span_ + "»", cell, measure.place});
  }
}

void RowReader::AddMeasure(const Reading& reading, const Row& row, DraftMeasure measure) {
  if (measure.title.empty()) return Refuse(row, measure.place, "нет названия мероприятия");
  if (const std::string over = Limit(measure); !over.empty()) {
    return Refuse(row, measure.place, over);
  }
  DraftMeasure* last = LastMeasure();
  if (last != nullptr && EndsHanging(last->result) && ContinuesText(measure.result)) {
    last->guesses.push_back({"result", "конец результата возвращён из следующей строки",
                             Shorten(measure.result, kQuoteWidth), measure.place});
    measure.guesses.push_back({"title", "в графе результата стоял конец результата строки выше",
                               Shorten(measure.result, kQuoteWidth), measure.place});
    last->result = Join(last->result, measure.result);
    measure.result.clear();
  }
  if (!reading.Has(Field::kNumber) && measure.number.empty()) {
    measure.id = FreeId(std::to_string(draft_.count.measures + 1), false);
  } else if (measure.number.empty()) {
    measure.id = FreeId(last_id_, true);
    if (reading.Has(Field::kNumber) && !reading.number_is_group) {
      measure.guesses.push_back({"id", "строка без номера", {}, measure.place});
    }
  } else {
    if (std::string repaired = RepairedNumber(measure.number); !repaired.empty()) {
      measure.guesses.push_back({"id", "после " + last_id_ + ": ноль в конце номера потерян",
                                 measure.number, measure.place});
      measure.number = std::move(repaired);
    }
    const std::string wanted = IdOf(measure.number);
    measure.id = FreeId(wanted.empty() ? last_id_ : wanted, wanted.empty());
    if (measure.id != wanted) {
      measure.guesses.push_back({"id", "номер уже был выше", measure.number, measure.place});
    }
  }
  measure_ids_.insert(measure.id);
  last_id_ = measure.id;
  if (CurrentStage().rows.size() >= static_cast<size_t>(roadmap::kMaxListed)) {
    StartStage({}, CurrentStage().title,
               {{"title",
                 fmt::format("в этапе больше {} строк: он продолжен", roadmap::kMaxListed),
                 {},
                 measure.place}});
    last_id_ = measure.id;
  }
  CurrentStage().rows.emplace_back(std::move(measure));
  ++draft_.count.measures;
  ++draft_.count.written;
}

void RowReader::StartStage(std::string number, std::string title, std::vector<Guess> guesses) {
  DraftStage stage;
  stage.id = IdOf(number);
  if (stage.id.empty()) stage.id = std::to_string(draft_.stages.size() + 1);
  const std::string wanted = stage.id;
  for (int i = 1; stage_ids_.contains(stage.id); ++i) stage.id = fmt::format("{}+{}", wanted, i);
  stage_ids_.insert(stage.id);
  stage.title = Shorten(title, static_cast<size_t>(roadmap::kMaxTitle) - 1);
  stage.guesses = std::move(guesses);
  last_id_ = stage.id;
  draft_.stages.push_back(std::move(stage));
}

DraftStage& RowReader::CurrentStage() {
  if (draft_.stages.empty()) {
    StartStage("1", draft_.title,
               {{"title", "разделов в таблице нет: этап назван по документу", {}, {}}});
  }
  return draft_.stages.back();
}

DraftMeasure* RowReader::LastMeasure() {
  if (draft_.stages.empty() || draft_.stages.back().rows.empty()) return nullptr;
  return std::get_if<DraftMeasure>(&draft_.stages.back().rows.back());
}

// "2.8" without a number of its own becomes "2.8+1", the next "2.8+2".
std::string RowReader::FreeId(std::string wanted, bool unnumbered) const {
  if (wanted.empty()) wanted += '0';
  if (!unnumbered && !measure_ids_.contains(wanted)) return wanted;
  static const RE2 kEnd(R"(\+(\d+)$)");
  int next = 1;
  // The one before was "2.8+7": the free one is near.
  if (RE2::PartialMatch(wanted, kEnd, &next)) ++next;
  RE2::Replace(&wanted, kEnd, "");
  for (int i = next;; ++i) {
    std::string id = fmt::format("{}+{}", wanted, i);
    if (!measure_ids_.contains(id)) return id;
  }
}

// A sheet that keeps "1.10" as a number shows "1.1" again after "1.9"; empty when it is not so.
std::string RowReader::RepairedNumber(const std::string& number) const {
  static const RE2 kBefore(R"(^((?:\d+\.)+)(\d*9)$)");
  std::string head;
  int last = 0;
  if (!RE2::FullMatch(last_id_, kBefore, &head, &last)) return {};
  std::string wanted = fmt::format("{}{}", head, last + 1);
  const std::string id = IdOf(number);
  if (id == wanted || !measure_ids_.contains(id) || measure_ids_.contains(wanted)) return {};
  std::string cut = wanted;
  while (cut.ends_with('0')) cut.pop_back();
  return id == cut ? wanted : std::string();
}

void RowReader::Refuse(const Row& row, std::string place, std::string reason) {
  RefusedRow refused{std::move(place), std::move(reason), {}};
  for (const Cell& cell : row.cells) refused.cells.push_back(OneLine(cell.text));
  draft_.refused.push_back(std::move(refused));
}

// A section nobody filled makes no stage: its title is kept as a heading of the one before.
void RowReader::Finish() {
  std::vector<DraftStage> stages;
  for (DraftStage& stage : draft_.stages) {
    if (!stage.rows.empty() || stages.empty()) {
      stages.push_back(std::move(stage));
    } else {
      stages.back().rows.emplace_back(
          DraftHeading{stage.id, stage.title, std::move(stage.guesses)});
    }
  }
  draft_.stages = std::move(stages);
}

}  // namespace vekha::importer
