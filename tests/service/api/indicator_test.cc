// Indicators in a summary, and the alert of a target that cannot be met any more.
#include "tests/service/api/served.h"
#include "vekha/v1/report_service.grpc.pb.h"

namespace vekha::api {
namespace {

using ::testing::HasSubstr;
using Reports = v1::ReportService::Stub;

constexpr char kMeasured[] = R"(roadmap: measured
title: Карта с показателями
level: school
period: 2022-01-01..2024-12-31
calendar: RU
week: 5
control: none
stages:
  - id: "1"
    title: Этап
    measures:
      - {id: "1", title: Приказ, term: до 31 января 2022}
indicators:
  - id: mentees
    title: Доля наставляемых
    unit: "%"
    value: 100.0 * double(pupils.mentees_11_18) / double(pupils.total)
    targets: {2022: 12.5, 2024: 15}
  - {id: mentors, title: Наставников, unit: чел., value: pupils.mentors_15_18}
)";

class Indicators : public Served {
 protected:
  void SetUp() override {
    Served::SetUp();
    Must(&v1::DirectoryService::Stub::PutOrganization, School());
    Must(&v1::DirectoryService::Stub::PutPerson, Person("head", "Директор Д. Д."));
    v1::PutRoleHoldingRequest role;
    role.mutable_holding()->set_organization("school");
    role.mutable_holding()->set_role("head");
    role.mutable_holding()->set_person("head");
    *role.mutable_holding()->mutable_first_date() = Day(2022, 1, 1);
    Must(&v1::DirectoryService::Stub::PutRoleHolding, role);
    v1::ApplyRequest file;
    file.set_name("measured.yaml");
    file.set_text(kMeasured);
    Must(&v1::RoadmapService::Stub::Apply, file);
    v1::AdoptRequest adoption = Adoption();
    adoption.set_roadmap("measured");
    Must(&v1::RoadmapService::Stub::Adopt, adoption);
  }

  void Record(const std::string& name, const std::string& year, int64_t value) {
    v1::RecordFactsRequest request;
    request.set_organization("school");
    v1::Fact& fact = *request.add_facts();
    fact.set_name(name);
    fact.set_scope(year);
    fact.set_source("журнал");
    fact.mutable_value()->set_int_value(value);
    Must(&v1::StateService::Stub::RecordFacts, request);
  }

