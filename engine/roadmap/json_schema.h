// The rule file format for editors: JSON Schema draft 2020-12, made from the reader's own key
// tables.
#pragma once

#include <string>

namespace vekha::roadmap {

// The text of rules/roadmap.schema.json: roadmaps and libraries. Descriptions are Russian, then
// English. What the schema cannot say (references, terms, conditions) only loading finds.
std::string RoadmapJsonSchema();

}  // namespace vekha::roadmap
