// Answers as files somebody would send: `-o FILE.xlsx`, `.csv`, `.html`, or `.json`.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <google/protobuf/message.h>

#include <functional>
#include <string>

#include "service/cli/session.h"
#include "service/report/paper/paper.h"

namespace CLI {
class App;
}  // namespace CLI

namespace vekha::cli {

// -o, --out: what CheckPaperName() takes.
void AddPaperOption(CLI::App& command, Session& session, std::string& path);

// As the paper's head says it. ORGANIZATION_UNKNOWN.
absl::StatusOr<std::string> OrganizationName(Session& session, const std::string& id);

// Exit 2 for a name with another ending. To be asked before the server is.
absl::Status CheckPaperName(const std::string& path);

// The file is there whole or not at all: the answer itself as .json, else the paper made of it.
// EXPORT_PATH (exit 3) for a path that cannot be written. On a terminal a long paper shows how far
// it is.
absl::Status WritePaperFile(const Session& session, const google::protobuf::Message& answer,
                            const std::function<service::report::Paper()>& paper,
                            const std::string& path);

}  // namespace vekha::cli
