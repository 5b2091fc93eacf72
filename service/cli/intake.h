// Importing what a source says: of `vekha intake import` and `vekha facts import`.
#pragma once

#include "service/cli/session.h"

namespace CLI {
class App;
}  // namespace CLI

namespace vekha::cli {

// A command "import" below `group`.
void AddImport(CLI::App& group, Session& session);

}  // namespace vekha::cli
