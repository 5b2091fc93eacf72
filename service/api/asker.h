// On whose behalf a query is asked: what it sees, and whom it knows. What stands beside the asking
// organization is as if it did not exist.
#pragma once

#include <absl/container/flat_hash_set.h>
#include <absl/status/statusor.h>

#include <chrono>
#include <optional>
#include <string>

#include "service/api/filter.h"

namespace vekha::api {

class Asker {
 public:
  // An empty `organization` is nobody in particular, who sees everything. What was merged into it
  // by its today of `now` belongs to it; without `now` nothing does. ORGANIZATION_UNKNOWN.
  static absl::StatusOr<Asker> Of(const workflow::State& state, const std::string& organization,
                                  std::optional<std::chrono::sys_seconds> now);

  bool IsAnybody() const { return !known_; }
  // The asking organization, one below it, or one merged into these.
  bool Sees(const OrganizationId& organization) const { return places_.Has(organization); }
  // Who holds a role there, on any day.
  bool Knows(const PersonId& person) const { return !known_ || known_->contains(person); }

 private:
  PlaceFilter places_;
  std::optional<absl::flat_hash_set<PersonId>> known_;
};

// ORGANIZATION_UNKNOWN for an asker that does not exist or does not see `place`, as for a place
// that does not exist.
absl::Status CheckSees(const workflow::State& state, const std::string& asker,
                       const OrganizationId& place, std::chrono::sys_seconds now);

// Somebody the asker knows: FIELD_REQUIRED, PERSON_UNKNOWN or PERSON_AMBIGUOUS, and nobody else is
// named in them.
absl::StatusOr<PersonId> FindKnown(const workflow::State& state, std::string_view field,
                                   const std::string& id_or_name, const Asker& asker);

// Of an answer that shows only what the asker sees: also somebody it does not know, such as one who
// answers for it from above. Refusals are those of FindKnown().
absl::StatusOr<PersonId> FindMeant(const workflow::State& state, std::string_view field,
                                   const std::string& id_or_name, const Asker& asker);

// FindMeant(), for the organization a query is about; nothing for an empty text.
absl::StatusOr<std::optional<PersonId>> FindOptionalMeant(const workflow::State& state,
                                                          std::string_view field,
                                                          const std::string& id_or_name,
                                                          const std::string& organization);

}  // namespace vekha::api
