// Roadmaps of rule files as people and programs read them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/roadmap/roadmap.h"
#include "service/cli/json_text.h"
#include "service/cli/session.h"

namespace vekha::cli {

// Rows of the document: measures, whether or not they have items.
size_t CountRows(const roadmap::Roadmap& roadmap);

// {"measures":[{"id","number","title","term","responsible":[{"name","kind"}],"windows":[[start|null,due]],
// "flags":[],"items":[...]}]} of all roadmaps in order; "roadmaps" says how many belong to each.
Json JsonRoadmaps(const std::vector<std::shared_ptr<const roadmap::Roadmap>>& roadmaps);

// The title, and a table of the measures of each stage.
std::string ShowRoadmap(const roadmap::Roadmap& roadmap, const Session& session);

}  // namespace vekha::cli
