// Files of an import on their way to the server.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "service/cli/session.h"
#include "vekha/v1/intake_service.pb.h"

namespace vekha::cli {

struct ImportFile {
  std::string path;
  std::string name;  // as the server calls it: no folder of this machine is told
};

// A folder stands for the files in it and below it. FILE_UNREADABLE (exit 3), TOO_MANY_FILES
// (exit 1).
absl::StatusOr<std::vector<ImportFile>> FindImportFiles(const std::vector<std::string>& paths);

// The answer calls files as the command line did.
absl::StatusOr<v1::ImportRosterResponse> SendImport(Session& session, const v1::ImportHead& head,
                                                    const std::vector<ImportFile>& files);

}  // namespace vekha::cli
