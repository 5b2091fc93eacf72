#include "service/api/filter.h"

#include <algorithm>
#include <vector>

#include "engine/base/status.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/tree.h"
#include "engine/workflow/view.h"
#include "service/api/field_names.h"
#include "service/api/input.h"

namespace vekha::api {

absl::StatusOr<PlaceFilter> PlaceFilter::Of(const workflow::State& state, std::string_view field,
                                            const std::string& organization, bool subtree) {
  PlaceFilter out;
  if (organization.empty()) return out;
  VEKHA_RETURN_IF_ERROR(CheckLine(field, organization));
  const OrganizationId id(organization);
  if (!state.organizations.contains(id)) return workflow::OrganizationUnknown(id);
  out.places_.emplace();
  if (!subtree) {
    out.places_->insert(id);
    return out;
  }
  for (const OrganizationId& place : workflow::Subtree(state, id, workflow::AfterAllMoves())) {
    out.places_->insert(place);
  }
  return out;
}

void PlaceFilter::AddMerged(const workflow::State& state, Date day) {
  if (!places_) return;
  const std::vector<OrganizationId> own(places_->begin(), places_->end());
  for (const OrganizationId& merged : workflow::MergedInto(state, own, day)) {
    for (const OrganizationId& place : workflow::Subtree(state, merged, day)) {
      places_->insert(place);
    }
  }
}

bool PlaceFilter::HasBelow(const workflow::State& state, const OrganizationId& top) const {
  if (!places_) return true;
  const std::vector<OrganizationId> below =
      workflow::Subtree(state, top, workflow::AfterAllMoves());
  return std::any_of(below.begin(), below.end(),
                     [&](const OrganizationId& place) { return Has(place); });
}

absl::StatusOr<PersonId> FindPerson(const workflow::State& state, std::string_view field,
                                    const std::string& id_or_name) {
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine(field, id_or_name));
  absl::StatusOr<PersonId> person = workflow::ResolvePerson(state, id_or_name);
  if (!person.ok()) return WithField(person.status(), field);
  return person;
}

absl::StatusOr<std::optional<PersonId>> FindOptionalPerson(const workflow::State& state,
                                                           std::string_view field,
                                                           const std::string& id_or_name) {
  if (id_or_name.empty()) return std::optional<PersonId>();
  VEKHA_ASSIGN_OR_RETURN(PersonId id, FindPerson(state, field, id_or_name));
  return std::optional<PersonId>(std::move(id));
}

}  // namespace vekha::api
