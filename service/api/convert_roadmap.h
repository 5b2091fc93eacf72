// Roadmaps and readings of terms -> messages.
#pragma once

#include "engine/roadmap/roadmap.h"
#include "engine/schedule/schedule.h"
#include "engine/workflow/state.h"
#include "vekha/v1/roadmap.pb.h"

namespace vekha::api {

enum class RoadmapDetail { kHeader, kWhole };

// A roadmap as read from a file; version, etag and text are the stored version's.
v1::Roadmap ToProto(const roadmap::Roadmap& roadmap, RoadmapDetail detail);

// A stored version, with or without its compiled form. `newest` is the newest of the same roadmap.
v1::Roadmap ToProto(const RoadmapId& id, const workflow::RoadmapVersion& version,
                    const workflow::RoadmapVersion& newest, RoadmapDetail detail);

v1::TermFlag ToProto(term::Flag flag);
v1::TermWindow ToProto(const schedule::Occurrence& occurrence);
v1::TermWait ToProto(const schedule::Wait& wait);
// `phrase` turns byte places into character places.
v1::TermNote ToProto(const term::Note& note, std::string_view phrase);

}  // namespace vekha::api
