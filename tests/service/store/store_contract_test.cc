// What every Store promises, run over each.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <string>

#include "engine/base/rejection.h"
#include "service/store/memory_store.h"
#include "service/store/sqlite/sqlite_store.h"
#include "tests/service/store/random_history.h"
#include "tests/service/store/state_text.h"

namespace vekha::store {
namespace {

namespace fs = std::filesystem;

const workflow::RuleBook& NoRules() {
  static const workflow::RuleBook kRules;
  return kRules;
}

struct Adapter {
  std::string name;
  bool in_file = false;
};

class StoreContract : public testing::TestWithParam<Adapter> {
 protected:
  void SetUp() override {
    std::string name = testing::UnitTest::GetInstance()->current_test_info()->name();
    std::replace(name.begin(), name.end(), '/', '_');
    folder_ = fs::path(testing::TempDir()) / ("contract_" + name);
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    Reopen();
  }
  void TearDown() override {
    store_.reset();
    fs::remove_all(folder_);
  }

  // A store in a file is closed and opened; one in memory stays.
  void Reopen() {
    if (GetParam().in_file) {
      store_.reset();
      auto opened = OpenSqliteStore((folder_ / "vekha.db").string());
      ASSERT_TRUE(opened.ok()) << opened.status();
      store_ = *std::move(opened);
    } else if (!store_) {
      store_ = std::make_unique<MemoryStore>();
    }
  }

  std::vector<std::string> Loaded() {
    const auto state = store_->Load(NoRules());
    EXPECT_TRUE(state.ok()) << state.status();
    return state.ok() ? test::StateLines(*state) : std::vector<std::string>{};
  }

  // The fold of the log, read in pages of `limit`.
  std::vector<std::string> Folded(int limit) {
    workflow::State state;
    for (int64_t next = 1;;) {
      const auto page = store_->ReadEvents(next, limit);
      EXPECT_TRUE(page.ok()) << page.status();
      if (!page.ok() || page->empty()) break;
      for (const StoredEvent& e : *page) workflow::Apply(state, e.event, e.revision, NoRules());
      next = page->back().revision + 1;
    }
    return test::StateLines(state);
  }

  std::string Refusal(const Commit& commit) {
    const absl::Status status = store_->Append(commit);
    return status.ok() ? "" : RejectionOf(status).reason;
  }

  Commit PersonCommit(int64_t revision, std::chrono::sys_seconds at = {}) {
    const PersonId id("p" + std::to_string(revision));
    return {revision, at, {workflow::PersonPut{{id, "Имя"}}}, std::nullopt};
  }

