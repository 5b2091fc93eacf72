// Leased digests as messages, as of now.
#pragma once

#include <vector>

#include "engine/workflow/view.h"
#include "service/delivery/channels/channel.h"

namespace vekha::delivery {

// One of each, in order; without lines when nothing of it is true any more.
std::vector<Message> ComposeMessages(const workflow::State& state, const workflow::RuleBook& rules,
                                     const std::vector<const workflow::DigestLeased*>& leased,
                                     const workflow::LocalTimes& local);

}  // namespace vekha::delivery
