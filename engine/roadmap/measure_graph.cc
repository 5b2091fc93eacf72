#include "engine/roadmap/measure_graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <string_view>

#include "engine/facts/spelling.h"
#include "engine/roadmap/diagnostic_code.h"
#include "engine/yaml/reader.h"

namespace vekha::roadmap {

MeasureGraph::MeasureGraph(const Source& file, std::vector<const RawMeasure*> rows,
                           const LibraryUses& uses, std::vector<Diagnostic>& diagnostics)
    : file_(file), uses_(uses), diagnostics_(diagnostics) {
  for (const RawMeasure* row : rows) AddRow(*row);
  edges_.resize(units_.size());
  for (size_t i = 0; i < units_.size(); ++i) {
    const Unit& unit = units_[i];
    if (unit.item != nullptr && unit.item->after) Resolve(i, *unit.item->after);
    if (unit.row->after) Resolve(i, *unit.row->after);
  }
  for (const std::vector<size_t>& cycle : FindCycles(edges_)) ReportCycle(cycle);
}

void MeasureGraph::AddRow(const RawMeasure& row) {
  const size_t first = units_.size();
  first_unit_[&row] = first;
  if (row.items.empty()) units_.push_back({&row, nullptr});
  for (const RawMeasure& item : row.items) units_.push_back({&row, &item});
  std::vector<size_t> all(units_.size() - first);
  std::iota(all.begin(), all.end(), first);
  Name(row.id, all);
  for (size_t i = 0; i < row.items.size(); ++i) Name(row.items[i].id, {first + i});
}

void MeasureGraph::Name(const Text& id, std::vector<size_t> units) {
  if (id.value.empty()) return;  // reported where it was read
  if (named_.emplace(id.value, std::move(units)).second) return;
  Report(id.place, Severity::kError, code::kDuplicateId,
         {fmt::format("мероприятие \"{}\" в файле уже есть", id.value),
          fmt::format("measure \"{}\" is already in the file", id.value)});
}

void MeasureGraph::Resolve(size_t unit, const std::vector<Text>& after) {
  std::vector<size_t>& edges = edges_[unit];
  for (const Text& dependency : after) {
    for (const size_t target : Targets(units_[unit], dependency)) {
      if (std::ranges::find(edges, target) != edges.end()) continue;
      edges.push_back(target);
      written_at_.emplace(std::pair(unit, target), dependency.place);
    }
  }
}

std::vector<size_t> MeasureGraph::Targets(const Unit& unit, const Text& dependency) {
  if (dependency.place.source != &file_) return LibraryTargets(unit, dependency);
  const auto found = named_.find(dependency.value);
  if (found != named_.end()) return found->second;
  // Nearness to every id is looked for a few times only: a file may have thousands of both.
  constexpr size_t kMostHints = 50;
  std::vector<std::string_view> ids;
  for (auto one = named_.begin(); unknown_ < kMostHints && one != named_.end(); ++one) {
    ids.push_back(one->first);
  }
  ++unknown_;
  Report(dependency.place, Severity::kError, code::kUnknownMeasure,
         {fmt::format("нет мероприятия \"{}\"", dependency.value),
          fmt::format("there is no measure \"{}\"", dependency.value)},
         facts::DidYouMean(facts::NearestNames(dependency.value, ids)));
  return {};
}

std::vector<size_t> MeasureGraph::LibraryTargets(const Unit& unit, const Text& dependency) {
  const std::string& used = unit.row->use->value;
  const std::string wanted = used.substr(0, used.find('/') + 1) + dependency.value;
  const auto found = uses_.find(wanted);
  if (found == uses_.end()) {
    Report(
        unit.row->use->place, Severity::kNote, code::kDroppedDependency,
        {fmt::format("\"{}\" ждёт \"{}\", которого в этом файле нет: не ждёт ничего", used, wanted),
         fmt::format("\"{}\" waits for \"{}\", which is not used in this file: it waits for "
                     "nothing instead",
                     used, wanted)},
        {"скажите в \"after\", чего оно ждёт здесь",
         "give \"after\" to say what it waits for here"});
    return {};
  }
  std::vector<size_t> targets;
  for (const std::string& id : found->second) {
    const auto units = named_.find(id);
    if (units == named_.end()) continue;
    targets.insert(targets.end(), units->second.begin(), units->second.end());
  }
  return targets;
}

void MeasureGraph::Report(const Place& place, Severity severity, const char* code,
                          Bilingual message, Bilingual hint) {
  if (severity == Severity::kError && ++errors_ > yaml::kMaxProblems) return;
  diagnostics_.push_back(MakeDiagnostic(*place.source, place.node->range, severity, code,
                                        std::move(message), std::move(hint)));
}

void MeasureGraph::ReportCycle(const std::vector<size_t>& cycle) {
  constexpr size_t kMostShown = 20;
  std::string path;
  for (size_t i = 0; i < std::min(kMostShown, cycle.size()); ++i) {
    path += units_[cycle[i]].id() + " -> ";
  }
  if (cycle.size() > kMostShown) path += "... -> ";
  path += units_[cycle.front()].id();
  const size_t second = cycle.size() > 1 ? cycle[1] : cycle[0];
  Report(written_at_.at({cycle.front(), second}), Severity::kError, code::kDependencyCycle,
         {fmt::format("эти мероприятия ждут друг друга: {}", path),
          fmt::format("these measures wait for each other: {}", path)});
}

std::vector<MeasureId> MeasureGraph::After(const RawMeasure& row, size_t item) const {
  std::vector<MeasureId> out;
  for (const size_t target : edges_[first_unit_.at(&row) + item]) {
    out.push_back(MeasureId(units_[target].id()));
  }
  return out;
}

}  // namespace vekha::roadmap
