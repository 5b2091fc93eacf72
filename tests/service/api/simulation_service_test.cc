#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "tests/service/api/served.h"
#include "vekha/v1/simulation_service.grpc.pb.h"

namespace vekha::api {
namespace {

using Simulations = v1::SimulationService::Stub;

class Simulation : public Served {
 protected:
  struct Answer {
    std::vector<v1::SimulatedDay> days;
    v1::SimulationSummary summary;
    grpc::Status status;
  };

  static v1::SimulateRequest Span(const v1::Date& first, const v1::Date& last) {
    v1::SimulateRequest request;
    *request.mutable_first_date() = first;
    *request.mutable_last_date() = last;
    return request;
  }

  static v1::SimulateRequest Autumn() { return Span(Day(2022, 9, 1), Day(2022, 11, 30)); }

  static void Assume(v1::SimulateRequest& request, const v1::Date& on, int64_t mentees) {
    v1::AssumedFact* fact = request.add_assumptions()->mutable_fact();
    *fact->mutable_on_date() = on;
    fact->set_organization("school");
    fact->mutable_fact()->set_name("mentees.count");
    fact->mutable_fact()->mutable_value()->set_int_value(mentees);
  }

  Answer Ask(const v1::SimulateRequest& request) {
    Simulations stub(channel);
    grpc::ClientContext context;
    const auto reader = stub.Simulate(&context, request);
    Answer answer;
    v1::SimulateResponse message;
    while (reader->Read(&message)) {
      if (message.has_summary()) answer.summary = message.summary();
      if (message.has_day()) answer.days.push_back(message.day());
    }
    answer.status = reader->Finish();
    return answer;
  }

  std::string SimulateReason(const v1::SimulateRequest& request) {
    return ReasonOf(Ask(request).status);
  }

