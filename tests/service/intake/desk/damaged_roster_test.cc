// A roster that cannot be read keeps nobody from forgetting a source.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "engine/workflow/rule_book.h"
#include "service/base/clock.h"
#include "service/base/rules.h"
#include "service/intake/desk/counted_facts.h"
#include "service/intake/desk/desk.h"
#include "service/store/memory_store.h"

namespace vekha::intake {
namespace {

const OrganizationId kSchool("school");

class DamagedStore : public store::MemoryStore {
 public:
  absl::StatusOr<std::string> ReadRoster(const OrganizationId& organization,
                                         const std::string& source) override {
    if (source == damaged) return std::string("\x02 cut off");
    return MemoryStore::ReadRoster(organization, source);
  }
  std::string damaged;
};

class DamagedRoster : public testing::Test {
 protected:
  void SetUp() override {
    const auto sources = service::EmbeddedRules();
    const auto rules = workflow::LoadRuleBook(sources);
    ASSERT_TRUE(rules.value);
    auto store = std::make_unique<DamagedStore>();
    store_ = store.get();
    auto runner = runner::Runner::Open(std::move(store), *rules.value, clock_);
    ASSERT_TRUE(runner.ok()) << runner.status();
    runner_ = *std::move(runner);
    workflow::Organization school;
    school.id = kSchool;
    school.name = "Школа";
    ASSERT_TRUE(runner_->Execute({.command = workflow::PutOrganization{school, ""}}).ok());
    desk_ = std::make_unique<Desk>(*runner_, *LoadMappings(sources).value);
    Import("a", "ФИО;Класс;Запрос\nБелов Семён;7А;чтение\nОрлов Иван;7А;физика\n");
    Import("b", "ФИО;Класс;Запрос\nЗимин Лев;8Б;химия\n");
    ASSERT_EQ(Mentees(), 3);
  }

  void Import(const std::string& source, const std::string& list) {
    const auto upload = *Upload::Make();
    ASSERT_TRUE(upload->Add("mentees.csv", list).ok());
    ASSERT_TRUE(upload->Finish().ok());
    const auto record =
        desk_->Import({.organization = kSchool,
                       .source = source,
                       .reading = {.observed_at = clock_.Now().time_since_epoch().count()}},
                      *upload);
    ASSERT_TRUE(record.ok() && record->applied) << record.status();
  }

  absl::Status Forget(const std::string& source) {
    return desk_->Forget({.organization = kSchool, .source = source}).status();
  }

  // -1 when it is not known.
  int64_t Mentees() {
    int64_t count = -1;
    runner_->Read([&](const workflow::State& state) {
      for (const facts::FactRecord* fact : state.facts.at(kSchool).Current()) {
        if (fact->name == "mentees.count") count = CountOf(fact).value_or(-1);
      }
    });
    return count;
  }

  service::FakeClock clock_{std::chrono::sys_days{std::chrono::year{2022} / 10 / 24}};
  DamagedStore* store_ = nullptr;  // of the runner
  std::unique_ptr<runner::Runner> runner_;
  std::unique_ptr<Desk> desk_;
};

TEST_F(DamagedRoster, OfTheSourceItselfIsForgotten) {
  store_->damaged = "b";
  ASSERT_EQ(Forget("b"), absl::OkStatus());
  EXPECT_EQ(Mentees(), 2);
  EXPECT_EQ(desk_->Status(kSchool)->size(), 1u);
}

TEST_F(DamagedRoster, OfAnotherSourceIsNotCounted) {
  store_->damaged = "b";
  ASSERT_EQ(Forget("a"), absl::OkStatus());
  EXPECT_EQ(Mentees(), -1);
  ASSERT_EQ(Forget("b"), absl::OkStatus());
  EXPECT_TRUE(desk_->Status(kSchool)->empty());
}

}  // namespace
}  // namespace vekha::intake
