// TaskService.Watch: everything that happens to tasks, in order, once, from any revision on.
#include <map>
#include <thread>

#include "tests/service/api/controlled.h"

namespace vekha::api {
namespace {

using Answer = v1::TaskServiceWatchResponse;
using Request = v1::TaskServiceWatchRequest;
using testing::ElementsAre;
using testing::IsEmpty;

// An open Watch, read message by message.
struct TaskStream {
  TaskStream(const std::shared_ptr<grpc::Channel>& channel, const Request& request)
      : stub(channel), reader(stub.Watch(&context, request)) {}
  Answer Next() {
    Answer answer;
    EXPECT_TRUE(reader->Read(&answer));
    return answer;
  }
  grpc::Status End() {
    Answer answer;
    while (reader->Read(&answer)) {
    }
    return reader->Finish();
  }
  v1::TaskService::Stub stub;
  grpc::ClientContext context;
  std::unique_ptr<grpc::ClientReader<Answer>> reader;
};

Request From(int64_t revision) {
  Request request;
  request.set_start_revision(revision);
  return request;
}

struct Told {
  int64_t revision = 0;
  v1::TaskEvent event;
};

// "REPORTED 1.3"
std::string Short(const v1::TaskEvent& event) {
  return v1::TaskEventKind_Name(event.kind()).substr(std::string("TASK_EVENT_KIND_").size()) + " " +
         event.measure();
}

std::vector<std::string> Shorts(const std::vector<Told>& told) {
  std::vector<std::string> out;
  for (const Told& one : told) out.push_back(Short(one.event));
  return out;
}

// What is committed up to now, as a stream from there on tells it.
std::vector<Told> ReadAll(const std::shared_ptr<grpc::Channel>& channel, Request request,
                          int64_t head) {
  request.set_bookmarks(true);
  TaskStream stream(channel, request);
  std::vector<Told> out;
  while (true) {
    const Answer answer = stream.Next();
    for (const v1::TaskEvent& event : answer.events()) out.push_back({answer.revision(), event});
    if (answer.revision() >= head && !answer.partial()) break;
  }
  stream.context.TryCancel();
  stream.End();
  return out;
}

class TaskWatch : public Controlled {
 protected:
  int64_t Head() { return Must(&Tasks::ListTasks, v1::ListTasksRequest()).revision(); }

  std::vector<Told> All(const Request& request) { return ReadAll(channel, request, Head()); }

  void Facts() {
    v1::RecordFactsRequest request;
    request.set_organization("school");
    v1::Fact* fact = request.add_facts();
    fact->set_name("mentees.count");
    fact->mutable_value()->set_int_value(34);
    fact->set_source("curator");
    Must(&v1::StateService::Stub::RecordFacts, request);
    Must(&v1::RunService::Stub::Run, RunOf(Day(2022, 10, 24)));
  }

  // A version in which 1.1 is due a month later.
  void NewVersion() {
    v1::ApplyRequest apply = Plan();
    std::string text = ControlledPlan();
    text.replace(text.find("до 15.09.2022"), std::string("до 15.09.2022").size(), "до 17.10.2022");
    apply.set_text(text);
    Must(&v1::RoadmapService::Stub::Apply, apply);
    v1::AdoptRequest adopt = Adoption();
    adopt.set_version(2);
    adopt.set_moved_dates(v1::MOVED_DATES_KEEP);
    Must(&v1::RoadmapService::Stub::Adopt, adopt);
  }

