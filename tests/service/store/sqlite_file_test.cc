// Files that are not as we left them, and places where none can be: each said so, each left as it
// is.
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "engine/base/rejection.h"
#include "service/store/sqlite/open_file.h"
#include "service/store/sqlite/sqlite_store.h"
#include "tests/service/store/random_history.h"

namespace vekha::store {
namespace {

namespace fs = std::filesystem;

const workflow::RuleBook& NoRules() {
  static const workflow::RuleBook kRules;
  return kRules;
}

// Root may write anywhere; as nobody the protection of files is felt.
class AsNobody {
 public:
  AsNobody() : was_root_(geteuid() == 0) {
    if (was_root_) {
      EXPECT_EQ(seteuid(65534), 0);
    }
  }
  ~AsNobody() {
    if (was_root_) {
      EXPECT_EQ(seteuid(0), 0);
    }
  }

 private:
  bool was_root_;
};

class SqliteFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::path(testing::TempDir()) /
        (std::string("file_") + testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    fs::permissions(folder_, fs::perms::all);
    path_ = (folder_ / "vekha.db").string();
  }
  void TearDown() override {
    fs::permissions(folder_, fs::perms::all);
    fs::remove_all(folder_);
  }

  static std::string Bytes(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void WriteBytes(const std::string& bytes) {
    std::ofstream(path_, std::ios::binary | std::ios::trunc) << bytes;
  }
  size_t FilesInFolder() {
    return static_cast<size_t>(
        std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  // A database with `commits` commits, closed.
  void MakeStore(int commits) {
    auto store = OpenSqliteStore(path_);
    ASSERT_TRUE(store.ok()) << store.status();
    test::RandomHistory history(1);
    for (int i = 0; i < commits; ++i) ASSERT_TRUE((*store)->Append(history.Next()).ok());
  }

  Rejection Refusal(SqliteOptions options = {}) {
    options.busy_timeout_ms = 10;
    const auto store = OpenSqliteStore(path_, options);
    return store.ok() ? Rejection{} : RejectionOf(store.status());
  }

  void ExpectRefusedUntouched(const std::string& reason) {
    const std::string before = Bytes(path_);
    const size_t files = FilesInFolder();
    const Rejection rejection = Refusal();
    EXPECT_EQ(rejection.reason, reason) << rejection.message;
    EXPECT_FALSE(rejection.message_ru.empty());
    EXPECT_EQ(rejection.metadata.at("path"), path_);
    EXPECT_EQ(Bytes(path_), before);
    EXPECT_EQ(FilesInFolder(), files);
  }

  fs::path folder_;
  std::string path_;
};

TEST_F(SqliteFile, SaysItsIdAndVersionInTheHeader) {
  MakeStore(1);
  SQLite::Database raw(path_, SQLite::OPEN_READONLY);
  EXPECT_EQ(raw.execAndGet("PRAGMA application_id").getInt(), kApplicationId);
  EXPECT_EQ(raw.execAndGet("PRAGMA user_version").getInt(), 11);
  EXPECT_EQ(raw.execAndGet("PRAGMA journal_mode").getString(), "wal");
  EXPECT_EQ(raw.execAndGet("PRAGMA integrity_check").getString(), "ok");
}

TEST_F(SqliteFile, BringsAFileOfTheFirstVersionUpToThisOne) {
  {
    SQLite::Database first(path_, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    first.exec(std::string(Migrations().front().text));
    first.exec(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = 1", kApplicationId));
    first.exec(
        "INSERT INTO organization (id, name, level, zone, revision)"
        " VALUES ('school', 'Школа', 'school', 'Europe/Moscow', 1);"
        "INSERT INTO fact VALUES ('school', 'pairs.count', '2022/23', 1, 1, '{\"int\":\"17\"}',"
        " 'table', 1666764000, '2022-10-26');"
        "INSERT INTO event VALUES (1, 0, 1666764000, 'school', 'organization_put', '{}')");
  }
  const auto store = OpenSqliteStore(path_);
  ASSERT_TRUE(store.ok()) << store.status();
  const auto state = (*store)->Load(NoRules());
  ASSERT_TRUE(state.ok()) << state.status();
  EXPECT_EQ(state->revision, 1);
  const auto* fact = state->facts.at(OrganizationId("school")).Find("pairs.count", "2022/23");
  ASSERT_NE(fact, nullptr);
  EXPECT_TRUE(condition::Identical(fact->value, condition::Value::Int(17)));
}

TEST_F(SqliteFile, HasNothingOfAForgottenSource) {
  const std::string secret = "Секретов Иван";
  std::string roster;
  while (roster.size() < 100'000) roster += secret;
  const auto holds = [&](const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    return bytes.find(secret) != std::string::npos;
  };
  auto store = OpenSqliteStore(path_);
  ASSERT_TRUE(store.ok()) << store.status();
  workflow::OrganizationPut school;
  school.organization.id = OrganizationId("school");
  IntakeChange change{school.organization.id, "table", "{}", {}, roster, secret};
  ASSERT_TRUE((*store)->Append({1, {}, {school}, std::nullopt, change}).ok());
  EXPECT_TRUE(holds(path_ + "-wal"));
  store->reset();
  EXPECT_TRUE(holds(path_));
  store = OpenSqliteStore(path_);
  ASSERT_TRUE(store.ok()) << store.status();
  change = {.organization = school.organization.id, .source = "table", .forgotten = 1};
  ASSERT_TRUE((*store)->Append({1, {}, {}, std::nullopt, change}).ok());
  EXPECT_FALSE(holds(path_) || holds(path_ + "-wal"));
  store->reset();
  EXPECT_FALSE(holds(path_));
}

TEST_F(SqliteFile, IsOneFileWhenClosed) {
  MakeStore(20);
  EXPECT_EQ(FilesInFolder(), 1u);
}

TEST_F(SqliteFile, IsMadeInAnEmptyFile) {
  WriteBytes("");
  MakeStore(1);
  EXPECT_EQ((*OpenSqliteStore(path_))->Load(NoRules())->revision, 1);
}

TEST_F(SqliteFile, TakesNamesThatAnUriWouldTrip) {
  path_ = (folder_ / "Веха 100%?mode=memory#1.db").string();
  MakeStore(2);
  EXPECT_TRUE(fs::exists(path_));
  EXPECT_EQ((*OpenSqliteStore(path_))->Load(NoRules())->revision, 2);
}

TEST_F(SqliteFile, RefusesATextFile) {
  WriteBytes("roadmap: kambulat-2022\n" + std::string(5000, '#'));
  ExpectRefusedUntouched("STORE_FOREIGN");
}

TEST_F(SqliteFile, RefusesADatabaseOfAnotherProgram) {
  {
    SQLite::Database other(path_, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    other.exec("CREATE TABLE event (x)");
  }
  ExpectRefusedUntouched("STORE_FOREIGN");
  SQLite::Database(path_, SQLite::OPEN_READWRITE).exec("PRAGMA application_id = 1");
  ExpectRefusedUntouched("STORE_FOREIGN");
  // In WAL, and with a WAL not yet taken over, which opening for writing would do.
  SQLite::Database other(path_, SQLite::OPEN_READWRITE);
  other.exec("PRAGMA journal_mode = WAL");
  other.exec("INSERT INTO event VALUES (1)");
  ExpectRefusedUntouched("STORE_FOREIGN");
}

TEST_F(SqliteFile, RefusesAFolder) {
  fs::create_directory(path_);
  EXPECT_EQ(Refusal().reason, "STORE_FOREIGN");
}

TEST_F(SqliteFile, RefusesANewerVersion) {
  MakeStore(3);
  SQLite::Database(path_, SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 999");
  ExpectRefusedUntouched("STORE_NEWER");
}

TEST_F(SqliteFile, RefusesANewerVersionThatIsStillInTheWal) {
  MakeStore(3);
  const std::string main = Bytes(path_);
  SQLite::Database newer(path_, SQLite::OPEN_READWRITE);
  newer.exec("PRAGMA wal_autocheckpoint = 0");
  newer.exec("PRAGMA user_version = 999");
  // As after a crash: both files, no process.
  const std::string wal = Bytes(path_ + "-wal");
  path_ = (folder_ / "copy.db").string();
  WriteBytes(main);
  std::ofstream(path_ + "-wal", std::ios::binary) << wal;
  EXPECT_EQ(Refusal().reason, "STORE_NEWER");
}

TEST_F(SqliteFile, RefusesAReadOnlyFile) {
  MakeStore(3);
  fs::permissions(path_, fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read);
  const AsNobody nobody;
  ExpectRefusedUntouched("STORE_READ_ONLY");
}

TEST_F(SqliteFile, RefusesAReadOnlyFolder) {
  MakeStore(3);
  fs::permissions(path_, fs::perms::all);
  fs::permissions(folder_, fs::perms::owner_read | fs::perms::owner_exec | fs::perms::group_read |
                               fs::perms::group_exec | fs::perms::others_read |
                               fs::perms::others_exec);
  const AsNobody nobody;
  ExpectRefusedUntouched("STORE_READ_ONLY");
  path_ = (folder_ / "new.db").string();
  EXPECT_EQ(Refusal().reason, "STORE_READ_ONLY");
}

TEST_F(SqliteFile, SaysThatTheFolderIsNotThere) {
  path_ = (folder_ / "nowhere" / "vekha.db").string();
  EXPECT_EQ(Refusal().reason, "STORE_NOT_FOUND");
}

TEST_F(SqliteFile, BelongsToOneOpenerAtATime) {
  MakeStore(3);
  auto first = OpenSqliteStore(path_);
  ASSERT_TRUE(first.ok());
  const Rejection rejection = Refusal();
  EXPECT_EQ(rejection.reason, "STORE_LOCKED");
  EXPECT_EQ(rejection.code, absl::StatusCode::kUnavailable);
  // The refused one has not loosened the first one's hold, and the first one works on.
  EXPECT_EQ(Refusal().reason, "STORE_LOCKED");
  EXPECT_EQ((*first)->Load(NoRules())->revision, 3);
  first->reset();
  EXPECT_EQ(Refusal().reason, "");
}

TEST_F(SqliteFile, BelongsToOneProcessAtATime) {
  for (const int commits : {0, 3}) {  // new and old
    auto first = OpenSqliteStore(path_);
    ASSERT_TRUE(first.ok());
    test::RandomHistory history(1);
    for (int i = 0; i < commits; ++i) ASSERT_TRUE((*first)->Append(history.Next()).ok());
    const pid_t child = fork();
    if (child == 0) _exit(Refusal().reason == "STORE_LOCKED" ? 0 : 1);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << commits;
  }
}

TEST_F(SqliteFile, SaysThatItIsDamaged) {
  MakeStore(30);
  const std::string whole = Bytes(path_);
  constexpr size_t kPage = 4096;
  int noticed = 0;
  int tried = 0;
  const size_t pages = whole.size() / kPage;
  for (size_t page = 1; page < pages; page += 5) {
    ++tried;
    std::string damaged = whole;
    std::fill_n(damaged.begin() + static_cast<std::ptrdiff_t>(page * kPage), kPage, '\xa5');
    WriteBytes(damaged);
    // Opening, loading or reading the log: somewhere the page is met, and nothing else is said.
    absl::Status status;
    if (auto store = OpenSqliteStore(path_); !store.ok()) {
      status = store.status();
    } else if (auto state = (*store)->Load(NoRules()); !state.ok()) {
      status = state.status();
    } else if (auto events = (*store)->ReadEvents(1, 1'000'000); !events.ok()) {
      status = events.status();
    }
    if (status.ok()) continue;
    ++noticed;
    EXPECT_EQ(RejectionOf(status).reason, "STORE_DAMAGED") << page << " " << status;
    EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  }
  EXPECT_GT(noticed, tried / 2) << tried;
}

TEST_F(SqliteFile, SaysThatItIsCutOff) {
  MakeStore(60);
  WriteBytes(Bytes(path_).substr(0, 3 * 4096 + 100));
  const auto store = OpenSqliteStore(path_);
  const absl::Status status = store.ok() ? (*store)->Load(NoRules()).status() : store.status();
  EXPECT_EQ(RejectionOf(status).reason, "STORE_DAMAGED");
}

TEST_F(SqliteFile, SaysThatAPayloadIsDamaged) {
  MakeStore(2);
  {
    SQLite::Database raw(path_, SQLite::OPEN_READWRITE);
    raw.exec("DROP TRIGGER event_is_never_changed");
    raw.exec("UPDATE event SET payload = '{\"id\":' WHERE revision = 1 AND idx = 0");
  }
  auto store = OpenSqliteStore(path_);
  ASSERT_TRUE(store.ok());
  EXPECT_EQ(RejectionOf((*store)->ReadEvents(1, 10).status()).reason, "STORE_DAMAGED");
}

TEST_F(SqliteFile, NeverChangesWhatIsInTheLog) {
  MakeStore(3);
  SQLite::Database raw(path_, SQLite::OPEN_READWRITE);
  EXPECT_THROW(raw.exec("UPDATE event SET payload = '{}'"), SQLite::Exception);
  EXPECT_THROW(raw.exec("DELETE FROM event"), SQLite::Exception);
  EXPECT_THROW(raw.exec("UPDATE roadmap_version SET text = ''"), SQLite::Exception);
  EXPECT_THROW(raw.exec("DELETE FROM roadmap_version"), SQLite::Exception);
}

TEST_F(SqliteFile, SaysThatTheDiskIsFullAndKeepsWhatItHas) {
  MakeStore(5);
  const int pages = static_cast<int>(fs::file_size(path_) / 4096);
  SqliteOptions options;
  options.pages_max = pages + 36;
  auto store = OpenSqliteStore(path_, options);
  ASSERT_TRUE(store.ok()) << store.status();
  test::RandomHistory history(1);
  for (int i = 0; i < 5; ++i) history.Next();
  int64_t last = 5;
  absl::Status status;
  while (status.ok()) {
    const Commit commit = history.Next();
    status = (*store)->Append(commit);
    if (status.ok()) last = commit.revision;
    ASSERT_LT(last, 1000);
  }
  EXPECT_EQ(RejectionOf(status).reason, "STORE_FULL");
  // It still reads, and takes more when there is room.
  EXPECT_EQ((*store)->Load(NoRules())->revision, last);
  const Commit small{
      last + 1,
      {},
      {workflow::MarkMoved{OrganizationId("o0"), RoadmapId("plan"), Date(2025, 1, 1)}},
      std::nullopt};
  store->reset();
  store = OpenSqliteStore(path_);  // where there is room again
  ASSERT_TRUE(store.ok());
  EXPECT_TRUE((*store)->Append(small).ok());
  EXPECT_EQ((*store)->Load(NoRules())->revision, last + 1);
}

TEST_F(SqliteFile, TakesANewFileThatWasLeftHalfMade) {
  {
    SQLite::Database raw(path_, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    raw.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
  }
  EXPECT_EQ(Refusal().reason, "");
}

}  // namespace
}  // namespace vekha::store
