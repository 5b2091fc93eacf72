// vekha facts ingest.
#pragma once

#include "service/cli/session.h"

namespace CLI {
class App;
}  // namespace CLI

namespace vekha::cli {

void AddFactsIngest(CLI::App& group, Session& session);

}  // namespace vekha::cli
