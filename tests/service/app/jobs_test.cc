// The daily job by itself: each zone in its own morning, also where clocks are changed.
#include "service/app/jobs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <sstream>

#include "engine/workflow/marks_memory.h"
#include "service/store/memory_store.h"
#include "tests/support/rules.h"

namespace vekha::app {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr int kSix = 6 * 60;

class JobsTest : public testing::Test {
 protected:
  void SetUp() override {
    auto runner =
        runner::Runner::Open(std::make_unique<store::MemoryStore>(), test::Rules(), clock_);
    ASSERT_TRUE(runner.ok()) << runner.status();
    runner_ = *std::move(runner);
    courier_ = std::make_unique<delivery::Courier>(*runner_, delivery::Courier::Channels(), "test");
    jobs_ = std::make_unique<Jobs>(*runner_, *courier_, kSix);
    Do(workflow::ApplyRoadmap{
        "plan.yaml",
        test::RoadmapText("      - {id: \"1\", title: Приказ, term: до 31 октября 2022}\n"), ""});
    School("kamchatka", "Asia/Kamchatka");
    School("moscow", "Europe/Moscow");
    School("berlin", "Europe/Berlin");
  }

  void School(const std::string& id, const std::string& zone) {
    Do(workflow::PutOrganization{
        {OrganizationId(id), OrganizationId(), roadmap::Level::kSchool, id, zone}, ""});
    Do(workflow::AdoptRoadmap{OrganizationId(id), RoadmapId("plan"), 0, test::Day("2022-09-01")});
  }

  void Do(workflow::Command command) {
    const auto outcome = runner_->Execute({.command = std::move(command)});
    ASSERT_TRUE(outcome.ok()) << outcome.status();
  }

  void Look(std::chrono::sys_seconds at) {
    clock_.Set(at);
    jobs_->Look();
  }

  std::string MarkOf(const std::string& id) const {
    std::string mark;
    runner_->Read([&](const workflow::State& state) {
      const auto& entry = state.adoptions.at({OrganizationId(id), RoadmapId("plan")});
      mark = entry.mark ? FormatIso(*entry.mark) : "-";
    });
    return mark;
  }

  int64_t Revision() const {
    int64_t revision = 0;
    runner_->Read([&](const workflow::State& state) { revision = state.revision; });
    return revision;
  }

  static std::chrono::sys_seconds Utc(int year, int month, int day, minutes time) {
    return std::chrono::sys_days(std::chrono::year(year) / month / day) + time;
  }

  service::FakeClock clock_{std::chrono::sys_seconds{}};
  std::unique_ptr<runner::Runner> runner_;
  std::unique_ptr<delivery::Courier> courier_;
  std::unique_ptr<Jobs> jobs_;
};

TEST_F(JobsTest, EachZoneIsRunInItsOwnMorning) {
  Look(Utc(2022, 10, 4, hours(17) + minutes(59)));  // 05:59 of 5 October in Kamchatka
  EXPECT_EQ(MarkOf("kamchatka"), "-");
  EXPECT_EQ(MarkOf("moscow"), "2022-10-04");
  Look(Utc(2022, 10, 4, hours(18)));
  EXPECT_EQ(MarkOf("kamchatka"), "2022-10-05");
  EXPECT_EQ(MarkOf("moscow"), "2022-10-04");
  Look(Utc(2022, 10, 5, hours(3)));
  EXPECT_EQ(MarkOf("moscow"), "2022-10-05");
  const int64_t revision = Revision();
  Look(Utc(2022, 10, 5, hours(3) + minutes(1)));
  EXPECT_EQ(Revision(), revision) << "once a day";
}

TEST_F(JobsTest, ReadsAheadForTheFirstQuestion) {
  clock_.Set(Utc(2022, 10, 5, hours(12)));
  jobs_->ReadAhead();
  runner_->Read([&](const workflow::State& state) {
    for (const char* school : {"kamchatka", "moscow", "berlin"}) {
      EXPECT_NE(state.marks.get()->Find(OrganizationId(school)), nullptr) << school;
    }
  });
}

TEST_F(JobsTest, AZoneThatChangesItsClocksKeepsItsMorning) {
  Look(Utc(2022, 10, 29, hours(4)));  // 06:00 summer time
  EXPECT_EQ(MarkOf("berlin"), "2022-10-29");
  Look(Utc(2022, 10, 30, hours(4)));  // 05:00 winter time
  EXPECT_EQ(MarkOf("berlin"), "2022-10-29");
  Look(Utc(2022, 10, 30, hours(5)));
  EXPECT_EQ(MarkOf("berlin"), "2022-10-30");
}

TEST_F(JobsTest, AClockThatGoesBackChangesNothing) {
  Look(Utc(2022, 10, 5, hours(12)));
  const int64_t revision = Revision();
  Look(Utc(2022, 10, 3, hours(12)));
  EXPECT_EQ(Revision(), revision);
}

TEST_F(JobsTest, WhatIsSkippedIsTriedOnceAnHour) {
  std::ostringstream log;
  const auto usual = spdlog::default_logger();
  spdlog::set_default_logger(std::make_shared<spdlog::logger>(
      "jobs", std::make_shared<spdlog::sinks::ostream_sink_st>(log)));
  const auto skipped = [&] {
    const std::string text = log.str();
    size_t times = 0;
    for (size_t at = text.find(" skipped: "); at != std::string::npos;
         at = text.find(" skipped: ", at + 1)) {
      ++times;
    }
    return times;
  };
  Look(Utc(2022, 9, 5, hours(12)));
  Look(Utc(2022, 12, 5, hours(12)));
  EXPECT_EQ(skipped(), 2);
  Look(Utc(2022, 12, 5, hours(12) + minutes(59)));
  EXPECT_EQ(skipped(), 2);
  Look(Utc(2022, 12, 5, hours(13)));
  EXPECT_EQ(skipped(), 4);
  spdlog::set_default_logger(usual);
}

TEST_F(JobsTest, ALongGapWaitsForAPerson) {
  Look(Utc(2022, 9, 5, hours(12)));
  Look(Utc(2022, 12, 5, hours(12)));
  EXPECT_EQ(MarkOf("moscow"), "2022-09-05");
  Do(workflow::RunDay{test::Day("2022-12-05")});
  EXPECT_EQ(MarkOf("moscow"), "2022-12-05");
}

}  // namespace
}  // namespace vekha::app