  static v1::SummarizeRequest On(const v1::Date& day) {
    v1::SummarizeRequest request;
    request.set_organization("school");
    *request.mutable_on_date() = day;
    return request;
  }
};

TEST_F(Indicators, StandInASummaryWithTargetTrendAndInputs) {
  Record("pupils.total", "2022", 240);
  Record("pupils.mentees_11_18", "2022", 30);
  Record("pupils.total", "2023", 240);
  Record("pupils.mentees_11_18", "2023", 33);
  const auto answer = Must(&Reports::Summarize, On(Day(2023, 12, 31)));
  ASSERT_EQ(answer.indicators_size(), 2);
  const v1::IndicatorReport& share = answer.indicators(0);
  EXPECT_EQ(share.roadmap(), "measured");
  EXPECT_EQ(share.id(), "mentees");
  EXPECT_EQ(share.unit(), "%");
  EXPECT_EQ(share.value(), 13.75);
  EXPECT_EQ(share.trend().than_date().year(), 2022);
  EXPECT_EQ(share.trend().change(), 1.25);
  EXPECT_EQ(share.year(), 2024);
  EXPECT_EQ(share.state(), v1::INDICATOR_STATE_OPEN);  // the line asks for 13.748 % on that day
  ASSERT_EQ(share.targets_size(), 2);
  EXPECT_EQ(share.targets(0).state(), v1::INDICATOR_STATE_MET);
  EXPECT_EQ(share.targets(0).value(), 12.5);
  EXPECT_EQ(share.targets(1).last_date().year(), 2024);
  ASSERT_EQ(share.inputs_size(), 2);
  EXPECT_EQ(share.inputs(1).fact(), "pupils.total");
  EXPECT_EQ(share.inputs(1).title(), "Обучающихся в школе");
  EXPECT_EQ(share.inputs(1).scope(), "2023");
  EXPECT_EQ(share.inputs(1).value(), "240");
  const v1::IndicatorReport& count = answer.indicators(1);
  EXPECT_EQ(count.state(), v1::INDICATOR_STATE_UNSPECIFIED);
  EXPECT_FALSE(count.has_value());
  ASSERT_EQ(count.lacks_size(), 1);
  EXPECT_EQ(count.lacks(0).fact(), "pupils.mentors_15_18");
  EXPECT_EQ(count.lacks(0).title_en(), "Mentors aged 15-18");
}

TEST_F(Indicators, SayWhyThereIsNoNumber) {
  Record("pupils.total", "2022", 0);
  Record("pupils.mentees_11_18", "2022", 0);
  auto answer = Must(&Reports::Summarize, On(Day(2022, 11, 1)));
  EXPECT_EQ(answer.indicators(0).state(), v1::INDICATOR_STATE_UNKNOWN);
  EXPECT_THAT(answer.indicators(0).reason(), HasSubstr("нет ни одного"));
  EXPECT_THAT(answer.indicators(0).reason_en(), HasSubstr("there are none"));
  Record("pupils.mentees_11_18", "2022", 5);
  Record("pupils.total", "2022", 4);
  answer = Must(&Reports::Summarize, On(Day(2022, 11, 1)));
  EXPECT_EQ(answer.indicators(0).state(), v1::INDICATOR_STATE_REFUSED);
  EXPECT_FALSE(answer.indicators(0).has_value());
  EXPECT_THAT(answer.indicators(0).reason(), HasSubstr("часть не умещается в целом"));
}

TEST_F(Indicators, BelongToNoStageAndNoPerson) {
  v1::SummarizeRequest request = On(Day(2022, 11, 1));
  request.set_stage("1");
  EXPECT_EQ(Must(&Reports::Summarize, request).indicators_size(), 0);
  request.clear_stage();
  request.set_person("head");
  EXPECT_EQ(Must(&Reports::Summarize, request).indicators_size(), 0);
  request.clear_person();
  request.set_roadmap("measured");
  EXPECT_EQ(Must(&Reports::Summarize, request).indicators_size(), 2);
}

TEST_F(Indicators, AMissedTargetIsAnAlertToTheHead) {
  Record("pupils.total", "2022", 250);
  Record("pupils.mentees_11_18", "2022", 30);
  v1::EvaluateRequest request;
  *request.mutable_as_of() = Day(2023, 1, 9);
  const auto answer = Must(&v1::RunService::Stub::Evaluate, request);
  const v1::Notification* alert = nullptr;
  for (const v1::Notification& n : answer.notifications()) {
    if (n.reason() == "TARGET_MISSED") alert = &n;
  }
  ASSERT_NE(alert, nullptr);
  EXPECT_EQ(alert->kind(), v1::NOTIFICATION_KIND_ALERT);
  EXPECT_EQ(alert->person(), "head");
  EXPECT_EQ(alert->task(), "school/measured/indicator:mentees/2022");
  EXPECT_EQ(alert->roadmap(), "measured");
  EXPECT_EQ(alert->measure(), "");
  EXPECT_THAT(alert->text(), HasSubstr("цель 12,5 % уже не достичь"));
}

TEST_F(Indicators, WithAnImpossibleTargetARoadmapIsRefused) {
  v1::ApplyRequest file;
  file.set_name("measured.yaml");
  std::string text = kMeasured;
  text.replace(text.find("2024: 15"), 8, "2025: 150");
  file.set_text(text);
  EXPECT_EQ(Reason(&v1::RoadmapService::Stub::Apply, file), "ROADMAP_INVALID");
}

}  // namespace
}  // namespace vekha::api
