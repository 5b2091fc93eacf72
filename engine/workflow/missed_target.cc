#include "engine/workflow/missed_target.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/status.h"
#include "engine/workflow/indicators.h"
#include "engine/workflow/wording.h"

namespace vekha::workflow {
namespace {

constexpr std::string_view kMark = "/indicator:";

using Said = std::function<bool(const TaskId&)>;

// Looked at every day of everybody: nothing is put into words, and few conditions are evaluated.
bool AnyToSay(const State& state, const RuleBook& rules, const OrganizationId& organization,
              const task::Plan& plan, Date eve, Date today, const Said& said) {
  std::optional<task::Situation> situation;
  for (const roadmap::Indicator& indicator : plan.roadmap->indicators) {
    for (const roadmap::IndicatorTarget& target : indicator.targets) {
      const Date last = task::LastDayOf(target, *plan.roadmap);
      if (last <= eve || today <= last) continue;
      if (!situation) situation.emplace(SituationOf(state, rules, organization, today));
      if (task::IsBelow(indicator, target, last, *plan.calendar, *situation) &&
          !said(TargetId(organization, plan.roadmap->id, indicator, target.year))) {
        return true;
      }
    }
  }
  return false;
}

std::vector<MissedTarget> MissedOf(const IndicatorSheet& sheet,
                                   const OrganizationId& organization) {
  std::vector<MissedTarget> out;
  for (const task::IndicatorReport& report : sheet.reports) {
    for (const task::TargetStanding& target : report.targets) {
      if (target.state != task::TargetState::kMissed) continue;
      out.push_back({TargetId(organization, sheet.roadmap->id, *report.indicator, target.year),
                     sheet.roadmap, report.indicator, target.last, target.alert});
    }
  }
  return out;
}

}  // namespace

TaskId TargetId(const OrganizationId& organization, const RoadmapId& roadmap,
                const roadmap::Indicator& indicator, int year) {
  return TaskId(fmt::format("{}/{}{}{}/{}", organization.value(), roadmap.value(), kMark,
                            indicator.id, year));
}

bool IsTargetId(const TaskId& id) { return id.value().find(kMark) != std::string::npos; }

absl::StatusOr<std::vector<MissedTarget>> MissedTargets(const State& state, const RuleBook& rules,
                                                        const AdoptionEntry& entry,
                                                        const Organization& organization,
                                                        const TaskSheet& sheet, Date eve,
                                                        Date today, const Said& said) {
  std::vector<MissedTarget> missed;
  // Those a measure is given to below follow no indicator.
  const bool follows = organization.id == entry.adoption.organization ||
                       organization.level == sheet.plan->roadmap->level;
  if (!follows || !AnyToSay(state, rules, organization.id, *sheet.plan, eve, today, said)) {
    return missed;
  }
  VEKHA_ASSIGN_OR_RETURN(const IndicatorSheet indicators,
                         IndicatorsOf(state, rules, entry, organization, today));
  missed = MissedOf(indicators, organization.id);
  std::erase_if(missed,
                [&](const MissedTarget& target) { return target.last <= eve || said(target.id); });
  return missed;
}

std::optional<MissedTarget> FindMissedTarget(const State& state, const RuleBook& rules,
                                             const OrganizationId& organization, const TaskId& id,
                                             Date today) {
  const auto place = state.organizations.find(organization);
  if (place == state.organizations.end()) return std::nullopt;
  for (const AdoptionEntry* entry : AdoptionsOf(state, organization, today)) {
    const std::string head =
        fmt::format("{}/{}{}", organization.value(), entry->adoption.roadmap.value(), kMark);
    if (!id.value().starts_with(head)) continue;
    const auto sheet = IndicatorsOf(state, rules, *entry, place->second.organization, today);
    if (!sheet.ok()) continue;  // another adoption may still answer
    const std::vector<MissedTarget> missed = MissedOf(*sheet, organization);
    const auto found = std::ranges::find(missed, id, &MissedTarget::id);
    if (found != missed.end()) return *found;
  }
  return std::nullopt;
}

Notification DraftOf(const MissedTarget& target, const OrganizationId& organization, Date as_of) {
  Notification draft;
  draft.organization = organization;
  draft.task = target.id;
  draft.rung = "missed";
  draft.rung_day = AddDays(target.last, 1);
  draft.as_of = as_of;
  draft.kind = reminder::NoticeKind::kAlert;
  draft.due_date = target.last;
  draft.nominal_due = target.last;
  draft.reason = "TARGET_MISSED";
  const std::string title = TitleOf(*target.indicator);
  draft.text = fmt::format("{}: {}", title, target.alert.ru);
  draft.text_en = fmt::format("{}: {}", title, target.alert.en);
  return draft;
}

std::vector<std::string> AudienceOfTargets(const roadmap::Roadmap& roadmap) {
  std::vector<std::string> roles = {roadmap.authority};
  if (roadmap.control != "none" && roadmap.control != roadmap.authority) {
    roles.push_back(roadmap.control);
  }
  return roles;
}

}  // namespace vekha::workflow