  void Everything() {
    EXPECT_EQ(Report("1.3", "osmanov"), "OK");
    Must(&Tasks::Return, Of<v1::ReturnRequest>("1.3", "deputy", "нет подписи"));
    EXPECT_EQ(Report("1.3", "osmanov"), "OK");
    Must(&Tasks::Accept, Of<v1::AcceptRequest>("1.3", "deputy"));
    Must(&Tasks::Reopen, Of<v1::ReopenRequest>("1.3", "head", "ошибка"));
    Must(&Tasks::RequestExtension, Ask("1.3", "osmanov", 11, 15));
    Must(&Tasks::DecideExtension, Decide("1.3", "head", v1::EXTENSION_DECISION_REFUSE));
    Must(&Tasks::RequestExtension, Ask("1.3", "osmanov", 11, 15));
    Must(&Tasks::DecideExtension, Decide("1.3", "head", v1::EXTENSION_DECISION_GRANT));
    auto hand = Of<v1::DelegateRequest>("1.1", "mamedov", "отпуск");
    hand.set_to("stranger");
    Must(&Tasks::Delegate, hand);
    Must(&Tasks::Acknowledge, Of<v1::AcknowledgeRequest>("1.1", "mamedov"));
    NewVersion();
    Facts();
    Must(&Tasks::Withdraw, Of<v1::WithdrawRequest>("1.1", "head", "передано"));
  }
};

TEST_F(TaskWatch, TellsEverythingThatHappensToATask) {
  Everything();
  const std::vector<Told> told = All(From(1));
  ASSERT_THAT(Shorts(told),
              ElementsAre("REPORTED 1.3", "RETURNED 1.3", "REPORTED 1.3", "CLOSED 1.3",
                          "REOPENED 1.3", "EXTENSION_REQUESTED 1.3", "EXTENSION_REFUSED 1.3",
                          "EXTENSION_REQUESTED 1.3", "EXTENSION_GRANTED 1.3", "DELEGATED 1.1",
                          "ACKNOWLEDGED 1.1", "DUE_SET 1.1", "CLOSED 1.2", "WITHDRAWN 1.1"));
  const v1::TaskEvent& report = told[0].event;
  EXPECT_EQ(report.task(), "school/plan-2022/1.3/2022-10-28");
  EXPECT_EQ(report.organization_name(), "Школа");
  EXPECT_EQ(report.roadmap(), "plan-2022");
  EXPECT_EQ(report.measure_title(), "Провести встречу");
  EXPECT_EQ(report.commit_time().seconds(), kNow.time_since_epoch().count());
  EXPECT_EQ(report.report().by_name(), "Османов Р. М.");
  EXPECT_EQ(report.report().evidence().document(), "Список пар");
  EXPECT_EQ(told[1].event.returned().reason(), "нет подписи");
  EXPECT_EQ(told[1].event.due_revision(), 2);
  EXPECT_EQ(told[3].event.closing().accepted_by(), "deputy");
  EXPECT_EQ(told[4].event.returned().by_name(), "Директор Д. Д.");
  EXPECT_EQ(told[5].event.extension_request().until_date().day(), 15);
  EXPECT_EQ(told[6].event.extension_refusal().reason(), "так решено");
  EXPECT_EQ(told[8].event.extension().from_date().day(), 28);
  EXPECT_EQ(told[8].event.due_revision(), 4);
  EXPECT_EQ(told[9].event.delegation().to_name(), "Чужой Ч. Ч.");
  EXPECT_TRUE(told[10].event.acknowledgement().has_until_date());
  EXPECT_EQ(told[11].event.due_day().cause(), v1::DUE_CAUSE_KEPT);
  EXPECT_EQ(told[11].event.due_day().due_date().month(), 9);
  EXPECT_TRUE(told[12].event.closing().by_facts());
  ASSERT_EQ(told[12].event.closing().facts_size(), 1);
  EXPECT_EQ(told[12].event.closing().facts(0).value(), "34");
  EXPECT_EQ(told[13].event.withdrawal().reason(), "передано");
}

TEST_F(TaskWatch, ResumesFromAnyRevisionWithoutGapsOrRepeats) {
  Everything();
  const std::vector<Told> all = All(From(1));
  for (int64_t start = 1; start <= Head() + 1; ++start) {
    std::vector<std::string> expected;
    for (const Told& one : all) {
      if (one.revision >= start) expected.push_back(one.event.SerializeAsString());
    }
    std::vector<std::string> told;
    for (const Told& one : All(From(start))) told.push_back(one.event.SerializeAsString());
    EXPECT_EQ(told, expected) << start;
  }
}

TEST_F(TaskWatch, FollowsACommitterAcrossReconnections) {
  constexpr int kRounds = 40;
  const int64_t before = Head();
  std::thread committer([&] {
    for (int i = 0; i < kRounds; ++i) {
      Must(&Tasks::RequestExtension, Ask("1.3", "osmanov", 11, 15));
      Must(&Tasks::DecideExtension, Decide("1.3", "head", v1::EXTENSION_DECISION_REFUSE));
    }
  });
  std::vector<int64_t> revisions;
  int64_t next = before + 1;
  for (int part = 1; revisions.size() < 2 * kRounds; ++part) {
    TaskStream stream(channel, From(next));
    for (int i = 0; i < part && revisions.size() < 2 * kRounds; ++i) {
      const Answer answer = stream.Next();
      EXPECT_EQ(answer.events_size(), 1);
      revisions.push_back(answer.revision());
      next = answer.revision() + 1;
    }
    stream.context.TryCancel();
    stream.End();
  }
  committer.join();
  for (size_t i = 0; i < revisions.size(); ++i) {
    EXPECT_EQ(revisions[i], before + 1 + static_cast<int64_t>(i));
  }
}

TEST_F(TaskWatch, FiltersByPlaceRoadmapTaskAndKind) {
  v1::PutOrganizationRequest put;
  put.mutable_organization()->set_id("region");
  put.mutable_organization()->set_level(v1::LEVEL_REGION);
  put.mutable_organization()->set_name("Регион");
  Must(&v1::DirectoryService::Stub::PutOrganization, put);
  put = School();
  put.mutable_organization()->set_parent("region");
  v1::GetOrganizationRequest get;
  get.set_organization("school");
  put.set_etag(Must(&v1::DirectoryService::Stub::GetOrganization, get).organization().etag());
  Must(&v1::DirectoryService::Stub::PutOrganization, put);
  EXPECT_EQ(Report("1.3", "osmanov"), "OK");
  Must(&Tasks::Withdraw, Of<v1::WithdrawRequest>("1.1", "head", "передано"));

  Request request = From(1);
  request.set_organization("region");
  EXPECT_THAT(All(request), IsEmpty());
  request.set_subtree(true);
  EXPECT_THAT(Shorts(All(request)), ElementsAre("REPORTED 1.3", "WITHDRAWN 1.1"));
  request.add_kinds(v1::TASK_EVENT_KIND_WITHDRAWN);
  EXPECT_THAT(Shorts(All(request)), ElementsAre("WITHDRAWN 1.1"));
  request.clear_kinds();
  request.set_roadmap("plan-2022");
  request.set_task(Find("1.3").id());
  EXPECT_THAT(Shorts(All(request)), ElementsAre("REPORTED 1.3"));
}

TEST_F(TaskWatch, RefusesWrongQueries) {
  const auto reason = [&](const Request& request) {
    return ReasonOf(TaskStream(channel, request).End());
  };
  EXPECT_EQ(reason(From(Head() + 2)), "REVISION_IN_FUTURE");
  EXPECT_EQ(reason(From(-1)), "FIELD_INVALID");
  Request request = From(1);
  request.set_organization("nowhere");
  EXPECT_EQ(reason(request), "ORGANIZATION_UNKNOWN");
  request = From(1);
  request.set_roadmap("nothing");
  EXPECT_EQ(reason(request), "ROADMAP_UNKNOWN");
  for (const int kind : {0, 99}) {
    request = From(1);
    request.add_kinds(static_cast<v1::TaskEventKind>(kind));
    EXPECT_EQ(reason(request), "FIELD_INVALID") << kind;
  }
}

TEST_F(TaskWatch, SaysHowFarItHasComeAndThatTheServerStops) {
  Request request = From(0);
  request.set_bookmarks(true);
  const int64_t head = Head();
  TaskStream stream(Loopback(), request);
  EXPECT_EQ(stream.Next().revision(), head);  // the stream is open
  Must(&v1::DirectoryService::Stub::PutPerson, Person("new", "Новый Н. Н."));
  const Answer nothing = stream.Next();
  EXPECT_EQ(nothing.revision(), head + 1);
  EXPECT_EQ(nothing.events_size(), 0);
  EXPECT_EQ(Report("1.3", "osmanov"), "OK");
  const Answer told = stream.Next();
  EXPECT_EQ(told.revision(), head + 2);
  EXPECT_EQ(told.events_size(), 1);
  EXPECT_FALSE(told.partial());
  app->Stop();
  EXPECT_EQ(ReasonOf(stream.End()), "SERVER_STOPPING");
}

// A log with one commit of more reports than a message takes, and one after it.
class LargeCommit : public Served {
 protected:
  static constexpr int kReports = 2000;

