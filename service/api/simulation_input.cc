#include "service/api/simulation_input.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "service/api/convert_fact.h"
#include "service/api/day.h"
#include "service/api/evidence.h"
#include "service/api/filter.h"
#include "service/api/input.h"

namespace vekha::api {
namespace {

absl::Status SpanProblem(const char* reason, std::string message, std::string message_ru) {
  return ToStatus({absl::StatusCode::kInvalidArgument,
                   reason,
                   std::move(message),
                   std::move(message_ru),
                   {{"field", "first_date"}}});
}

// An assumption is seen at nine in the morning UTC, which is its own day in every zone of Russia.
std::chrono::sys_seconds MorningOf(Date date) {
  return std::chrono::sys_seconds{std::chrono::hours{9}} +
         std::chrono::days{DaysBetween(Date(1970, 1, 1), date)};
}

absl::StatusOr<simulation::Assumption> ReadFactAssumed(const std::string& field,
                                                       const v1::AssumedFact& given,
                                                       const workflow::State& state) {
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine(field + ".organization", given.organization()));
  VEKHA_ASSIGN_OR_RETURN(const Date on, ReadDate(field + ".on_date", given.on_date()));
  const OrganizationId organization(given.organization());
  const auto found = state.organizations.find(organization);
  const std::string zone =
      found == state.organizations.end() ? kServiceZone : found->second.organization.zone;
  VEKHA_ASSIGN_OR_RETURN(auto record, ReadFact(field + ".fact", given.fact(), zone, MorningOf(on)));
  return simulation::AssumedFact{on, organization, std::move(record)};
}

absl::StatusOr<simulation::Assumption> ReadReportAssumed(const std::string& field,
                                                         const v1::AssumedReport& given,
                                                         const workflow::State& state) {
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine(field + ".task", given.task(), kIdCharsMax));
  VEKHA_RETURN_IF_ERROR(CheckText(field + ".comment", given.comment(), kTextCharsMax));
  simulation::AssumedReport out;
  out.task = TaskId(given.task());
  out.report.comment = given.comment();
  VEKHA_ASSIGN_OR_RETURN(out.report.by, FindPerson(state, field + ".by", given.by()));
  VEKHA_ASSIGN_OR_RETURN(out.report.on, ReadDate(field + ".on_date", given.on_date()));
  VEKHA_ASSIGN_OR_RETURN(out.report.evidence, ReadEvidence(field + ".evidence", given.evidence()));
  return out;
}

template <typename Command>
simulation::Assumption Assumed(Command command) {
  return simulation::AssumedAct{std::move(command)};
}

// Only a request and a grant have a new due day, only a delegation somebody to delegate to.
absl::Status CheckParts(const std::string& field, const v1::AssumedAct& given) {
  const bool extends = given.act() == v1::CONTROL_ACT_REQUEST_EXTENSION ||
                       given.act() == v1::CONTROL_ACT_GRANT_EXTENSION;
  const bool delegates = given.act() == v1::CONTROL_ACT_DELEGATE;
  if (given.has_until_date() && !extends) {
    return FieldInvalid(field + ".until_date", "only an extension has a new day",
                        "новый срок есть только у продления");
  }
  if ((!given.to().empty() || given.co_executor()) && !delegates) {
    return FieldInvalid(field + (given.to().empty() ? ".co_executor" : ".to"),
                        "only a task that is delegated goes to somebody",
                        "кому — говорят, только передавая задачу");
  }
  return absl::OkStatus();
}

absl::StatusOr<simulation::Assumption> ReadExtensionAsked(const std::string& field,
                                                          const v1::AssumedAct& given,
                                                          workflow::TaskAct act) {
  if (!given.has_until_date()) return FieldRequired(field + ".until_date");
  VEKHA_ASSIGN_OR_RETURN(const Date until, ReadDate(field + ".until_date", given.until_date()));
  return Assumed(workflow::RequestExtension{std::move(act), until});
}

absl::StatusOr<simulation::Assumption> ReadExtensionGranted(const std::string& field,
                                                            const v1::AssumedAct& given,
                                                            workflow::TaskAct act) {
  VEKHA_ASSIGN_OR_RETURN(
      const auto until,
      ReadOptionalDate(field + ".until_date", given.has_until_date(), given.until_date()));
  return Assumed(workflow::DecideExtension{std::move(act), true, until});
}

absl::StatusOr<simulation::Assumption> ReadDelegation(const std::string& field,
                                                      const v1::AssumedAct& given,
                                                      workflow::TaskAct act,
                                                      const workflow::State& state) {
  VEKHA_ASSIGN_OR_RETURN(PersonId to, FindPerson(state, field + ".to", given.to()));
  return Assumed(workflow::DelegateTask{std::move(act), std::move(to), !given.co_executor()});
}

