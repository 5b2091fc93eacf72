// The reader of digests: how he is reached, and what time it is where he is. Inside this room only.
#pragma once

#include <string>

#include "engine/workflow/view.h"

namespace vekha::workflow {

inline constexpr int kAttemptsMax = 10;  // to send a digest; then it is dead

// The zone's, or Moscow's when it is not given; a special day when that is not either.
LocalTime TimeIn(const LocalTimes& local, const std::string& zone);

// Without a channel for somebody who is not known.
const Contact& ContactOf(const State& state, const PersonId& person);

// The zone of a digest's reader: his own, or that of what he is told about first.
std::string ZoneOfDigest(const State& state, const Digest& digest);

// How long it still is his hours; 0 outside them.
int MinutesLeft(const Contact& contact, const LocalTime& time);

}  // namespace vekha::workflow
