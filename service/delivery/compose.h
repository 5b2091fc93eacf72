// Leased digests as messages, as of now.
#pragma once

#include <chrono>
#include <vector>

#include "engine/workflow/view.h"
#include "service/delivery/channels/channel.h"

namespace vekha::delivery {

// One of each, in order; without lines when nothing of it is true any more.
std::vector<Message> ComposeMessages(const workflow::State& state, const workflow::RuleBook& rules,
                                     const std::vector<const workflow::DigestLeased*>& leased,
                                     std::chrono::sys_seconds now);

}  // namespace vekha::delivery
