// A file that the program of an earlier version wrote means, opened by this one, what it meant.
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "service/store/event_codec.h"
#include "service/store/sqlite/open_file.h"
#include "service/store/sqlite/projection.h"
#include "service/store/sqlite/sqlite_store.h"
#include "service/store/sqlite/statements.h"
#include "tests/service/store/random_history.h"
#include "tests/service/store/state_text.h"

namespace vekha::store {
namespace {

namespace fs = std::filesystem;
namespace wf = workflow;

const wf::RuleBook& NoRules() {
  static const wf::RuleBook kRules;
  return kRules;
}

// In version 4 each event of a digest told the rows of all that stood in it, up to version 8 each
// record of a fact had a row. Everything else was written as it is written now.
class OldFile {
 public:
  explicit OldFile(const std::string& path, size_t version = 4)
      : version_(version),
        database_(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE),
        sql_(database_) {
    database_.exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
    database_.exec("PRAGMA journal_mode = WAL");
    for (const auto& migration : Migrations().first(version)) {
      database_.exec(std::string(migration.text));
    }
    database_.exec(fmt::format("PRAGMA user_version = {}", version));
  }

  void Append(const Commit& commit) {
    SQLite::Transaction transaction(database_);
    int index = 0;
    for (const wf::Event& event : commit.events) {
      const auto payload = EncodeEvent(event);
      ASSERT_TRUE(payload.ok()) << payload.status();
      sql_.Run("INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6)", commit.revision, index,
               int64_t{commit.at.time_since_epoch().count()}, wf::OrganizationOf(event).value(),
               wf::EventKind(event), *payload);
      if (const auto* fact = std::get_if<wf::FactRecorded>(&event)) {
        WriteFact(*fact, commit.revision, index);
      } else {
        const absl::Status written = WriteRows(sql_, event, commit.revision, index);
        ASSERT_TRUE(written.ok()) << written;
      }
      if (version_ == 4) TellItems(event);
      ++index;
    }
    transaction.commit();
  }

  SQLite::Database& database() { return database_; }

 private:
  void WriteFact(const wf::FactRecorded& e, int64_t revision, int index) {
    const facts::FactRecord& r = e.record;
    sql_.Run(
        "INSERT INTO fact (organization, name, scope, revision, idx, value, source, observed_at,"
        " observed_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        e.organization.value(), r.name, r.scope, revision, index, *EncodeValue(r.value), r.source,
        r.observed_at, r.observed_on);
    if (r.origin == nullptr) return;
    sql_.Run("UPDATE fact SET origin = ?3 WHERE revision = ?1 AND idx = ?2", revision, index,
             *EncodeOrigin(*r.origin));
  }

  static std::string DigestOf(const wf::Event& event) {
    if (const auto* leased = std::get_if<wf::DigestLeased>(&event)) return leased->digest.id;
    if (const auto* settled = std::get_if<wf::DigestSettled>(&event)) return settled->id;
    if (const auto* revived = std::get_if<wf::DigestRevived>(&event)) return revived->id;
    return "";
  }

  void TellItems(const wf::Event& event) {
    const std::string id = DigestOf(event);
    if (id.empty()) return;
    SQLite::Statement& query = sql_.Get("SELECT entry FROM digest WHERE id = ?1");
    query.bind(1, id);
    ASSERT_TRUE(query.executeStep()) << id;
    const auto entry = DecodeDigest(query.getColumn(0).getString());
    query.reset();
    ASSERT_TRUE(entry.ok()) << entry.status();
    for (const wf::DigestItem& item : entry->digest.items) {
      sql_.Run("UPDATE notification SET delivery_state = ?2, digest = ?3, why = ?4 WHERE id = ?1",
               item.notification, wf::DeliveryStateName(wf::DeliveryOf(entry->state)), id,
               entry->reason);
    }
  }