  fs::path folder_;
  std::unique_ptr<Store> store_;
};

TEST_P(StoreContract, IsEmptyAtFirst) {
  EXPECT_EQ(Loaded(), test::StateLines(workflow::State()));
  EXPECT_TRUE(store_->ReadEvents(1, 100)->empty());
  EXPECT_FALSE(store_->FindRequest("x")->has_value());
}

TEST_P(StoreContract, RowsEqualTheFoldOfTheLogInLongHistories) {
  for (const uint32_t seed : {1u, 2u, 3u}) {
    TearDown();
    SetUp();
    test::RandomHistory history(seed);
    workflow::State expected;
    for (int i = 0; i < 150; ++i) {
      const Commit commit = history.Next();
      ASSERT_EQ(Refusal(commit), "") << seed << " " << i;
      for (const auto& event : commit.events) {
        workflow::Apply(expected, event, commit.revision, NoRules());
      }
      if (i % 50 == 49) {
        Reopen();
        EXPECT_EQ(test::Differing(Loaded(), test::StateLines(expected)), "") << seed << " " << i;
      }
    }
    EXPECT_EQ(test::Differing(Folded(7), test::StateLines(expected)), "") << seed;
  }
}

TEST_P(StoreContract, OfManyRecordsOfAFactTheNewestCounts) {
  test::RandomHistory history(5);
  workflow::State expected;
  for (int i = 0; i < 100; ++i) {
    const Commit commit = i == 0 ? history.Next() : history.NextFacts();
    ASSERT_EQ(Refusal(commit), "") << i;
    for (const auto& event : commit.events) {
      workflow::Apply(expected, event, commit.revision, NoRules());
    }
    if (i % 10 != 9) continue;
    Reopen();
    EXPECT_EQ(test::Differing(Loaded(), test::StateLines(expected)), "") << i;
  }
}

TEST_P(StoreContract, GivesEventsBackInOrderWithTheirPlaceAndTime) {
  test::RandomHistory history(4);
  const Commit first = history.Next();
  const Commit second = history.Next();
  ASSERT_EQ(Refusal(first), "");
  ASSERT_EQ(Refusal(second), "");
  Reopen();
  const auto events = store_->ReadEvents(1, 1000);
  ASSERT_TRUE(events.ok()) << events.status();
  ASSERT_EQ(events->size(), first.events.size() + second.events.size());
  for (size_t i = 0; i < events->size(); ++i) {
    const bool in_first = i < first.events.size();
    const Commit& commit = in_first ? first : second;
    const size_t index = in_first ? i : i - first.events.size();
    EXPECT_EQ((*events)[i].revision, commit.revision);
    EXPECT_EQ((*events)[i].index, static_cast<int>(index));
    EXPECT_EQ((*events)[i].at, commit.at);
    EXPECT_EQ(test::EventText((*events)[i].event), test::EventText(commit.events[index]));
  }
}

TEST_P(StoreContract, KeepsHowFarAStreamHasComeWithTheBatch) {
  EXPECT_EQ(store_->FindStream("journal")->sequence, 0);
  Commit batch = PersonCommit(1);
  batch.position = StreamPosition{"journal", 1, "row 17", 0};
  EXPECT_EQ(Refusal(batch), "");
  EXPECT_EQ(store_->FindStream("journal")->checkpoint, "row 17");
  Commit refused{1, {}, {}, std::nullopt};
  refused.position = StreamPosition{"journal", 2, "row 34", 2};
  EXPECT_EQ(Refusal(refused), "");
  EXPECT_EQ(store_->FindStream("other")->sequence, 0);
  Reopen();
  const StreamPosition kept = *store_->FindStream("journal");
  EXPECT_EQ(kept.stream, "journal");
  EXPECT_EQ(kept.sequence, 2);
  EXPECT_EQ(kept.checkpoint, "row 34");
  EXPECT_EQ(kept.last_refused, 2);
  EXPECT_EQ(store_->Load(NoRules())->revision, 1);
}

TEST_P(StoreContract, TakesTheNextBatchOfAStreamAndNoOther) {
  for (const int64_t wrong : {0, 2, -1}) {
    Commit batch = PersonCommit(1);
    batch.position = StreamPosition{"journal", wrong};
    EXPECT_EQ(Refusal(batch), "REVISION_CONFLICT") << wrong;
  }
  EXPECT_EQ(store_->Load(NoRules())->revision, 0);
  EXPECT_EQ(store_->FindStream("journal")->sequence, 0);
}

TEST_P(StoreContract, ForgetsAStreamThatNobodyMovedOn) {
  const auto move = [&](const std::string& stream, int64_t sequence, std::chrono::hours after) {
    Commit batch{0, std::chrono::sys_seconds{} + after, {}, std::nullopt};
    batch.position = StreamPosition{stream, sequence};
    return Refusal(batch);
  };
  ASSERT_EQ(move("old", 1, std::chrono::hours(0)), "");
  ASSERT_EQ(move("young", 1, std::chrono::hours(1)), "");
  ASSERT_EQ(move("other", 1, kStreamAge), "");
  EXPECT_EQ(store_->FindStream("old")->sequence, 1);
  ASSERT_EQ(move("other", 2, kStreamAge + std::chrono::hours(1)), "");
  EXPECT_EQ(store_->FindStream("old")->sequence, 0);
  EXPECT_EQ(store_->FindStream("young")->sequence, 1);
  ASSERT_EQ(move("young", 2, kStreamAge + std::chrono::hours(1)), "");
  ASSERT_EQ(move("other", 3, 2 * kStreamAge), "");
  EXPECT_EQ(store_->FindStream("young")->sequence, 2);
  EXPECT_EQ(move("old", 1, 2 * kStreamAge), "");
}

TEST_P(StoreContract, ReadsWholeCommitsAndAtLeastOne) {
  const auto three = [&](int64_t revision) {
    Commit commit = PersonCommit(revision);
    commit.events.push_back(commit.events[0]);
    commit.events.push_back(commit.events[0]);
    return commit;
  };
  for (int64_t r = 1; r <= 4; ++r) ASSERT_EQ(Refusal(three(r)), "");
  const auto size_of = [&](int64_t first, int limit) {
    return store_->ReadEvents(first, limit)->size();
  };
  EXPECT_EQ(size_of(1, 1), 3u);
  EXPECT_EQ(size_of(1, 3), 3u);
  EXPECT_EQ(size_of(1, 4), 6u);
  EXPECT_EQ(size_of(3, 100), 6u);
  EXPECT_EQ(size_of(2, 0), 3u);
  EXPECT_EQ(size_of(2, -5), 3u);
  EXPECT_EQ(size_of(-7, 3), 3u);
  EXPECT_EQ(size_of(5, 100), 0u);
}

TEST_P(StoreContract, ScansForKindsAndSaysHowFarItLooked) {
  const workflow::OrganizationPut school{
      {OrganizationId("school"), {}, roadmap::Level::kSchool, "Школа"}};
  for (int64_t r = 1; r <= 6; ++r) {
    Commit commit = PersonCommit(r);
    if (r % 3 == 0) commit.events.insert(commit.events.begin(), 2, school);
    ASSERT_EQ(Refusal(commit), "");
  }
  const auto scan = [&](int64_t first, int limit, const std::set<std::string>& kinds) {
    const auto page = store_->ScanEvents(first, limit, kinds);
    std::string text;
    for (const StoredEvent& e : page->events) {
      text += std::to_string(e.revision) + "." + std::to_string(e.index) + " ";
    }
    return text + "to " + std::to_string(page->last_revision);
  };
  EXPECT_EQ(scan(1, 100, {"organization_put"}), "3.0 3.1 6.0 6.1 to 6");
  EXPECT_EQ(scan(4, 100, {"organization_put", "person_put"}), "4.0 5.0 6.0 6.1 6.2 to 6");
  EXPECT_EQ(scan(1, 2, {"organization_put"}), "to 2");
  EXPECT_EQ(scan(1, 3, {"organization_put"}), "3.0 3.1 to 3");
  EXPECT_EQ(scan(1, 100, {"task_closed"}), "to 6");
  EXPECT_EQ(scan(1, 100, {}), "to 6");
  EXPECT_EQ(scan(7, 100, {"person_put"}), "to 6");
  EXPECT_EQ(scan(9, 100, {"person_put"}), "to 8");
}

TEST_P(StoreContract, TakesOnlyTheNextRevision) {
  EXPECT_EQ(Refusal(PersonCommit(2)), "REVISION_CONFLICT");
  EXPECT_EQ(Refusal(PersonCommit(0)), "REVISION_CONFLICT");
  EXPECT_EQ(Refusal(PersonCommit(1)), "");
  EXPECT_EQ(Refusal(PersonCommit(1)), "REVISION_CONFLICT");
  Reopen();
  EXPECT_EQ(Refusal(PersonCommit(3)), "REVISION_CONFLICT");
  EXPECT_EQ(Refusal(PersonCommit(2)), "");
}

TEST_P(StoreContract, RefusesASecondNotificationRungOrVersionAndKeepsNothingOfTheCommit) {
  const workflow::NotificationEmitted notification = [] {
    workflow::Notification n;
    n.id = "t|1|d-3|responsible|p1";
    n.organization = OrganizationId("o");
    n.task = TaskId("t");
    n.rung = "d-3";
    n.rung_day = n.as_of = Date(2022, 10, 24);
    return workflow::NotificationEmitted{n};
  }();
  const workflow::RungAccounted rung{
      OrganizationId("o"), {TaskId("t"), 1, "d-3"},         Date(2022, 10, 24),
      Date(2022, 10, 24),  reminder::RungOutcome::kEmitted, ""};
  const workflow::RoadmapApplied roadmap{RoadmapId("r"), 1, "r.yaml", "text"};
  Commit first{1, {}, {}, std::nullopt};
  first.events.push_back(workflow::OrganizationPut{
      {OrganizationId("o"), {}, roadmap::Level::kSchool, "Школа", "Europe/Moscow"}});
  for (const workflow::Event& e :
       {workflow::Event(notification), workflow::Event(rung), workflow::Event(roadmap)}) {
    first.events.push_back(e);
  }
  ASSERT_EQ(Refusal(first), "");
  const auto before = Loaded();
  for (const workflow::Event& e :
       {workflow::Event(notification), workflow::Event(rung), workflow::Event(roadmap)}) {
    Commit again = PersonCommit(2);
    again.events.push_back(e);
    EXPECT_EQ(Refusal(again), "STORE_DUPLICATE") << workflow::EventKind(e);
  }
  workflow::RungAccounted other = rung;
  other.key.rung = "d+1";
  EXPECT_EQ(Refusal({2, {}, {other, other}, std::nullopt}), "STORE_DUPLICATE");
  EXPECT_EQ(Loaded(), before);
  EXPECT_TRUE(store_->ReadEvents(2, 10)->empty());
  EXPECT_EQ(Refusal({2, {}, {other}, std::nullopt}), "");
}

TEST_P(StoreContract, RefusesAnEventThatCouldNotBeReadBack) {
  Commit commit = PersonCommit(1);
  commit.events.push_back(workflow::PersonPut{{PersonId("q"), "\xff"}});
  EXPECT_EQ(Refusal(commit), "EVENT_INVALID");
  EXPECT_EQ(Loaded(), test::StateLines(workflow::State()));
}

TEST_P(StoreContract, RemembersAnsweredRequests) {
  Commit commit = PersonCommit(1);
  commit.request = RequestRecord{"id-1", "Method", "hash", 1, true};
  ASSERT_EQ(Refusal(commit), "");
  // Accepted, with nothing to do: the revision stays.
  ASSERT_EQ(Refusal({1, {}, {}, RequestRecord{"id-2", "Other", "hash2", 1, false}}), "");
  Reopen();
  const auto first = store_->FindRequest("id-1");
  ASSERT_TRUE(first.ok() && first->has_value());
  EXPECT_EQ((*first)->method, "Method");
  EXPECT_EQ((*first)->content_hash, "hash");
  EXPECT_EQ((*first)->revision, 1);
  EXPECT_TRUE((*first)->changed);
  EXPECT_FALSE((*store_->FindRequest("id-2"))->changed);
  EXPECT_FALSE(store_->FindRequest("id-3")->has_value());
  Commit again = PersonCommit(2);
  again.request = commit.request;
  EXPECT_EQ(Refusal(again), "STORE_DUPLICATE");
  EXPECT_EQ(store_->Load(NoRules())->revision, 1);
}

TEST_P(StoreContract, ForgetsRequestsAfterThirtyDays) {
  const std::chrono::sys_seconds day{std::chrono::sys_days(std::chrono::year(2022) / 9 / 1)};
  Commit commit = PersonCommit(1, day);
  commit.request = RequestRecord{"old", "Method", "hash", 1, true};
  ASSERT_EQ(Refusal(commit), "");
  ASSERT_EQ(Refusal(PersonCommit(2, day + kRequestAge)), "");
  EXPECT_TRUE(store_->FindRequest("old")->has_value());
  ASSERT_EQ(Refusal(PersonCommit(3, day + kRequestAge + std::chrono::seconds(1))), "");
  EXPECT_FALSE(store_->FindRequest("old")->has_value());
}

class StoreIntake : public StoreContract {
 protected:
  const OrganizationId school_{"school"};

