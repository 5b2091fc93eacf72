#include "engine/task/match.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/rules.h"

namespace vekha::task {
namespace {

using ::testing::Contains;
using ::testing::Pair;
using ::testing::SizeIs;

Plan PlanOf(std::string_view term) {
  const std::string row = "      - {id: \"1\", title: А, term: \"" + std::string(term) +
                          "\", responsible: Иванов И. И.}\n";
  const auto roadmap = test::LoadRoadmapText(test::RoadmapText(row));
  const OrganizationId school("school");
  auto plan = MakePlan({school, school, roadmap::Level::kSchool}, roadmap,
                       *test::Rules()->calendars.Get(roadmap->calendar));
  EXPECT_TRUE(plan.ok()) << plan.status();
  return *std::move(plan);
}

std::map<std::string, std::string> Match(std::string_view before, std::string_view after) {
  const Plan then = PlanOf(before);
  const Plan now = PlanOf(after);
  std::vector<const PlannedTask*> old_tasks;
  std::vector<const PlannedTask*> new_tasks;
  for (const PlannedTask& task : then.tasks) old_tasks.push_back(&task);
  for (const PlannedTask& task : now.tasks) new_tasks.push_back(&task);
  std::map<std::string, std::string> out;
  for (const auto& [id, old_id] : MatchTasks(old_tasks, new_tasks)) {
    out[id.value().substr(14)] = old_id.value().substr(14);  // "school/plan/1/"
  }
  return out;
}

TEST(MatchTasks, KeepsEveryMonthInItsMonth) {
  const auto pairs = Match("ежемесячно до 5 числа", "ежемесячно до 25 числа");
  EXPECT_THAT(pairs, SizeIs(12));
  for (const auto& [now, then] : pairs) EXPECT_EQ(now.substr(0, 7), then.substr(0, 7));
}

TEST(MatchTasks, KeepsMonthsWhenSomeAreTakenOut) {
  const auto pairs = Match("ежемесячно до 5 числа", "до 25 октября, до 25 ноября");
  EXPECT_THAT(pairs, SizeIs(2));
  EXPECT_THAT(pairs, Contains(Pair("2022-10-25", "2022-10-05")));
  EXPECT_THAT(pairs, Contains(Pair("2022-11-25", "2022-11-05")));
}

TEST(MatchTasks, TheOnlyTaskOfARowIsTheSameHoweverFarItIsMoved) {
  const auto pairs = Match("до 15 сентября 2022 года", "до 15 мая 2023 года");
  EXPECT_THAT(pairs, Contains(Pair("2023-05-15", "2022-09-15")));
}

}  // namespace
}  // namespace vekha::task
