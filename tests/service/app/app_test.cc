#include "service/app/app.h"

#include <fmt/format.h>

#include <csignal>

#include "engine/base/rejection.h"
#include "service/app/health.h"
#include "service/app/stop_signal.h"
#include "tests/service/api/served.h"
#include "tests/service/app/standard_services.h"
#include "tests/support/rules.h"

namespace vekha::api {
namespace {

class App : public Served {
 protected:
  std::shared_ptr<grpc::Channel> Loopback() {
    return grpc::CreateChannel(fmt::format("127.0.0.1:{}", app->port()),
                               grpc::InsecureChannelCredentials());
  }
};

TEST_F(App, ServesOnItsPort) {
  channel = Loopback();
  const auto info = Must(&v1::AdminService::Stub::GetSystemInfo, v1::GetSystemInfoRequest());
  EXPECT_EQ(info.store(), "memory");
  EXPECT_EQ(info.today().day(), 24);
  EXPECT_EQ(info.calendar_first_year(), 2018);
  EXPECT_EQ(info.limits().page_size_max(), 1000);
}

TEST_F(App, SaysThatAPortIsTaken) {
  const std::string taken = fmt::format("127.0.0.1:{}", app->port());
  const auto second = app::App::Start({.store = std::make_unique<store::MemoryStore>(),
                                       .store_name = "memory",
                                       .rules = service::EmbeddedRules(),
                                       .clock = std::make_unique<service::FakeClock>(kNow),
                                       .listen = taken});
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(RejectionOf(second.status()).reason, "LISTEN_FAILED");
}

TEST_F(App, SaysThatRulesAreWrong) {
  const auto started = app::App::Start({.store = std::make_unique<store::MemoryStore>(),
                                        .store_name = "memory",
                                        .rules = {Source("facts.yaml", "facts: 1\n")},
                                        .clock = std::make_unique<service::FakeClock>(kNow),
                                        .listen = ""});
  ASSERT_FALSE(started.ok());
  EXPECT_EQ(RejectionOf(started.status()).reason, "RULES_INVALID");
}

TEST_F(App, HealthNamesServicesRunAndCalendars) {
  const auto loopback = Loopback();
  EXPECT_EQ(CheckHealth(loopback, ""), "SERVING");
  EXPECT_EQ(CheckHealth(loopback, "vekha.v1.TaskService"), "SERVING");
  EXPECT_EQ(CheckHealth(loopback, "calendar-2022"), "SERVING");
  EXPECT_EQ(CheckHealth(loopback, "calendar-2099"), "NOT_FOUND");
  EXPECT_EQ(CheckHealth(loopback, "run"), "SERVING");  // there is nothing to run
}

TEST_F(App, ReflectionListsTheServices) {
  EXPECT_THAT(ReflectedServices(Loopback()),
              testing::IsSupersetOf(
                  {"vekha.v1.AdminService", "vekha.v1.CalendarService", "vekha.v1.DirectoryService",
                   "vekha.v1.NotificationService", "vekha.v1.RoadmapService", "vekha.v1.RunService",
                   "vekha.v1.SimulationService", "vekha.v1.StateService", "vekha.v1.TaskService"}));
}

TEST_F(App, ReflectionDescribesEveryServiceItLists) {
  const auto loopback = Loopback();
  for (const std::string& service : ReflectedServices(loopback)) {
    EXPECT_TRUE(IsDescribed(loopback, service)) << service;
  }
}

TEST_F(App, StopsTwiceAndThenAnswersNobody) {
  const auto loopback = Loopback();
  app->Stop();
  app->Stop();
  channel = loopback;
  v1::GetSystemInfoResponse response;
  EXPECT_EQ(Call(&v1::AdminService::Stub::GetSystemInfo, v1::GetSystemInfoRequest(), &response)
                .error_code(),
            grpc::StatusCode::UNAVAILABLE);
}

TEST_F(App, ACallAfterItsDeadlineIsNotBegun) {
  v1::DirectoryService::Stub stub(channel);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() - std::chrono::seconds(1));
  v1::PutOrganizationResponse response;
  EXPECT_EQ(stub.PutOrganization(&context, School(), &response).error_code(),
            grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_EQ(Must(&v1::AdminService::Stub::GetSystemInfo, v1::GetSystemInfoRequest()).revision(), 0);
}

TEST(DeliveryHealth, WantsNothingToWaitTooLong) {
  workflow::State state;
  const Date monday = Date(2022, 10, 24);
  const auto is_up_to_date = [&](Date today) {
    return app::IsDeliveryUpToDate(state, *test::Rules(), today);
  };
  EXPECT_TRUE(is_up_to_date(monday));
  workflow::OrganizationEntry school;
  school.organization.id = OrganizationId("school");
  workflow::Put(state, school);
  workflow::NotificationEntry waiting;
  waiting.notification.id = "n";
  waiting.notification.organization = OrganizationId("school");
  waiting.notification.as_of = Date(2022, 10, 19);
  workflow::Put(state, waiting);
  EXPECT_TRUE(is_up_to_date(monday)) << "of five days three are working ones";
  EXPECT_FALSE(is_up_to_date(AddDays(monday, 1)));
  workflow::Silence silence;
  silence.id = "s";
  silence.organization = OrganizationId("school");
  silence.from = Date(2022, 10, 20);
  silence.until = Date(2022, 10, 23);
  state.silences[silence.id] = silence;
  EXPECT_TRUE(is_up_to_date(AddDays(monday, 1))) << "it was held";
  EXPECT_FALSE(is_up_to_date(AddDays(monday, 4)));
  waiting.delivery = workflow::DeliveryState::kTaken;
  workflow::Put(state, waiting);
  workflow::DigestEntry digest;
  digest.digest.id = "digest/ivanov/2022-10-19";
  digest.digest.person = PersonId("ivanov");
  digest.digest.day = Date(2022, 10, 19);
  digest.digest.items = {{"n", PersonId()}};
  workflow::Put(state, digest);
  EXPECT_TRUE(is_up_to_date(monday));
  EXPECT_FALSE(is_up_to_date(AddDays(monday, 1)));
}

TEST(RunHealth, WantsEveryMarkOfYesterdayOrLater) {
  workflow::State state;
  const Date today = *MakeDate(2022, 10, 24);
  EXPECT_TRUE(app::IsRunUpToDate(state, today));
  workflow::AdoptionEntry& one = state.adoptions[{OrganizationId("a"), RoadmapId("r")}];
  EXPECT_FALSE(app::IsRunUpToDate(state, today));
  one.mark = AddDays(today, -2);
  EXPECT_FALSE(app::IsRunUpToDate(state, today));
  one.mark = AddDays(today, -1);
  EXPECT_TRUE(app::IsRunUpToDate(state, today));
}

TEST(StopSignal, WaitsForTerm) {
  app::StopSignal signal;
  raise(SIGTERM);
  EXPECT_EQ(signal.Wait(), SIGTERM);
}

}  // namespace
}  // namespace vekha::api
