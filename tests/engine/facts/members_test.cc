// Organizations below as a condition of the organization above sees them.
#include "engine/facts/members.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/facts/fact_base.h"

namespace vekha::facts {
namespace {

using condition::TypeKind;
using condition::Value;
using ::testing::ElementsAre;

class Listed : public Members {
 public:
  explicit Listed(std::vector<Member> members) : table_(std::move(members)) {}
  const MemberTable& Table() const override { return table_; }

 private:
  MemberTable table_;
};

FactDeclaration Fact(std::string name, TypeKind kind, FactPer per) {
  FactDeclaration out;
  out.name = std::move(name);
  out.type = {kind, {}};
  out.per = per;
  return out;
}

class MembersTest : public testing::Test {
 protected:
  void Record(FactBase& base, std::string name, std::string scope, Value value, int64_t at = 1) {
    base.Record({.name = std::move(name),
                 .scope = std::move(scope),
                 .value = std::move(value),
                 .source = "test",
                 .observed_at = at,
                 .observed_on = std::nullopt,
                 .revision = at});
  }
  FactActivation At(Date due) const {
    return FactActivation(catalog_, district_, due, Date(2022, 10, 24), nullptr, &members_);
  }

  FactCatalog catalog_ = FactCatalog({Fact("mentees.count", TypeKind::kInt, FactPer::kCycle),
                                      Fact("order.model.number", TypeKind::kString, FactPer::kOnce),
                                      Fact("share", TypeKind::kDouble, FactPer::kOnce)});
  FactBase district_;
  FactBase third_;
  FactBase fifth_;
  Listed members_ = Listed({{"school-5", "СОШ № 5", kSchools, &fifth_},
                            {"school-3", "СОШ № 3", kSchools, &third_},
                            {"new", "Новая школа", kSchools, nullptr},
                            {"north", "Северный район", kMunicipalities, nullptr}});
  Date due_ = Date(2022, 10, 30);
};

TEST_F(MembersTest, AreListedByIdEachLevelInItsOwnList) {
  EXPECT_TRUE(Identical(
      At(due_).MemberIds(kSchools),
      Value::OfList({Value::String("new"), Value::String("school-3"), Value::String("school-5")})));
  EXPECT_TRUE(
      Identical(At(due_).MemberIds(kMunicipalities), Value::OfList({Value::String("north")})));
  EXPECT_EQ(members_.Table().Of(kSchools).size(), 3u);
}

TEST_F(MembersTest, AnswerInTheScopeOfTheTaskAbove) {
  Record(third_, "mentees.count", "2022/23", Value::Int(34));
  Record(fifth_, "mentees.count", "2021/22", Value::Int(12));
  EXPECT_TRUE(Identical(At(due_).GetBelow("school-3", "mentees.count"), Value::Int(34)));
  EXPECT_TRUE(Identical(At(due_).GetBelow("school-5", "mentees.count"),
                        Value::OfUnknownBelow("mentees.count", "school-5")));
  EXPECT_TRUE(
      Identical(At(Date(2022, 5, 1)).GetBelow("school-5", "mentees.count"), Value::Int(12)));
}

TEST_F(MembersTest, KnowTheirIdAndName) {
  EXPECT_TRUE(Identical(At(due_).GetBelow("new", "id"), Value::String("new")));
  EXPECT_TRUE(Identical(At(due_).GetBelow("new", "name"), Value::String("Новая школа")));
  EXPECT_TRUE(At(due_).HasBelow("new", "name"));
}

TEST_F(MembersTest, HaveWhatIsRecordedAndNotWithdrawn) {
  EXPECT_FALSE(At(due_).HasBelow("school-3", "order"));
  Record(third_, "order.model.number", "", Value::String("7"));
  EXPECT_TRUE(At(due_).HasBelow("school-3", "order.model.number"));
  EXPECT_TRUE(At(due_).HasBelow("school-3", "order"));
  EXPECT_FALSE(At(due_).HasBelow("school-5", "order"));
  EXPECT_FALSE(At(due_).HasBelow("nobody", "order"));
  Record(third_, "order.model.number", "", Value(), 2);
  EXPECT_FALSE(At(due_).HasBelow("school-3", "order"));
}

TEST_F(MembersTest, AnIntServesForADoubleAsWithOwnFacts) {
  Record(third_, "share", "", Value::Int(3));
  EXPECT_TRUE(Identical(At(due_).GetBelow("school-3", "share"), Value::Double(3)));
}

TEST_F(MembersTest, AreUnknownToWhoIsNotTold) {
  const FactActivation alone(catalog_, district_, due_, due_, nullptr);
  EXPECT_TRUE(Identical(alone.MemberIds(kSchools), Value::OfUnknown({"schools"})));
}

TEST_F(MembersTest, CanBeAskedForDeclaredFactsAndNotForToday) {
  const MemberEnvironment environment(catalog_);
  EXPECT_EQ(environment.FindVariable("share")->kind, TypeKind::kDouble);
  EXPECT_EQ(environment.FindVariable("name")->kind, TypeKind::kString);
  EXPECT_FALSE(environment.FindVariable("today").has_value());
  EXPECT_THAT(environment.Suggest("mentees.cuont"), ElementsAre("mentees.count"));
}

}  // namespace
}  // namespace vekha::facts
