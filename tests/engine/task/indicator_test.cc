// Numbers worked out by hand.
#include "engine/task/indicator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/rules.h"

namespace vekha::task {
namespace {

using condition::Value;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Listed : public facts::Members {
 public:
  explicit Listed(std::vector<facts::Member> members) : table_(std::move(members)) {}
  const facts::MemberTable& Table() const override { return table_; }

 private:
  facts::MemberTable table_;
};

class IndicatorTest : public ::testing::Test {
 protected:
  // School No 7: mentees aged 11-18 among all pupils, 12.5 % in 2021 and 15 % in 2024.
  void LoadSchoolSeven() {
    roadmap_ = test::LoadRoadmapText(test::ReadFile("rules/roadmaps/004-school-7.yaml"));
  }
  // One indicator of a roadmap of 2020-2024.
  void Load(const std::string& indicator, const std::string& level = "school",
            const std::string& period = "2020-11-09..2024-12-31") {
    roadmap_ = test::LoadRoadmapText(
        test::RoadmapText("      - {id: \"1\", title: А, term: до 15 октября 2022 года}\n",
                          "level: " + level + "\nperiod: " + period + "\ncalendar: RU\nweek: 5\n") +
        "indicators:\n  - {id: i, title: Показатель, " + indicator + "}\n");
  }

  static void Record(facts::FactBase& base, const std::string& name, const std::string& scope,
                     int value) {
    base.Record({name, scope, Value::Int(value), "журнал", 0, {}, 1});
  }
  void Mentees(const std::string& year, int mentees, int pupils) {
    Record(facts_, "pupils.mentees_11_18", year, mentees);
    Record(facts_, "pupils.total", year, pupils);
  }
  void MenteesOf(const std::string& school, int mentees, int pupils) {
    Record(schools_[school], "pupils.mentees_11_18", "2022", mentees);
    Record(schools_[school], "pupils.total", "2022", pupils);
  }

  IndicatorReport On(std::string_view day) const {
    std::vector<facts::Member> members;
    for (const auto& [id, base] : schools_) {
      members.push_back({id, "Школа " + id, facts::kSchools, &base});
    }
    const Situation situation{
        test::Rules()->facts, facts_,  records_,
        test::Day(day),       nullptr, std::make_shared<const Listed>(std::move(members))};
    return ReportIndicator(roadmap_->indicators[0], *roadmap_,
                           **test::Rules()->calendars.Get(roadmap_->calendar), situation);
  }