absl::StatusOr<simulation::Assumption> ReadActAssumed(const std::string& field,
                                                      const v1::AssumedAct& given,
                                                      const workflow::State& state) {
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine(field + ".task", given.task(), kIdCharsMax));
  VEKHA_RETURN_IF_ERROR(CheckLine(field + ".reason", given.reason(), kTextCharsMax));
  VEKHA_RETURN_IF_ERROR(CheckParts(field, given));
  workflow::TaskAct act;
  act.task = TaskId(given.task());
  act.reason = given.reason();
  VEKHA_ASSIGN_OR_RETURN(act.by, FindPerson(state, field + ".by", given.by()));
  VEKHA_ASSIGN_OR_RETURN(act.on, ReadDate(field + ".on_date", given.on_date()));
  switch (given.act()) {
    case v1::CONTROL_ACT_ACCEPT:
      return Assumed(workflow::AcceptReport{std::move(act)});
    case v1::CONTROL_ACT_RETURN:
      return Assumed(workflow::ReturnReport{std::move(act)});
    case v1::CONTROL_ACT_REOPEN:
      return Assumed(workflow::ReopenTask{std::move(act)});
    case v1::CONTROL_ACT_WITHDRAW:
      return Assumed(workflow::WithdrawTask{std::move(act)});
    case v1::CONTROL_ACT_REQUEST_EXTENSION:
      return ReadExtensionAsked(field, given, std::move(act));
    case v1::CONTROL_ACT_GRANT_EXTENSION:
      return ReadExtensionGranted(field, given, std::move(act));
    case v1::CONTROL_ACT_REFUSE_EXTENSION:
      return Assumed(workflow::DecideExtension{std::move(act), false, std::nullopt});
    case v1::CONTROL_ACT_DELEGATE:
      return ReadDelegation(field, given, std::move(act), state);
    case v1::CONTROL_ACT_ACKNOWLEDGE:
      return Assumed(workflow::AcknowledgeTask{std::move(act)});
    case v1::CONTROL_ACT_UNSPECIFIED:
      return FieldRequired(field + ".act");
    default:  // a number of a newer client
      return FieldInvalid(field + ".act", "there is no such act", "нет такого действия");
  }
}

absl::StatusOr<simulation::Assumption> ReadAbsence(const std::string& field,
                                                   const v1::AssumedAbsence& given,
                                                   const workflow::State& state) {
  simulation::Absence out;
  VEKHA_ASSIGN_OR_RETURN(out.person, FindPerson(state, field + ".person", given.person()));
  VEKHA_ASSIGN_OR_RETURN(out.from, ReadDate(field + ".first_date", given.first_date()));
  VEKHA_ASSIGN_OR_RETURN(
      out.to, ReadOptionalDate(field + ".last_date", given.has_last_date(), given.last_date()));
  if (!out.to || out.from <= *out.to) return out;
  return FieldInvalid(field + ".last_date", "the last day is before the first",
                      "последний день раньше первого");
}

absl::StatusOr<simulation::Assumption> ReadAssumption(const std::string& field,
                                                      const v1::Assumption& given,
                                                      const workflow::State& state) {
  switch (given.kind_case()) {
    case v1::Assumption::kFact:
      return ReadFactAssumed(field + ".fact", given.fact(), state);
    case v1::Assumption::kReport:
      return ReadReportAssumed(field + ".report", given.report(), state);
    case v1::Assumption::kAbsence:
      return ReadAbsence(field + ".absence", given.absence(), state);
    case v1::Assumption::kAct:
      return ReadActAssumed(field + ".act", given.act(), state);
    case v1::Assumption::kIdleOrganization:
      return simulation::Idle{OrganizationId(given.idle_organization())};
    case v1::Assumption::KIND_NOT_SET:
      break;
  }
  return FieldRequired(field);
}

}  // namespace

absl::StatusOr<Period> ReadSpan(bool has_first, const v1::Date& first, bool has_last,
                                const v1::Date& last) {
  if (!has_first || !has_last) {
    return SpanProblem("SPAN_REQUIRED", "first_date and last_date are required",
                       "Укажите первый и последний день.");
  }
  VEKHA_ASSIGN_OR_RETURN(const Date from, ReadDate("first_date", first));
  VEKHA_ASSIGN_OR_RETURN(const Date to, ReadDate("last_date", last));
  if (const auto span = MakePeriod(from, to)) return *span;
  return SpanProblem("SPAN_REVERSED", fmt::format("{} is after {}", FormatIso(from), FormatIso(to)),
                     "Последний день раньше первого.");
}

absl::StatusOr<simulation::Scenario> ReadScenario(const v1::SimulateRequest& request,
                                                  const workflow::State& state) {
  VEKHA_ASSIGN_OR_RETURN(const Period span, ReadSpan(request.has_first_date(), request.first_date(),
                                                     request.has_last_date(), request.last_date()));
  simulation::Scenario out{span, {}};
  // One more than is taken is enough to be refused.
  for (int i = 0;
       i < request.assumptions_size() && out.assumptions.size() <= simulation::kAssumptionsMax;
       ++i) {
    VEKHA_ASSIGN_OR_RETURN(auto assumption, ReadAssumption(fmt::format("assumptions[{}]", i),
                                                           request.assumptions(i), state));
    out.assumptions.push_back(std::move(assumption));
  }
  return out;
}

}  // namespace vekha::api
