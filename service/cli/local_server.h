// The whole service inside this process, for --db FILE.
#pragma once

#include <absl/status/statusor.h>

#include <memory>
#include <string>

#include "service/app/app.h"

namespace vekha::cli {

// On the SQLite file `db`, with the rules of the folder `rules`, or the program's own when that is
// empty, and the channels of the file `delivery`, or none. Nobody else can reach it.
absl::StatusOr<std::unique_ptr<app::App>> StartLocalServer(const std::string& db,
                                                           const std::string& rules,
                                                           const std::string& delivery);

}  // namespace vekha::cli
