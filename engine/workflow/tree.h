// Organizations as a tree that changes in time: who stands below whom on a day, who is there, and
// who holds a role for whom.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/workflow/state.h"

namespace vekha::workflow {

// The day to ask about when a question is about no day: where everything stands after all moves
// recorded.
Date AfterAllMoves();

// The one it stands below on the day; empty for a root.
const OrganizationId& ParentOn(const OrganizationEntry& entry, Date day);

// True from its first day to the eve of its closure.
bool IsOpen(const OrganizationEntry& entry, Date day);

// `organization` and everything that stands below it on the day, closed or not, parents first.
std::vector<OrganizationId> Subtree(const State& state, const OrganizationId& organization,
                                    Date day);

// Those merged by the day into one of `places`, or into one of those; by the day of their closure,
// then by id. What is recorded of them is their successor's to read; what they owed is nobody's:
// facts and counts are of an organization's own pupils, and what the successor owes its own
// adoptions say.
std::vector<OrganizationId> MergedInto(const State& state,
                                       const std::vector<OrganizationId>& places, Date day);

// The organization itself, then what it stands below on the day, up to the root.
std::vector<OrganizationId> PathToRoot(const State& state, const OrganizationId& organization,
                                       Date day);

// The first day of the span, still lasting on `day`, in which `organization` stands below `above`;
// none when it always has. `above` must be on its path that day.
std::optional<Date> BelowSince(const State& state, const OrganizationId& organization,
                               const OrganizationId& above, Date day);

// Whose work it does: a body works for the organization it stands below on the day, any other for
// itself.
const OrganizationId& WorksFor(const OrganizationEntry& entry, Date day);

// Who holds the role on the day: in the organization or in a body of it, or else in the nearest one
// above it.
std::vector<PersonId> RoleHolders(const State& state, const OrganizationId& organization,
                                  std::string_view role, Date day);

// True when the person holds any role on the day in the organization, a body of it, or above it.
bool HoldsRoleFor(const State& state, const PersonId& person, const OrganizationId& organization,
                  Date day);

// True when he held roles there, and every one of them has ended before the day: nothing is asked
// of him any more. Of who never held one nothing is known.
bool HasLeft(const State& state, const PersonId& person, const OrganizationId& organization,
             Date day);

}  // namespace vekha::workflow
