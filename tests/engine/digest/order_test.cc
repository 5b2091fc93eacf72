#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/digest/digest.h"

namespace vekha::digest {
namespace {

using testing::ElementsAre;

Line Make(Section section, std::string task, std::optional<Date> due = {}, int days_late = 0,
          std::string organization = {}, std::string number = {}) {
  Line line;
  line.section = section;
  line.task = std::move(task);
  line.due = due;
  line.days_late = days_late;
  line.organization = std::move(organization);
  line.number = std::move(number);
  return line;
}

std::vector<std::string> Tasks(std::vector<Line> lines) {
  const Digest digest{
      .id = "d", .person_name = "p", .day = *MakeDate(2022, 10, 28), .lines = std::move(lines)};
  std::vector<std::string> tasks;
  for (const Line* line : InOrder(digest)) tasks.push_back(line->task);
  return tasks;
}

TEST(DigestOrder, HasTheOldestOverdueFirst) {
  using enum Section;
  EXPECT_THAT(Tasks({Make(kNews, "news"), Make(kToday, "today", MakeDate(2022, 10, 28)),
                     Make(kOverdue, "late", MakeDate(2022, 10, 20), 6),
                     Make(kOverdue, "older", MakeDate(2022, 9, 30), 20), Make(kOverdue, "undated"),
                     Make(kUnreached, "unreached"), Make(kWaiting, "waiting")}),
              ElementsAre("older", "late", "undated", "today", "waiting", "news", "unreached"));
}

TEST(DigestOrder, IsByDayThenOrganizationThenNumber) {
  using enum Section;
  const auto day = MakeDate(2022, 10, 31);
  EXPECT_THAT(
      Tasks({Make(kThisWeek, "b 1", day, 0, "б", "1"),
             Make(kThisWeek, "a 3.10", day, 0, "а", "3.10"),
             Make(kThisWeek, "a 3.2", day, 0, "а", "3.2"), Make(kThisWeek, "a 3", day, 0, "а", "3"),
             Make(kThisWeek, "earlier", MakeDate(2022, 10, 29), 0, "я", "9")}),
      ElementsAre("earlier", "a 3", "a 3.2", "a 3.10", "b 1"));
}

TEST(DigestOrder, IsTheSameForAnyOrderOfArrival) {
  using enum Section;
  std::vector<Line> lines;
  for (const char* number : {"1.1", "1.10", "1.2", "1.02", "01.3", "1.а", "", "10", "2"}) {
    lines.push_back(Make(kLater, std::string("task ") + number, {}, 0, "а", number));
  }
  const auto expected = Tasks(lines);
  std::sort(lines.begin(), lines.end(),
            [](const Line& a, const Line& b) { return a.task > b.task; });
  EXPECT_EQ(Tasks(lines), expected);
}

}  // namespace
}  // namespace vekha::digest