  int64_t Revision() {
    return Must(&v1::AdminService::Stub::GetSystemInfo, v1::GetSystemInfoRequest()).revision();
  }
};

TEST_F(Simulation, GivesEveryDayThenTheSummaryAndStoresNothing) {
  Adopt();
  const int64_t revision = Revision();
  const Answer answer = Ask(Autumn());
  ASSERT_TRUE(answer.status.ok()) << ReasonOf(answer.status);
  ASSERT_EQ(answer.days.size(), 91u);
  EXPECT_EQ(answer.summary.days(), 91);
  EXPECT_EQ(answer.summary.revision(), revision);
  int said = 0;
  for (const v1::SimulatedDay& day : answer.days) said += day.notifications_size();
  EXPECT_GT(said, 0);
  EXPECT_EQ(said, answer.summary.counts().notifications());
  EXPECT_EQ(Revision(), revision);
  const v1::NotificationServiceListResponse listed =
      Must(&v1::NotificationService::Stub::List, v1::NotificationServiceListRequest());
  EXPECT_EQ(listed.total_size(), 0);
}

TEST_F(Simulation, ADayIsWhatARunOfItSays) {
  Adopt();
  const Answer answer = Ask(Span(Day(2022, 10, 24), Day(2022, 10, 24)));
  ASSERT_EQ(answer.days.size(), 1u);
  const v1::RunResponse run = Must(&v1::RunService::Stub::Run, RunOf(Day(2022, 10, 24)));
  ASSERT_EQ(answer.days[0].notifications_size(), run.notifications_size());
  EXPECT_GT(run.notifications_size(), 0);
  for (int i = 0; i < run.notifications_size(); ++i) {
    v1::Notification real = run.notifications(i);
    real.set_emitted_revision(0);
    real.clear_delivery();  // what is simulated never leaves
    EXPECT_EQ(answer.days[0].notifications(i).SerializeAsString(), real.SerializeAsString());
  }
  EXPECT_EQ(answer.days[0].counts().SerializeAsString(), run.counts().SerializeAsString());
}

TEST_F(Simulation, AnAssumedFactClosesItsTaskOnItsDay) {
  Adopt();
  v1::SimulateRequest request = Autumn();
  Assume(request, Day(2022, 10, 20), 34);
  *request.mutable_late_on() = Day(2022, 11, 5);
  const Answer answer = Ask(request);
  ASSERT_TRUE(answer.status.ok()) << ReasonOf(answer.status);
  const v1::SimulatedDay& day = answer.days[49];
  EXPECT_EQ(day.date().day(), 20);
  EXPECT_EQ(day.assumed(), 1);
  ASSERT_EQ(day.closed_tasks_size(), 1);
  EXPECT_EQ(day.closed_tasks(0), "school/plan-2022/1.2/2022-10-30");
  std::vector<std::string> late;
  for (const v1::Task& task : answer.summary.late_tasks()) late.push_back(task.measure());
  EXPECT_THAT(late, testing::ElementsAre("1.1", "1.3"));
}

// Two schools of one district; the other one is reported of, and its reader is absent.
TEST_F(Simulation, AnotherSchoolIsLivedThroughButNotShown) {
  Adopt();
  v1::PutOrganizationRequest other = School();
  other.mutable_organization()->set_id("other");
  Must(&v1::DirectoryService::Stub::PutOrganization, other);
  v1::AdoptRequest adoption = Adoption();
  adoption.set_organization("other");
  Must(&v1::RoadmapService::Stub::Adopt, adoption);

  v1::SimulateRequest request = Autumn();
  v1::AssumedReport* report = request.add_assumptions()->mutable_report();
  report->set_task("other/plan-2022/1.3/2022-10-28");
  report->set_by("osmanov");
  *report->mutable_on_date() = Day(2022, 10, 20);
  v1::AssumedAbsence* absence = request.add_assumptions()->mutable_absence();
  absence->set_person("mamedov");
  *absence->mutable_first_date() = Day(2022, 10, 21);
  const auto of = [](const Answer& answer, const std::string& organization) {
    std::set<std::string> unread;
    for (const v1::SimulatedDay& day : answer.days) {
      for (const std::string& id : day.unread()) {
        if (id.starts_with(organization + "/")) unread.insert(id);
      }
    }
    return unread;
  };
  const Answer all = Ask(request);
  ASSERT_TRUE(all.status.ok()) << ReasonOf(all.status);
  EXPECT_THAT(of(all, "other"), testing::Not(testing::IsEmpty()));
  request.set_organization("school");
  const Answer one = Ask(request);
  ASSERT_TRUE(one.status.ok()) << ReasonOf(one.status);
  EXPECT_THAT(of(one, "other"), testing::IsEmpty());
  EXPECT_EQ(of(one, "school"), of(all, "school"));
  for (const v1::SimulatedDay& day : one.days) {
    EXPECT_EQ(day.assumed(), 0);
    for (const v1::Notification& n : day.notifications()) EXPECT_EQ(n.organization(), "school");
  }
  report->set_task("other/plan-2022/9/2022-10-28");
  EXPECT_EQ(SimulateReason(request), "TASK_UNKNOWN");
}

// The plan, controlled by the deputy head.
class SimulatedActs : public Simulation {
 protected:
  static constexpr char kTask[] = "school/plan-2022/1.3/2022-10-28";

  void SetUp() override {
    Simulation::SetUp();
    Adopt();
    for (const auto& [role, id, name] : {std::tuple("curator", "deputy", "Завуч З. З."),
                                         std::tuple("head", "head", "Глава Г. Г.")}) {
      Must(&v1::DirectoryService::Stub::PutPerson, Person(id, name));
      v1::PutRoleHoldingRequest request;
      request.mutable_holding()->set_organization("school");
      request.mutable_holding()->set_role(role);
      request.mutable_holding()->set_person(id);
      *request.mutable_holding()->mutable_first_date() = Day(2022, 9, 1);
      Must(&v1::DirectoryService::Stub::PutRoleHolding, request);
    }
    v1::ApplyRequest plan = Plan();
    std::string text = kPlan;
    const std::string none = "control: none\n";
    text.replace(text.find(none), none.size(), "control: curator\nextensions: 2\n");
    plan.set_text(text);
    Must(&v1::RoadmapService::Stub::Apply, plan);
    v1::AdoptRequest adoption = Adoption();
    adoption.set_version(2);
    Must(&v1::RoadmapService::Stub::Adopt, adoption);
  }

  static v1::AssumedAct* Add(v1::SimulateRequest& request, v1::ControlAct act,
                             const std::string& by, int day) {
    v1::AssumedAct* out = request.add_assumptions()->mutable_act();
    out->set_act(act);
    out->set_task(kTask);
    out->set_by(by);
    *out->mutable_on_date() = Day(2022, 10, day);
    out->set_reason("причина");
    return out;
  }