  std::unique_ptr<store::Store> MakeStore() override {
    auto store = std::make_unique<store::MemoryStore>();
    const OrganizationId school("school");
    const auto report = [&](int i) {
      task::Report what{PersonId("p"), Date(2022, 10, 24), {}, std::string(4000, 'x')};
      return workflow::TaskReported{school, TaskId("school/plan/" + std::to_string(i)), what};
    };
    store::Commit large{1,
                        kNow,
                        {workflow::OrganizationPut{{school, {}, roadmap::Level::kSchool, "Школа"}}},
                        std::nullopt};
    for (int i = 0; i < kReports; ++i) large.events.emplace_back(report(i));
    EXPECT_TRUE(store->Append(large).ok());
    EXPECT_TRUE(store->Append({2, kNow, {report(kReports)}, std::nullopt}).ok());
    return store;
  }
};

TEST_F(LargeCommit, ComesInPartsThatEveryClientTakes) {
  Request request = From(1);
  request.set_bookmarks(true);
  const auto loopback = Loopback();       // takes 4 MiB at most, as clients do
  for (int time = 0; time < 2; ++time) {  // a second stream begins the commit anew
    TaskStream stream(loopback, request);
    int told = 0;
    int parts = 0;
    for (Answer answer = stream.Next(); answer.revision() == 1; answer = stream.Next()) {
      ++parts;
      for (const v1::TaskEvent& event : answer.events()) {
        EXPECT_EQ(event.task(), "school/plan/" + std::to_string(told++));
      }
      EXPECT_EQ(answer.partial(), told < kReports);
      if (time == 0) break;  // lost after the first part
    }
    EXPECT_EQ(parts, time == 0 ? 1 : 3);
    EXPECT_EQ(told == kReports, time == 1);
    stream.context.TryCancel();
    stream.End();
  }
  EXPECT_THAT(ReadAll(loopback, From(2), 2), testing::SizeIs(1));
}

// Watching for one task of a large commit, nobody waits for a rest that never comes.
TEST_F(LargeCommit, IsNoPartWhenNothingWantedIsLeft) {
  Request request = From(1);
  request.set_task("school/plan/7");
  TaskStream stream(channel, request);
  const Answer answer = stream.Next();
  EXPECT_EQ(answer.events_size(), 1);
  EXPECT_FALSE(answer.partial());
  stream.context.TryCancel();
  EXPECT_EQ(stream.End().error_code(), grpc::StatusCode::CANCELLED);
}

}  // namespace
}  // namespace vekha::api
