// A refused act names the field of the request that is wrong, and a day without a calendar its
// year.
#include "tests/service/api/controlled.h"

namespace vekha::api {
namespace {

class TaskFields : public Controlled {
 protected:
  // What every act says.
  template <typename Request, typename Response>
  void CheckAct(grpc::Status (Tasks::*method)(grpc::ClientContext*, const Request&, Response*),
                const Request& good) {
    Request request = good;
    request.clear_task();
    EXPECT_EQ(Field(method, request), "task");
    request = good;
    request.set_by("Никто Н. Н.");
    EXPECT_EQ(Field(method, request), "by");
    request = good;
    *request.mutable_on_date() = Day(2022, 10, 25);
    EXPECT_EQ(Field(method, request), "on_date");
    *request.mutable_on_date() = Day(2022, 10, 32);
    EXPECT_EQ(Field(method, request), "on_date");
  }
};

TEST_F(TaskFields, AreThoseOfTheRequestInEveryAct) {
  v1::ReportRequest report;
  report.set_task(Find("1.3").id());
  report.set_by("osmanov");
  CheckAct(&Tasks::Report, report);
  CheckAct(&Tasks::Accept, Of<v1::AcceptRequest>("1.3", "deputy"));
  CheckAct(&Tasks::Return, Of<v1::ReturnRequest>("1.3", "deputy", "x"));
  CheckAct(&Tasks::Reopen, Of<v1::ReopenRequest>("1.3", "head", "x"));
  CheckAct(&Tasks::Withdraw, Of<v1::WithdrawRequest>("1.3", "head", "x"));
  CheckAct(&Tasks::RequestExtension, Ask("1.3", "osmanov", 11, 15));
  CheckAct(&Tasks::DecideExtension, Decide("1.3", "head", v1::EXTENSION_DECISION_GRANT));
  auto hand = Of<v1::DelegateRequest>("1.3", "osmanov", "x");
  hand.set_to("stranger");
  CheckAct(&Tasks::Delegate, hand);
  CheckAct(&Tasks::Acknowledge, Of<v1::AcknowledgeRequest>("1.3", "osmanov"));
}

TEST_F(TaskFields, OfReasonsAndPeople) {
  EXPECT_EQ(Field(&Tasks::Withdraw, Of<v1::WithdrawRequest>("1.3", "head")), "reason");
  EXPECT_EQ(Report("1.3", "osmanov"), "OK");
  EXPECT_EQ(Field(&Tasks::Return, Of<v1::ReturnRequest>("1.3", "deputy")), "reason");
  EXPECT_EQ(Field(&Tasks::Reopen, Of<v1::ReopenRequest>("1.3", "head")), "reason");
  auto hand = Of<v1::DelegateRequest>("1.1", "mamedov", "x");
  hand.set_to("Никто");
  EXPECT_EQ(Field(&Tasks::Delegate, hand), "to");
  hand.set_to("mamedov");
  EXPECT_EQ(Field(&Tasks::Delegate, hand), "to");
}

TEST_F(TaskFields, OfExtensions) {
  for (const auto& [month, day] :
       std::vector<std::pair<int, int>>{{10, 28}, {11, 13}, {6, 15}}) {  // due, Sunday, too late
    EXPECT_EQ(Field(&Tasks::RequestExtension, Ask("1.3", "osmanov", month, day)), "until_date");
    auto decide = Decide("1.3", "head", v1::EXTENSION_DECISION_GRANT);
    *decide.mutable_until_date() = Ask("1.3", "osmanov", month, day).until_date();
    EXPECT_EQ(Field(&Tasks::DecideExtension, decide), "until_date");
  }
  v1::RequestExtensionRequest ask = Ask("1.3", "osmanov", 11, 15);
  ask.clear_reason();
  EXPECT_EQ(Field(&Tasks::RequestExtension, ask), "reason");
}

TEST_F(TaskFields, OfEvidence) {
  v1::ReportRequest report;
  report.set_task(Find("1.1").id());
  report.set_by("mamedov");
  EXPECT_EQ(Field(&Tasks::Report, report), "evidence.number");
  report.mutable_evidence()->set_number("7");
  EXPECT_EQ(Field(&Tasks::Report, report), "evidence.on_date");
  *report.mutable_evidence()->mutable_on_date() = Day(2022, 10, 25);
  EXPECT_EQ(Reason(&Tasks::Report, report), "REPORT_IN_FUTURE");
  EXPECT_EQ(Field(&Tasks::Report, report), "evidence.on_date");
  report.mutable_evidence()->set_count(-1);
  EXPECT_EQ(Field(&Tasks::Report, report), "evidence.count");
}

TEST_F(TaskFields, OfTheDirectoryAreItsToo) {
  using Directory = v1::DirectoryService::Stub;
  v1::PutPersonRequest person = Person("p", "П");
  person.mutable_person()->mutable_contact()->set_channel(v1::CONTACT_CHANNEL_EMAIL);
  person.mutable_person()->mutable_contact()->set_address("a@b@c");
  EXPECT_EQ(Field(&Directory::PutPerson, person), "person.contact.address");
  v1::PutOrganizationRequest organization = School();
  organization.mutable_organization()->set_parent("school");
  EXPECT_EQ(Field(&Directory::PutOrganization, organization), "organization.parent");
  v1::PutRoleHoldingRequest role;
  role.mutable_holding()->set_organization("school");
  role.mutable_holding()->set_role("head");
  role.mutable_holding()->set_person("head");
  *role.mutable_holding()->mutable_first_date() = Day(2022, 9, 2);
  *role.mutable_holding()->mutable_last_date() = Day(2022, 9, 1);
  EXPECT_EQ(Field(&Directory::PutRoleHolding, role), "holding.last_date");
}

// A plan that goes on after the calendar's last year, 2026.
class BeyondCalendar : public Controlled {
 protected:
  void SetUp() override {
    Controlled::SetUp();
    v1::ApplyRequest plan = Plan();
    std::string text = ControlledPlan();
    const std::string end = "..2023-05-31";
    text.replace(text.find(end), end.size(), "..2027-08-31");
    plan.set_text(text);
    Must(&v1::RoadmapService::Stub::Apply, plan);
    v1::AdoptRequest adopt = Adoption();
    adopt.set_version(2);
    Must(&v1::RoadmapService::Stub::Adopt, adopt);
  }

  template <typename Request, typename Response>
  void ExpectNotCovered(grpc::Status (Tasks::*method)(grpc::ClientContext*, const Request&,
                                                      Response*),
                        const Request& request) {
    Response response;
    const grpc::Status status = Call(method, request, &response);
    EXPECT_EQ(ReasonOf(status), "CALENDAR_NOT_COVERED");
    EXPECT_EQ(status.error_code(), grpc::StatusCode::OUT_OF_RANGE);
    EXPECT_EQ(MetadataOf(status, "year"), "2027");
    EXPECT_EQ(MetadataOf(status, "field"), "until_date");
  }
};

TEST_F(BeyondCalendar, AnExtensionIsRefusedWithTheYear) {
  auto ask = Ask("1.3", "osmanov", 11, 15);
  *ask.mutable_until_date() = Day(2027, 1, 18);
  ExpectNotCovered(&Tasks::RequestExtension, ask);
  auto decide = Decide("1.3", "head", v1::EXTENSION_DECISION_GRANT);
  *decide.mutable_until_date() = Day(2027, 1, 18);
  ExpectNotCovered(&Tasks::DecideExtension, decide);
  EXPECT_EQ(Find("1.3").due_date().year(), 2022);
}

}  // namespace
}  // namespace vekha::api
