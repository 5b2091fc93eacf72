#include <algorithm>
#include <set>

#include "tests/service/api/served.h"
#include "vekha/v1/report_service.grpc.pb.h"

namespace vekha::api {
namespace {

using Reports = v1::ReportService::Stub;

// A district whose schools follow its roadmap: two have a curator of their own, of the other two
// the coordinator is the curator.
constexpr char kDistrictPlan[] = R"(roadmap: district
title: План района
level: municipality
source: {document: plan.txt}
period: 2022-09-01..2023-05-31
calendar: RU
week: 5
nonworking: preceding
control: none
ladder: standard
roles: {Куратор: curator, Координатор: coordinator}
stages:
  - id: "1"
    title: Начало
    measures:
      - {id: "1.1", title: Издать приказ, term: до 26.10.2022, responsible: Куратор, result: Приказ, evidence: order, for: each school}
      - {id: "1.2", title: Свести, term: до 20.12.2022, responsible: Координатор, evidence: none}
)";

class EvidenceLog : public Served {
 protected:
  void SetUp() override {
    Served::SetUp();
    Organization("district", "", v1::LEVEL_MUNICIPALITY);
    v1::PutPersonRequest boss = Person("boss", "Координатор К. К.");
    boss.mutable_person()->mutable_contact()->set_channel(v1::CONTACT_CHANNEL_PULL);
    boss.mutable_person()->mutable_contact()->set_address("boss");
    Must(&v1::DirectoryService::Stub::PutPerson, boss);
    Role("district", "coordinator", "boss");
    for (const std::string school : {"first", "sister"}) {
      Organization(school, "district", v1::LEVEL_SCHOOL);
      Must(&v1::DirectoryService::Stub::PutPerson, Person("of-" + school, "Куратор " + school));
      Role(school, "curator", "of-" + school);
    }
    for (const std::string school : {"third", "fourth"}) {
      Organization(school, "district", v1::LEVEL_SCHOOL);
      Role(school, "curator", "boss");
    }
    v1::ApplyRequest apply;
    apply.set_name("district.yaml");
    apply.set_text(kDistrictPlan);
    Must(&v1::RoadmapService::Stub::Apply, apply);
    v1::AdoptRequest adopt = Adoption();
    adopt.set_organization("district");
    adopt.set_roadmap("district");
    Must(&v1::RoadmapService::Stub::Adopt, adopt);
    Must(&v1::RunService::Stub::Run, RunOf(Day(2022, 10, 24)));
    Report("first", "17");
    Report("sister", "99");
  }

  void Organization(const std::string& id, const std::string& parent, v1::Level level) {
    v1::PutOrganizationRequest request;
    request.mutable_organization()->set_id(id);
    request.mutable_organization()->set_parent(parent);
    request.mutable_organization()->set_level(level);
    request.mutable_organization()->set_name("Организация " + id);
    Must(&v1::DirectoryService::Stub::PutOrganization, request);
  }

  void Role(const std::string& organization, const std::string& role, const std::string& person) {
    v1::PutRoleHoldingRequest request;
    request.mutable_holding()->set_organization(organization);
    request.mutable_holding()->set_role(role);
    request.mutable_holding()->set_person(person);
    *request.mutable_holding()->mutable_first_date() = Day(2022, 9, 1);
    Must(&v1::DirectoryService::Stub::PutRoleHolding, request);
  }

  void Report(const std::string& school, const std::string& number) {
    v1::ReportRequest request;
    request.set_task(school + "/district/1.1/2022-10-26");
    request.set_by("of-" + school);
    request.mutable_evidence()->set_number(number);
    *request.mutable_evidence()->mutable_on_date() = Day(2022, 10, 20);
    Must(&v1::TaskService::Stub::Report, request);
  }

  static v1::ListEvidenceRequest Of(const std::string& organization) {
    v1::ListEvidenceRequest request;
    request.set_organization(organization);
    return request;
  }

