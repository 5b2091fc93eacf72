#include "tests/service/api/served.h"
#include "vekha/v1/report_service.grpc.pb.h"

namespace vekha::api {
namespace {

using Reports = v1::ReportService::Stub;

class ReportService : public Served {
 protected:
  void SetUp() override {
    Served::SetUp();
    Adopt();
  }

  static v1::CheckOverdueRequest Check(const v1::Date& on) {
    v1::CheckOverdueRequest request;
    request.set_organization("school");
    *request.mutable_on_date() = on;
    return request;
  }

  static v1::SummarizeRequest Summary(v1::GroupBy by) {
    v1::SummarizeRequest request;
    request.set_organization("school");
    request.set_group_by(by);
    return request;
  }
};

TEST_F(ReportService, SaysWhatIsAndWhatWillBeOverdueAndWhoCanMendIt) {
  v1::CheckOverdueRequest request = Check(Day(2022, 11, 7));
  *request.mutable_since_date() = Day(2022, 10, 1);
  const auto answer = Must(&Reports::CheckOverdue, request);
  EXPECT_EQ(answer.as_of().day(), 24);  // today in Moscow
  EXPECT_EQ(answer.counts().overdue_now(), 1);
  EXPECT_EQ(answer.counts().falls_due(), 2);
  EXPECT_EQ(answer.counts().overdue_on(), 3);
  EXPECT_EQ(answer.counts().overdue_since(), 1);
  EXPECT_EQ(answer.tasks(), 3);
  EXPECT_GT(answer.revision(), 0);
  ASSERT_EQ(answer.items_size(), 3);
  const v1::OverdueItem& first = answer.items(0);
  EXPECT_EQ(first.task().measure(), "1.1");
  EXPECT_TRUE(first.overdue_now());
  EXPECT_TRUE(first.overdue_on());
  EXPECT_EQ(first.missing(), "приказ (номер и дата): Приказ");
  EXPECT_EQ(first.missing_en(), "an order (number and date): Приказ");
  EXPECT_FALSE(first.has_sign());
  ASSERT_GT(first.fixers_size(), 0);
  EXPECT_EQ(first.fixers(0).reach().person(), "mamedov");
  ASSERT_EQ(answer.by_organization_size(), 1);
  EXPECT_EQ(answer.by_organization(0).group().organization(), "school");
}

TEST_F(ReportService, GivesEveryItemOnceOverThePagesAndGroupsOnTheFirst) {
  v1::CheckOverdueRequest request = Check(Day(2022, 11, 7));
  request.set_page_size(2);
  const auto first = Must(&Reports::CheckOverdue, request);
  EXPECT_EQ(first.items_size(), 2);
  EXPECT_EQ(first.total_size(), 3);
  request.set_page_token(first.next_page_token());
  const auto second = Must(&Reports::CheckOverdue, request);
  EXPECT_EQ(second.items_size(), 1);
  EXPECT_TRUE(second.next_page_token().empty());
  EXPECT_EQ(second.by_organization_size(), 0);
  request.set_stage("1");
  EXPECT_EQ(Reason(&Reports::CheckOverdue, request), "PAGE_TOKEN_FOREIGN");
}

TEST_F(ReportService, RefusesWhatCannotBeAsked) {
  EXPECT_EQ(Reason(&Reports::CheckOverdue, Check(v1::Date())), "DATE_INVALID");
  EXPECT_EQ(Reason(&Reports::CheckOverdue, Check(Day(2022, 10, 1))), "REPORT_DAY_BEFORE_AS_OF");
  EXPECT_EQ(Reason(&Reports::CheckOverdue, Check(Day(2023, 7, 1))), "REPORT_DAY_OUTSIDE_PERIOD");
  v1::CheckOverdueRequest request = Check(Day(2022, 11, 7));
  request.set_organization("nowhere");
  EXPECT_EQ(Reason(&Reports::CheckOverdue, request), "ORGANIZATION_UNKNOWN");
  request = Check(Day(2022, 11, 7));
  request.set_person("Никто Н. Н.");
  EXPECT_EQ(Reason(&Reports::CheckOverdue, request), "PERSON_UNKNOWN");
  EXPECT_EQ(Reason(&Reports::Summarize, Summary(static_cast<v1::GroupBy>(77))), "FIELD_INVALID");
}

TEST_F(ReportService, TotalsAreTheSumOfTheGroups) {
  for (const v1::GroupBy by : {v1::GROUP_BY_ORGANIZATION, v1::GROUP_BY_STAGE, v1::GROUP_BY_MEASURE,
                               v1::GROUP_BY_PERSON, v1::GROUP_BY_ROADMAP}) {
    const auto answer = Must(&Reports::Summarize, Summary(by));
    int all = 0;
    for (const v1::SummaryGroup& group : answer.groups()) all += group.totals().all();
    EXPECT_EQ(all, 3) << v1::GroupBy_Name(by);
    EXPECT_EQ(answer.totals().all(), 3);
    EXPECT_EQ(answer.totals().overdue(), 1);
    EXPECT_EQ(answer.totals().due_soon(), 2);
    EXPECT_EQ(answer.group_by(), by);
  }
}

}  // namespace
}  // namespace vekha::api
