#include "service/cli/words.h"

#include <gtest/gtest.h>

namespace vekha::cli {
namespace {

TEST(LanguageOfLocale, IsRussianOnlyForRussian) {
  for (const char* locale : {"ru", "ru_RU.UTF-8", "ru.UTF-8"}) {
    EXPECT_EQ(LanguageOfLocale(locale), Language::kRussian) << locale;
  }
  for (const char* locale : {"", "C", "C.UTF-8", "en_US.UTF-8", "run"}) {
    EXPECT_EQ(LanguageOfLocale(locale), Language::kEnglish) << locale;
  }
}

TEST(CountRussian, AgreesWithTheNumber) {
  const auto days = [](long n) { return CountRussian(n, "день", "дня", "дней"); };
  EXPECT_EQ(days(1), "1 день");
  EXPECT_EQ(days(3), "3 дня");
  EXPECT_EQ(days(5), "5 дней");
  EXPECT_EQ(days(11), "11 дней");
  EXPECT_EQ(days(21), "21 день");
  EXPECT_EQ(days(112), "112 дней");
  EXPECT_EQ(days(0), "0 дней");
}

TEST(ShowReason, SaysReasonsInWords) {
  EXPECT_EQ(ShowReason("DUE_IN_3_WORKING_DAYS", Language::kRussian), "срок через 3 рабочих дня");
  EXPECT_EQ(ShowReason("OVERDUE_BY_1_WORKING_DAY", Language::kRussian),
            "просрочено на 1 рабочий день");
  EXPECT_EQ(ShowReason("OVERDUE_BY_5_WORKING_DAYS", Language::kEnglish),
            "overdue by 5 working days");
  EXPECT_EQ(ShowReason("DUE_TODAY", Language::kEnglish), "due today");
}

TEST(ShowReason, LeavesAReasonItDoesNotKnow) {
  EXPECT_EQ(ShowReason("SOMETHING_NEW", Language::kRussian), "SOMETHING_NEW");
}

TEST(ShowState, SaysWhatMattersFirst) {
  v1::Task task;
  task.set_state(v1::TASK_STATE_OPEN);
  task.add_blocked_by("other");
  EXPECT_EQ(ShowState(task, Language::kEnglish).text, "blocked");
  task.set_overdue(true);
  task.set_days_late(2);
  EXPECT_EQ(ShowState(task, Language::kRussian).text, "просрочена на 2 рабочих дня");
  task.set_overdue(false);
  task.set_state(v1::TASK_STATE_CLOSED);
  task.set_done_late(true);
  EXPECT_EQ(ShowState(task, Language::kEnglish).text, "closed late");
}

}  // namespace
}  // namespace vekha::cli
