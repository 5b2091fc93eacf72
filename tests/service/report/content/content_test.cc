#include "service/report/content/content.h"

#include <gtest/gtest.h>

#include <sstream>

#include "service/report/paper/write_paper.h"

namespace vekha::service::report {
namespace {

v1::Date Day(int year, int month, int day) {
  v1::Date out;
  out.set_year(year);
  out.set_month(month);
  out.set_day(day);
  return out;
}

v1::CheckOverdueResponse TwoLateSchools() {
  v1::CheckOverdueResponse check;
  check.set_revision(7);
  *check.mutable_on_date() = Day(2021, 12, 20);
  for (const char* school : {"Школа № 1", "Школа № 2"}) {
    v1::OverdueItem& item = *check.add_items();
    item.mutable_task()->set_organization_name(school);
    item.mutable_task()->set_measure_number("5.1");
    item.mutable_task()->set_measure_title("Мониторинг");
    *item.mutable_task()->mutable_due_date() = Day(2021, 12, 10);
    item.mutable_task()->set_days_late(6);
    item.set_overdue_on(true);
    item.set_missing("отчёт");
    v1::Fixer& fixer = *item.add_fixers();
    fixer.set_name("Куратор");
    fixer.mutable_reach()->set_person_name("Козлова Е. Л.");
    fixer.mutable_reach()->set_address("kozlova@school.example");
  }
  check.mutable_items(1)->set_overdue_now(true);
  check.mutable_items(1)->clear_fixers();
  return check;
}

std::string Written(const Paper& paper, PaperFormat format) {
  std::ostringstream out;
  EXPECT_TRUE(WritePaper(paper, format, out).ok());
  return out.str();
}

TEST(OverduePaper, NamesSchoolPaperAndWhoCanMend) {
  const Paper paper = OverduePaper(TwoLateSchools(), "Район", Language::kRussian);
  ASSERT_TRUE(CheckPaper(paper).ok()) << CheckPaper(paper);
  const Row& first = paper.sheets.at(0).rows.at(0);
  EXPECT_EQ(std::get<std::string>(first.cells[0]), "Школа № 1");
  EXPECT_EQ(std::get<std::string>(first.cells[1]), "5.1 Мониторинг");
  EXPECT_EQ(std::get<State>(first.cells[3]), State::kOverdue);
  EXPECT_EQ(std::get<int64_t>(first.cells[4]), 6);
  EXPECT_EQ(std::get<std::string>(first.cells[7]), "kozlova@school.example");
  EXPECT_EQ(std::get<std::string>(paper.sheets[0].rows[1].cells[7]), "никого не найдено");
  const std::string csv = Written(paper, PaperFormat::kCsv);
  EXPECT_NE(csv.find("Школа № 2;1;0;1"), std::string::npos) << csv;
}

TEST(SummaryPaper, AddsUpAndDrawsWhatHasADay) {
  v1::SummarizeResponse summary;
  *summary.mutable_on_date() = Day(2021, 12, 20);
  for (const int closed : {3, 4}) {
    v1::SummaryGroup& group = *summary.add_groups();
    group.mutable_group()->set_title("Школа");
    group.mutable_totals()->set_all(10);
    group.mutable_totals()->set_closed(closed);
    group.mutable_totals()->set_open(10 - closed);
  }
  std::vector<v1::Task> tasks(2);
  tasks[0].set_measure_title("Приказ");
  *tasks[0].mutable_window()->mutable_due() = Day(2021, 9, 1);
  tasks[0].set_state(v1::TASK_STATE_CLOSED);
  const Paper paper = SummaryPaper(summary, "Район", tasks, Language::kRussian);
  ASSERT_TRUE(CheckPaper(paper).ok()) << CheckPaper(paper);
  ASSERT_TRUE(paper.timeline.has_value());
  EXPECT_EQ(paper.timeline->bars.size(), 1u);
  const std::string csv = Written(paper, PaperFormat::kCsv);
  EXPECT_NE(csv.find(";20;0;13;0;0;0;7;0;0;0;"), std::string::npos) << csv;
  EXPECT_FALSE(Written(paper, PaperFormat::kHtml).empty());
  EXPECT_FALSE(Written(paper, PaperFormat::kXlsx).empty());
}

v1::SummarizeResponse WithIndicators() {
  v1::SummarizeResponse summary;
  *summary.mutable_on_date() = Day(2022, 11, 7);
  v1::IndicatorReport& share = *summary.add_indicators();
  share.set_roadmap("plan");
  share.set_title("Доля наставляемых");
  share.set_unit("%");
  share.set_value(12.5);
  share.mutable_trend()->set_change(-0.5);
  share.set_year(2024);
  v1::IndicatorStanding& missed = *share.add_targets();
  missed.set_year(2021);
  missed.set_target(13);
  missed.set_value(12);
  missed.set_state(v1::INDICATOR_STATE_MISSED);
  missed.set_reason("цель 13 % уже не достичь");
  v1::IndicatorStanding& open = *share.add_targets();
  open.set_year(2024);
  open.set_target(15);
  open.set_value(12.5);
  open.set_state(v1::INDICATOR_STATE_OPEN);
  v1::IndicatorReport& count = *summary.add_indicators();
  count.set_roadmap("plan");
  count.set_title("Наставников");
  v1::IndicatorLack& lack = *count.add_lacks();
  lack.set_fact("schools.mentors.count");
  lack.set_title("Наставников");
  lack.add_organizations()->set_organization_name("Школа № 1");
  lack.set_organizations_count(3);
  return summary;
}

TEST(SummaryPaper, HasARowForEachTargetOfAnIndicator) {
  const Paper paper = SummaryPaper(WithIndicators(), "Район", {}, Language::kRussian);
  ASSERT_TRUE(CheckPaper(paper).ok()) << CheckPaper(paper);
  ASSERT_EQ(paper.sheets.size(), 2u);
  const Sheet& sheet = paper.sheets[1];
  EXPECT_EQ(sheet.name, "Показатели");
  ASSERT_EQ(sheet.rows.size(), 3u);
  EXPECT_EQ(std::get<std::string>(sheet.rows[0].cells[6]), "не достигнут");
  EXPECT_EQ(std::get<std::string>(sheet.rows[2].cells[8]),
            "Наставников (schools.mentors.count): Школа № 1 и ещё 2");
  const std::string csv = Written(paper, PaperFormat::kCsv);
  EXPECT_NE(csv.find("Доля наставляемых;%;2021;13;12;;не достигнут;цель 13 % уже не достичь"),
            std::string::npos)
      << csv;
  EXPECT_NE(csv.find("Доля наставляемых;%;2024;15;12,5;"), std::string::npos) << csv;
  EXPECT_FALSE(Written(paper, PaperFormat::kHtml).empty());
  EXPECT_FALSE(Written(paper, PaperFormat::kXlsx).empty());
}

TEST(SummaryPaper, NamesTheRoadmapWhereThereAreSeveral) {
  v1::SummarizeResponse summary = WithIndicators();
  summary.mutable_indicators(1)->set_roadmap("other");
  const Paper paper = SummaryPaper(summary, "Район", {}, Language::kEnglish);
  ASSERT_TRUE(CheckPaper(paper).ok()) << CheckPaper(paper);
  EXPECT_EQ(paper.sheets[1].columns[1].title, "Roadmap");
  EXPECT_EQ(std::get<std::string>(paper.sheets[1].rows[2].cells[1]), "other");
}

TEST(SummaryPaper, SaysThereIsNoPictureWithoutADay) {
  v1::SummarizeResponse summary;
  *summary.mutable_on_date() = Day(2021, 12, 20);
  EXPECT_FALSE(SummaryPaper(summary, "Район", {}, Language::kEnglish).timeline.has_value());
}

}  // namespace
}  // namespace vekha::service::report
