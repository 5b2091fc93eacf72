// A repeated request whose answer is not kept any more.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/workflow/rule_book.h"
#include "service/base/clock.h"
#include "service/base/rules.h"
#include "service/intake/desk/desk.h"
#include "service/store/memory_store.h"

namespace vekha::intake {
namespace {

const OrganizationId kSchool("school");
constexpr char kGood[] = "ФИО;Класс;Запрос\nБелов Семён;7А;чтение\n";
constexpr char kFaulty[] = "ФИО;Дата рождения;Запрос\nБелов Семён;30.02.2011;чтение\n";

// As one that an earlier program wrote: it knows requests, and no answers.
class EarlierStore : public store::MemoryStore {
 public:
  absl::StatusOr<std::string> ReadAnswer(const std::string& request_id) override {
    return earlier ? std::string() : MemoryStore::ReadAnswer(request_id);
  }
  bool earlier = false;
};

class LostAnswer : public testing::Test {
 protected:
  void SetUp() override {
    const auto sources = service::EmbeddedRules();
    const auto rules = workflow::LoadRuleBook(sources);
    ASSERT_TRUE(rules.value);
    auto store = std::make_unique<EarlierStore>();
    store_ = store.get();
    auto runner = runner::Runner::Open(std::move(store), *rules.value, clock_);
    ASSERT_TRUE(runner.ok()) << runner.status();
    runner_ = *std::move(runner);
    workflow::Organization school;
    school.id = kSchool;
    school.name = "Школа";
    ASSERT_TRUE(runner_->Execute({.command = workflow::PutOrganization{school, ""}}).ok());
    desk_ = std::make_unique<Desk>(*runner_, *LoadMappings(sources).value);
  }

  absl::StatusOr<ImportRecord> Import(const std::string& request_id, const std::string& list) {
    const auto upload = *Upload::Make();
    EXPECT_TRUE(upload->Add("mentees.csv", list).ok());
    EXPECT_TRUE(upload->Finish().ok());
    return desk_->Import({.organization = kSchool,
                          .source = "table",
                          .reading = {.observed_at = clock_.Now().time_since_epoch().count()},
                          .request_id = request_id},
                         *upload);
  }

  absl::StatusOr<ImportRecord> Forget(const std::string& request_id) {
    return desk_->Forget({.organization = kSchool, .source = "table", .request_id = request_id});
  }

  static void ExpectForgotten(const absl::StatusOr<ImportRecord>& record) {
    ASSERT_TRUE(absl::IsFailedPrecondition(record.status())) << record.status();
    const Rejection why = RejectionOf(record.status());
    EXPECT_EQ(why.reason, "ANSWER_FORGOTTEN");
    EXPECT_NE(why.message_ru.find("новым request_id"), std::string::npos);
    EXPECT_EQ(why.metadata.at("request_id"), "refused");
  }

  service::FakeClock clock_{std::chrono::sys_days{std::chrono::year{2022} / 10 / 24}};
  EarlierStore* store_ = nullptr;  // of the runner
  std::unique_ptr<runner::Runner> runner_;
  std::unique_ptr<Desk> desk_;
};

TEST_F(LostAnswer, OfARefusalIsNoOtherImportsAnswer) {
  ASSERT_EQ(Import("refused", kFaulty)->refusal, "FAULTS");
  ASSERT_TRUE(Import("applied", kGood)->applied);
  store_->earlier = true;
  const int64_t revision = desk_->revision();
  ExpectForgotten(Import("refused", kFaulty));
  EXPECT_EQ(desk_->revision(), revision);
  EXPECT_EQ(Import("refused again", kFaulty)->refusal, "FAULTS");
}

TEST_F(LostAnswer, OfARefusalThatWasForgottenWithItsSource) {
  ASSERT_EQ(Import("refused", kFaulty)->refusal, "FAULTS");
  ASSERT_TRUE(Forget("").ok());
  ExpectForgotten(Import("refused", kFaulty));
  ASSERT_TRUE(Import("", kGood).ok());
  ExpectForgotten(Import("refused", kFaulty));
}

TEST_F(LostAnswer, OfAnAppliedImportIsToldFromTheLog) {
  const auto first = Import("applied", kGood);
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_TRUE(Forget("forgotten").ok());
  store_->earlier = true;
  const auto again = Import("applied", kGood);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->import, "table/1");
  EXPECT_EQ(again->revision, first->revision);
  EXPECT_TRUE(again->applied && again->changed && !again->forgotten);
  const auto forgotten = Forget("forgotten");
  ASSERT_TRUE(forgotten.ok()) << forgotten.status();
  EXPECT_EQ(forgotten->import, "table/2");
  EXPECT_TRUE(forgotten->forgotten);
}

}  // namespace
}  // namespace vekha::intake