  size_t version_;
  SQLite::Database database_;
  Statements sql_;  // before the database goes
};

wf::NotificationEmitted Emitted(const std::string& id, const std::string& person) {
  wf::Notification n;
  n.id = id;
  n.organization = OrganizationId("school");
  n.task = TaskId("school/plan/3.2/2022-10-30");
  n.rung = "d-3";
  n.rung_day = n.as_of = Date(2022, 10, 27);
  n.person = PersonId(person);
  n.text = "«Ёлка № 1»";
  return {n};
}

std::string DigestIdOf(const std::string& person) {
  return fmt::format("digest/{}/2022-10-27", person);
}

wf::DigestLeased Leased(const std::string& person, int attempt,
                        const std::vector<std::string>& notifications) {
  wf::DigestLeased leased;
  leased.digest.id = DigestIdOf(person);
  leased.digest.person = PersonId(person);
  leased.digest.day = Date(2022, 10, 27);
  leased.digest.channel = wf::Channel::kEmail;
  for (const std::string& id : notifications) leased.digest.items.push_back({id, PersonId()});
  leased.attempt = attempt;
  leased.worker = "w";
  leased.until = 1'666'853'000;
  return leased;
}

wf::DigestSettled Settled(const std::string& person, int attempt, wf::DigestOutcome outcome,
                          std::string_view reason = "") {
  const bool again = outcome == wf::DigestOutcome::kRetry;
  return {DigestIdOf(person),  attempt, outcome,       Date(2022, 10, 27),
          std::string(reason), "",      1'666'852'000, again ? 1'666'852'060 : 0};
}

// Whatever may have become of a notification; each person's are named after him.
std::vector<std::vector<wf::Event>> Mornings() {
  using enum wf::DigestOutcome;
  std::vector<wf::Event> first = {
      wf::OrganizationPut{{OrganizationId("school"), OrganizationId(""), roadmap::Level::kSchool,
                           "МКОУ", "Europe/Moscow"}}};
  std::vector<wf::Event> emitted;
  std::vector<wf::Event> leased;
  for (const std::string person : {"taken", "waiting", "again", "sent", "late", "stale", "dead",
                                   "revived", "retaken", "redead", "pending"}) {
    first.push_back(wf::PersonPut{{PersonId(person), person}});
    std::vector<std::string> ids;
    for (const int n : {1, 2}) ids.push_back(fmt::format("{}-{}", person, n));
    for (const std::string& id : ids) emitted.push_back(Emitted(id, person));
    if (person != "pending") leased.push_back(Leased(person, 1, ids));
  }
  emitted.push_back(Emitted("dropped-1", "pending"));
  emitted.push_back(Emitted("nobody-1", ""));
  leased.push_back(wf::NotificationDropped{OrganizationId("school"), "dropped-1", "TASK_CLOSED"});
  const auto both = [](const std::string& person) {
    return std::vector<std::string>{person + "-1", person + "-2"};
  };
  return {first,
          emitted,
          leased,
          {Settled("waiting", 1, kRetry, "SMTP_UNREACHABLE"), Settled("again", 1, kRetry, "GREY"),
           Settled("late", 1, kRetry, "GREY"), Settled("stale", 1, kRetry, "GREY"),
           Settled("sent", 1, kSent), Settled("dead", 1, kDead, "REFUSED"),
           Settled("revived", 1, kDead, "REFUSED"), Settled("retaken", 1, kDead, "REFUSED"),
           Settled("redead", 1, kDead, "REFUSED")},
          {wf::DigestRevived{DigestIdOf("revived")}, wf::DigestRevived{DigestIdOf("retaken")},
           wf::DigestRevived{DigestIdOf("redead")}, Emitted("later-1", "sent")},
          {Leased("again", 2, both("again")), Leased("late", 2, both("late")),
           Leased("retaken", 2, both("retaken")), Leased("redead", 2, both("redead"))},
          {Settled("again", 2, kRetry, "GREY"), Settled("late", 2, kSent),
           Settled("stale", 1, kDropped, "STALE"), Settled("redead", 2, kDead, "SMTP_UNREACHABLE")},
          {Leased("again", 3, both("again"))}};
}

class Upgrade : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::path(testing::TempDir()) /
        (std::string("upgrade_") + testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    path_ = (folder_ / "vekha.db").string();
  }
  void TearDown() override { fs::remove_all(folder_); }

  Commit Following(std::vector<wf::Event> events) {
    return {state_.revision + 1, {}, std::move(events), std::nullopt};
  }
  // What a commit must have come to.
  void Expect(const Commit& commit) {
    for (const auto& event : commit.events) {
      wf::Apply(state_, event, commit.revision, NoRules());
    }
  }
  void Write(OldFile& file) {
    for (auto& events : Mornings()) {
      const Commit commit = Following(std::move(events));
      file.Append(commit);
      Expect(commit);
    }
  }

