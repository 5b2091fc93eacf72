#include <set>
#include <thread>

#include "tests/service/api/served.h"

namespace vekha::api {
namespace {

using Runs = v1::RunService::Stub;
using Notifications = v1::NotificationService::Stub;
using WatchAnswer = v1::NotificationServiceWatchResponse;

class NotificationService : public Served {
 protected:
  void SetUp() override {
    Served::SetUp();
    Adopt();
  }

  // An open Watch, read message by message.
  struct Stream {
    Stream(const std::shared_ptr<grpc::Channel>& channel,
           const v1::NotificationServiceWatchRequest& request)
        : stub(channel), reader(stub.Watch(&context, request)) {}
    WatchAnswer Next() {
      WatchAnswer answer;
      EXPECT_TRUE(reader->Read(&answer));
      return answer;
    }
    grpc::Status End() {
      WatchAnswer answer;
      while (reader->Read(&answer)) {
      }
      return reader->Finish();
    }
    v1::NotificationService::Stub stub;
    grpc::ClientContext context;
    std::unique_ptr<grpc::ClientReader<WatchAnswer>> reader;
  };

  static v1::NotificationServiceWatchRequest From(int64_t revision) {
    v1::NotificationServiceWatchRequest request;
    request.set_start_revision(revision);
    return request;
  }

