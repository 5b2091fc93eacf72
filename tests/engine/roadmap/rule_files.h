// Rule files of the source tree, and what they are loaded against.
#pragma once

#include <string>
#include <vector>

#include "engine/roadmap/load.h"

namespace vekha::roadmap {

// Fails the test when there is no such file.
std::string ReadText(const std::string& path);

// Files below `folder` that end in `extension`, by name.
std::vector<std::string> FilesIn(const std::string& folder, const std::string& extension);

// A few declared facts of every type, ladders standard and gentle, and the library "gates".
const LoadContext& SmallContext();

// rules/facts.yaml, rules/library/, and the ladders the rules name.
const LoadContext& RulesContext();

// One diagnostic a line, as the command line prints them without the source line.
std::string FormatAll(const std::vector<Diagnostic>& diagnostics);

}  // namespace vekha::roadmap
