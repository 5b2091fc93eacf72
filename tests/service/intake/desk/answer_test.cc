// A repeated request whose answer is not kept any more.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "engine/base/rejection.h"
#include "tests/service/intake/desk/desk_test_base.h"

namespace vekha::intake {
namespace {

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

class LostAnswer : public DeskTestBase<EarlierStore> {
 protected:
  void SetUp() override { Open(std::make_unique<EarlierStore>()); }

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
