// -o FILE: where a command writes to.
#pragma once

#include <string>

#include "service/cli/command.h"

namespace vekha::cli {

// A path that is there is not empty: `-o "$FILE"` with nothing in FILE is wrong usage, not "no
// file".
void AddOutputFile(CLI::App& command, Session& session, std::string& path, const Text& what,
                   Need need = Need::kOptional);

}  // namespace vekha::cli
