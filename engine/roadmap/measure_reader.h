// Rows of a stage and their parts, from YAML to raw form.
#pragma once

#include "engine/roadmap/raw.h"
#include "engine/roadmap/record.h"
#include "engine/yaml/reader.h"

namespace vekha::roadmap {

RawMeasure ReadMeasure(yaml::Reader& reader, const yaml::Node& node, const KeyTable& table);

// A measure, a heading row or a use of a library measure, as its keys show.
void ReadRow(yaml::Reader& reader, const yaml::Node& node, RawStage& stage);

RawTerm ReadTerm(yaml::Reader& reader, const yaml::Node& node, const Key& key);

}  // namespace vekha::roadmap
