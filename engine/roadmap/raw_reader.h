// YAML -> raw form: every key of every row checked by itself, all problems collected.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/roadmap/raw.h"

namespace vekha::roadmap {

// Nothing when the text is no YAML mapping; a value may come with errors, so that what refers
// across rows can be checked in the same go. `file.document` is filled in and pointed into.
std::optional<RawRoadmap> ReadRawRoadmap(RawFile& file, std::vector<Diagnostic>& diagnostics);
std::optional<RawLibrary> ReadRawLibrary(RawFile& file, std::vector<Diagnostic>& diagnostics);

}  // namespace vekha::roadmap
