// Raw form -> Roadmap: what rows take from libraries and from each other, what they refer to, their
// terms over the period and their conditions.
#pragma once

#include <optional>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/roadmap/cost_sum.h"
#include "engine/roadmap/load.h"
#include "engine/roadmap/measure_graph.h"
#include "engine/roadmap/raw.h"

namespace vekha::roadmap {

class Compiler {
 public:
  Compiler(const RawFile& file, const LoadContext& context, std::vector<Diagnostic>& diagnostics)
      : file_(file), context_(context), diagnostics_(diagnostics) {}

  // As good as the file allows; of use only when no diagnostic is an error.
  Roadmap CompileRoadmap(RawRoadmap raw);

  // Only checks: a library's measures are compiled where they are used.
  void CheckLibrary(const RawLibrary& library);

 private:
  // What a measure is compiled within; a library has no level, period or roles.
  struct Surroundings {
    std::optional<Level> level;
    std::optional<Period> period;
    schedule::Settings settings;
    calendar::DayShift nonworking = calendar::DayShift::kPreceding;
    std::string ladder;
    std::string authority;
    RoleNames roles;
  };

  void ResolveUses(std::vector<RawStage>& stages);
  void ResolveUse(RawMeasure& measure);
  const RawMeasure* FindLibraryMeasure(const Text& use);
  void CheckFile(const RawRoadmap& raw, const MeasureGraph& graph);

  Measure CompileRow(const RawMeasure& raw, const Surroundings& around, const MeasureGraph& graph);
  Measure CompileMeasure(const RawMeasure& raw, const Surroundings& around, Position row);
  CellPlaces CellsOf(const RawMeasure& raw, Position row) const;
  void CompileWork(const RawMeasure& raw, const Surroundings& around, Measure& out);
  void CompileTermOf(const RawMeasure& raw, const Surroundings& around, Measure& out);
  void CheckLadder(const Text& ladder);
  void CheckIndicators(const RawRoadmap& raw);
  void CheckTargets(const RawIndicator& indicator, const std::optional<Period>& period);
  void CheckCosts();
  void CheckFanOut(const RawMeasure& raw, const Surroundings& around);
  Indicator CompileIndicator(const RawIndicator& raw, const Surroundings& around);

  void Report(const Place& place, Severity severity, const char* code, Bilingual message,
              Bilingual hint = {});

  const RawFile& file_;
  const LoadContext& context_;
  std::vector<Diagnostic>& diagnostics_;
  LibraryUses uses_;
  CostSum costs_;
};

}  // namespace vekha::roadmap