  std::vector<std::string> Listed(const v1::NotificationServiceListRequest& request) {
    std::vector<std::string> out;
    const auto answer = Must(&Notifications::List, request);
    for (const auto& n : answer.notifications()) {
      out.push_back(n.id());
    }
    return out;
  }
};

TEST_F(NotificationService, RunsNoDayThatHasNotCome) {
  EXPECT_EQ(Reason(&Runs::Run, RunOf(Day(2022, 10, 25))), "RUN_IN_FUTURE");
  // It is the 25th in Vladivostok first, and a school there is to be run then.
  clock->Set(kNow + std::chrono::hours(9));
  EXPECT_EQ(Reason(&Runs::Run, RunOf(Day(2022, 10, 25))), "RUN_IN_FUTURE");
  v1::PutOrganizationRequest far;
  far.mutable_organization()->set_id("far");
  far.mutable_organization()->set_name("Дальняя школа");
  far.mutable_organization()->set_level(v1::LEVEL_SCHOOL);
  far.mutable_organization()->set_zone("Asia/Vladivostok");
  Must(&v1::DirectoryService::Stub::PutOrganization, far);
  EXPECT_EQ(Reason(&Runs::Run, RunOf(Day(2022, 10, 25))), "OK");
}

TEST_F(NotificationService, RunEmitsOnceAndSaysSo) {
  const auto first = Must(&Runs::Run, RunOf(Day(2022, 10, 24)));
  EXPECT_TRUE(first.changed());
  ASSERT_GT(first.notifications_size(), 0);
  EXPECT_EQ(first.counts().notifications(), first.notifications_size());
  EXPECT_EQ(first.counts().alerts() + first.counts().reminders(), first.notifications_size());
  const v1::Notification& n = first.notifications(0);
  EXPECT_NE(n.text(), "");
  EXPECT_NE(n.measure_title(), "");
  EXPECT_EQ(n.emitted_revision(), first.revision());

  const auto second = Must(&Runs::Run, RunOf(Day(2022, 10, 24)));
  EXPECT_FALSE(second.changed());
  EXPECT_EQ(second.notifications_size(), 0);
  EXPECT_EQ(second.revision(), first.revision());
  EXPECT_EQ(Reason(&Runs::Run, RunOf(Day(2022, 10, 23))), "CLOCK_WENT_BACK");
  EXPECT_EQ(Reason(&Runs::Run, RunOf(Day(2022, 10, 32))), "DATE_INVALID");
}

TEST_F(NotificationService, RepeatedRunGetsTheFirstAnswer) {
  v1::RunRequest request = RunOf(Day(2022, 10, 24));
  request.set_request_id("daily-2022-10-24");
  const auto first = Must(&Runs::Run, request);
  clock->Set(kNow + std::chrono::days(2));
  Must(&Runs::Run, RunOf(Day(2022, 10, 26)));
  EXPECT_EQ(Must(&Runs::Run, request).SerializeAsString(), first.SerializeAsString());
  *request.mutable_as_of() = Day(2022, 10, 27);
  EXPECT_EQ(Reason(&Runs::Run, request), "REQUEST_ID_REUSED");
}

TEST_F(NotificationService, EvaluateForeseesAnyDayWithoutEffects) {
  v1::EvaluateRequest request;
  *request.mutable_as_of() = Day(2022, 10, 24);
  const auto foreseen = Must(&Runs::Evaluate, request);
  EXPECT_EQ(foreseen.revision(), 5);
  const auto ran = Must(&Runs::Run, RunOf(Day(2022, 10, 24)));
  ASSERT_EQ(foreseen.notifications_size(), ran.notifications_size());
  for (int i = 0; i < ran.notifications_size(); ++i) {
    EXPECT_EQ(foreseen.notifications(i).id(), ran.notifications(i).id());
  }
  request.set_organization("nowhere");
  EXPECT_EQ(Reason(&Runs::Evaluate, request), "ORGANIZATION_UNKNOWN");
  v1::RunRequest dry = RunOf(Day(2022, 10, 28));
  dry.set_validate_only(true);
  EXPECT_TRUE(Must(&Runs::Run, dry).changed());
  clock->Set(kNow + std::chrono::days(4));
  EXPECT_TRUE(Must(&Runs::Run, RunOf(Day(2022, 10, 28))).changed());
}

TEST_F(NotificationService, ListsInOrderWithFiltersAndStablePages) {
  const auto run = Must(&Runs::Run, RunOf(Day(2022, 10, 24)));
  v1::NotificationServiceListRequest request;
  const auto all = Listed(request);
  ASSERT_EQ(all.size(), static_cast<size_t>(run.notifications_size()));
  request.set_page_size(1);
  const auto first = Must(&Notifications::List, request);
  clock->Set(kNow + std::chrono::days(4));
  Must(&Runs::Run, RunOf(Day(2022, 10, 28)));
  request.set_page_token(first.next_page_token());
  request.set_page_size(1000);
  EXPECT_EQ(Listed(request).size() + 1, all.size());  // not what came later

  v1::NotificationServiceListRequest filtered;
  filtered.set_person("Османов Р. М.");
  const auto answer = Must(&Notifications::List, filtered);
  for (const auto& n : answer.notifications()) {
    EXPECT_EQ(n.person(), "osmanov");
  }
  filtered.set_person("nobody");
  EXPECT_EQ(Reason(&Notifications::List, filtered), "PERSON_UNKNOWN");
  filtered.clear_person();
  filtered.set_organization("nowhere");
  EXPECT_EQ(Reason(&Notifications::List, filtered), "ORGANIZATION_UNKNOWN");
}

TEST_F(NotificationService, ExplainsANotification) {
  const auto run = Must(&Runs::Run, RunOf(Day(2022, 10, 24)));
  v1::ExplainRequest request;
  request.set_notification(run.notifications(0).id());
  const auto explained = Must(&v1::TaskService::Stub::Explain, request);
  EXPECT_EQ(explained.lines(0).kind(), "notification");
  EXPECT_GT(explained.lines_size(), 4);
}

TEST_F(NotificationService, WatchResumesWithoutGapsOrRepeats) {
  std::vector<int64_t> revisions;
  std::set<std::string> ids;
  size_t total = 0;
  for (const int day : {24, 26, 28}) {
    clock->Set(kNow + std::chrono::days(day - 24));
    const auto run = Must(&Runs::Run, RunOf(Day(2022, 10, day)));
    if (run.notifications_size() > 0) revisions.push_back(run.revision());
    total += static_cast<size_t>(run.notifications_size());
  }
  ASSERT_GE(revisions.size(), 2u);
  int64_t next = 1;
  for (const int64_t revision : revisions) {  // a new stream for every commit
    Stream stream(channel, From(next));
    const WatchAnswer answer = stream.Next();
    EXPECT_EQ(answer.revision(), revision);
    EXPECT_FALSE(answer.partial());
    for (const auto& n : answer.notifications()) EXPECT_TRUE(ids.insert(n.id()).second);
    next = answer.revision() + 1;
    stream.context.TryCancel();
    EXPECT_EQ(stream.End().error_code(), grpc::StatusCode::CANCELLED);
  }
  EXPECT_EQ(ids.size(), total);
}

TEST_F(NotificationService, WatchFollowsCommitsAsTheyCome) {
  v1::NotificationServiceWatchRequest request = From(0);
  request.set_bookmarks(true);
  Stream stream(Loopback(), request);
  const WatchAnswer here = stream.Next();  // the stream is open
  EXPECT_EQ(here.revision(), 5);
  EXPECT_EQ(here.notifications_size(), 0);
  Must(&v1::DirectoryService::Stub::PutPerson, Person("new", "Новый Н. Н."));
  EXPECT_EQ(stream.Next().revision(), 6);
  const auto run = Must(&Runs::Run, RunOf(Day(2022, 10, 24)));
  const WatchAnswer said = stream.Next();
  EXPECT_EQ(said.revision(), run.revision());
  EXPECT_EQ(said.notifications_size(), run.notifications_size());
  app->Stop();
  EXPECT_EQ(ReasonOf(stream.End()), "SERVER_STOPPING");
}

TEST_F(NotificationService, WatchRefusesWrongQueries) {
  EXPECT_EQ(ReasonOf(Stream(channel, From(7)).End()), "REVISION_IN_FUTURE");
  EXPECT_EQ(ReasonOf(Stream(channel, From(-1)).End()), "FIELD_INVALID");
  v1::NotificationServiceWatchRequest request = From(1);
  request.set_person("nobody");
  EXPECT_EQ(ReasonOf(Stream(channel, request).End()), "PERSON_UNKNOWN");
  request.clear_person();
  request.set_organization("nowhere");
  EXPECT_EQ(ReasonOf(Stream(channel, request).End()), "ORGANIZATION_UNKNOWN");
}

}  // namespace
}  // namespace vekha::api
