#include "service/api/asker.h"

#include <utility>

#include "engine/base/status.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/resolve_person.h"
#include "engine/workflow/view.h"
#include "service/api/day.h"
#include "service/api/field_names.h"
#include "service/api/input.h"

namespace vekha::api {

absl::StatusOr<Asker> Asker::Of(const workflow::State& state, const std::string& organization,
                                std::optional<std::chrono::sys_seconds> now) {
  Asker out;
  VEKHA_ASSIGN_OR_RETURN(out.places_,
                         PlaceFilter::Of(state, "organization", organization, /*subtree=*/true));
  if (organization.empty()) return out;
  if (now) out.places_.AddMerged(state, TodayOf(state, OrganizationId(organization), *now));
  out.known_.emplace();
  for (const auto& [place, held] : state.roles) {
    if (!out.Sees(place)) continue;
    for (const workflow::RoleHolding& holding : held) out.known_->insert(holding.person);
  }
  return out;
}

absl::Status CheckSees(const workflow::State& state, const std::string& asker,
                       const OrganizationId& place, std::chrono::sys_seconds now) {
  VEKHA_ASSIGN_OR_RETURN(const Asker who, Asker::Of(state, asker, now));
  return who.Sees(place) ? absl::OkStatus() : workflow::OrganizationUnknown(place);
}

absl::StatusOr<PersonId> FindKnown(const workflow::State& state, std::string_view field,
                                   const std::string& id_or_name, const Asker& asker) {
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine(field, id_or_name));
  absl::StatusOr<PersonId> person = workflow::ResolvePerson(
      state, id_or_name, [&](const PersonId& id) { return asker.Knows(id); });
  if (!person.ok()) return WithField(person.status(), field);
  return person;
}

absl::StatusOr<PersonId> FindMeant(const workflow::State& state, std::string_view field,
                                   const std::string& id_or_name, const Asker& asker) {
  absl::StatusOr<PersonId> person = workflow::ResolvePerson(state, id_or_name);
  if (person.ok()) return person;
  return FindKnown(state, field, id_or_name, asker);
}

absl::StatusOr<std::optional<PersonId>> FindOptionalMeant(const workflow::State& state,
                                                          std::string_view field,
                                                          const std::string& id_or_name,
                                                          const std::string& organization) {
  if (id_or_name.empty()) return std::optional<PersonId>();
  // Only a refusal asks whom the organization knows.
  absl::StatusOr<PersonId> person = workflow::ResolvePerson(state, id_or_name);
  if (!person.ok()) {
    VEKHA_ASSIGN_OR_RETURN(const Asker asker, Asker::Of(state, organization, std::nullopt));
    person = FindKnown(state, field, id_or_name, asker);
  }
  VEKHA_RETURN_IF_ERROR(person.status());
  return std::optional<PersonId>(*std::move(person));
}

}  // namespace vekha::api
