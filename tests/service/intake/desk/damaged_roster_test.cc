// A roster that cannot be read keeps nobody from forgetting a source.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "service/intake/desk/counted_facts.h"
#include "tests/service/intake/desk/desk_test_base.h"

namespace vekha::intake {
namespace {

class DamagedStore : public store::MemoryStore {
 public:
  absl::StatusOr<std::string> ReadRoster(const OrganizationId& organization,
                                         const std::string& source) override {
    if (source == damaged) return std::string("\x02 cut off");
    return MemoryStore::ReadRoster(organization, source);
  }
  std::string damaged;
};

class DamagedRoster : public DeskTestBase<DamagedStore> {
 protected:
  void SetUp() override {
    ASSERT_NO_FATAL_FAILURE(Open(std::make_unique<DamagedStore>()));
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
