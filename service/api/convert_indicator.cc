#include "service/api/convert_indicator.h"

#include <algorithm>
#include <string>

#include "service/api/convert.h"

namespace vekha::api {
namespace {

// "schools.pupils.total" is the fact "pupils.total" of every school.
const facts::FactDeclaration* FactNamed(const facts::FactCatalog& catalog,
                                        const std::string& name) {
  const facts::FactDeclaration* fact = catalog.Find(name);
  if (fact != nullptr) return fact;
  const size_t dot = name.find('.');
  return dot == std::string::npos ? nullptr : catalog.Find(name.substr(dot + 1));
}

template <typename Message>
void SetFact(const facts::FactCatalog& catalog, const std::string& name, Message& out) {
  out.set_fact(name);
  const facts::FactDeclaration* fact = FactNamed(catalog, name);
  if (fact == nullptr) return;
  out.set_title(fact->title);
  out.set_title_en(fact->title_en);
}

v1::IndicatorStanding TargetMessage(const task::TargetStanding& target) {
  v1::IndicatorStanding out;
  out.set_year(target.year);
  out.set_target(target.target);
  *out.mutable_last_date() = ToProto(target.last);
  out.set_state(ToProto(target.state));
  if (target.reading.value) out.set_value(*target.reading.value);
  if (target.expected) out.set_expected(*target.expected);
  out.set_reason(target.alert.ru);
  out.set_reason_en(target.alert.en);
  return out;
}

void AddReading(const task::IndicatorReading& now, const facts::FactCatalog& catalog,
                v1::IndicatorReport& out) {
  if (now.value) out.set_value(*now.value);
  if (now.problem) {
    out.set_reason(now.problem->ru);
    out.set_reason_en(now.problem->en);
  }
  for (const task::FactUsed& used : now.facts) {
    v1::IndicatorInput& input = *out.add_inputs();
    SetFact(catalog, used.name, input);
    input.set_scope(used.scope);
    input.set_value(used.value);
    input.set_source(used.source);
  }
  for (const std::string& fact : now.missing_facts) {
    v1::IndicatorLack& lack = *out.add_lacks();
    SetFact(catalog, fact, lack);
    const auto below = std::ranges::find(now.missing_below, fact, &task::LackedBelow::name);
    if (below == now.missing_below.end()) continue;
    lack.set_organizations_count(static_cast<int>(below->count));
    for (const auto& organization : below->first) {
      v1::IndicatorLackAt& at = *lack.add_organizations();
      at.set_organization(organization.id.value());
      at.set_organization_name(organization.name);
    }
  }
}

}  // namespace

v1::IndicatorState ToProto(task::TargetState state) {
  switch (state) {
    case task::TargetState::kReached:
      return v1::INDICATOR_STATE_MET;
    case task::TargetState::kOpen:
      return v1::INDICATOR_STATE_OPEN;
    case task::TargetState::kBehind:
      return v1::INDICATOR_STATE_BEHIND;
    case task::TargetState::kMissed:
      return v1::INDICATOR_STATE_MISSED;
    case task::TargetState::kUnknown:
      return v1::INDICATOR_STATE_UNKNOWN;
    case task::TargetState::kRefused:
      return v1::INDICATOR_STATE_REFUSED;
  }
  return v1::INDICATOR_STATE_UNSPECIFIED;
}

v1::IndicatorReport ToProto(const roadmap::Roadmap& roadmap, const task::IndicatorReport& report,
                            const facts::FactCatalog& catalog) {
  v1::IndicatorReport out;
  out.set_roadmap(roadmap.id.value());
  out.set_id(report.indicator->id);
  out.set_title(report.indicator->title);
  out.set_unit(report.indicator->unit);
  AddReading(report.now, catalog, out);
  if (report.trend) {
    *out.mutable_trend()->mutable_than_date() = ToProto(report.trend->than);
    out.mutable_trend()->set_before(report.trend->before);
    out.mutable_trend()->set_change(report.trend->change);
  }
  for (const task::TargetStanding& target : report.targets) {
    *out.add_targets() = TargetMessage(target);
  }
  if (report.current) {
    out.set_state(out.targets(static_cast<int>(*report.current)).state());
    out.set_year(out.targets(static_cast<int>(*report.current)).year());
  }
  return out;
}

}  // namespace vekha::api
