// Questions over many organizations: who is late, and how things stand. They are asked of one
// organization and never look beyond what stands below it.
#pragma once

#include <absl/status/status.h>

#include <memory>
#include <string>
#include <vector>

#include "engine/workflow/marks.h"

namespace vekha::overview {

using workflow::DayNumber;
using workflow::SheetMarks;
using workflow::TaskMark;

// Which tasks are asked about: all of the organization and everything below it that fit.
struct Selection {
  OrganizationId organization;
  RoadmapId roadmap;  // empty: of any
  std::string stage;  // id; empty: any
  PersonId person;    // the first who answers; empty: anybody
};

// Sheets of the selection's organizations and roadmap on a day, in tree order.
// ORGANIZATION_UNKNOWN, CALENDAR_NOT_COVERED (also when `day` itself lies outside a roadmap's
// calendar), NOTHING_ADOPTED, ROADMAP_NOT_ADOPTED, STAGE_UNKNOWN (no roadmap of these has such a
// stage), and REPORT_DAY_OUTSIDE_PERIOD when no roadmap of these runs on that day.
absl::StatusOr<std::vector<std::shared_ptr<const SheetMarks>>> SheetsOn(
    const workflow::State& state, const workflow::RuleBook& rules, const Selection& selection,
    Date day);

// The same without asking whether there are any.
absl::StatusOr<std::vector<std::shared_ptr<const SheetMarks>>> AnySheetsOn(
    const workflow::State& state, const workflow::RuleBook& rules, const Selection& selection,
    Date day);

// The stage of each measure, by its number in WorkMeasures(roadmap).
std::vector<const roadmap::Stage*> StagesOfMeasures(const roadmap::Roadmap& roadmap);

}  // namespace vekha::overview
