#include "engine/roadmap/roadmap.h"

#include <fmt/format.h>

#include <algorithm>

namespace vekha::roadmap {

std::string_view LevelName(Level level) {
  switch (level) {
    case Level::kRegion:
      return "region";
    case Level::kMunicipality:
      return "municipality";
    case Level::kSchool:
      return "school";
    case Level::kBody:
      return "body";
  }
  return "";
}

std::string_view EvidenceKindName(EvidenceKind kind) {
  switch (kind) {
    case EvidenceKind::kNone:
      return "none";
    case EvidenceKind::kOrder:
      return "order";
    case EvidenceKind::kDocument:
      return "document";
    case EvidenceKind::kUrl:
      return "url";
    case EvidenceKind::kRegister:
      return "register";
    case EvidenceKind::kEvent:
      return "event";
    case EvidenceKind::kReport:
      return "report";
    case EvidenceKind::kCount:
      return "count";
  }
  return "";
}

int NeededOf(const Gather& gather, int asked) {
  if (gather.count > 0) return std::min(gather.count, asked);
  constexpr int kWhole = 100;
  return (asked * gather.percent + kWhole - 1) / kWhole;
}

std::string GatherText(const Gather& gather) {
  if (gather.count > 0) return fmt::format("{}", gather.count);
  return gather.percent == 100 ? "all" : fmt::format("{}%", gather.percent);
}

std::vector<const Measure*> WorkMeasures(const Roadmap& roadmap) {
  std::vector<const Measure*> out;
  for (const Stage& stage : roadmap.stages) {
    for (const Measure& measure : stage.measures) {
      if (measure.items.empty()) out.push_back(&measure);
      for (const Measure& item : measure.items) out.push_back(&item);
    }
  }
  return out;
}

const Measure* FindMeasure(const Roadmap& roadmap, const MeasureId& id) {
  for (const Stage& stage : roadmap.stages) {
    for (const Measure& measure : stage.measures) {
      const bool found =
          measure.id == id ||
          std::ranges::any_of(measure.items, [&](const Measure& m) { return m.id == id; });
      if (found) return &measure;
    }
  }
  return nullptr;
}

}  // namespace vekha::roadmap
