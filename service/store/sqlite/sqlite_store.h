// The store in one SQLite file (docs/formats/store.md). One process has the file for itself,
// readers of other programs included; copies are made with `vekha backup` or when Vekha is stopped.
#pragma once

#include <absl/status/statusor.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "service/store/store.h"

namespace vekha::store {

struct SqliteOptions {
  // How long another process may take to let go of the file: a service being restarted.
  int busy_timeout_ms = 500;

  // For tests. `vfs` names a SQLite VFS, `pages_max` bounds the file, 0 does not. `at_step` is
  // called when Append() reaches "begin", "events", "rows", "request", "commit" (about to) and
  // "committed"; an error it returns ends the Append there.
  std::string vfs;
  int pages_max = 0;
  std::function<absl::Status(std::string_view step)> at_step;
};

// Makes the file when there is none (or an empty one). See Store for the rejections.
absl::StatusOr<std::unique_ptr<Store>> OpenSqliteStore(const std::string& path,
                                                       SqliteOptions options = {});

}  // namespace vekha::store
