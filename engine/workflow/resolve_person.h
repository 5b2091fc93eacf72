// Whom somebody means who knows only some people.
#pragma once

#include <absl/status/statusor.h>

#include <functional>
#include <string_view>

#include "engine/workflow/state.h"

namespace vekha::workflow {

using KnowsPerson = std::function<bool(const PersonId&)>;

// As ResolvePerson() of view.h. Whoever is not known is as if he did not exist: neither meant, nor
// a namesake, nor suggested.
absl::StatusOr<PersonId> ResolvePerson(const State& state, std::string_view id_or_name,
                                       const KnowsPerson& knows);

}  // namespace vekha::workflow
