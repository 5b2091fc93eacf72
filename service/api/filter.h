// Whom and where a query means.
#pragma once

#include <absl/status/statusor.h>

#include <optional>
#include <set>
#include <string>

#include "engine/workflow/state.h"

namespace vekha::api {

// Organizations a query is about: all, one, or one with everything below it.
class PlaceFilter {
 public:
  // An empty `organization` is all. ORGANIZATION_UNKNOWN when it does not exist.
  static absl::StatusOr<PlaceFilter> Of(const workflow::State& state, std::string_view field,
                                        const std::string& organization, bool subtree);

  // Also what was merged by the day into one of them: its history is theirs to read.
  void AddMerged(const workflow::State& state, Date day);

  bool Has(const OrganizationId& organization) const {
    return !places_ || places_->contains(organization);
  }
  // The organization or one below it.
  bool HasBelow(const workflow::State& state, const OrganizationId& top) const;

 private:
  std::optional<std::set<OrganizationId>> places_;
};

// The person an id or a name means: FIELD_REQUIRED, PERSON_UNKNOWN or PERSON_AMBIGUOUS.
absl::StatusOr<PersonId> FindPerson(const workflow::State& state, std::string_view field,
                                    const std::string& id_or_name);

// Nothing for an empty text.
absl::StatusOr<std::optional<PersonId>> FindOptionalPerson(const workflow::State& state,
                                                           std::string_view field,
                                                           const std::string& id_or_name);

}  // namespace vekha::api