  // All pages of `size` entries.
  std::vector<v1::EvidenceEntry> All(const std::string& organization, int size) {
    std::vector<v1::EvidenceEntry> all;
    v1::ListEvidenceRequest request = Of(organization);
    request.set_page_size(size);
    while (true) {
      const auto page = Must(&Reports::ListEvidence, request);
      EXPECT_LE(page.entries_size(), size);
      all.insert(all.end(), page.entries().begin(), page.entries().end());
      if (!page.has_next()) return all;
      *request.mutable_start() = page.next();
      request.set_end_revision(page.end_revision());
    }
  }

  static std::vector<std::string> Places(const std::vector<v1::EvidenceEntry>& entries) {
    std::vector<std::string> out;
    for (const v1::EvidenceEntry& entry : entries) {
      out.push_back(std::to_string(entry.position().revision()) + "." +
                    std::to_string(entry.position().index()) + " " + entry.kind());
    }
    return out;
  }
};

TEST_F(EvidenceLog, SaysWhoWasToldWhatAndWhenByWhichRow) {
  const auto entries = All("first", 1000);
  const auto told = std::find_if(entries.begin(), entries.end(), [](const auto& entry) {
    return entry.kind() == "notification_emitted";
  });
  ASSERT_NE(told, entries.end());
  EXPECT_EQ(told->organization_name(), "Организация first");
  EXPECT_EQ(told->task(), "first/district/1.1/2022-10-26");
  EXPECT_EQ(told->measure_number(), "1.1");
  EXPECT_EQ(told->measure_title(), "Издать приказ");
  EXPECT_EQ(told->commit_time().seconds(), kNow.time_since_epoch().count());
  EXPECT_NE(told->json().find("of-first"), std::string::npos) << told->json();
}

TEST_F(EvidenceLog, HoldsTheProofTheRoadmapAndTheAdoptionAbove) {
  std::string all;
  for (const v1::EvidenceEntry& entry : All("first", 1000)) all += entry.json() + "\n";
  EXPECT_NE(all.find("\"number\":\"17\""), std::string::npos);
  EXPECT_NE(all.find("План района"), std::string::npos);
  std::vector<std::string> kinds;
  for (const v1::EvidenceEntry& entry : All("first", 1000)) kinds.push_back(entry.kind());
  for (const char* kind : {"organization_put", "person_put", "role_put", "roadmap_applied",
                           "roadmap_adopted", "rung_accounted", "task_reported", "task_closed"}) {
    EXPECT_THAT(kinds, testing::Contains(kind));
  }
}

TEST_F(EvidenceLog, NeverShowsASister) {
  for (const v1::EvidenceEntry& entry : All("first", 1000)) {
    EXPECT_EQ(entry.ShortDebugString().find("sister"), std::string::npos)
        << entry.ShortDebugString();
  }
  std::string district;
  for (const v1::EvidenceEntry& entry : All("district", 1000)) district += entry.json();
  EXPECT_NE(district.find("of-first"), std::string::npos);
  EXPECT_NE(district.find("of-sister"), std::string::npos);
}

// One letter tells one person of two schools; each is shown its own lines of it.
TEST_F(EvidenceLog, CutsADigestDownToTheLinesAboutTheSchool) {
  v1::LeaseRequest lease;
  lease.set_worker("bot");
  ASSERT_EQ(Must(&v1::NotificationService::Stub::Lease, lease).digests_size(), 1);
  for (const std::string school : {"third", "fourth"}) {
    const std::string sister = school == "third" ? "fourth" : "third";
    int digests = 0;
    for (const v1::EvidenceEntry& entry : All(school, 1000)) {
      EXPECT_EQ(entry.json().find(sister), std::string::npos) << entry.json();
      if (entry.kind() != "digest_leased") continue;
      ++digests;
      EXPECT_NE(entry.json().find(school + "/district"), std::string::npos) << entry.json();
    }
    EXPECT_EQ(digests, 1) << school;
  }
  for (const v1::EvidenceEntry& entry : All("first", 1000)) {
    EXPECT_NE(entry.kind(), "digest_leased");
  }
}

TEST_F(EvidenceLog, GivesEveryEntryOnceOverPagesOfAnySize) {
  const auto whole = Places(All("district", 1000));
  EXPECT_GT(whole.size(), 15u);
  for (const int size : {1, 2, 3, 7}) EXPECT_EQ(Places(All("district", size)), whole) << size;
}

TEST_F(EvidenceLog, IsOfOneMomentWhateverIsRecordedMeanwhile) {
  v1::ListEvidenceRequest request = Of("district");
  request.set_page_size(2);
  const auto first = Must(&Reports::ListEvidence, request);
  const auto before = Places(All("district", 1000));
  Organization("fifth", "district", v1::LEVEL_SCHOOL);
  request.set_page_size(5000);
  *request.mutable_start() = first.next();
  request.set_end_revision(first.end_revision());
  const auto rest = Must(&Reports::ListEvidence, request);
  EXPECT_FALSE(rest.has_next());
  EXPECT_EQ(rest.entries_size() + 2, static_cast<int>(before.size()));
}

TEST_F(EvidenceLog, RefusesWhatCannotBeAsked) {
  EXPECT_EQ(Reason(&Reports::ListEvidence, Of("nowhere")), "ORGANIZATION_UNKNOWN");
  EXPECT_EQ(Reason(&Reports::ListEvidence, Of("")), "FIELD_REQUIRED");
  v1::ListEvidenceRequest request = Of("first");
  request.set_page_size(-1);
  EXPECT_EQ(Reason(&Reports::ListEvidence, request), "PAGE_SIZE_NEGATIVE");
  request = Of("first");
  request.mutable_start()->set_revision(0);
  EXPECT_EQ(Reason(&Reports::ListEvidence, request), "FIELD_INVALID");
  request = Of("first");
  request.set_end_revision(1'000'000);
  EXPECT_EQ(Field(&Reports::ListEvidence, request), "end_revision");
}

// A moved school's old messages once lost their row.
TEST_F(EvidenceLog, KeepsTheRowOfASchoolThatWasMoved) {
  Organization("elsewhere", "", v1::LEVEL_MUNICIPALITY);
  v1::MoveOrganizationRequest move;
  move.set_organization("first");
  *move.mutable_move()->mutable_on_date() = Day(2022, 11, 1);
  move.mutable_move()->set_parent("elsewhere");
  move.mutable_move()->set_reason("граница района");
  Must(&v1::DirectoryService::Stub::MoveOrganization, move);
  int rows = 0;
  for (const v1::EvidenceEntry& entry : All("first", 1000)) {
    if (entry.task().empty()) continue;
    EXPECT_EQ(entry.measure_title(), "Издать приказ") << entry.kind();
    ++rows;
  }
  EXPECT_GT(rows, 0);
  v1::NotificationServiceListRequest list;
  list.set_organization("first");
  const auto told = Must(&v1::NotificationService::Stub::List, list);
  ASSERT_GT(told.notifications_size(), 0);
  EXPECT_EQ(told.notifications(0).measure_number(), "1.1");
}

// What became of a task could not be read any more once its school was closed or moved.
TEST_F(EvidenceLog, ATaskStaysReadableAfterItsSchoolIsClosedOrMoved) {
  v1::CloseOrganizationRequest close;
  close.set_organization("first");
  *close.mutable_closure()->mutable_on_date() = Day(2022, 10, 23);
  close.mutable_closure()->set_reason("слияние");
  Must(&v1::DirectoryService::Stub::CloseOrganization, close);
  v1::GetTaskRequest get;
  get.set_task("first/district/1.1/2022-10-26");
  const auto answer = Must(&v1::TaskService::Stub::GetTask, get);
  EXPECT_EQ(answer.as_of().day(), 22);
  EXPECT_EQ(answer.task().report().evidence().number(), "17");
  v1::ExplainRequest explain;
  explain.set_task(get.task());
  const auto lines = Must(&v1::TaskService::Stub::Explain, explain);
  ASSERT_GT(lines.lines_size(), 1);
  EXPECT_NE(lines.lines(0).text().find("22.10.2022"), std::string::npos) << lines.lines(0).text();
  get.set_task("first/district/9.9/2022-10-26");
  EXPECT_EQ(Reason(&v1::TaskService::Stub::GetTask, get), "TASK_UNKNOWN");
  // Nobody may act on it any more.
  v1::AcknowledgeRequest act;
  act.set_task("first/district/1.1/2022-10-26");
  act.set_by("of-first");
  EXPECT_EQ(Reason(&v1::TaskService::Stub::Acknowledge, act), "TASK_UNKNOWN");
}

v1::CloseOrganizationRequest Merge(const std::string& school, const std::string& into, int day) {
  v1::CloseOrganizationRequest close;
  close.set_organization(school);
  *close.mutable_closure()->mutable_on_date() = Day(2022, 10, day);
  close.mutable_closure()->set_successor(into);
  close.mutable_closure()->set_reason("слияние");
  return close;
}

TEST_F(EvidenceLog, AClosureSaysWhatItLeavesUndone) {
  v1::CloseOrganizationRequest close = Merge("third", "fourth", 28);
  close.set_validate_only(true);
  auto left = Must(&v1::DirectoryService::Stub::CloseOrganization, close);
  EXPECT_EQ(left.open_tasks(), 1);
  EXPECT_EQ(left.overdue_tasks(), 1);  // due on the 26th
  EXPECT_EQ(left.waiting_tasks(), 0);
  left = Must(&v1::DirectoryService::Stub::CloseOrganization, Merge("third", "fourth", 27));
  EXPECT_EQ(left.open_tasks(), 1);
  EXPECT_EQ(left.overdue_tasks(), 0);
  left = Must(&v1::DirectoryService::Stub::CloseOrganization, Merge("first", "fourth", 28));
  EXPECT_EQ(left.open_tasks(), 0);
}

TEST_F(EvidenceLog, OfAMergedSchoolIsReadByItsSuccessorAndByNoSister) {
  Must(&v1::DirectoryService::Stub::CloseOrganization, Merge("third", "fourth", 24));
  const auto holds = [&](const std::string& asker, const std::string& school) {
    const auto entries = All(asker, 1000);
    return std::any_of(entries.begin(), entries.end(),
                       [&](const auto& entry) { return entry.organization() == school; });
  };
  EXPECT_TRUE(holds("fourth", "third"));
  EXPECT_FALSE(holds("fourth", "first"));
  EXPECT_FALSE(holds("sister", "third"));
  EXPECT_FALSE(holds("third", "fourth"));
  // Pages of one day are of one tree.
  v1::ListEvidenceRequest eve;
  eve.set_organization("fourth");
  *eve.mutable_as_of() = Day(2022, 10, 23);
  const auto earlier = Must(&v1::ReportService::Stub::ListEvidence, eve);
  EXPECT_EQ(earlier.as_of().day(), 23);
  EXPECT_GT(earlier.entries_size(), 0);
  for (const auto& entry : earlier.entries()) EXPECT_NE(entry.organization(), "third");
  v1::NotificationServiceListRequest list;
  list.set_subtree(true);
  const auto told = [&](const std::string& asker) {
    list.set_organization(asker);
    std::set<std::string> places;
    const auto answer = Must(&v1::NotificationService::Stub::List, list);
    for (const auto& one : answer.notifications()) places.insert(one.organization());
    return places;
  };
  EXPECT_EQ(told("fourth"), (std::set<std::string>{"fourth", "third"}));
  EXPECT_EQ(told("sister"), std::set<std::string>{"sister"});
  v1::ListOrganizationsRequest below;
  below.set_parent("fourth");
  const auto found = Must(&v1::DirectoryService::Stub::ListOrganizations, below);
  ASSERT_EQ(found.organizations_size(), 2);
  EXPECT_EQ(found.organizations(1).closure().successor(), "fourth");
  // What it owed does not pass on.
  v1::ListTasksRequest tasks;
  tasks.set_organization("fourth");
  tasks.set_subtree(true);
  const auto owed = Must(&v1::TaskService::Stub::ListTasks, tasks);
  for (const auto& task : owed.tasks()) EXPECT_EQ(task.organization(), "fourth");
}

}  // namespace
}  // namespace vekha::api
