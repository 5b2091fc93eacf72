// `vekha intake pull`.
#pragma once

#include "service/cli/session.h"

namespace CLI {
class App;
}  // namespace CLI

namespace vekha::cli {

void AddPull(CLI::App& group, Session& session);

}  // namespace vekha::cli
