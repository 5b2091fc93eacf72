#include "service/store/sqlite/open_file.h"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <string_view>
#include <system_error>

#include "engine/base/status.h"
#include "service/store/rejections.h"
#include "service/store/sqlite/sqlite_store.h"

namespace vekha::store {
namespace {

namespace fs = std::filesystem;

bool MayWrite(const fs::path& path) {
  return faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) == 0;
}

// What SQLite itself would find out late or silently: it opens a write-protected file for reading.
absl::Status CheckPlace(const fs::path& path) {
  std::error_code error;
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  if (!fs::is_directory(folder, error)) return StoreNotFound(path.string());
  const fs::file_status file = fs::status(path, error);
  if (fs::exists(file) && !fs::is_regular_file(file)) {
    return StoreForeign(path.string(), "it is not a file");
  }
  if (fs::exists(file) && !MayWrite(path)) return StoreReadOnly(path.string());
  if (!MayWrite(folder)) return StoreReadOnly(path.string());  // for the -wal file
  return absl::OkStatus();
}

std::string ImmutableUri(const fs::path& path) {
  std::string uri = "file:";
  for (const char c : fs::absolute(path).string()) {
    const bool plain = c == '/' || c == '.' || c == '-' || c == '_' || (c >= '0' && c <= '9') ||
                       (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri + "?mode=ro&immutable=1";
}

int Pragma(SQLite::Database& database, const char* name) {
  return database.execAndGet(fmt::format("PRAGMA {}", name)).getInt();
}

absl::Status CheckOurs(SQLite::Database& database, const std::string& path) {
  const int application = Pragma(database, "application_id");
  if (application != kApplicationId) {
    return StoreForeign(path, fmt::format("its application id is {}", application));
  }
  const int version = Pragma(database, "user_version");
  if (version <= static_cast<int>(Migrations().size())) return absl::OkStatus();
  return StoreNewer(
      path, fmt::format("its version is {}, this program knows {}", version, Migrations().size()));
}

// Looks at the header without a lock, a journal or a write, so that a file that is not ours stays
// as it is. With a hot journal beside it the header may be half written; opening settles that.
absl::Status Probe(const std::string& path) {
  std::error_code error;
  const bool empty = !fs::exists(path, error) || fs::file_size(path, error) == 0;
  if (empty || fs::exists(path + "-journal", error)) return absl::OkStatus();
  SQLite::Database database(ImmutableUri(path), SQLite::OPEN_READONLY | SQLite::OPEN_URI);
  return CheckOurs(database, path);
}

void Migrate(SQLite::Database& database) {
  const std::span<const service::EmbeddedText> migrations = Migrations();
  for (size_t done = static_cast<size_t>(Pragma(database, "user_version"));
       done < migrations.size(); ++done) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    database.exec(std::string(migrations[done].text));
    database.exec(fmt::format("PRAGMA user_version = {}", done + 1));
    transaction.commit();
  }
}

}  // namespace

absl::StatusOr<std::unique_ptr<SQLite::Database>> OpenFile(const std::string& path,
                                                           const SqliteOptions& options) {
  VEKHA_RETURN_IF_ERROR(CheckPlace(path));
  VEKHA_RETURN_IF_ERROR(Probe(path));
  auto database = std::make_unique<SQLite::Database>(
      path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, options.busy_timeout_ms, options.vfs);
  database->exec("PRAGMA locking_mode = EXCLUSIVE");
  database->exec("PRAGMA foreign_keys = ON");
  database->exec("PRAGMA cell_size_check = ON");
  // Names of people that an import replaced must not stay in pages that are free.
  database->exec("PRAGMA secure_delete = ON");
  // The id is the first thing written, before the file becomes WAL: from then on its first page
  // says whose it is, whatever happens.
  if (Pragma(*database, "page_count") == 0) {
    database->exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
  }
  VEKHA_RETURN_IF_ERROR(CheckOurs(*database, path));
  const std::string mode = database->execAndGet("PRAGMA journal_mode = WAL").getString();
  if (mode != "wal") return StoreIo(path, fmt::format("journal mode is {}", mode));
  database->exec("PRAGMA synchronous = FULL");
  // A commit of a few thousand rows stays in memory until it is written, once, to the end of the
  // journal; what it would undo of a single statement never reaches a file.
  database->exec("PRAGMA cache_size = -65536");
  database->exec("PRAGMA temp_store = MEMORY");
  database->exec("PRAGMA wal_autocheckpoint = 16384");
  if (options.pages_max > 0) {
    database->exec(fmt::format("PRAGMA max_page_count = {}", options.pages_max));
  }
  Migrate(*database);
  // Takes the write lock once, even when there was nothing to write.
  SQLite::Transaction(*database, SQLite::TransactionBehavior::IMMEDIATE).commit();
  return database;
}

}  // namespace vekha::store