  std::unique_ptr<Store> Open() {
    auto store = OpenSqliteStore(path_);
    EXPECT_TRUE(store.ok()) << store.status();
    return store.ok() ? *std::move(store) : nullptr;
  }
  void ExpectLoaded(Store& store) {
    const auto loaded = store.Load(NoRules());
    ASSERT_TRUE(loaded.ok()) << loaded.status();
    EXPECT_EQ(test::Differing(test::StateLines(*loaded), test::StateLines(state_)), "");
  }

  fs::path folder_;
  std::string path_;
  wf::State state_;
};

// As the rows of version 4 said it themselves: what this program reads must not depend on its own
// opinion alone.
std::vector<std::string> OldDeliveries(SQLite::Database& file) {
  std::vector<std::string> lines;
  SQLite::Statement query(
      file, "SELECT id, delivery_state, digest, why FROM notification ORDER BY revision, idx");
  while (query.executeStep()) {
    lines.push_back(fmt::format("{} {} {} {}", query.getColumn(0).getString(),
                                query.getColumn(1).getString(), query.getColumn(2).getString(),
                                query.getColumn(3).getString()));
  }
  return lines;
}

std::vector<std::string> Deliveries(const wf::State& state) {
  std::vector<std::string> lines;
  for (const wf::NotificationEntry& n : state.notifications) {
    lines.push_back(fmt::format("{} {} {} {}", n.notification.id, wf::DeliveryStateName(n.delivery),
                                n.digest, n.why));
  }
  return lines;
}

TEST_F(Upgrade, KeepsWhatBecameOfEachNotification) {
  std::vector<std::string> before;
  {
    OldFile file(path_);
    Write(file);
    before = OldDeliveries(file.database());
  }
  const auto has = [&](const char* line) {
    return std::find(before.begin(), before.end(), line) != before.end();
  };
  for (const char* line :
       {"taken-2 taken digest/taken/2022-10-27 ", "again-1 taken digest/again/2022-10-27 ",
        "waiting-1 taken digest/waiting/2022-10-27 SMTP_UNREACHABLE",
        "sent-1 sent digest/sent/2022-10-27 ", "late-2 sent digest/late/2022-10-27 ",
        "stale-1 dropped digest/stale/2022-10-27 STALE",
        "dead-1 dead digest/dead/2022-10-27 REFUSED",
        "revived-1 taken digest/revived/2022-10-27 REFUSED",
        "redead-2 dead digest/redead/2022-10-27 SMTP_UNREACHABLE", "pending-1 pending  ",
        "nobody-1 pending  ", "later-1 pending  ", "dropped-1 dropped  TASK_CLOSED"}) {
    EXPECT_TRUE(has(line)) << line;
  }
  const auto store = Open();
  ASSERT_NE(store, nullptr);
  ExpectLoaded(*store);
  EXPECT_EQ(Deliveries(*store->Load(NoRules())), before);
}

TEST_F(Upgrade, GoesOnWhereTheFormerVersionStopped) {
  {
    OldFile file(path_);
    Write(file);
  }
  using enum wf::DigestOutcome;
  for (const std::vector<wf::Event>& events : std::vector<std::vector<wf::Event>>{
           {Settled("taken", 1, kSent), Settled("again", 3, kDead, "REFUSED")},
           {wf::DigestRevived{DigestIdOf("dead")}, Leased("revived", 2, {"revived-1", "revived-2"}),
            wf::NotificationDropped{OrganizationId("school"), "nobody-1", "UNREACHABLE"}},
           {Settled("revived", 2, kSent), Leased("pending", 1, {"pending-1", "pending-2"}),
            Settled("waiting", 1, kDropped, "STALE")}}) {
    const auto store = Open();
    ASSERT_NE(store, nullptr);
    const Commit commit = Following(events);
    ASSERT_TRUE(store->Append(commit).ok());
    Expect(commit);
    ExpectLoaded(*store);
  }
  ExpectLoaded(*Open());
}

TEST_F(Upgrade, ReadsWhatAKilledProgramLeftInItsJournal) {
  {
    OldFile file(path_);
    file.database().exec("PRAGMA wal_autocheckpoint = 0");
    Write(file);
    const std::string copy = (folder_ / "copy.db").string();
    fs::copy_file(path_, copy);
    fs::copy_file(path_ + "-wal", copy + "-wal");
    path_ = copy;
  }
  ExpectLoaded(*Open());
}

TEST_F(Upgrade, TakesUpNothingThatItsDigestDoesNotName) {
  {
    OldFile file(path_);
    Write(file);
    file.database().exec(
        "UPDATE notification SET delivery_state = 'sent', digest = 'digest/gone/2022-10-27'"
        " WHERE id = 'later-1'");
  }
  const auto store = Open();
  ASSERT_NE(store, nullptr);
  const auto loaded = store->Load(NoRules());
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ(wf::FindNotification(*loaded, "later-1")->delivery, wf::DeliveryState::kSent);
  EXPECT_FALSE(loaded->pending.contains(PersonId("sent")));
}

TEST_F(Upgrade, KeepsTheStateOfLongHistories) {
  for (const uint32_t seed : {1u, 2u, 3u}) {
    TearDown();
    SetUp();
    state_ = wf::State();
    std::vector<std::string> before;
    {
      OldFile file(path_);
      test::RandomHistory history(seed, /*origins=*/false);
      for (int i = 0; i < 150; ++i) {
        const Commit commit = history.Next();
        file.Append(commit);
        Expect(commit);
      }
      before = OldDeliveries(file.database());
    }
    const auto store = Open();
    ASSERT_NE(store, nullptr);
    ExpectLoaded(*store);
    EXPECT_EQ(Deliveries(*store->Load(NoRules())), before) << seed;
  }
}

// Of each fact the newest record counts, and among those of one moment the source's later edition.
TEST_F(Upgrade, KeepsTheNewestRecordOfEachFact) {
  for (const uint32_t seed : {1u, 2u, 3u}) {
    TearDown();
    SetUp();
    state_ = wf::State();
    {
      OldFile file(path_, 8);
      test::RandomHistory history(seed);
      for (int i = 0; i < 40; ++i) {
        const Commit commit = i == 0 ? history.Next() : history.NextFacts();
        file.Append(commit);
        Expect(commit);
      }
      const auto count = [&](const char* what) {
        return file.database().execAndGet(fmt::format("SELECT count({}) FROM fact", what)).getInt();
      };
      ASSERT_GT(count("*"), count("DISTINCT organization || ' ' || name || ' ' || scope"));
      ASSERT_GT(count("origin"), 0);
    }
    const auto store = Open();
    ASSERT_NE(store, nullptr);
    ExpectLoaded(*store);
  }
}

// Earlier programs kept the day of the last version adopted.
TEST_F(Upgrade, AStreamIsAsOldAsTheNewestEvent) {
  const std::chrono::sys_seconds day{std::chrono::hours(24 * 19'000)};
  {
    OldFile file(path_, 9);
    Commit commit = Following({wf::PersonPut{{PersonId("p"), "Мамедов М. Р."}}});
    commit.at = day;
    file.Append(commit);
    file.database().exec("INSERT INTO stream (name, sequence) VALUES ('journal', 41)");
  }
  const auto store = Open();
  ASSERT_NE(store, nullptr);
  const auto kept = store->FindStream("journal");
  ASSERT_TRUE(kept.ok()) << kept.status();
  EXPECT_EQ(kept->sequence, 41);
  EXPECT_EQ(kept->checkpoint, "");
  EXPECT_EQ(kept->last_refused, 0);
  for (const auto& [after, sequence] : {std::pair(kStreamAge, 41), {kStreamAge * 2, 0}}) {
    Commit batch{1, day + after, {}, std::nullopt};
    batch.position = StreamPosition{"other", store->FindStream("other")->sequence + 1};
    ASSERT_TRUE(store->Append(batch).ok());
    EXPECT_EQ(store->FindStream("journal")->sequence, sequence);
  }
}

TEST_F(Upgrade, TheEarliestDayOfAnAdoptionCounts) {
  {
    OldFile file(path_);
    const OrganizationId school("school");
    const RoadmapId plan("plan");
    const Commit commit = Following(
        {wf::OrganizationPut{{school, OrganizationId(""), roadmap::Level::kSchool, "МКОУ"}},
         wf::RoadmapApplied{plan, 1, "plan.yaml", "roadmap: plan"},
         wf::RoadmapAdopted{{school, plan, 1, Date(2022, 9, 1), false}},
         wf::RoadmapAdopted{{school, plan, 1, Date(2023, 1, 15), false}}});
    file.Append(commit);
    Expect(commit);
    file.database().exec("UPDATE adoption SET first_day = '2023-01-15'");
  }
  const auto store = Open();
  ASSERT_NE(store, nullptr);
  ExpectLoaded(*store);
  const auto loaded = store->Load(NoRules());
  EXPECT_EQ(loaded->adoptions.begin()->second.adoption.on, Date(2022, 9, 1));
}

}  // namespace
}  // namespace vekha::store
