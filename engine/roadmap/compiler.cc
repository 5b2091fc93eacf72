#include "engine/roadmap/compiler.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "engine/facts/spelling.h"
#include "engine/roadmap/condition_compiler.h"
#include "engine/roadmap/diagnostic_code.h"
#include "engine/roadmap/keys.h"
#include "engine/roadmap/level_environment.h"
#include "engine/roadmap/measure_merge.h"
#include "engine/roadmap/term_compiler.h"

namespace vekha::roadmap {
namespace {

std::vector<const RawMeasure*> RowsOf(const std::vector<RawStage>& stages) {
  std::vector<const RawMeasure*> rows;
  for (const RawStage& stage : stages) {
    for (const RawMeasure& measure : stage.measures) rows.push_back(&measure);
  }
  return rows;
}

std::string ValueOr(const std::optional<Text>& text, const std::string& otherwise) {
  return text ? text->value : otherwise;
}

std::vector<Responsible> ExecutorsOf(const RawExecutors& raw, const RoleNames& roles) {
  if (!raw.listed) return SplitResponsible(raw.cell, roles);
  std::vector<Responsible> out = *raw.listed;
  for (Responsible& executor : out) {
    if (executor.role.empty()) executor.role = roles.Find(executor.name);
  }
  return out;
}

// Of the organization the work belongs to.
std::optional<Level> LevelOf(const RawMeasure& raw, std::optional<Level> roadmap) {
  return raw.for_each ? raw.for_each->value : roadmap;
}

}  // namespace

void Compiler::Report(const Place& place, Severity severity, const char* code, Bilingual message,
                      Bilingual hint) {
  // A mapping is pointed at by its beginning, not underlined whole.
  SourceRange range = place.node->range;
  if (place.node->IsMapping() || place.node->IsSequence()) range.end = range.begin + 1;
  diagnostics_.push_back(
      MakeDiagnostic(*place.source, range, severity, code, std::move(message), std::move(hint)));
}

Roadmap Compiler::CompileRoadmap(RawRoadmap raw) {
  ResolveUses(raw.stages);
  const MeasureGraph graph(file_.source, RowsOf(raw.stages), uses_, diagnostics_);
  CheckFile(raw, graph);

  Roadmap out;
  out.id = RoadmapId(raw.id.value);
  out.title = raw.title;
  out.level = raw.level.value_or(Level::kSchool);
  out.source = raw.source;
  if (raw.period) out.period = *raw.period;
  out.calendar = raw.calendar;
  out.nonworking = raw.nonworking;
  out.control = raw.control;
  out.self_control = raw.self_control;
  out.authority = raw.authority.value_or(out.level == Level::kSchool ? "head" : "coordinator");
  out.extensions = raw.extensions.value_or(out.extensions);
  out.ladder = raw.ladder.value;
  out.settings = raw.settings;
  out.roles = raw.roles;
  out.text_name = file_.source.name();
  if (graph.work_count() > static_cast<size_t>(kMaxMeasures)) return out;  // reported

  const Surroundings around{raw.level,        raw.period,    raw.settings,        raw.nonworking,
                            raw.ladder.value, out.authority, RoleNames(raw.roles)};
  for (const RawStage& raw_stage : raw.stages) {
    Stage& stage = out.stages.emplace_back();
    stage.id = raw_stage.id.value;
    stage.title = raw_stage.title;
    stage.position = file_.source.PositionAt(raw_stage.place.node->range.begin);
    for (const RawMeasure& row : raw_stage.measures) {
      stage.measures.push_back(CompileRow(row, around, graph));
    }
    for (const RawHeading& heading : raw_stage.headings) {
      stage.headings.push_back({heading.number, heading.title, heading.before,
                                file_.source.PositionAt(heading.place.node->range.begin)});
    }
  }
  for (const RawIndicator& indicator : raw.indicators) {
    out.indicators.push_back(CompileIndicator(indicator, around));
  }
  CheckCosts();
  return out;
}

void Compiler::CheckLibrary(const RawLibrary& library) {
  std::vector<const RawMeasure*> rows;
  for (const RawMeasure& measure : library.measures) rows.push_back(&measure);
  const MeasureGraph graph(file_.source, rows, uses_, diagnostics_);
  if (library.measures.empty()) {
    Report(library.place, Severity::kError, code::kNoMeasures,
           {"в библиотеке нет мероприятий", "the library has no measures"});
  }
  for (const RawMeasure* row : rows) CompileRow(*row, Surroundings{}, graph);
}

// What concerns the file as a whole.
void Compiler::CheckFile(const RawRoadmap& raw, const MeasureGraph& graph) {
  if (graph.work_count() > static_cast<size_t>(kMaxMeasures)) {
    Report(raw.place, Severity::kError, code::kTooMany,
           {fmt::format("в файле {} мероприятий, допускается {}", graph.work_count(), kMaxMeasures),
            fmt::format("the file has {} measures, the limit is {}", graph.work_count(),
                        kMaxMeasures)});
  }
  if (graph.work_count() == 0 && !HasErrors(diagnostics_)) {
    Report(raw.place, Severity::kError, code::kNoMeasures,
           {"в карте нет мероприятий", "the roadmap has no measures"});
  }
  CheckLadder(raw.ladder);
  std::set<std::string> stages;
  for (const RawStage& stage : raw.stages) {
    if (stage.id.value.empty() || stages.insert(stage.id.value).second) continue;
    Report(stage.id.place, Severity::kError, code::kDuplicateId,
           {fmt::format("этап \"{}\" в файле уже есть", stage.id.value),
            fmt::format("stage \"{}\" is already in the file", stage.id.value)});
  }
  CheckIndicators(raw);
}

void Compiler::ResolveUses(std::vector<RawStage>& stages) {
  for (RawStage& stage : stages) {
    for (RawMeasure& measure : stage.measures) {
      if (measure.use) ResolveUse(measure);
    }
  }
}

void Compiler::ResolveUse(RawMeasure& measure) {
  const RawMeasure* from = FindLibraryMeasure(*measure.use);
  if (from == nullptr) return;
  const std::string& used = measure.use->value;
  const std::string library = used.substr(0, used.find('/') + 1);
  const bool own_items = !measure.items.empty();
  measure = UseLibraryMeasure(measure, *from);
  measure.complete = true;
  uses_[used].push_back(measure.id.value);
  for (size_t i = 0; !own_items && i < from->items.size(); ++i) {
    uses_[library + from->items[i].id.value].push_back(measure.items[i].id.value);
  }
}

const RawMeasure* Compiler::FindLibraryMeasure(const Text& use) {
  const size_t slash = use.value.find('/');
  const std::string library_id = use.value.substr(0, slash);
  const std::string measure_id = use.value.substr(slash + 1);
  const auto library = std::ranges::find(context_.libraries, library_id, &Library::id);
  std::vector<std::string_view> known;
  if (library == context_.libraries.end()) {
    for (const Library& other : context_.libraries) known.push_back(other.id());
    Report(use.place, Severity::kError, code::kUnknownLibrary,
           {fmt::format("нет библиотеки \"{}\"", library_id),
            fmt::format("there is no library \"{}\"", library_id)},
           facts::DidYouMean(facts::NearestNames(library_id, known)));
    return nullptr;
  }
  for (const RawMeasure& measure : library->raw().measures) {
    if (measure.id.value == measure_id) return &measure;
    known.push_back(measure.id.value);
  }
  Report(use.place, Severity::kError, code::kUnknownLibrary,
         {fmt::format("в библиотеке \"{}\" нет мероприятия \"{}\"", library_id, measure_id),
          fmt::format("library \"{}\" has no measure \"{}\"", library_id, measure_id)},
         facts::DidYouMean(facts::NearestNames(measure_id, known)));
  return nullptr;
}

Measure Compiler::CompileRow(const RawMeasure& raw, const Surroundings& around,
                             const MeasureGraph& graph) {
  const Position position = file_.source.PositionAt(raw.place.node->range.begin);
  Measure out = CompileMeasure(raw, around, position);
  if (raw.items.empty()) {
    CompileWork(raw, around, out);
    out.after = graph.After(raw, 0);
    return out;
  }
  // The row's own cell is shown; its parts say what is due when.
  CompileTermOf(raw, around, out);
  if (raw.done_when) {
    Report(raw.done_when->place, Severity::kWarning, code::kUnusedKey,
           {"\"done_when\" строки с частями ничего не закрывает",
            "\"done_when\" of a row with items closes nothing"},
           {"напишите его у частей", "write it at the items"});
    const LevelEnvironment names(context_.facts, LevelOf(raw, around.level));
    CompileCondition(*raw.done_when, Wanted::kBool, names, diagnostics_);
  }
  for (size_t i = 0; i < raw.items.size(); ++i) {
    const RawMeasure item = InheritFromRow(raw.items[i], raw);
    Measure& part = out.items.emplace_back(CompileMeasure(item, around, position));
    CompileWork(item, around, part);
    part.after = graph.After(raw, i);
  }
  return out;
}

// Everything but the term, the conditions and the dependencies.
Measure Compiler::CompileMeasure(const RawMeasure& raw, const Surroundings& around, Position row) {
  Measure out;
  out.id = MeasureId(raw.id.value);
  out.number = ValueOr(raw.number, raw.id.value);
  out.title = ValueOr(raw.title, "");
  if (raw.responsible) {
    out.responsible_text = raw.responsible->cell;
    out.responsible = ExecutorsOf(*raw.responsible, around.roles);
  }
  out.outcome = ValueOr(raw.outcome, "");
  out.result = ValueOr(raw.result, "");
  out.evidence = raw.evidence.value_or(EvidenceKind::kNone);
  out.nonworking = raw.nonworking.value_or(around.nonworking);
  out.ladder = ValueOr(raw.ladder, around.ladder);
  out.heartbeat_days = raw.heartbeat;
  if (raw.for_each) out.for_each = raw.for_each->value;
  out.gather = raw.gather;
  if (raw.gather) out.gatherer = around.authority;
  const bool here = raw.place.source == &file_.source;
  out.position = here ? file_.source.PositionAt(raw.place.node->range.begin) : row;
  out.cells = CellsOf(raw, out.position);
  if (raw.ladder) CheckLadder(*raw.ladder);
  CheckFanOut(raw, around);
  return out;
}

CellPlaces Compiler::CellsOf(const RawMeasure& raw, Position row) const {
  const auto at = [&](const auto& cell) {
    const bool here = cell && cell->place.source == &file_.source;
    return here ? file_.source.PositionAt(cell->place.node->range.begin) : row;
  };
  return {at(raw.title), at(raw.term), at(raw.responsible), at(raw.outcome), at(raw.result)};
}

void Compiler::CompileWork(const RawMeasure& raw, const Surroundings& around, Measure& out) {
  if (!raw.term && raw.complete) {
    Report(raw.place, Severity::kError, code::kMissingTerm,
           {fmt::format("у мероприятия \"{}\" нет срока", raw.id.value),
            fmt::format("measure \"{}\" has no term", raw.id.value)});
  }
  CompileTermOf(raw, around, out);
  const LevelEnvironment names(context_.facts, LevelOf(raw, around.level));
  if (raw.done_when) {
    out.done_when = CompileCondition(*raw.done_when, Wanted::kBool, names, diagnostics_);
  }
  if (raw.applies_when) {
    out.applies_when = CompileCondition(*raw.applies_when, Wanted::kBool, names, diagnostics_);
  }
  costs_.Add(raw, out);
}

void Compiler::CompileTermOf(const RawMeasure& raw, const Surroundings& around, Measure& out) {
  if (!raw.term) return;
  out.term_text = TermText(*raw.term);
  out.term_in_parts = raw.term->due || raw.term->anchor || raw.term->external;
  const auto reading = CompileTerm(*raw.term, context_.facts, diagnostics_);
  if (!reading || !around.period) return;
  out.expansion = schedule::Expand(*reading, *around.period, around.settings);
  if (!out.expansion.occurrences.empty() || !out.expansion.waits.empty()) return;
  Report(raw.term->place, Severity::kWarning, code::kNoOccurrence,
         {fmt::format("срок не даёт ни одного дня в периоде {}", FormatPeriod(*around.period)),
          fmt::format("the term gives no day in the period {}", FormatPeriod(*around.period))});
}

void Compiler::CheckLadder(const Text& ladder) {
  if (std::ranges::find(context_.ladders, ladder.value) != context_.ladders.end()) return;
  const std::vector<std::string_view> known(context_.ladders.begin(), context_.ladders.end());
  Report(ladder.place, Severity::kError, code::kUnknownLadder,
         {fmt::format("нет лестницы \"{}\"", ladder.value),
          fmt::format("there is no ladder \"{}\"", ladder.value)},
         facts::DidYouMean(facts::NearestNames(ladder.value, known)));
}

void Compiler::CheckCosts() {
  const auto report = [&](const CostSum::Sum& sum, int64_t allowed, std::string_view each_ru,
                          std::string_view each_en) {
    if (sum.total <= allowed) return;
    const CostSum::Part& most = *sum.largest;
    Report(most.place, Severity::kError, code::kCostSum,
           {fmt::format("условия всех задач одной организации вместе могут стоить {} за прогон{}, "
                        "можно {}",
                        sum.total, each_ru, allowed),
            fmt::format("the conditions of one organization's tasks could cost {} units a run "
                        "together{}, {} are allowed",
                        sum.total, each_en, allowed)},
           {fmt::format("дороже всех это условие: задач у {} - {}, каждый раз до {}", most.measure,
                        most.times, most.cost),
            fmt::format("this one costs most: {} has {} tasks, up to {} each", most.measure,
                        most.times, most.cost)});
  };
  report(costs_.alone(), kRunCostMax, "", "");
  report(costs_.each_member(), kRunMemberCostMax, " на каждую организацию ниже",
         " for each organization below");
}

void Compiler::CheckFanOut(const RawMeasure& raw, const Surroundings& around) {
  if (raw.gather && !raw.for_each) {
    Report(
        raw.place, Severity::kWarning, code::kUnusedKey,
        {fmt::format("\"gather\" мероприятия \"{}\" ничего не значит без \"for\"", raw.id.value),
         fmt::format("\"gather\" of measure \"{}\" says nothing without \"for\"", raw.id.value)});
  }
  if (!raw.for_each || !around.level || raw.for_each->value > *around.level) return;
  Report(raw.for_each->place, Severity::kError, code::kWrongLevel,
         {fmt::format("под картой уровня {} нет уровня {}", LevelName(*around.level),
                      LevelName(raw.for_each->value)),
          fmt::format("a roadmap of level {} has no {} below it", LevelName(*around.level),
                      LevelName(raw.for_each->value))});
}

}  // namespace vekha::roadmap
