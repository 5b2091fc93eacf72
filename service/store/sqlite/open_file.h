// Opening a database file: ours or new, and nobody else's.
#pragma once

#include <SQLiteCpp/Database.h>
#include <absl/status/statusor.h>

#include <memory>
#include <span>
#include <string>

#include "service/base/embedded_text.h"

namespace vekha::store {

// In the file's header (https://www.sqlite.org/fileformat.html#application_id): "VEKH".
inline constexpr int kApplicationId = 0x56454B48;

// service/store/migrations, by number; the file's user_version is how many it has been through.
std::span<const service::EmbeddedText> Migrations();

struct SqliteOptions;

// The connection that holds the file for itself until it is closed (locking_mode EXCLUSIVE: the
// operating system's lock, so a killed process leaves none), in WAL mode with synchronous FULL,
// migrated to the newest version. A file that is not ours is not written to. Rejections: store.h.
// Throws SQLite::Exception.
absl::StatusOr<std::unique_ptr<SQLite::Database>> OpenFile(const std::string& path,
                                                           const SqliteOptions& options);

}  // namespace vekha::store
