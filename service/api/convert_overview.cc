#include "service/api/convert_overview.h"

#include "service/api/convert.h"
#include "service/api/convert_task.h"

namespace vekha::api {
namespace {

int32_t Narrow(int64_t count) { return static_cast<int32_t>(count); }

v1::Reach ReachOf(const workflow::State& state, const PersonId& person) {
  v1::Reach reach;
  reach.set_person(person.value());
  const auto found = state.people.find(person);
  if (found == state.people.end()) return reach;
  reach.set_person_name(found->second.person.name);
  reach.set_channel(ToProto(found->second.person.contact.channel));
  reach.set_address(found->second.person.contact.address);
  return reach;
}

v1::Fixer FixerOf(const workflow::State& state, const overview::Fixer& fixer) {
  v1::Fixer out;
  out.set_name(fixer.who.name);
  out.set_role(fixer.who.role);
  out.set_first(fixer.who.first);
  if (!fixer.who.person.empty()) *out.mutable_reach() = ReachOf(state, fixer.who.person);
  if (fixer.away_to) *out.mutable_away_to_date() = ToProto(*fixer.away_to);
  if (!fixer.substitute.empty()) *out.mutable_substitute() = ReachOf(state, fixer.substitute);
  return out;
}

}  // namespace

v1::TaskGroup ToProto(const overview::GroupKey& key) {
  v1::TaskGroup out;
  out.set_organization(key.organization.value());
  out.set_roadmap(key.roadmap.value());
  out.set_stage(key.stage);
  out.set_measure(key.measure.value());
  out.set_measure_number(key.number);
  out.set_person(key.person.value());
  out.set_role(key.role);
  out.set_title(key.title);
  return out;
}

v1::OverdueCounts ToProto(const overview::OverdueCounts& counts) {
  v1::OverdueCounts out;
  out.set_overdue_now(Narrow(counts.overdue_now));
  out.set_falls_due(Narrow(counts.falls_due));
  out.set_overdue_on(Narrow(counts.overdue_on));
  out.set_overdue_since(Narrow(counts.overdue_since));
  return out;
}

v1::OverdueGroup ToProto(const overview::OverdueGroup& group) {
  v1::OverdueGroup out;
  *out.mutable_group() = ToProto(group.key);
  *out.mutable_counts() = ToProto(group.counts);
  return out;
}

v1::OverdueItem ToProto(const workflow::State& state, const overview::OverdueItem& item, Date on) {
  v1::OverdueItem out;
  *out.mutable_task() = ToProto(state, item.sheet, item.sheet.tasks[item.index], on);
  out.set_stage(item.stage);
  out.set_overdue_now(item.overdue_now);
  out.set_overdue_on(item.overdue_on);
  out.set_missing(item.missing.ru);
  out.set_missing_en(item.missing.en);
  if (item.sign) {
    *out.mutable_sign()->mutable_on_date() = ToProto(item.sign->on);
    out.mutable_sign()->set_kind(std::string(overview::SignKindName(item.sign->kind)));
  }
  for (const overview::Fixer& fixer : item.fixers) *out.add_fixers() = FixerOf(state, fixer);
  return out;
}

v1::TaskTotals ToProto(const overview::Totals& totals) {
  v1::TaskTotals out;
  out.set_all(Narrow(totals.all()));
  out.set_planned(Narrow(totals.planned));
  out.set_open(Narrow(totals.open));
  out.set_reported(Narrow(totals.reported));
  out.set_closed(Narrow(totals.closed));
  out.set_withdrawn(Narrow(totals.withdrawn));
  out.set_not_applying(Narrow(totals.not_applying));
  out.set_overdue(Narrow(totals.overdue));
  out.set_due_soon(Narrow(totals.due_soon));
  out.set_blocked(Narrow(totals.blocked));
  out.set_ongoing(Narrow(totals.ongoing));
  out.set_done_late(Narrow(totals.done_late));
  return out;
}

v1::SummaryGroup ToProto(const overview::SummaryGroup& group) {
  v1::SummaryGroup out;
  *out.mutable_group() = ToProto(group.key);
  *out.mutable_totals() = ToProto(group.totals);
  return out;
}

}  // namespace vekha::api