  void PutSchool() {
    workflow::OrganizationPut put;
    put.organization.id = school_;
    put.organization.name = "Школа";
    ASSERT_EQ(Refusal({1, {}, {put}, std::nullopt}), "");
  }

  std::string RowText(const std::string& source) {
    const auto rows = store_->ReadIntake(school_);
    EXPECT_TRUE(rows.ok()) << rows.status();
    for (const IntakeRow& row : *rows) {
      if (row.source != source) continue;
      return fmt::format("{} {} {} {} @{}", row.good, row.refused,
                         *store_->ReadRoster(school_, source),
                         *store_->ReadQuarantine(school_, source), row.revision);
    }
    return "";
  }
};

TEST_P(StoreIntake, IsKeptWithTheCommitThatBroughtIt) {
  PutSchool();
  const std::string blob("\1\0\xff roster", 10);
  const workflow::RosterImported event{school_, "journal", "journal/1", {{"a.csv", "ff"}}, {}};
  ASSERT_EQ(
      Refusal({2, {}, {event}, std::nullopt, IntakeChange{school_, "journal", "{}", {}, blob}}),
      "");
  Reopen();
  EXPECT_EQ(RowText("journal"), fmt::format("{{}}  {}  @2", blob));
  EXPECT_EQ(test::EventText(store_->ReadEvents(2, 1)->front().event), test::EventText(event));
  EXPECT_EQ(RowText("table"), "");
  EXPECT_TRUE(store_->ReadIntake(OrganizationId("other"))->empty());
}

TEST_P(StoreIntake, KeepsWhatAChangeDoesNotNameAndDeletesWhatItEmpties) {
  PutSchool();
  ASSERT_EQ(Refusal({1, {}, {}, std::nullopt, IntakeChange{school_, "table", "g", {}, "people"}}),
            "");
  ASSERT_EQ(
      Refusal({1, {}, {}, std::nullopt, IntakeChange{school_, "table", {}, "r", {}, "files"}}), "");
  EXPECT_EQ(RowText("table"), "g r people files @1");
  ASSERT_EQ(Refusal({1, {}, {}, std::nullopt, IntakeChange{school_, "table", "g2", "", {}, ""}}),
            "");
  Reopen();
  EXPECT_EQ(RowText("table"), "g2  people  @1");
  ASSERT_EQ(Refusal({1, {}, {}, std::nullopt, IntakeChange{school_, "table", "", "", "", ""}}), "");
  EXPECT_EQ(RowText("table"), "    @1");
}

TEST_P(StoreIntake, RemembersAnAnswerAsLongAsItsRequest) {
  PutSchool();
  const std::chrono::sys_seconds day{std::chrono::sys_days(std::chrono::year(2022) / 9 / 1)};
  ASSERT_EQ(Refusal({1,
                     day,
                     {},
                     RequestRecord{"r1", "Method", "hash", 1, false},
                     IntakeChange{.organization = school_, .source = "table", .answer = "a1"}}),
            "");
  // Without a request there is nobody to be answered.
  ASSERT_EQ(Refusal({1,
                     day,
                     {},
                     std::nullopt,
                     IntakeChange{.organization = school_, .source = "table", .answer = "a2"}}),
            "");
  Reopen();
  EXPECT_EQ(*store_->ReadAnswer("r1"), "a1");
  EXPECT_EQ(*store_->ReadAnswer("r2"), "");
  ASSERT_EQ(Refusal(PersonCommit(2, day + kRequestAge + std::chrono::seconds(1))), "");
  EXPECT_EQ(*store_->ReadAnswer("r1"), "");
}

TEST_P(StoreIntake, OfAForgottenSourceOnlyItsNumberStays) {
  PutSchool();
  int id = 0;
  const auto keep = [&](const std::string& source) {
    return Refusal({1,
                    {},
                    {},
                    RequestRecord{fmt::format("r{}", ++id), "Method", "hash", 1, false},
                    IntakeChange{school_, source, "g", "r", "people", "files", "a"}});
  };
  ASSERT_EQ(keep("table"), "");
  ASSERT_EQ(keep("journal"), "");
  ASSERT_EQ(Refusal({1,
                     {},
                     {},
                     RequestRecord{"r3", "Method", "hash", 1, false},
                     IntakeChange{.organization = school_,
                                  .source = "table",
                                  .good = "not looked at",
                                  .answer = "b",
                                  .forgotten = 7}}),
            "");
  Reopen();
  EXPECT_EQ(RowText("table"), "    @1");
  EXPECT_EQ(store_->ReadIntake(school_)->back().forgotten, 7);
  EXPECT_EQ(*store_->ReadAnswer("r1"), "");
  EXPECT_EQ(*store_->ReadAnswer("r3"), "b");
  EXPECT_TRUE(store_->FindRequest("r1")->has_value());
  EXPECT_EQ(RowText("journal"), "g r people files @1");
  EXPECT_EQ(*store_->ReadAnswer("r2"), "a");
}

TEST_P(StoreIntake, OfARefusedCommitLeavesNothing) {
  PutSchool();
  Commit commit = PersonCommit(5);
  commit.intake = IntakeChange{school_, "table", "g", {}, "people"};
  EXPECT_EQ(Refusal(commit), "REVISION_CONFLICT");
  commit.revision = 2;
  commit.events.push_back(workflow::PersonPut{{PersonId("q"), "\xff"}});
  EXPECT_EQ(Refusal(commit), "EVENT_INVALID");
  EXPECT_EQ(RowText("table"), "");
}

INSTANTIATE_TEST_SUITE_P(Adapters, StoreIntake,
                         testing::Values(Adapter{"Memory", false}, Adapter{"Sqlite", true}),
                         [](const auto& adapter) { return adapter.param.name; });
INSTANTIATE_TEST_SUITE_P(Adapters, StoreContract,
                         testing::Values(Adapter{"Memory", false}, Adapter{"Sqlite", true}),
                         [](const auto& adapter) { return adapter.param.name; });

}  // namespace
}  // namespace vekha::store
