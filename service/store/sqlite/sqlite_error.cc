#include "service/store/sqlite/sqlite_error.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include "service/store/rejections.h"

namespace vekha::store {

absl::Status FromSqlite(const SQLite::Exception& error, std::string_view path) {
  switch (error.getErrorCode()) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return StoreLocked(path);
    case SQLITE_NOTADB:
      return StoreForeign(path, "it is no SQLite file");
    case SQLITE_CORRUPT:
      return StoreDamaged(path, error.what());
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return StoreReadOnly(path);
    case SQLITE_FULL:
      return StoreFull(path);
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return StoreIo(path, error.what());
    case SQLITE_CONSTRAINT:
      if (error.getExtendedErrorCode() == SQLITE_CONSTRAINT_PRIMARYKEY ||
          error.getExtendedErrorCode() == SQLITE_CONSTRAINT_UNIQUE) {
        return StoreDuplicate(error.what());
      }
      return absl::InternalError(fmt::format("{}: {}", path, error.what()));
    case SQLITE_NOMEM:
      return absl::ResourceExhaustedError(fmt::format("{}: out of memory", path));
    default:
      return absl::InternalError(
          fmt::format("{}: SQLite {}: {}", path, error.getExtendedErrorCode(), error.what()));
  }
}

}  // namespace vekha::store
