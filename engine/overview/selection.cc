#include "engine/overview/selection.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/workflow/rejections.h"

namespace vekha::overview {
namespace {

using Sheets = std::vector<std::shared_ptr<const SheetMarks>>;
using Roadmaps = std::set<std::shared_ptr<const roadmap::Roadmap>>;

absl::Status NothingAdopted(const Selection& selection) {
  const std::string& organization = selection.organization.value();
  if (selection.roadmap.empty()) {
    return ToStatus(
        {absl::StatusCode::kFailedPrecondition,
         "NOTHING_ADOPTED",
         fmt::format("neither {} nor anything below it follows a roadmap", organization),
         fmt::format("Ни {}, ни нижестоящие организации не приняли ни одной дорожной "
                     "карты.",
                     organization),
         {{"organization", organization}}});
  }
  const std::string& roadmap = selection.roadmap.value();
  return ToStatus(
      {absl::StatusCode::kNotFound,
       "ROADMAP_NOT_ADOPTED",
       fmt::format("neither {} nor anything below it follows roadmap {}", organization, roadmap),
       fmt::format("Ни {}, ни нижестоящие организации не приняли дорожную карту {}.", organization,
                   roadmap),
       {{"organization", organization}, {"roadmap", roadmap}}});
}

absl::Status OutsidePeriod(Date day, const Roadmaps& roadmaps) {
  Period all = (*roadmaps.begin())->period;
  for (const auto& one : roadmaps) {
    all.first = std::min(all.first, one->period.first);
    all.last = std::max(all.last, one->period.last);
  }
  return ToStatus(
      {absl::StatusCode::kFailedPrecondition,
       "REPORT_DAY_OUTSIDE_PERIOD",
       fmt::format("no roadmap adopted there runs on {}: they run within {}", FormatIso(day),
                   FormatPeriod(all)),
       fmt::format("{}: в этот день не действует ни одна из принятых дорожных карт, они "
                   "действуют с {} по {}.",
                   FormatRussian(day), FormatRussian(all.first), FormatRussian(all.last)),
       {{"date", FormatIso(day)}, {"period", FormatPeriod(all)}}});
}

absl::Status StageUnknown(const std::string& stage) {
  return ToStatus({absl::StatusCode::kNotFound,
                   "STAGE_UNKNOWN",
                   fmt::format("no roadmap adopted there has a stage {}", stage),
                   fmt::format("Этапа {} нет ни в одной из принятых дорожных карт.", stage),
                   {{"stage", stage}}});
}

absl::Status Check(const Selection& selection, const Sheets& sheets, Date day) {
  Roadmaps roadmaps;
  for (const auto& sheet : sheets) {
    if (!roadmaps.insert(sheet->roadmap).second) continue;
    const auto working = sheet->calendar->IsWorking(day);
    if (!working.ok()) return workflow::CalendarNotCovered(working.status());
  }
  if (roadmaps.empty()) return NothingAdopted(selection);
  const bool runs = std::any_of(roadmaps.begin(), roadmaps.end(),
                                [&](const auto& one) { return one->period.Contains(day); });
  if (!runs) return OutsidePeriod(day, roadmaps);
  const bool staged = std::any_of(roadmaps.begin(), roadmaps.end(), [&](const auto& one) {
    return std::any_of(one->stages.begin(), one->stages.end(),
                       [&](const roadmap::Stage& stage) { return stage.id == selection.stage; });
  });
  return selection.stage.empty() || staged ? absl::OkStatus() : StageUnknown(selection.stage);
}

}  // namespace

absl::StatusOr<Sheets> AnySheetsOn(const workflow::State& state, const workflow::RuleBook& rules,
                                   const Selection& selection, Date day) {
  Sheets sheets;
  VEKHA_RETURN_IF_ERROR(workflow::VisitMarks(
      state, rules, selection.organization, day, /*subtree=*/true, [&](const auto& marks) {
        const bool wanted =
            selection.roadmap.empty() || marks->adoption.roadmap == selection.roadmap;
        if (wanted) sheets.push_back(marks);
      }));
  return sheets;
}

absl::StatusOr<Sheets> SheetsOn(const workflow::State& state, const workflow::RuleBook& rules,
                                const Selection& selection, Date day) {
  VEKHA_ASSIGN_OR_RETURN(Sheets sheets, AnySheetsOn(state, rules, selection, day));
  VEKHA_RETURN_IF_ERROR(Check(selection, sheets, day));
  return sheets;
}

std::vector<const roadmap::Stage*> StagesOfMeasures(const roadmap::Roadmap& roadmap) {
  std::vector<const roadmap::Stage*> out;
  for (const roadmap::Stage& stage : roadmap.stages) {
    for (const roadmap::Measure& measure : stage.measures) {
      out.insert(out.end(), std::max<size_t>(1, measure.items.size()), &stage);
    }
  }
  return out;
}

}  // namespace vekha::overview
