#include "engine/task/plan_cache.h"

#include <gtest/gtest.h>

#include "tests/support/rules.h"

namespace vekha::task {
namespace {

class PlanCacheTest : public ::testing::Test {
 protected:
  std::shared_ptr<const Plan> Get(PlanCache& cache, std::string organization) {
    const PlanScope scope{OrganizationId(organization), OrganizationId("district"),
                          roadmap::Level::kSchool};
    auto plan = cache.Get(scope, roadmap_, *test::Rules()->calendars.Get(roadmap_->calendar));
    EXPECT_TRUE(plan.ok()) << plan.status();
    return plan.ok() ? *plan : nullptr;
  }

  std::shared_ptr<const roadmap::Roadmap> roadmap_ = test::LoadRoadmapText(test::RoadmapText(
      "      - {id: \"1\", title: А, term: 14.10.2022, responsible: ОО, for: each school}\n",
      "level: municipality\nperiod: 2022-09-01..2022-12-31\ncalendar: RU\nweek: 5\n"
      "nonworking: preceding\ncontrol: none\nladder: standard\nroles: {ОО: curator}\n"));
};

TEST_F(PlanCacheTest, GivesTheSamePlanAgainAndNeverAnothersPlan) {
  PlanCache cache;
  const auto plan = Get(cache, "school");
  EXPECT_EQ(plan->tasks[0].id.value(), "school/plan/1/2022-10-14");
  EXPECT_EQ(Get(cache, "school"), plan);
  EXPECT_NE(Get(cache, "other"), plan);
  const auto same_text_applied_anew = std::make_shared<const roadmap::Roadmap>(*roadmap_);
  roadmap_ = same_text_applied_anew;
  EXPECT_NE(Get(cache, "school"), plan);
}

TEST_F(PlanCacheTest, ForgetsWhenItHoldsTooMuchAndStaysRight) {
  PlanCache cache(/*tasks_max=*/1);
  const auto plan = Get(cache, "school");
  EXPECT_EQ(Get(cache, "school"), plan);
  Get(cache, "other");
  const auto again = Get(cache, "school");
  EXPECT_NE(again, plan);
  EXPECT_EQ(again->tasks[0].id, plan->tasks[0].id);
}

}  // namespace
}  // namespace vekha::task