  static void Report(v1::SimulateRequest& request, int day) {
    v1::AssumedReport* report = request.add_assumptions()->mutable_report();
    report->set_task(kTask);
    report->set_by("osmanov");
    *report->mutable_on_date() = Day(2022, 10, day);
  }

  // "rung person" of what is told about the task in October, by day.
  std::vector<std::string> Told(const Answer& answer) {
    std::vector<std::string> out;
    for (const v1::SimulatedDay& day : answer.days) {
      for (const v1::Notification& n : day.notifications()) {
        if (n.task() != kTask || day.date().month() != 10) continue;
        out.push_back(std::to_string(day.date().day()) + " " + n.rung() + " " + n.person());
      }
    }
    return out;
  }
};

TEST_F(SimulatedActs, AreDoneOnTheirDaysAndTellWhomTheyConcern) {
  v1::SimulateRequest request = Autumn();
  Report(request, 3);
  Add(request, v1::CONTROL_ACT_RETURN, "deputy", 4);
  *Add(request, v1::CONTROL_ACT_REQUEST_EXTENSION, "osmanov", 5)->mutable_until_date() =
      Day(2022, 11, 15);
  Add(request, v1::CONTROL_ACT_REFUSE_EXTENSION, "head", 6);
  *Add(request, v1::CONTROL_ACT_GRANT_EXTENSION, "head", 7)->mutable_until_date() =
      Day(2022, 11, 10);
  Add(request, v1::CONTROL_ACT_DELEGATE, "osmanov", 8)->set_to("mamedov");
  Add(request, v1::CONTROL_ACT_ACKNOWLEDGE, "mamedov", 10);
  Report(request, 11);
  Add(request, v1::CONTROL_ACT_ACCEPT, "deputy", 12);
  Add(request, v1::CONTROL_ACT_REOPEN, "deputy", 13);
  Add(request, v1::CONTROL_ACT_WITHDRAW, "head", 14);
  const Answer answer = Ask(request);
  ASSERT_TRUE(answer.status.ok()) << ReasonOf(answer.status) << answer.status.error_message();
  EXPECT_THAT(Told(answer),
              testing::IsSupersetOf({"3 report-waits deputy", "4 returned osmanov",
                                     "5 extension-asked-1 head", "6 extension-refused-1 osmanov",
                                     "7 extension-granted osmanov", "12 accepted mamedov",
                                     "13 reopened mamedov", "14 withdrawn mamedov"}));
  int said = 0;
  for (const v1::SimulatedDay& day : answer.days) said += day.notifications_size();
  EXPECT_EQ(said, answer.summary.counts().notifications());
  EXPECT_EQ(answer.days[41].closed_tasks_size(), 1) << "12 October";
  EXPECT_EQ(answer.days[33].assumed(), 1) << "4 October";
}

TEST_F(SimulatedActs, MoveTheLadderOfTheTask) {
  const auto without = Told(Ask(Autumn()));
  EXPECT_THAT(without, testing::Contains("28 d0 osmanov"));
  v1::SimulateRequest request = Autumn();
  *Add(request, v1::CONTROL_ACT_GRANT_EXTENSION, "head", 20)->mutable_until_date() =
      Day(2022, 11, 25);
  EXPECT_THAT(Told(Ask(request)), testing::Not(testing::Contains("28 d0 osmanov")));
}

TEST_F(SimulatedActs, WrongOnesAreRefusedWithTheirPlace) {
  const auto refusal = [&](auto change) {
    v1::SimulateRequest request = Autumn();
    v1::AssumedAct* act = Add(request, v1::CONTROL_ACT_ACKNOWLEDGE, "osmanov", 5);
    change(*act);
    const grpc::Status status = Ask(request).status;
    return ReasonOf(status) + " " + status.error_message();
  };
  using testing::AllOf;
  using testing::HasSubstr;
  EXPECT_THAT(refusal([](v1::AssumedAct& act) { act.clear_act(); }),
              AllOf(HasSubstr("FIELD_REQUIRED"), HasSubstr("assumptions[0].act.act")));
  EXPECT_THAT(refusal([](v1::AssumedAct& act) { act.set_act(static_cast<v1::ControlAct>(99)); }),
              AllOf(HasSubstr("FIELD_INVALID"), HasSubstr("assumptions[0].act.act")));
  EXPECT_THAT(refusal([](v1::AssumedAct& act) { act.clear_task(); }),
              HasSubstr("assumptions[0].act.task"));
  EXPECT_THAT(refusal([](v1::AssumedAct& act) { act.set_by("nobody"); }),
              HasSubstr("PERSON_UNKNOWN"));
  EXPECT_THAT(refusal([](v1::AssumedAct& act) { act.clear_on_date(); }), HasSubstr("DATE_INVALID"));
  EXPECT_THAT(refusal([](v1::AssumedAct& act) { *act.mutable_until_date() = Day(2022, 11, 1); }),
              AllOf(HasSubstr("FIELD_INVALID"), HasSubstr("assumptions[0].act.until_date")));
  EXPECT_THAT(refusal([](v1::AssumedAct& act) { act.set_to("mamedov"); }),
              AllOf(HasSubstr("FIELD_INVALID"), HasSubstr("assumptions[0].act.to")));
  EXPECT_THAT(refusal([](v1::AssumedAct& act) { act.set_act(v1::CONTROL_ACT_REQUEST_EXTENSION); }),
              AllOf(HasSubstr("FIELD_REQUIRED"), HasSubstr("assumptions[0].act.until_date")));
  EXPECT_THAT(refusal([](v1::AssumedAct& act) { act.set_act(v1::CONTROL_ACT_ACCEPT); }),
              AllOf(HasSubstr("NOT_CONTROLLER"), HasSubstr("assumption 1")));
  EXPECT_THAT(refusal([](v1::AssumedAct& act) { act.set_task("school/plan-2022/9/2022-10-28"); }),
              HasSubstr("TASK_UNKNOWN"));
}

// The calendar of Dagestan ends before the federal one.
TEST_F(Simulation, WhatTheRunSkipsIsTold) {
  Adopt();
  const Answer answer = Ask(Span(Day(2027, 1, 18), Day(2027, 1, 19)));
  ASSERT_TRUE(answer.status.ok()) << ReasonOf(answer.status);
  ASSERT_EQ(answer.days.size(), 2u);
  for (const v1::SimulatedDay& day : answer.days) {
    ASSERT_EQ(day.skipped_size(), 1);
    EXPECT_EQ(day.skipped(0).reason(), "CALENDAR_NOT_COVERED");
    EXPECT_EQ(day.skipped(0).organization_name(), "Школа");
    EXPECT_FALSE(day.skipped(0).text().empty());
  }
}

// What the district follows gives the school tasks: it is told of the school, too.
TEST_F(Simulation, WhatIsSkippedAboveIsToldBelow) {
  v1::PutOrganizationRequest district = School();
  district.mutable_organization()->set_id("district");
  district.mutable_organization()->set_level(v1::LEVEL_MUNICIPALITY);
  Must(&v1::DirectoryService::Stub::PutOrganization, district);
  v1::PutOrganizationRequest school = School();
  school.mutable_organization()->set_parent("district");
  Must(&v1::DirectoryService::Stub::PutOrganization, school);
  v1::ApplyRequest plan = Plan();
  const std::string level = "level: school";
  const std::string row = "evidence: order";
  std::string text = kPlan;
  text.replace(text.find(level), level.size(), "level: municipality");
  text.insert(text.find(row) + row.size(), "\n        for: each school");
  plan.set_text(text);
  Must(&v1::RoadmapService::Stub::Apply, plan);
  v1::AdoptRequest adoption = Adoption();
  adoption.set_organization("district");
  Must(&v1::RoadmapService::Stub::Adopt, adoption);

  v1::SimulateRequest request = Span(Day(2027, 1, 18), Day(2027, 1, 18));
  request.set_organization("school");
  const Answer answer = Ask(request);
  ASSERT_EQ(answer.days.size(), 1u) << ReasonOf(answer.status);
  EXPECT_EQ(answer.days[0].skipped_size(), 1);
  v1::EvaluateRequest question;
  *question.mutable_as_of() = Day(2027, 1, 18);
  question.set_organization("school");
  EXPECT_EQ(Must(&v1::RunService::Stub::Evaluate, question).skipped_size(), 1);
}

TEST_F(Simulation, AClientMayLeaveInTheMiddle) {
  Adopt();
  {
    Simulations stub(channel);
    grpc::ClientContext context;
    const auto reader = stub.Simulate(&context, Autumn());
    v1::SimulateResponse message;
    ASSERT_TRUE(reader->Read(&message));
    context.TryCancel();
    while (reader->Read(&message)) {
    }
    EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
  }
  EXPECT_TRUE(Ask(Autumn()).status.ok());
}

TEST_F(Simulation, RefusalsHaveReasons) {
  Adopt();
  EXPECT_EQ(SimulateReason(v1::SimulateRequest()), "SPAN_REQUIRED");
  EXPECT_EQ(SimulateReason(Span(Day(2022, 9, 2), Day(2022, 9, 1))), "SPAN_REVERSED");
  EXPECT_EQ(SimulateReason(Span(Day(2022, 2, 30), Day(2022, 9, 1))), "DATE_INVALID");
  EXPECT_EQ(SimulateReason(Span(Day(2018, 9, 1), Day(2026, 9, 1))), "SPAN_TOO_LONG");
  v1::SimulateRequest request = Autumn();
  request.add_assumptions();
  EXPECT_EQ(SimulateReason(request), "FIELD_REQUIRED");
  request = Autumn();
  Assume(request, Day(2022, 12, 1), 1);
  EXPECT_EQ(SimulateReason(request), "ASSUMPTION_OUT_OF_SPAN");
  request = Autumn();
  request.add_assumptions()->mutable_absence()->set_person("nobody");
  EXPECT_EQ(SimulateReason(request), "PERSON_UNKNOWN");
  request = Autumn();
  request.set_organization("nowhere");
  EXPECT_EQ(SimulateReason(request), "ORGANIZATION_UNKNOWN");
  request = Autumn();
  *request.mutable_late_on() = Day(2022, 12, 1);
  EXPECT_EQ(SimulateReason(request), "FIELD_INVALID");
  Must(&v1::RunService::Stub::Run, RunOf(Day(2022, 10, 24)));
  EXPECT_EQ(SimulateReason(Autumn()), "SPAN_ALREADY_RUN");
}

TEST_F(Simulation, BacktestComparesWithTheLog) {
  Adopt();
  for (int day = 1; day <= 24; ++day) {
    Must(&v1::RunService::Stub::Run, RunOf(Day(2022, 10, day)));
  }
  v1::BacktestRequest request;
  request.set_name("changed.yaml");
  request.set_text(kPlan);
  *request.mutable_first_date() = Day(2022, 10, 1);
  *request.mutable_last_date() = Day(2022, 10, 24);
  v1::BacktestResponse same = Must(&Simulations::Backtest, request);
  EXPECT_EQ(same.runs(), v1::BACKTEST_RUNS_AS_LOGGED);
  EXPECT_EQ(same.days_run(), 24);
  EXPECT_EQ(same.notices_size(), 0);
  EXPECT_EQ(same.tasks_size(), 0);
  EXPECT_GT(same.counts().same(), 0);

  std::string changed = kPlan;
  const std::string term = "до 28.10.2022";
  changed.replace(changed.find(term), term.size(), "до 21.10.2022");
  request.set_text(changed);
  v1::BacktestResponse differs = Must(&Simulations::Backtest, request);
  ASSERT_EQ(differs.tasks_size(), 1);
  EXPECT_EQ(differs.tasks(0).measure(), "1.3");
  EXPECT_EQ(differs.tasks(0).after().due_date().day(), 21);
  EXPECT_TRUE(differs.tasks(0).after().overdue());
  EXPECT_GT(differs.counts().appear() + differs.counts().move(), 0);

  request.set_text("roadmap: plan-2022\n");
  EXPECT_EQ(Reason(&Simulations::Backtest, request), "ROADMAP_INVALID");
  request.set_text(changed);
  request.set_organization("nowhere");
  EXPECT_EQ(Reason(&Simulations::Backtest, request), "ORGANIZATION_UNKNOWN");
  // Before anything is read or lived through.
  request.set_text("roadmap: plan-2022\n");
  EXPECT_EQ(Reason(&Simulations::Backtest, request), "ORGANIZATION_UNKNOWN");
}

}  // namespace
}  // namespace vekha::api
