// The measures of a file by id, and what each waits for.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/roadmap/dependency_graph.h"
#include "engine/roadmap/raw.h"

namespace vekha::roadmap {

// "mentoring/pairs" -> the ids of the rows that use it.
using LibraryUses = std::map<std::string, std::vector<std::string>>;

// Refers to the rows; they must not move.
class MeasureGraph {
 public:
  // Reports ids used twice, dependencies on nothing, and one cycle for each knot. `file` tells the
  // file's own dependencies, which name its ids, from a library's, which name the library's.
  MeasureGraph(const Source& file, std::vector<const RawMeasure*> rows, const LibraryUses& uses,
               std::vector<Diagnostic>& diagnostics);

  // How many measures make tasks.
  size_t work_count() const { return units_.size(); }

  // What the `item`-th item of the row waits for, or the row itself when it has no items: ids of
  // measures that make tasks, in the order written, each once.
  std::vector<MeasureId> After(const RawMeasure& row, size_t item) const;

 private:
  struct Unit {
    const RawMeasure* row = nullptr;
    const RawMeasure* item = nullptr;  // null: the row itself
    const std::string& id() const { return item == nullptr ? row->id.value : item->id.value; }
  };

  void AddRow(const RawMeasure& row);
  void Name(const Text& id, std::vector<size_t> units);
  void Resolve(size_t unit, const std::vector<Text>& after);
  std::vector<size_t> Targets(const Unit& unit, const Text& dependency);
  std::vector<size_t> LibraryTargets(const Unit& unit, const Text& dependency);
  void Report(const Place& place, Severity severity, const char* code, Bilingual message,
              Bilingual hint = {});
  void ReportCycle(const std::vector<size_t>& cycle);

  const Source& file_;
  const LibraryUses& uses_;
  std::vector<Diagnostic>& diagnostics_;
  std::vector<Unit> units_;
  std::map<const RawMeasure*, size_t> first_unit_;
  std::map<std::string, std::vector<size_t>, std::less<>> named_;
  DependencyGraph edges_;
  std::map<std::pair<size_t, size_t>, Place> written_at_;
  size_t unknown_ = 0;
  size_t errors_ = 0;
};

}  // namespace vekha::roadmap
