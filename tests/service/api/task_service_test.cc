#include "tests/service/api/served.h"

namespace vekha::api {
namespace {

using Tasks = v1::TaskService::Stub;
using States = v1::StateService::Stub;
using testing::ElementsAre;

class TaskService : public Served {
 protected:
  void SetUp() override {
    Served::SetUp();
    Adopt();
  }

  static v1::ListTasksRequest OfSchool() {
    v1::ListTasksRequest request;
    request.set_organization("school");
    return request;
  }

  std::vector<std::string> Measures(const v1::ListTasksRequest& request) {
    std::vector<std::string> out;
    const auto answer = Must(&Tasks::ListTasks, request);
    for (const auto& task : answer.tasks()) out.push_back(task.measure());
    return out;
  }

  std::string IdOf(const std::string& measure) {
    v1::ListTasksRequest request = OfSchool();
    request.set_measure(measure);
    return Must(&Tasks::ListTasks, request).tasks(0).id();
  }

  v1::ReportRequest ReportOf(const std::string& measure) {
    v1::ReportRequest request;
    request.set_task(IdOf(measure));
    request.set_by("Мамедов М. Р.");
    return request;
  }

  v1::RecordFactsRequest Mentees(int64_t count) {
    v1::RecordFactsRequest request;
    request.set_organization("school");
    v1::Fact* fact = request.add_facts();
    fact->set_name("mentees.count");
    fact->mutable_value()->set_int_value(count);
    fact->set_source("curator");
    return request;
  }
};

TEST_F(TaskService, NextStepsSayWhyThisDay) {
  v1::ListNextStepsRequest request;
  request.set_person("Мамедов М. Р.");
  const auto next = Must(&Tasks::ListNextSteps, request);
  EXPECT_EQ(next.person(), "mamedov");
  EXPECT_EQ(next.as_of().day(), 24);  // today in Moscow
  ASSERT_EQ(next.steps_size(), 2);
  EXPECT_EQ(next.total_size(), 2);
  EXPECT_TRUE(next.steps(0).task().overdue());
  const v1::Task& pairs = next.steps(1).task();
  EXPECT_EQ(pairs.due_date().day(), 29);
  EXPECT_EQ(pairs.nominal_due_date().day(), 30);
  EXPECT_NE(next.steps(1).reason().find("воскресенье"), std::string::npos);
  EXPECT_TRUE(next.steps(1).first());
  ASSERT_EQ(pairs.responsible_size(), 2);
  EXPECT_EQ(pairs.responsible(1).person_name(), "Османов Р. М.");
}

TEST_F(TaskService, ListsByDueDayAndFilters) {
  EXPECT_THAT(Measures(OfSchool()), ElementsAre("1.1", "1.3", "1.2"));
  v1::ListTasksRequest request = OfSchool();
  request.set_overdue(true);
  EXPECT_THAT(Measures(request), ElementsAre("1.1"));
  request.set_overdue(false);
  request.set_person("mamedov");
  EXPECT_THAT(Measures(request), ElementsAre("1.2"));
  request = OfSchool();
  *request.mutable_due_from_date() = Day(2022, 10, 28);
  *request.mutable_due_to_date() = Day(2022, 10, 28);
  EXPECT_THAT(Measures(request), ElementsAre("1.3"));
  request = OfSchool();
  request.add_states(v1::TASK_STATE_CLOSED);
  EXPECT_THAT(Measures(request), ElementsAre());
  request = OfSchool();
  request.clear_organization();
  request.set_page_size(1);
  const auto first = Must(&Tasks::ListTasks, request);
  EXPECT_EQ(first.total_size(), 3);
  request.set_page_token(first.next_page_token());
  EXPECT_THAT(Measures(request), ElementsAre("1.3"));
  request.set_organization("school");
  EXPECT_EQ(Reason(&Tasks::ListTasks, request), "PAGE_TOKEN_FOREIGN");
}

TEST_F(TaskService, ListRefusesWrongQueries) {
  const auto reason = [&](auto change) {
    v1::ListTasksRequest request = OfSchool();
    change(request);
    return Reason(&Tasks::ListTasks, request);
  };
  using R = v1::ListTasksRequest;
  EXPECT_EQ(reason([](R& r) { r.set_organization("nowhere"); }), "ORGANIZATION_UNKNOWN");
  EXPECT_EQ(reason([](R& r) { r.set_roadmap("nothing"); }), "ROADMAP_UNKNOWN");
  EXPECT_EQ(reason([](R& r) { r.set_person("nobody"); }), "PERSON_UNKNOWN");
  EXPECT_EQ(reason([](R& r) { r.add_states(v1::TASK_STATE_UNSPECIFIED); }), "FIELD_INVALID");
  EXPECT_EQ(reason([](R& r) { r.set_page_size(-1); }), "PAGE_SIZE_NEGATIVE");
  EXPECT_EQ(reason([](R& r) { r.set_page_token("?"); }), "PAGE_TOKEN_INVALID");
  EXPECT_EQ(reason([](R& r) { *r.mutable_as_of() = Day(2022, 2, 29); }), "DATE_INVALID");
  EXPECT_EQ(reason([](R& r) { *r.mutable_due_to_date() = v1::Date(); }), "DATE_INVALID");
}

TEST_F(TaskService, ReportNeedsItsEvidenceAndCloses) {
  v1::ReportRequest request = ReportOf("1.1");
  EXPECT_EQ(Reason(&Tasks::Report, request), "EVIDENCE_MISSING");
  request.mutable_evidence()->set_number("17");
  *request.mutable_evidence()->mutable_on_date() = Day(2022, 9, 14);
  request.set_etag("r99");
  EXPECT_EQ(Reason(&Tasks::Report, request), "STALE_ETAG");
  request.clear_etag();
  *request.mutable_on_date() = Day(2022, 10, 25);
  EXPECT_EQ(Reason(&Tasks::Report, request), "REPORT_IN_FUTURE");
  request.clear_on_date();
  request.set_request_id("report-1");
  const auto reported = Must(&Tasks::Report, request);
  EXPECT_TRUE(reported.closed());
  EXPECT_EQ(reported.task().state(), v1::TASK_STATE_CLOSED);
  EXPECT_TRUE(reported.task().done_late());
  EXPECT_EQ(reported.task().report().evidence().number(), "17");
  EXPECT_EQ(Must(&Tasks::Report, request).SerializeAsString(), reported.SerializeAsString());
  request.set_request_id("report-2");
  request.set_comment("ещё раз");
  EXPECT_EQ(Reason(&Tasks::Report, request), "TASK_NOT_OPEN");
}

TEST_F(TaskService, ReportRefusesTheUnknown) {
  v1::ReportRequest request = ReportOf("1.3");
  request.set_by("nobody");
  EXPECT_EQ(Reason(&Tasks::Report, request), "PERSON_UNKNOWN");
  request.clear_by();
  EXPECT_EQ(Reason(&Tasks::Report, request), "FIELD_REQUIRED");
  request.set_by("mamedov");
  request.set_task("school/plan-2022/9.9/2022-10-30");
  EXPECT_EQ(Reason(&Tasks::Report, request), "TASK_UNKNOWN");
  request.set_comment(std::string(5000, 'x'));
  EXPECT_EQ(Reason(&Tasks::Report, request), "TEXT_TOO_LONG");
}

TEST_F(TaskService, ExplainsTasks) {
  v1::ExplainRequest request;
  request.set_task(IdOf("1.2"));
  std::set<std::string> kinds;
  const auto answer = Must(&Tasks::Explain, request);
  for (const auto& line : answer.lines()) kinds.insert(line.kind());
  EXPECT_THAT(kinds, testing::IsSupersetOf({"row", "arithmetic", "calendar", "responsible"}));
  request.set_task("nothing");
  EXPECT_EQ(Reason(&Tasks::Explain, request), "TASK_UNKNOWN");
  request.set_notification("nothing");
  EXPECT_EQ(Reason(&Tasks::Explain, request), "NOTIFICATION_UNKNOWN");
  EXPECT_EQ(Reason(&Tasks::Explain, v1::ExplainRequest()), "FIELD_REQUIRED");
}

TEST_F(TaskService, FactsAreRecordedAndSeen) {
  const auto recorded = Must(&States::RecordFacts, Mentees(34));
  EXPECT_EQ(recorded.recorded(), 1);
  v1::RecordFactsRequest again = Mentees(34);
  EXPECT_EQ(Must(&States::RecordFacts, again).unchanged(), 1);
  v1::GetStateRequest get;
  get.set_organization("school");
  const auto state = Must(&States::GetState, get);
  ASSERT_EQ(state.facts_size(), 1);
  EXPECT_EQ(state.facts(0).scope(), "2022/23");
  EXPECT_EQ(state.facts(0).value().int_value(), 34);
  EXPECT_EQ(state.adoptions_size(), 1);
  *get.mutable_as_of() = Day(2023, 10, 1);
  EXPECT_EQ(Must(&States::GetState, get).facts_size(), 0);
  get.set_all_scopes(true);
  EXPECT_EQ(Must(&States::GetState, get).facts_size(), 1);
}

TEST_F(TaskService, FactsAreRefusedAllOrNone) {
  const auto reason = [&](auto change) {
    v1::RecordFactsRequest request = Mentees(1);
    *request.add_facts() = request.facts(0);
    change(request, *request.mutable_facts(1));
    return Reason(&States::RecordFacts, request);
  };
  using R = v1::RecordFactsRequest;
  using F = v1::Fact;
  EXPECT_EQ(reason([](R& r, F&) { r.set_organization("nowhere"); }), "ORGANIZATION_UNKNOWN");
  EXPECT_EQ(reason([](R& r, F&) { r.clear_facts(); }), "FIELD_REQUIRED");
  EXPECT_EQ(reason([](R&, F& f) { f.clear_value(); }), "FIELD_REQUIRED");
  EXPECT_EQ(reason([](R&, F& f) { f.set_name("mentees.cuont"); }), "FACT_UNDECLARED");
  EXPECT_EQ(reason([](R&, F& f) { f.mutable_value()->set_string_value("34"); }), "FACT_TYPE");
  EXPECT_EQ(reason([](R&, F& f) { f.set_scope("2022-Q4"); }), "FACT_SCOPE");
  EXPECT_EQ(reason([](R&, F& f) { f.set_withdrawn(true); }), "FIELD_INVALID");
  EXPECT_EQ(reason([](R&, F& f) { f.mutable_value()->set_double_value(1e308 * 10); }),
            "FIELD_INVALID");
  EXPECT_EQ(reason([](R&, F& f) { *f.mutable_value()->mutable_date_value() = Day(2022, 4, 31); }),
            "DATE_INVALID");
  EXPECT_EQ(reason([](R&, F& f) { f.mutable_observed_time()->set_seconds(4'000'000'000); }),
            "FIELD_INVALID");
  EXPECT_EQ(reason([](R& r, F& f) {
              const v1::Fact copy = f;
              while (r.facts_size() <= 10'000) *r.add_facts() = copy;
            }),
            "TOO_MANY_FACTS");
  v1::GetStateRequest get;
  get.set_organization("school");
  EXPECT_EQ(Must(&States::GetState, get).facts_size(), 0);
}

}  // namespace
}  // namespace vekha::api
