#include "engine/roadmap/measure_reader.h"

#include <fmt/format.h>

#include <utility>

#include "engine/base/utf8.h"
#include "engine/roadmap/diagnostic_code.h"
#include "engine/roadmap/text_format.h"

namespace vekha::roadmap {
namespace {

Place At(const yaml::Reader& reader, const yaml::Node& node) { return {&reader.source(), &node}; }

std::optional<RawOffset> ReadOffset(yaml::Reader& reader, Record& record, std::string_view key) {
  const std::optional<Text> text = record.FindText(key);
  if (!text) return std::nullopt;
  const std::optional<RawOffset> offset = ParseOffset(text->value);
  if (!offset) {
    reader.Error(*text->place.node, code::kBadFormat,
                 {fmt::format("\"{}\" - не число дней", yaml::Shortened(text->value)),
                  fmt::format("\"{}\" is no number of days", yaml::Shortened(text->value))},
                 {fmt::format("{}, не больше {}", ShapeHint(Shape::kOffset).ru, kMaxOffsetDays),
                  fmt::format("{}, {} at most", ShapeHint(Shape::kOffset).en, kMaxOffsetDays)});
  }
  return offset;
}

// A key that says something only beside another.
void RequireCompany(yaml::Reader& reader, const Record& record, std::string_view key,
                    std::string_view company) {
  const yaml::Node* node = record.FindNode(key);
  if (node == nullptr || record.FindNode(company) != nullptr) return;
  reader.Error(*node, code::kContradictoryTerm,
               {fmt::format("\"{}\" ничего не значит без \"{}\"", key, company),
                fmt::format("\"{}\" says nothing without \"{}\"", key, company)});
}

void CheckTermParts(yaml::Reader& reader, const Record& record, const RawTerm& term,
                    const yaml::Node& node) {
  const int bases = (record.FindNode("due") != nullptr ? 1 : 0) +
                    (record.FindNode("anchor") != nullptr ? 1 : 0) +
                    (record.FindNode("external") != nullptr ? 1 : 0);
  if (bases > 1) {
    reader.Error(node, code::kContradictoryTerm,
                 {"у срока одно из трёх: \"due\", \"anchor\" или \"external\"",
                  "a term has one of \"due\", \"anchor\" and \"external\""});
  }
  if (bases == 0 && record.FindNode("phrase") == nullptr) {
    reader.Error(node, code::kContradictoryTerm,
                 {"срок не говорит ни о каком дне", "the term says no day"},
                 {"напишите phrase или одно из трёх: due, anchor, external",
                  "write a phrase, or one of due, anchor and external"});
  }
  for (const std::string_view key : {"start", "every", "inclusive"}) {
    RequireCompany(reader, record, key, "due");
  }
  for (const std::string_view key : {"before", "after"}) {
    RequireCompany(reader, record, key, "anchor");
  }
  if (record.FindNode("before") != nullptr && record.FindNode("after") != nullptr) {
    reader.Error(*record.FindNode("after"), code::kContradictoryTerm,
                 {"срок либо до (before), либо после (after) опорного дня",
                  "a term is either before or after its anchor"});
  }
  if (!term.start || !term.due) return;
  const bool backwards =
      term.inclusive ? term.due->value < term.start->value : term.due->value <= term.start->value;
  if (backwards) {
    reader.Error(
        *term.due->place.node, code::kContradictoryTerm,
        {fmt::format("срок кончается раньше, чем начинается ({})", FormatIso(term.start->value)),
         fmt::format("the term ends before it starts on {}", FormatIso(term.start->value))});
  }
}

RawTerm ReadTermParts(yaml::Reader& reader, const yaml::Node& node) {
  Record record(reader, node, TermKeys());
  RawTerm out;
  out.place = record.place();
  out.phrase = record.FindText("phrase");
  out.due = record.FindDate("due");
  out.start = record.FindDate("start");
  if (const auto step = record.FindWordIndex("every")) {
    // The table's words: month, quarter, year.
    constexpr term::DueEvery kSteps[] = {term::DueEvery::kMonth, term::DueEvery::kQuarter,
                                         term::DueEvery::kYear};
    out.every = kSteps[step->value];
  }
  out.inclusive = record.FindBool("inclusive").value_or(true);
  out.anchor = record.FindText("anchor");
  out.external = record.FindText("external");
  if (const auto before = ReadOffset(reader, record, "before")) {
    out.offset = {-before->days, before->working};
  }
  if (const auto after = ReadOffset(reader, record, "after")) out.offset = *after;
  CheckTermParts(reader, record, out, node);
  return out;
}

std::vector<Responsible> ReadExecutorList(yaml::Reader& reader, const yaml::Node& node) {
  std::vector<Responsible> out;
  for (const yaml::Node& child : node.items) {
    Record record(reader, child, ExecutorKeys());
    Responsible executor;
    executor.name = record.TextOr("name", "");
    executor.kind = record.FindWord<ResponsibleKind>("kind").value_or(ResponsibleKind::kPerson);
    executor.position = record.TextOr("position", "");
    executor.role = record.TextOr("role", "");
    out.push_back(std::move(executor));
  }
  return out;
}

// What stands for the cell when the file lists executors: their names.
std::string CellOf(const std::vector<Responsible>& executors) {
  std::string cell;
  for (const Responsible& executor : executors) {
    if (!cell.empty()) cell += ", ";
    cell += executor.name;
    if (!executor.position.empty()) cell += ", " + executor.position;
  }
  return cell;
}

std::optional<RawExecutors> ReadExecutors(yaml::Reader& reader, Record& record) {
  const yaml::Node* node = record.FindNode("responsible");
  if (node == nullptr) return std::nullopt;
  RawExecutors out;
  out.place = At(reader, *node);
  if (node->IsSequence()) {
    out.listed = ReadExecutorList(reader, *node);
    out.cell = CellOf(*out.listed);
    return out;
  }
  Key key = record.KeyOf("responsible");
  key.shape = Shape::kCell;  // an empty cell is a fact about the document, not a slip
  std::optional<std::string> cell = record.TextOf(*node, key);
  if (!cell) return std::nullopt;
  out.cell = *std::move(cell);
  return out;
}

std::optional<Located<Level>> ReadFanOut(Record& record) {
  const auto index = record.FindWordIndex("for");
  if (!index) return std::nullopt;
  return Located<Level>{static_cast<Level>(index->value), index->place};
}

}  // namespace

RawTerm ReadTerm(yaml::Reader& reader, const yaml::Node& node, const Key& key) {
  if (node.IsMapping()) return ReadTermParts(reader, node);
  RawTerm out;
  out.place = At(reader, node);
  std::optional<std::string> phrase = reader.AsText(node);
  if (!phrase) return out;
  if (CodePointCount(*phrase) > static_cast<size_t>(key.max)) {
    reader.Error(node, code::kTooLong,
                 {fmt::format("\"term\" длиннее {} знаков", key.max),
                  fmt::format("\"term\" is longer than {} characters", key.max)});
    return out;
  }
  phrase->erase(phrase->find_last_not_of(" \t\r\n") + 1);
  out.phrase = Text{*std::move(phrase), At(reader, node)};
  return out;
}

RawMeasure ReadMeasure(yaml::Reader& reader, const yaml::Node& node, const KeyTable& table) {
  Record record(reader, node, table);
  RawMeasure out;
  out.place = record.place();
  out.complete = node.IsMapping();
  if (FindKey(table, "use") != nullptr) {
    out.use = record.FindText("use");
    out.complete = false;  // until the library is looked at
  }
  if (auto id = record.FindText("id")) out.id = *std::move(id);
  out.number = record.FindText("number");
  out.title = record.FindText("title");
  if (const yaml::Node* term = record.FindNode("term")) {
    out.term = ReadTerm(reader, *term, record.KeyOf("term"));
  }
  out.responsible = ReadExecutors(reader, record);
  out.outcome = record.FindText("outcome");
  out.result = record.FindText("result");
  out.evidence = record.FindWord<EvidenceKind>("evidence");
  out.after = record.FindIds("after");
  out.done_when = record.FindText("done_when");
  out.applies_when = record.FindText("applies_when");
  out.nonworking = record.FindWord<calendar::DayShift>("nonworking");
  out.ladder = record.FindText("ladder");
  out.heartbeat = record.FindInt("heartbeat");
  out.for_each = ReadFanOut(record);
  if (const auto gather = record.FindText("gather")) out.gather = ParseGather(gather->value);
  if (FindKey(table, "items") == nullptr) return out;
  for (const yaml::Node* item : record.Children("items")) {
    out.items.push_back(ReadMeasure(reader, *item, ItemKeys()));
  }
  return out;
}

void ReadRow(yaml::Reader& reader, const yaml::Node& node, RawStage& stage) {
  if (node.Find("heading") != nullptr) {
    Record record(reader, node, HeadingKeys());
    stage.headings.push_back({record.place(), record.TextOr("heading", ""),
                              record.TextOr("title", ""), stage.measures.size()});
    return;
  }
  const bool use = node.Find("use") != nullptr;
  stage.measures.push_back(ReadMeasure(reader, node, use ? UseKeys() : MeasureKeys()));
}

}  // namespace vekha::roadmap
