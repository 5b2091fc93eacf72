#include "engine/facts/fact_base.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace vekha::facts {
namespace {

using condition::TypeKind;
using condition::Value;

Date Day(const char* text) { return *ParseIsoDate(text); }

FactRecord Record(std::string name, std::string scope, Value value, int64_t observed_at,
                  int64_t revision) {
  return {.name = std::move(name),
          .scope = std::move(scope),
          .value = std::move(value),
          .source = "e-journal",
          .observed_at = observed_at,
          .observed_on = std::nullopt,
          .revision = revision};
}

FactRecord Count(int64_t value, int64_t observed_at, int64_t revision) {
  return Record("mentees.count", "2022/23", Value::Int(value), observed_at, revision);
}

FactDeclaration Fact(std::string name, TypeKind kind, FactPer per = FactPer::kOnce) {
  FactDeclaration out;
  out.name = std::move(name);
  out.type = {kind, {}};
  out.per = per;
  return out;
}

FactCatalog Catalog() {
  return FactCatalog(
      {Fact("mentees.count", TypeKind::kInt, FactPer::kCycle), Fact("kpi.share", TypeKind::kDouble),
       Fact("order.model.number", TypeKind::kString), Fact("order.model.on", TypeKind::kDate)});
}

TEST(FactBase, KeepsTheNewestObservationWhateverTheOrderOfArrival) {
  FactBase base;
  base.Record(Count(30, 100, 1));
  base.Record(Count(34, 300, 2));
  base.Record(Count(32, 200, 3));
  EXPECT_EQ(*base.Find("mentees.count", "2022/23"), Count(34, 300, 2));
}

TEST(FactBase, OfTwoObservationsOfOneMomentTheLaterRevisionCounts) {
  FactBase base;
  base.Record(Count(34, 100, 5));
  base.Record(Count(30, 100, 4));
  EXPECT_EQ(*base.Find("mentees.count", "2022/23"), Count(34, 100, 5));
}

TEST(FactBase, OfTwoObservationsOfOneMomentTheGreaterVersionOfTheSourceCounts) {
  const auto in_edition = [](int64_t version, int64_t value, int64_t revision) {
    FactRecord record = Count(value, 100, revision);
    record.origin = std::make_shared<FactOrigin>(FactOrigin{.version = version});
    return record;
  };
  FactBase base;
  base.Record(in_edition(2, 34, 1));
  base.Record(in_edition(1, 30, 2));
  base.Record(Count(29, 100, 3));
  EXPECT_EQ(*base.Find("mentees.count", "2022/23"), in_edition(2, 34, 1));
  EXPECT_NE(*base.Find("mentees.count", "2022/23"), Count(34, 100, 1));
}

TEST(FactBase, KeepsScopesApart) {
  FactBase base;
  base.Record(Count(34, 100, 1));
  EXPECT_EQ(base.Find("mentees.count", "2023/24"), nullptr);
  EXPECT_EQ(base.Find("mentees.count", ""), nullptr);
  EXPECT_EQ(base.Current().size(), 1U);
}

class Activation : public testing::Test {
 protected:
  FactActivation At(const char* due) {
    return FactActivation(catalog_, base_, Day(due), Day("2022-10-24"), nullptr);
  }
  FactCatalog catalog_ = Catalog();
  FactBase base_;
};

TEST_F(Activation, ReadsTheScopeOfTheDueDay) {
  base_.Record(Count(34, 100, 1));
  EXPECT_TRUE(Identical(At("2022-10-30").Get("mentees.count"), Value::Int(34)));
  EXPECT_TRUE(At("2023-10-30").Get("mentees.count").IsUnknown());
}

TEST_F(Activation, SaysWhichFactIsMissing) {
  EXPECT_TRUE(
      Identical(At("2022-10-30").Get("order.model.on"), Value::OfUnknown({"order.model.on"})));
  EXPECT_TRUE(Identical(At("2022-10-30").Get("nonsense"), Value::OfUnknown({"nonsense"})));
}

TEST_F(Activation, AWithdrawnFactIsNotKnown) {
  base_.Record(Record("order.model.number", "", Value::String("12"), 100, 1));
  EXPECT_TRUE(At("2022-10-30").Has("order.model.number"));
  base_.Record(Record("order.model.number", "", Value(), 200, 2));
  EXPECT_FALSE(At("2022-10-30").Has("order.model.number"));
  EXPECT_TRUE(At("2022-10-30").Get("order.model.number").IsUnknown());
}

TEST_F(Activation, HasABeginningWhenAnyFactBelowIsRecorded) {
  EXPECT_FALSE(At("2022-10-30").Has("order"));
  base_.Record(Record("order.model.number", "", Value::String("12"), 100, 1));
  EXPECT_TRUE(At("2022-10-30").Has("order"));
  EXPECT_TRUE(At("2022-10-30").Has("order.model"));
  EXPECT_FALSE(At("2022-10-30").Has("order.model.on"));
  EXPECT_FALSE(At("2022-10-30").Has("ord"));
}

TEST_F(Activation, KnowsToday) {
  EXPECT_TRUE(Identical(At("2022-10-30").Get("today"), Value::OfDate(Day("2022-10-24"))));
  EXPECT_TRUE(At("2022-10-30").Has("today"));
}

TEST_F(Activation, GivesTheDeclaredType) {
  base_.Record(Record("kpi.share", "", Value::Int(12), 100, 1));
  EXPECT_TRUE(Identical(At("2022-10-30").Get("kpi.share"), Value::Double(12)));
  base_.Record(Record("kpi.share", "", Value::String("many"), 200, 2));
  EXPECT_TRUE(At("2022-10-30").Get("kpi.share").IsError());
}

}  // namespace
}  // namespace vekha::facts
