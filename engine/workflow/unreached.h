// Messages that could not be told, and who hears of that. Inside this room only.
#pragma once

#include <string_view>
#include <vector>

#include "engine/workflow/state.h"
#include "engine/workflow/wording.h"

namespace vekha::workflow {

inline constexpr std::string_view kUnreached = "unreached";  // the rung of such news

// Tells who looks after the people of an organization that one of them could not be told; once a
// day about one person. Nobody is told of the failure to tell this.
std::vector<Event> TellCarers(const State& state, const Notification& lost, const PersonId& reader,
                              const Wording& why, Date day);

// What was lost with a digest that somebody is to hear of: anything but that others could not be
// told. nullptr when it is nothing.
const Notification* LostWith(const State& state, const Digest& digest);

}  // namespace vekha::workflow
