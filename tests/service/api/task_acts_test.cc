// Control of execution over gRPC: every act, every refusal, and two who decide at once.
#include <thread>
#include <vector>

#include "tests/service/api/controlled.h"

namespace vekha::api {
namespace {

using testing::UnorderedElementsAre;

using TaskActs = Controlled;

TEST_F(TaskActs, AReportIsAcceptedByItsControllerAlone) {
  EXPECT_EQ(Report("1.3", "deputy"), "SELF_CONTROL");
  EXPECT_EQ(Report("1.3", "stranger"), "NOT_ANSWERABLE");
  EXPECT_EQ(Report("1.3", "osmanov"), "OK");
  EXPECT_EQ(Find("1.3").state(), v1::TASK_STATE_REPORTED);
  EXPECT_EQ(Find("1.3").report().by_name(), "Османов Р. М.");
  EXPECT_EQ(Reason(&Tasks::Accept, Of<v1::AcceptRequest>("1.3", "head")), "NOT_CONTROLLER");
  const auto accepted = Must(&Tasks::Accept, Of<v1::AcceptRequest>("1.3", "Завуч З. З."));
  EXPECT_TRUE(accepted.changed());
  EXPECT_EQ(accepted.task().state(), v1::TASK_STATE_CLOSED);
  EXPECT_EQ(accepted.task().closing().accepted_by(), "deputy");
  EXPECT_EQ(accepted.task().closing().accepted_by_name(), "Завуч З. З.");
  EXPECT_EQ(accepted.task().closing().accepted_on_date().day(), 24);
  EXPECT_EQ(Reason(&Tasks::Accept, Of<v1::AcceptRequest>("1.3", "deputy")), "NOT_REPORTED");
}

TEST_F(TaskActs, AReturnedReportSaysWhatIsMissing) {
  EXPECT_EQ(Reason(&Tasks::Return, Of<v1::ReturnRequest>("1.3", "deputy", "x")), "NOT_REPORTED");
  EXPECT_EQ(Report("1.3", "osmanov"), "OK");
  EXPECT_EQ(Reason(&Tasks::Return, Of<v1::ReturnRequest>("1.3", "deputy")), "REASON_REQUIRED");
  EXPECT_EQ(Reason(&Tasks::Return, Of<v1::ReturnRequest>("1.3", "osmanov", "x")), "NOT_CONTROLLER");
  const v1::Task task =
      Must(&Tasks::Return, Of<v1::ReturnRequest>("1.3", "deputy", "нет подписи")).task();
  EXPECT_EQ(task.state(), v1::TASK_STATE_OPEN);
  EXPECT_EQ(task.due_revision(), 2);
  ASSERT_EQ(task.returns_size(), 1);
  EXPECT_EQ(task.returns(0).reason(), "нет подписи");
  EXPECT_EQ(task.returns(0).by_name(), "Завуч З. З.");
}

TEST_F(TaskActs, AFinishedTaskIsOpenedAgain) {
  EXPECT_EQ(Reason(&Tasks::Reopen, Of<v1::ReopenRequest>("1.3", "head", "x")), "NOT_CLOSED");
  EXPECT_EQ(Report("1.3", "osmanov"), "OK");
  EXPECT_EQ(Reason(&Tasks::Reopen, Of<v1::ReopenRequest>("1.3", "stranger", "x")), "NOT_AUTHORITY");
  EXPECT_EQ(Reason(&Tasks::Reopen, Of<v1::ReopenRequest>("1.3", "osmanov")), "REASON_REQUIRED");
  const auto undone = Must(&Tasks::Reopen, Of<v1::ReopenRequest>("1.3", "osmanov", "не тот файл"));
  EXPECT_EQ(undone.task().state(), v1::TASK_STATE_OPEN);
  EXPECT_FALSE(undone.task().has_report());
}

TEST_F(TaskActs, WhatFactsSayIsDoneIsNotOpenedAgain) {
  v1::RecordFactsRequest facts;
  facts.set_organization("school");
  v1::Fact* fact = facts.add_facts();
  fact->set_name("mentees.count");
  fact->mutable_value()->set_int_value(34);
  fact->set_source("curator");
  Must(&v1::StateService::Stub::RecordFacts, facts);
  Must(&v1::RunService::Stub::Run, RunOf(Day(2022, 10, 24)));
  EXPECT_EQ(Reason(&Tasks::Reopen, Of<v1::ReopenRequest>("1.2", "head", "x")), "FACTS_SAY_DONE");
}

TEST_F(TaskActs, OnlyTheAuthorityTakesATaskOff) {
  EXPECT_EQ(Reason(&Tasks::Withdraw, Of<v1::WithdrawRequest>("1.1", "mamedov", "x")),
            "NOT_AUTHORITY");
  EXPECT_EQ(Reason(&Tasks::Withdraw, Of<v1::WithdrawRequest>("1.1", "head")), "REASON_REQUIRED");
  const auto off = Must(&Tasks::Withdraw, Of<v1::WithdrawRequest>("1.1", "head", "передано"));
  EXPECT_EQ(off.task().state(), v1::TASK_STATE_WITHDRAWN);
  EXPECT_EQ(off.task().withdrawal().reason(), "передано");
  EXPECT_EQ(Reason(&Tasks::Withdraw, Of<v1::WithdrawRequest>("1.1", "head", "x")), "TASK_NOT_OPEN");
  EXPECT_EQ(Reason(&Tasks::Acknowledge, Of<v1::AcknowledgeRequest>("1.1", "mamedov")),
            "TASK_NOT_OPEN");
}

TEST_F(TaskActs, AnExtensionIsAskedForWithinLimits) {
  const auto reason = [&](const v1::RequestExtensionRequest& request) {
    return Reason(&Tasks::RequestExtension, request);
  };
  EXPECT_EQ(reason(Ask("1.3", "stranger", 11, 15)), "NOT_ANSWERABLE");
  EXPECT_EQ(reason(Ask("1.3", "osmanov", 10, 28)), "EXTENSION_INVALID");  // the due day itself
  EXPECT_EQ(reason(Ask("1.3", "osmanov", 11, 13)), "EXTENSION_INVALID");  // a Sunday
  EXPECT_EQ(reason(Ask("1.3", "osmanov", 6, 15)), "EXTENSION_BEYOND_PERIOD");
  EXPECT_EQ(reason(Ask("1.4", "mamedov", 11, 15)), "DUE_UNKNOWN");
  v1::RequestExtensionRequest request = Ask("1.3", "osmanov", 11, 15);
  request.clear_reason();
  EXPECT_EQ(reason(request), "REASON_REQUIRED");
  request = Ask("1.3", "osmanov", 11, 15);
  request.clear_until_date();
  EXPECT_EQ(reason(request), "FIELD_REQUIRED");
  *request.mutable_until_date() = Day(2022, 11, 31);
  EXPECT_EQ(reason(request), "DATE_INVALID");

  request = Ask("1.3", "osmanov", 11, 15);
  const v1::Task asked = Must(&Tasks::RequestExtension, request).task();
  EXPECT_EQ(asked.extension_request().until_date().day(), 15);
  EXPECT_EQ(asked.extension_request().by_name(), "Османов Р. М.");
  EXPECT_EQ(asked.due_date().day(), 28);
  EXPECT_FALSE(Must(&Tasks::RequestExtension, request).changed());
  EXPECT_EQ(reason(Ask("1.3", "osmanov", 11, 16)), "EXTENSION_PENDING");
  v1::ListTasksRequest list;
  list.set_extension_requested(true);
  const auto listed = Must(&Tasks::ListTasks, list);
  ASSERT_EQ(listed.tasks_size(), 1);
  EXPECT_EQ(listed.tasks(0).measure(), "1.3");
}

TEST_F(TaskActs, TheAuthorityGrantsARequestAndTheHistoryStays) {
  const auto reason = [&](const v1::DecideExtensionRequest& request) {
    return Reason(&Tasks::DecideExtension, request);
  };
  EXPECT_EQ(reason(Decide("1.3", "head", v1::EXTENSION_DECISION_UNSPECIFIED)), "FIELD_REQUIRED");
  EXPECT_EQ(reason(Decide("1.3", "head", v1::ExtensionDecision(99))), "FIELD_INVALID");
  v1::DecideExtensionRequest refusal = Decide("1.3", "head", v1::EXTENSION_DECISION_REFUSE);
  EXPECT_EQ(reason(refusal), "EXTENSION_NOT_REQUESTED");
  *refusal.mutable_until_date() = Day(2022, 11, 15);
  EXPECT_EQ(reason(refusal), "FIELD_INVALID");
  Must(&Tasks::RequestExtension, Ask("1.3", "osmanov", 11, 15));
  EXPECT_EQ(reason(Decide("1.3", "osmanov", v1::EXTENSION_DECISION_GRANT)), "NOT_AUTHORITY");
  refusal.clear_until_date();
  EXPECT_FALSE(Must(&Tasks::DecideExtension, refusal).task().has_extension_request());

  Must(&Tasks::RequestExtension, Ask("1.3", "osmanov", 11, 15));
  const v1::Task task =
      Must(&Tasks::DecideExtension, Decide("1.3", "head", v1::EXTENSION_DECISION_GRANT)).task();
  EXPECT_EQ(task.due_date().month(), 11);
  EXPECT_EQ(task.nominal_due_date().month(), 10);
  EXPECT_EQ(task.due_revision(), 2);
  EXPECT_TRUE(task.extended());
  ASSERT_EQ(task.extensions_size(), 1);
  EXPECT_EQ(task.extensions(0).from_date().day(), 28);
  EXPECT_EQ(task.extensions(0).to_date().day(), 15);
  EXPECT_EQ(task.extensions(0).by_name(), "Директор Д. Д.");
  EXPECT_EQ(Reason(&Tasks::RequestExtension, Ask("1.3", "osmanov", 11, 30)), "EXTENSION_LIMIT");

  v1::ExplainRequest explain;
  explain.set_task(task.id());
  std::string control;
  const auto explained = Must(&Tasks::Explain, explain);
  for (const auto& line : explained.lines()) {
    if (line.kind() == "control") control += line.text();
  }
  EXPECT_THAT(control, testing::HasSubstr("с 28.10.2022 до 15.11.2022"));
}

TEST_F(TaskActs, ATaskIsHandedOver) {
  const auto to = [&](const std::string& by, const std::string& whom) {
    auto request = Of<v1::DelegateRequest>("1.1", by, "отпуск");
    request.set_to(whom);
    return request;
  };
  EXPECT_EQ(Reason(&Tasks::Delegate, to("mamedov", "")), "FIELD_REQUIRED");
  EXPECT_EQ(Reason(&Tasks::Delegate, to("mamedov", "Никто")), "PERSON_UNKNOWN");
  EXPECT_EQ(Reason(&Tasks::Delegate, to("mamedov", "Близнец Б. Б.")), "PERSON_AMBIGUOUS");
  EXPECT_EQ(Reason(&Tasks::Delegate, to("mamedov", "mamedov")), "DELEGATE_INVALID");
  EXPECT_EQ(Reason(&Tasks::Delegate, to("osmanov", "stranger")), "NOT_AUTHORITY");
  const v1::Task task = Must(&Tasks::Delegate, to("mamedov", "stranger")).task();
  ASSERT_EQ(task.responsible_size(), 2);
  EXPECT_EQ(task.responsible(0).person(), "stranger");
  ASSERT_EQ(task.delegations_size(), 1);
  EXPECT_EQ(task.delegations(0).from_name(), "Мамедов М. Р.");
  EXPECT_FALSE(task.delegations(0).co_executor());
  v1::DelegateRequest more = to("head", "osmanov");
  more.set_co_executor(true);
  EXPECT_EQ(Must(&Tasks::Delegate, more).task().responsible_size(), 3);
}

TEST_F(TaskActs, AnAcknowledgementPausesOnce) {
  EXPECT_EQ(Reason(&Tasks::Acknowledge, Of<v1::AcknowledgeRequest>("1.1", "stranger")),
            "NOT_ANSWERABLE");
  const auto seen = Must(&Tasks::Acknowledge, Of<v1::AcknowledgeRequest>("1.1", "mamedov"));
  EXPECT_TRUE(seen.changed());
  EXPECT_TRUE(seen.task().has_paused_until_date());
  EXPECT_EQ(seen.task().acknowledgement().by(), "mamedov");
  EXPECT_FALSE(Must(&Tasks::Acknowledge, Of<v1::AcknowledgeRequest>("1.1", "mamedov")).changed());
}

TEST_F(TaskActs, WhatAllActsSayIsCheckedAlike) {
  using R = v1::WithdrawRequest;
  const auto reason = [&](auto change) {
    auto request = Of<R>("1.1", "head", "x");
    change(request);
    return Reason(&Tasks::Withdraw, request);
  };
  EXPECT_EQ(reason([](R& r) { r.clear_task(); }), "FIELD_REQUIRED");
  EXPECT_EQ(reason([](R& r) { r.set_task("school/plan-2022/9.9/2022-10-30"); }), "TASK_UNKNOWN");
  EXPECT_EQ(reason([](R& r) { r.set_task("no task"); }), "TASK_UNKNOWN");
  EXPECT_EQ(reason([](R& r) { r.clear_by(); }), "FIELD_REQUIRED");
  EXPECT_EQ(reason([](R& r) { r.set_by("nobody"); }), "PERSON_UNKNOWN");
  EXPECT_EQ(reason([](R& r) { r.set_by("Близнец Б. Б."); }), "PERSON_AMBIGUOUS");
  EXPECT_EQ(reason([](R& r) { *r.mutable_on_date() = Day(2022, 10, 25); }), "ACT_IN_FUTURE");
  EXPECT_EQ(reason([](R& r) { *r.mutable_on_date() = Day(2022, 10, 32); }), "DATE_INVALID");
  EXPECT_EQ(reason([](R& r) { r.set_etag("r99"); }), "STALE_ETAG");
  EXPECT_EQ(reason([](R& r) { r.set_reason("две\nстроки"); }), "FIELD_INVALID");
  EXPECT_EQ(reason([](R& r) { r.set_reason(std::string(5000, 'x')); }), "TEXT_TOO_LONG");
  EXPECT_EQ(reason([](R& r) { r.set_reason(std::string(1001, 'x')); }), "REASON_REQUIRED");
  EXPECT_EQ(reason([](R& r) { r.set_request_id("two words"); }), "REQUEST_ID_INVALID");
  EXPECT_EQ(Find("1.1").state(), v1::TASK_STATE_OPEN);
}

TEST_F(TaskActs, ValidateOnlyChangesNothingAndARepeatGetsTheFirstAnswer) {
  auto request = Of<v1::WithdrawRequest>("1.1", "head", "передано");
  request.set_validate_only(true);
  const auto would = Must(&Tasks::Withdraw, request);
  EXPECT_TRUE(would.changed());
  EXPECT_EQ(would.task().state(), v1::TASK_STATE_OPEN);
  request.set_validate_only(false);
  request.set_request_id("w-1");
  const auto first = Must(&Tasks::Withdraw, request);
  EXPECT_EQ(Must(&Tasks::Withdraw, request).SerializeAsString(), first.SerializeAsString());
  request.set_reason("другое");
  EXPECT_EQ(Reason(&Tasks::Withdraw, request), "REQUEST_ID_REUSED");
}

TEST_F(TaskActs, OfTwoDecisionsWithOneEtagOneWins) {
  Must(&Tasks::RequestExtension, Ask("1.3", "osmanov", 11, 15));
  const std::string etag = Find("1.3").etag();
  std::vector<v1::DecideExtensionRequest> decisions{
      Decide("1.3", "head", v1::EXTENSION_DECISION_GRANT),
      Decide("1.3", "head", v1::EXTENSION_DECISION_REFUSE)};
  std::vector<std::string> reasons(decisions.size());
  std::vector<std::thread> clients;
  for (size_t i = 0; i < decisions.size(); ++i) {
    decisions[i].set_etag(etag);
    clients.emplace_back([&, i] { reasons[i] = Reason(&Tasks::DecideExtension, decisions[i]); });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_THAT(reasons, UnorderedElementsAre("OK", "STALE_ETAG"));
  EXPECT_EQ(Find("1.3").extended(), reasons[0] == "OK");
  EXPECT_FALSE(Find("1.3").has_extension_request());
}

}  // namespace
}  // namespace vekha::api
