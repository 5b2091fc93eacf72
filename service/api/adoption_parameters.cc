#include "service/api/adoption_parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/tree.h"
#include "service/api/answer.h"
#include "service/api/convert_fact.h"
#include "service/api/filter.h"

namespace vekha::api {
namespace {

constexpr int kParametersMax = 10'000;

absl::Status TooMany() {
  return ToStatus({absl::StatusCode::kInvalidArgument,
                   "TOO_MANY_PARAMETERS",
                   fmt::format("at most {} organizations, facts and roles each", kParametersMax),
                   fmt::format("Организаций, фактов и ролей - не больше {}.", kParametersMax),
                   {{"field", "parameters"}, {"max", std::to_string(kParametersMax)}}});
}

absl::Status Outside(const OrganizationId& place, const OrganizationId& adopter) {
  return ToStatus({absl::StatusCode::kFailedPrecondition,
                   "PARAMETERS_OUTSIDE",
                   fmt::format("{} does not stand below {} on the first day of the adoption",
                               place.value(), adopter.value()),
                   fmt::format("Организация «{}» в первый день принятия не подчинена «{}».",
                               place.value(), adopter.value()),
                   {{"organization", place.value()}}});
}

// Facts without a time were seen when the adoption began, or now when it is yet to begin; the
// middle of the working day is the same day in every zone of Russia.
std::chrono::sys_seconds SeenWhen(Date day, std::chrono::sys_seconds now) {
  const int days = DaysBetween(Date(1970, 1, 1), day);
  return std::min(now, std::chrono::sys_seconds(std::chrono::days(days) + std::chrono::hours(9)));
}

class Reader {
 public:
  Reader(const workflow::State& state, const v1::AdoptRequest& request, Date day,
         std::chrono::sys_seconds now)
      : state_(state), adopter_(request.organization()), day_(day), now_(now) {
    for (OrganizationId& place : workflow::Subtree(state, adopter_, day)) {
      below_.insert(std::move(place));
    }
  }

  absl::Status Read(const std::string& field, const v1::AdoptionParameters& given) {
    VEKHA_RETURN_IF_ERROR(CheckRequiredLine(field + ".organization", given.organization()));
    const OrganizationId place(given.organization());
    if (absl::Status known = CheckPlace(place); !known.ok()) {
      return WithField(known, field + ".organization");
    }
    VEKHA_RETURN_IF_ERROR(ReadFacts(field, place, given));
    for (int i = 0; i < given.holdings_size(); ++i) {
      VEKHA_RETURN_IF_ERROR(
          ReadHolding(fmt::format("{}.holdings[{}]", field, i), place, given.holdings(i)));
    }
    return absl::OkStatus();
  }

  std::vector<ParameterCommand> Take() { return std::move(commands_); }

 private:
  absl::Status CheckPlace(const OrganizationId& place) const {
    if (!state_.organizations.contains(place)) return workflow::OrganizationUnknown(place);
    return below_.contains(place) ? absl::OkStatus() : Outside(place, adopter_);
  }

  absl::Status ReadFacts(const std::string& field, const OrganizationId& place,
                         const v1::AdoptionParameters& given) {
    if (given.facts().empty()) return absl::OkStatus();
    const std::string& zone = state_.organizations.at(place).organization.zone;
    workflow::RecordFacts command{place, {}};
    for (int i = 0; i < given.facts_size(); ++i) {
      VEKHA_ASSIGN_OR_RETURN(
          facts::FactRecord record,
          ReadFact(fmt::format("{}.facts[{}]", field, i), given.facts(i), zone,
                   given.facts(i).has_observed_time() ? now_ : SeenWhen(day_, now_)));
      command.records.push_back(std::move(record));
    }
    commands_.push_back({field + ".facts", std::move(command)});
    return absl::OkStatus();
  }

