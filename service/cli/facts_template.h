// `vekha facts template`.
#pragma once

#include "service/cli/session.h"

namespace CLI {
class App;
}  // namespace CLI

namespace vekha::cli {

void AddFactsTemplate(CLI::App& group, Session& session);

}  // namespace vekha::cli
