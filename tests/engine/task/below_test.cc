// Tasks of a district whose conditions look at its schools.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/task/task.h"
#include "tests/support/rules.h"

namespace vekha::task {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Listed : public facts::Members {
 public:
  explicit Listed(std::vector<facts::Member> members) : table_(std::move(members)) {}
  const facts::MemberTable& Table() const override { return table_; }

 private:
  facts::MemberTable table_;
};

class BelowTest : public ::testing::Test {
 protected:
  void Load(std::string_view condition) {
    roadmap_ = test::LoadRoadmapText(test::RoadmapText(
        "      - {id: \"1\", title: А, term: с 1 по 15 октября 2022 года, responsible: Иванов И. "
        "И.,"
        " done_when: \"" +
            std::string(condition) + "\"}\n",
        "level: municipality\nperiod: 2022-09-01..2023-08-31\ncalendar: RU\nweek: 5\n"));
    const OrganizationId district("district");
    auto plan = MakePlan({district, district, roadmap::Level::kMunicipality}, roadmap_,
                         *test::Rules()->calendars.Get(roadmap_->calendar));
    ASSERT_TRUE(plan.ok()) << plan.status();
    plan_ = *std::move(plan);
  }

  facts::FactBase& School(const std::string& id) { return schools_[id]; }
  void Mentees(const std::string& school, int count, std::string_view day) {
    School(school).Record(
        {"mentees.count", "2022/23", condition::Value::Int(count), "журнал", 0, test::Day(day), 1});
  }

  Situation On(std::string_view day) const {
    std::vector<facts::Member> members;
    for (const auto& [id, base] : schools_) {
      members.push_back({id, "Школа " + id, facts::kSchools, &base});
    }
    return {test::Rules()->facts, facts_,  records_,
            test::Day(day),       nullptr, std::make_shared<const Listed>(std::move(members))};
  }
  Task TaskOn(std::string_view day) const { return Evaluate(plan_, On(day))[0]; }

  std::shared_ptr<const roadmap::Roadmap> roadmap_;
  Plan plan_;
  facts::FactBase facts_;
  TaskRecords records_;
  std::map<std::string, facts::FactBase> schools_;
};

TEST_F(BelowTest, SaysWhichSchoolsLackAFact) {
  Load("schools.all(s, s.mentees.count > 0) && has(pairs.count)");
  facts_.Record({"pairs.count", "2022/23", condition::Value::Int(3), "test", 0, {}, 1});
  School("a");
  School("b");
  Mentees("c", 4, "2022-10-03");
  const Task task = TaskOn("2022-10-05");
  EXPECT_EQ(task.status, TaskStatus::kOpen);
  EXPECT_THAT(task.missing_facts, ElementsAre("schools.mentees.count"));
  EXPECT_THAT(task.missing_below, ElementsAre(LackedBelow{"schools.mentees.count",
                                                          2,
                                                          {{OrganizationId("a"), "Школа a"},
                                                           {OrganizationId("b"), "Школа b"}}}));
}

TEST_F(BelowTest, NamesTwentyOfManyAndHowManyThereAre) {
  Load("schools.all(s, s.mentees.count > 0)");
  for (int i = 100; i < 600; ++i) School("s" + std::to_string(i));
  const Task task = TaskOn("2022-10-05");
  ASSERT_EQ(task.missing_below.size(), 1u);
  EXPECT_EQ(task.missing_below[0].count, 500u);
  ASSERT_EQ(task.missing_below[0].first.size(), 20u);
  EXPECT_EQ(task.missing_below[0].first.back().id.value(), "s119");
}

TEST_F(BelowTest, ClosesWithTheFactsOfTheSchoolsAsOnePieceOfEvidence) {
  Load("schools.all(s, s.mentees.count > 0)");
  Mentees("a", 34, "2022-10-03");
  Mentees("b", 12, "2022-10-04");
  const Task task = TaskOn("2022-10-07");
  ASSERT_TRUE(task.closing.has_value());
  EXPECT_EQ(task.closing->on, test::Day("2022-10-04"));
  EXPECT_THAT(task.closing->facts,
              ElementsAre(FactUsed{"schools.mentees.count", "2022/23", "a: 34, b: 12", "журнал"}));
  EXPECT_THAT(task.missing_below, IsEmpty());
}

TEST_F(BelowTest, EvidenceStaysShortHoweverManySchoolsThereAre) {
  Load("schools.map(s, s.mentees.count).sum() > 0");
  for (int i = 100; i < 600; ++i) Mentees("s" + std::to_string(i), i, "2022-10-03");
  const Task task = TaskOn("2022-10-07");
  ASSERT_TRUE(task.closing.has_value());
  ASSERT_EQ(task.closing->facts.size(), 1u);
  EXPECT_TRUE(task.closing->facts[0].value.starts_with("s100: 100, s101: 101, "));
  EXPECT_TRUE(task.closing->facts[0].value.ends_with("s119: 119, +480"));
}

TEST_F(BelowTest, TellsWhoHasRecordedWhatAConditionReads) {
  Load("schools.filter(s, s.mentees.count > 0).size() == 2");
  Mentees("a", 34, "2022-10-03");
  School("b");
  const Task task = TaskOn("2022-10-05");
  const auto read =
      FactsRead(*roadmap_->stages[0].measures[0].done_when, plan_, task, On("2022-10-05"));
  ASSERT_EQ(read.size(), 1u);
  EXPECT_EQ(read[0].name, "schools.mentees.count");
  EXPECT_EQ(read[0].scope, "2022/23");
  EXPECT_EQ(read[0].of, 2u);
  EXPECT_EQ(read[0].recorded->value, "a: 34");
  EXPECT_EQ(read[0].lacked->count, 1u);
}

TEST_F(BelowTest, WhatIsTrueOfNoSchoolsAtAllIsNotDone) {
  Load("schools.all(s, s.mentees.count > 0)");
  const Task task = TaskOn("2022-10-05");
  EXPECT_EQ(task.status, TaskStatus::kOpen);
  EXPECT_THAT(task.missing_facts, ElementsAre("schools"));
}

TEST_F(BelowTest, HasNoAnswerWhereNobodySaysWhoIsBelow) {
  Load("schools.all(s, s.mentees.count > 0)");
  const Task task =
      Evaluate(plan_, {test::Rules()->facts, facts_, records_, test::Day("2022-10-05")})[0];
  EXPECT_THAT(task.missing_facts, ElementsAre("schools"));
  EXPECT_FALSE(task.closing.has_value());
}

}  // namespace
}  // namespace vekha::task