  std::shared_ptr<const roadmap::Roadmap> roadmap_;
  facts::FactBase facts_;
  TaskRecords records_;
  std::map<std::string, facts::FactBase> schools_;
};

constexpr char kShare[] =
    "unit: \"%\", value: 100.0 * double(pupils.mentees_11_18) / double(pupils.total), "
    "targets: {2021: 12.5, 2024: 15}";
constexpr char kDistrictShare[] =
    "unit: \"%\", value: \"100.0 * double(schools.map(s, s.pupils.mentees_11_18).sum()) / "
    "double(schools.map(s, s.pupils.total).sum())\"";

TEST_F(IndicatorTest, ReachesATargetToTheLastDigit) {
  LoadSchoolSeven();
  Mentees("2021", 30, 240);
  const IndicatorReport report = On("2021-12-31");
  EXPECT_EQ(report.now.value, 12.5);
  ASSERT_EQ(report.targets.size(), 2u);
  EXPECT_EQ(report.current, 0u);
  EXPECT_EQ(report.targets[0].state, TargetState::kReached);
  EXPECT_EQ(report.targets[0].last, test::Day("2021-12-31"));
  EXPECT_EQ(report.targets[1].state, TargetState::kOpen);  // not its turn: no line yet
  EXPECT_FALSE(report.targets[1].expected.has_value());
  EXPECT_THAT(report.now.facts,
              ElementsAre(FactUsed{"pupils.mentees_11_18", "2021", "30", "журнал"},
                          FactUsed{"pupils.total", "2021", "240", "журнал"}));
}

TEST_F(IndicatorTest, IsHeldAgainstTheLineBetweenTheDocumentsOwnTargets) {
  LoadSchoolSeven();
  Mentees("2021", 30, 240);
  Mentees("2022", 31, 240);
  const IndicatorReport report = On("2022-12-31");
  EXPECT_EQ(report.current, 1u);
  EXPECT_EQ(report.targets[0].state, TargetState::kReached);  // by the numbers of 2021
  // 365 of the 1096 days from 31.12.2021 to 31.12.2024, of 2.5 points: 13.3326 %; now 12.9167 %.
  EXPECT_EQ(report.targets[1].state, TargetState::kBehind);
  EXPECT_NEAR(*report.targets[1].expected, 12.5 + 2.5 * 365 / 1096, 1e-12);
  EXPECT_EQ(report.targets[1].alert.ru,
            "12,9167 % вместо 13,3326 %: столько было бы сегодня на прямой от 12,5 % в 2021 году к "
            "15 % в 2024 году");
}

TEST_F(IndicatorTest, OnTheLineIsNotBehind) {
  LoadSchoolSeven();
  Mentees("2022", 14, 100);
  EXPECT_EQ(On("2022-12-31").targets[1].state, TargetState::kOpen);
  EXPECT_EQ(On("2022-12-31").targets[1].alert.ru, "");
}

TEST_F(IndicatorTest, CannotBeMetOnceTheYearIsOverAndNotADayBefore) {
  LoadSchoolSeven();
  Mentees("2021", 29, 240);
  EXPECT_EQ(On("2021-12-31").targets[0].state, TargetState::kOpen);
  const TargetStanding missed = On("2022-01-01").targets[0];
  EXPECT_EQ(missed.state, TargetState::kMissed);
  EXPECT_EQ(missed.reading.on, test::Day("2021-12-31"));
  EXPECT_EQ(missed.alert.ru,
            "цель 12,5 % уже не достичь: срок 31.12.2021 прошёл, показатель 12,0833 %");
  EXPECT_EQ(missed.alert.en,
            "the target 12.5 % cannot be met any more: 2021-12-31 is past, the indicator was "
            "12.0833 %");
}

TEST_F(IndicatorTest, APastYearWithoutNumbersIsUnknownAndNotMissed) {
  LoadSchoolSeven();
  Record(facts_, "pupils.total", "2021", 240);
  const TargetStanding unknown = On("2022-03-01").targets[0];
  EXPECT_EQ(unknown.state, TargetState::kUnknown);
  EXPECT_THAT(unknown.reading.missing_facts, ElementsAre("pupils.mentees_11_18"));
  EXPECT_EQ(unknown.alert.ru,
            "срок 31.12.2021 прошёл, а цель 12,5 % не с чем сравнить: не записано "
            "pupils.mentees_11_18");
  Record(facts_, "pupils.mentees_11_18", "2021", 36);
  EXPECT_EQ(On("2022-03-01").targets[0].state, TargetState::kReached);
}

TEST_F(IndicatorTest, TheRoadmapsLastDayEndsTheLastYear) {
  Load(
      "unit: \"%\", value: 100.0 * double(pupils.mentees_11_18) / double(pupils.total), "
      "targets: {2024: 15}",
      "school", "2020-11-09..2024-05-31");
  Mentees("2024", 10, 100);
  EXPECT_EQ(On("2024-05-31").targets[0].last, test::Day("2024-05-31"));
  EXPECT_EQ(On("2024-05-31").targets[0].state, TargetState::kOpen);
  EXPECT_EQ(On("2024-06-01").targets[0].state, TargetState::kMissed);
}

TEST_F(IndicatorTest, IsComparedWithAYearBeforeWhenItsFactsAreOfYears) {
  LoadSchoolSeven();
  Mentees("2021", 30, 240);
  Mentees("2022", 36, 240);
  const auto trend = On("2022-06-30").trend;
  ASSERT_TRUE(trend.has_value());
  EXPECT_EQ(trend->than, test::Day("2021-06-30"));
  EXPECT_EQ(trend->before, 12.5);
  EXPECT_EQ(trend->change, 2.5);
  EXPECT_FALSE(On("2021-06-30").trend.has_value());  // 2020 is not recorded
}

TEST_F(IndicatorTest, IsComparedWithAHalfBeforeWhenItsFactsAreOfHalves) {
  Load(
      "unit: \"%\", value: 100.0 * double(monitoring.forms_received) / "
      "double(monitoring.forms_expected)");
  Record(facts_, "monitoring.forms_received", "2022-H1", 30);
  Record(facts_, "monitoring.forms_expected", "2022-H1", 60);
  Record(facts_, "monitoring.forms_received", "2022-H2", 45);
  Record(facts_, "monitoring.forms_expected", "2022-H2", 60);
  const IndicatorReport report = On("2022-08-31");
  EXPECT_EQ(report.now.value, 75);
  EXPECT_EQ(report.trend->than, test::Day("2022-02-28"));
  EXPECT_EQ(report.trend->change, 25);
  EXPECT_THAT(report.targets, IsEmpty());
  EXPECT_FALSE(report.current.has_value());
}

// --- numbers that cannot be

TEST_F(IndicatorTest, HasNoValueAsAShareOfNone) {
  Load(kShare);
  Mentees("2022", 0, 0);
  const IndicatorReport report = On("2022-06-30");
  EXPECT_FALSE(report.now.value.has_value());
  EXPECT_EQ(report.now.problem->ru,
            "нет ни одного, от кого считать долю: «Обучающихся в школе» = 0");
  EXPECT_EQ(report.now.problem->en,
            "there are none to take a share of: \"Pupils of the school\" = 0");
  EXPECT_TRUE(report.now.of_none);
  EXPECT_EQ(report.targets[1].state, TargetState::kUnknown);
  EXPECT_EQ(report.targets[1].alert.ru, report.now.problem->ru);
  EXPECT_FALSE(report.trend.has_value());
}

TEST_F(IndicatorTest, RefusesAPartAboveItsWhole) {
  Load(kShare);
  Mentees("2022", 250, 240);
  EXPECT_EQ(On("2022-06-30").now.problem->ru,
            "часть не умещается в целом: pupils.mentees_11_18 = 250, pupils.total = 240");
  EXPECT_FALSE(On("2022-06-30").now.value.has_value());
}

TEST_F(IndicatorTest, RefusesANegativeCount) {
  Load(kShare);
  Mentees("2022", -1, 240);
  EXPECT_THAT(On("2022-06-30").now.problem->ru, HasSubstr("pupils.mentees_11_18 = -1"));
}

TEST_F(IndicatorTest, RefusesAShareAboveAHundred) {
  Load(
      "unit: \"%\", value: 100.0 * double(pupils.mentees_11_18 + pupils.mentors_15_18) / "
      "double(pupils.total)");
  Mentees("2022", 200, 240);
  Record(facts_, "pupils.mentors_15_18", "2022", 50);
  EXPECT_EQ(On("2022-06-30").now.problem->en,
            "a share of 104.2 % cannot be: pupils.mentees_11_18 = 200, pupils.mentors_15_18 = 50, "
            "pupils.total = 240");
}

TEST_F(IndicatorTest, TakesAWholeForAWhole) {
  Load(kShare);
  Mentees("2022", 240, 240);
  EXPECT_EQ(On("2022-06-30").now.value, 100);
}

TEST_F(IndicatorTest, OtherUnitsHaveNoUpperEnd) {
  Load("unit: чел., value: pupils.mentees_11_18");
  Record(facts_, "pupils.mentees_11_18", "2022", 1200);
  EXPECT_EQ(On("2022-06-30").now.value, 1200);
}

TEST_F(IndicatorTest, SaysWhatFailed) {
  Load("unit: чел., value: pupils.mentees_11_18 % pupils.total");
  Mentees("2022", 3, 0);
  EXPECT_THAT(On("2022-06-30").now.problem->ru, HasSubstr("не вычислено: "));
}

// --- over a district

TEST_F(IndicatorTest, OfADistrictIsTheShareInAllItsSchools) {
  Load(kDistrictShare, "municipality");
  MenteesOf("a", 30, 240);
  MenteesOf("b", 10, 100);
  MenteesOf("c", 20, 160);
  EXPECT_EQ(On("2022-06-30").now.value, 12);  // 60 of 500
}

TEST_F(IndicatorTest, OfADistrictNamesTheSchoolsThatHaveNotSaid) {
  Load(kDistrictShare, "municipality");
  MenteesOf("a", 30, 240);
  Record(schools_["b"], "pupils.total", "2022", 100);
  const IndicatorReading now = On("2022-06-30").now;
  EXPECT_FALSE(now.value.has_value());
  EXPECT_FALSE(now.problem.has_value());
  EXPECT_THAT(now.missing_facts, ElementsAre("schools.pupils.mentees_11_18"));
  EXPECT_THAT(now.missing_below,
              ElementsAre(LackedBelow{
                  "schools.pupils.mentees_11_18", 1, {{OrganizationId("b"), "Школа b"}}}));
}

TEST_F(IndicatorTest, OfADistrictIsNotHiddenByASumThatLooksRight) {
  Load(kDistrictShare, "municipality");
  MenteesOf("a", 30, 240);
  MenteesOf("b", 110, 100);
  EXPECT_EQ(On("2022-06-30").now.problem->ru,
            "часть не умещается в целом: Школа b (b): pupils.mentees_11_18 = 110, pupils.total = "
            "100");
}

TEST_F(IndicatorTest, OfADistrictWithoutSchoolsIsAShareOfNone) {
  Load(kDistrictShare, "municipality");
  EXPECT_THAT(On("2022-06-30").now.problem->ru,
              HasSubstr("нет ни одного, от кого считать долю: «Обучающихся в школе» = 0"));
}

TEST_F(IndicatorTest, OfADistrictMayBeACount) {
  Load(
      "unit: чел., value: \"schools.map(s, s.mentees.count).sum()\", targets: {2022: 40, 2023: 50}",
      "municipality");
  for (const char* school : {"a", "b"}) Record(schools_[school], "mentees.count", "2022/23", 21);
  const IndicatorReport report = On("2022-10-30");
  EXPECT_EQ(report.now.value, 42);
  EXPECT_EQ(report.targets[0].state, TargetState::kReached);
  EXPECT_EQ(report.targets[1].state, TargetState::kOpen);
}

}  // namespace
}  // namespace vekha::task