  absl::Status ReadHolding(const std::string& field, const OrganizationId& place,
                           const v1::RoleHolding& given) {
    VEKHA_RETURN_IF_ERROR(CheckRequiredLine(field + ".role", given.role()));
    if (!given.organization().empty() && given.organization() != place.value()) {
      return FieldInvalid(field + ".organization", "it is of another organization",
                          "организация здесь другая");
    }
    workflow::RoleHolding holding{place, given.role(), {}, day_, std::nullopt};
    if (given.has_first_date()) {
      VEKHA_ASSIGN_OR_RETURN(holding.from, ReadDate(field + ".first_date", given.first_date()));
    }
    VEKHA_ASSIGN_OR_RETURN(holding.to, ReadOptionalDate(field + ".last_date", given.has_last_date(),
                                                        given.last_date()));
    auto person = FindPerson(state_, field + ".person", given.person());
    if (!person.ok()) return WithField(person.status(), field + ".person");
    holding.person = *std::move(person);
    commands_.push_back({field, workflow::PutRole{std::move(holding)}});
    return absl::OkStatus();
  }

  const workflow::State& state_;
  const OrganizationId adopter_;
  const Date day_;
  const std::chrono::sys_seconds now_;
  std::set<OrganizationId> below_;
  std::vector<ParameterCommand> commands_;
};

absl::Status CheckSizes(const v1::AdoptRequest& request) {
  int facts = 0;
  int holdings = 0;
  for (const v1::AdoptionParameters& given : request.parameters()) {
    facts += given.facts_size();
    holdings += given.holdings_size();
  }
  const bool fits = request.parameters_size() <= kParametersMax && facts <= kParametersMax &&
                    holdings <= kParametersMax;
  return fits ? absl::OkStatus() : TooMany();
}

absl::Status Try(runner::Runner& runner, const std::string& field, workflow::Command command) {
  const auto tried = runner.Execute({.command = std::move(command), .validate_only = true});
  return tried.ok() ? absl::OkStatus() : WithField(tried.status(), field);
}

// Each fact by itself, so that a refusal names it.
absl::Status TryEach(runner::Runner& runner, const ParameterCommand& given) {
  const auto* facts = std::get_if<workflow::RecordFacts>(&given.command);
  if (facts == nullptr) return Try(runner, given.field, given.command);
  for (size_t i = 0; i < facts->records.size(); ++i) {
    VEKHA_RETURN_IF_ERROR(Try(runner, fmt::format("{}[{}]", given.field, i),
                              workflow::RecordFacts{facts->organization, {facts->records[i]}}));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<ParameterCommand>> CheckedParameters(runner::Runner& runner,
                                                                const v1::AdoptRequest& request,
                                                                Date day) {
  VEKHA_RETURN_IF_ERROR(CheckSizes(request));
  std::vector<ParameterCommand> commands;
  const absl::Status read = ReadState(runner, [&](const workflow::State& state) -> absl::Status {
    Reader reader(state, request, day, runner.clock().Now());
    for (int i = 0; i < request.parameters_size(); ++i) {
      VEKHA_RETURN_IF_ERROR(reader.Read(fmt::format("parameters[{}]", i), request.parameters(i)));
    }
    commands = reader.Take();
    return absl::OkStatus();
  });
  VEKHA_RETURN_IF_ERROR(read);
  for (const ParameterCommand& command : commands) {
    VEKHA_RETURN_IF_ERROR(TryEach(runner, command));
  }
  return commands;
}

absl::Status RecordParameters(runner::Runner& runner, const v1::AdoptRequest& request,
                              const std::vector<ParameterCommand>& commands,
                              v1::AdoptResponse* response) {
  v1::AdoptRequest content = request;
  content.clear_request_id();
  const std::string hash = ContentHash(content);
  const bool remembered = !request.request_id().empty() && !request.validate_only();
  for (const ParameterCommand& given : commands) {
    const auto outcome = runner.Execute(
        {.command = given.command,
         .request_id = remembered ? fmt::format("{}/{}", request.request_id(), given.field) : "",
         .method = "vekha.v1.RoadmapService/Adopt",
         .content_hash = hash,
         .validate_only = request.validate_only()});
    if (!outcome.ok()) return WithField(outcome.status(), given.field);
    const int recorded = static_cast<int>(outcome->events.size());
    if (std::holds_alternative<workflow::PutRole>(given.command)) {
      response->set_holdings_recorded(response->holdings_recorded() + recorded);
    } else {
      response->set_facts_recorded(response->facts_recorded() + recorded);
    }
  }
  return absl::OkStatus();
}

}  // namespace vekha::api
