// Commands below `vekha facts` that read lists.
#pragma once

#include "service/cli/session.h"

namespace CLI {
class App;
}  // namespace CLI

namespace vekha::cli {

void AddFactsImport(CLI::App& group, Session& session);    // facts import
void AddFactsTemplate(CLI::App& group, Session& session);  // facts template

}  // namespace vekha::cli
