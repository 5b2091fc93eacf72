// For tests: long histories of every kind of event, the same for the same seed, with texts that
// bad quoting, bad escaping or bad lengths would trip over.
#pragma once

#include <fmt/format.h>

#include <random>
#include <string>
#include <vector>

#include "engine/workflow/event.h"
#include "service/store/store.h"
#include "service/store/stored_name.h"

namespace vekha::test {

namespace wf = workflow;

inline const std::vector<std::string>& HostileTexts() {
  static const std::vector<std::string> kTexts = {
      "",
      "Мамедов М. Р.",
      "«Ёлка № 1» — 100 %",
      "'; DROP TABLE event; --",
      "\"quoted\" \\ back\\slash {\"int\":\"1\"}",
      std::string("before\0after", 12),
      "line\r\nline\ttab\x01\x1f",
      "\xf0\x9f\x8e\x93 \xef\xbf\xbf \xe2\x80\xa8",
      "?1 :name @name $name",
      std::string(20000, 'x'),
  };
  return kTexts;
}

class RandomHistory {
 public:
  // Without `origins` facts do not say where they are from.
  explicit RandomHistory(uint32_t seed, bool origins = true) : random_(seed), origins_(origins) {}

  // Revisions follow each other from 1; the first commit makes what the others name.
  store::Commit Next() {
    store::Commit commit;
    commit.revision = ++revision_;
    commit.at = std::chrono::sys_seconds(std::chrono::seconds(1'666'000'000 + 60 * revision_));
    if (revision_ == 1) {
      commit.events = World();
    } else {
      for (int n = 1 + Below(6); n > 0; --n) commit.events.push_back(Event());
    }
    if (Below(2) == 0) {
      commit.request = store::RequestRecord{fmt::format("request-{}", revision_),
                                            "vekha.v1.TaskService/Report", Text(), revision_, true};
    }
    return commit;
  }

  // Many records of few facts, most of them of the same moment.
  store::Commit NextFacts() {
    store::Commit commit{
        ++revision_, std::chrono::sys_seconds(std::chrono::seconds(1'666'000'000)), {}, {}};
    for (int n = 1 + Below(6); n > 0; --n) {
      wf::FactRecorded fact = Fact();
      fact.record.observed_at = 1'660'000'000 + Below(3);
      commit.events.emplace_back(std::move(fact));
    }
    return commit;
  }

  condition::Value Value() {
    using condition::Value;
    switch (Below(7)) {
      case 0:
        return Value();
      case 1:
        return Value::Bool(Below(2) == 0);
      case 2:
        return Value::Int(Below(2) == 0 ? INT64_MIN : Below(1000));
      case 3:
        return Value::Double(0.1 * Below(1000));
      case 4:
        return Value::String(Text());
      case 5:
        return Value::OfDate(Day());
      default:
        return Value::OfList({Value::String(Text()), Value::Int(INT64_MAX)});
    }
  }

 private:
  static constexpr int kOrganizations = 4;

  int Below(int n) { return static_cast<int>(random_() % static_cast<uint32_t>(n)); }
  std::string Text() {
    return HostileTexts()[static_cast<size_t>(Below(static_cast<int>(HostileTexts().size())))];
  }
  Date Day() { return AddDays(Date(2022, 9, 1), Below(800)); }
  std::optional<Date> DayIfAny() {
    return Below(2) == 0 ? std::nullopt : std::optional<Date>(Day());
  }
  OrganizationId Organization() {
    return OrganizationId(fmt::format("o{}", Below(kOrganizations)));
  }
  PersonId Person() { return PersonId(fmt::format("p{}", Below(3))); }
  TaskId TaskOf(const OrganizationId& organization) {
    return TaskId(fmt::format("{}/plan/3.{}/2022-10-30", organization.value(), Below(5)));
  }

  wf::OrganizationPut PutOrganization(int i) {
    const OrganizationId parent(i == 0 ? "" : "o0");
    const auto level = i == 0 ? roadmap::Level::kRegion : roadmap::Level::kSchool;
    return {{OrganizationId(fmt::format("o{}", i)), parent, level, Text(), "Europe/Moscow",
             Below(2) == 0 ? "" : "RU-DA", Below(2) == 0 ? 0 : 5 + Below(2), DayIfAny()}};
  }
  wf::OrganizationMoved Move() {
    const int i = 1 + Below(kOrganizations - 1);
    return {OrganizationId(fmt::format("o{}", i)),
            {Day(), OrganizationId(Below(2) == 0 ? "" : "o0"), Text()}};
  }
  wf::OrganizationClosed Close() {
    return {Organization(), {Day(), OrganizationId(Below(2) == 0 ? "" : "o0"), Text()}};
  }

  std::vector<wf::Event> World() {
    std::vector<wf::Event> events;
    for (int i = 0; i < kOrganizations; ++i) events.push_back(PutOrganization(i));
    for (int i = 0; i < 3; ++i) {
      events.push_back(wf::PersonPut{{PersonId(fmt::format("p{}", i)), Text()}});
    }
    events.push_back(Roadmap());
    for (int i = 0; i < kOrganizations; ++i) events.push_back(Adopt(i));
    return events;
  }

  wf::RoadmapApplied Roadmap() {
    return {RoadmapId("plan"), ++versions_, "plan.yaml", "roadmap: plan\n" + Text()};
  }
  wf::RoadmapAdopted Adopt(int i) {
    const OrganizationId organization(fmt::format("o{}", i));
    task::KeptIds kept_ids;
    for (int n = Below(3); n > 0; --n) kept_ids[TaskOf(organization)] = TaskOf(organization);
    return {{organization, RoadmapId("plan"), 1 + Below(versions_), Day(), Below(2) == 0},
            kept_ids};
  }

  task::Report Report() {
    return {Person(), Day(), {Text(), DayIfAny(), Text(), Text(), Below(3)}, Text()};
  }
  task::Closing Closing() {
    task::Closing closing{
        Below(2) == 0 ? task::ClosedBy::kReport : task::ClosedBy::kFacts, Day(), {}};
    for (int n = Below(3); n > 0; --n)
      closing.facts.push_back({"mentees.count", Text(), Text(), Text()});
    return closing;
  }

  wf::RungAccounted Rung() {
    const OrganizationId organization = Organization();
    return {organization,
            {TaskOf(organization), 1, fmt::format("d-{}", ++rungs_)},
            Day(),
            Day(),
            static_cast<reminder::RungOutcome>(Below(4)),
            Text()};
  }

  wf::NotificationEmitted Notification() {
    wf::Notification n;
    n.organization = Organization();
    n.task = TaskOf(n.organization);
    n.rung = "d-3";
    n.due_revision = 1 + Below(3);
    n.id = fmt::format("{}|{}|{}", n.task.value(), n.rung, ++notifications_);
    n.rung_day = Day();
    n.as_of = Day();
    n.kind = Any(store::kAllNoticeKinds);
    n.audience = Text();
    if (Below(3) > 0) n.person = Person();
    n.addressee = Text();
    n.due_date = DayIfAny();
    n.nominal_due = DayIfAny();
    n.reason = Text();
    n.text = Text();
    n.text_en = Text();
    pending_.push_back(n.id);
    return {n};
  }

  // It is in one digest at most, or dropped without one.
  std::string TakePending() {
    const auto at = pending_.begin() + Below(static_cast<int>(pending_.size()));
    std::string id = std::move(*at);
    pending_.erase(at);
    return id;
  }

  wf::Event Drop() {
    if (pending_.empty()) return Lease();
    const std::string id = TakePending();
    return wf::NotificationDropped{OrganizationId(id.substr(0, id.find('/'))), id, Text()};
  }

  template <typename E, size_t n>
  E Any(const std::array<E, n>& all) {
    return all[static_cast<size_t>(Below(static_cast<int>(n)))];
  }

  wf::Contact Contact() {
    if (Below(2) == 0) return {};
    return {Any(store::kAllChannels), Text(), "en", Text(), Below(1440)};
  }

  // A person's next morning; one at a time, because a person has one open digest at most.
  wf::Event Lease() {
    if (!open_digests_.empty()) return Settle();
    wf::DigestLeased leased;
    leased.digest.person = Person();
    leased.digest.day = AddDays(Date(2022, 10, 24), Below(3));
    leased.digest.id = fmt::format("digest/{}/{}", leased.digest.person.value(), ++digests_);
    leased.digest.channel = Any(store::kAllChannels);
    leased.digest.address = Text();
    for (int n = Below(4); n > 0 && !pending_.empty(); --n) {
      leased.digest.items.push_back({TakePending(), Person()});
    }
    leased.attempt = 1 + Below(3);
    leased.worker = Text();
    leased.until = 1'660'000'000 + Below(50);
    open_digests_.push_back(leased.digest.id);
    return leased;
  }

  wf::Event Settle() {
    if (open_digests_.empty()) return Lease();
    wf::DigestSettled settled;
    settled.id = open_digests_.back();
    settled.attempt = 1 + Below(3);
    settled.outcome = Any(store::kAllDigestOutcomes);
    settled.day = Day();
    settled.reason = Text();
    settled.detail = Text();
    settled.at = 1'660'000'000 + Below(50);
    settled.not_before = Below(50);
    if (settled.outcome != wf::DigestOutcome::kRetry) open_digests_.pop_back();
    if (settled.outcome == wf::DigestOutcome::kDead) dead_digests_.push_back(settled.id);
    return settled;
  }

  wf::Event Revive() {
    if (dead_digests_.empty() || !open_digests_.empty()) return Settle();
    open_digests_.push_back(dead_digests_.back());
    dead_digests_.pop_back();
    return wf::DigestRevived{open_digests_.back()};
  }

  // Control and delivery.
  wf::Event Later() {
    const OrganizationId organization = Organization();
    const TaskId task = TaskOf(organization);
    switch (Below(13)) {
      case 0:
        return wf::TaskReturned{organization, task, {Person(), Day(), Text()}, 1 + Below(4)};
      case 1:
        return wf::TaskReopened{organization, task, {Person(), Day(), Text()}, 1 + Below(4)};
      case 2:
        return wf::TaskWithdrawn{organization, task, {Person(), Day(), Text()}};
      case 3:
        return wf::ExtensionRequested{organization, task, {Person(), Day(), Day(), Text()}};
      case 4:
        return wf::ExtensionGranted{
            organization, task, {Day(), Day(), Person(), Day(), Text()}, 1 + Below(4)};
      case 5:
        return wf::ExtensionRefused{organization, task, Person(), Day(), Text()};
      case 6:
        return wf::TaskDelegated{
            organization, task, {Person(), Person(), Below(2) == 0, Person(), Day(), Text()}};
      case 7:
        return wf::TaskAcknowledged{organization, task, {Person(), Day(), DayIfAny(), Below(4)}};
      case 8:
        return wf::AbsencePut{{Person(), Day(), Day(), Person(), Text()}};
      case 9:
        return wf::SilencePut{{fmt::format("s{}", Below(3)), organization, RoadmapId("plan"),
                               Person(), Day(), Day(), Person(), Text()}};
      case 10:
        return Lease();
      case 11:
        return wf::RosterImported{organization,
                                  Text(),
                                  Text(),
                                  {{Text(), Text()}},
                                  {{"people", Below(9), Below(9), Below(9), Below(9)}}};
      default:
        return Settle();
    }
  }

  wf::FactRecorded Fact() {
    facts::FactRecord r;
    r.name = Below(2) == 0 ? "mentees.count" : "order.model.number";
    r.scope = Below(2) == 0 ? "" : "2022/23";
    r.value = Value();
    r.source = Text();
    r.observed_at = 1'660'000'000 + Below(50);  // ties are frequent
    r.observed_on = DayIfAny();
    if (Below(2) == 0 && origins_) r.origin = std::make_shared<const facts::FactOrigin>(Origin());
    return {Organization(), r};
  }

  facts::FactOrigin Origin() {
    facts::FactOrigin origin{.id = Text(), .version = Below(3)};
    for (int i = Below(3); i > 0; --i) origin.rows.push_back({Text(), Below(100)});
    origin.rows_total = static_cast<int>(origin.rows.size()) + Below(2);
    return origin;
  }

  wf::Event Event() {
    const OrganizationId organization = Organization();
    switch (Below(28)) {
      case 0:
        return PutOrganization(Below(kOrganizations));
      case 1:
        return wf::PersonPut{{Person(), Text(), Contact()}};
      case 2:
        return wf::RolePut{{organization, Below(2) == 0 ? "curator" : "head", Person(),
                            AddDays(Date(2022, 9, 1), Below(3)), DayIfAny()}};
      case 3:
        return Roadmap();
      case 4:
        return Adopt(Below(kOrganizations));
      case 5:
        return Fact();
      case 6:
        return wf::TaskReported{organization, TaskOf(organization), Report()};
      case 7:
        return wf::TaskClosed{organization, TaskOf(organization), Closing()};
      case 8:
        return wf::TaskDueSet{organization, TaskOf(organization), Day(), 1 + Below(4),
                              store::kAllDueBy[static_cast<size_t>(Below(4))]};
      case 9:
        return Rung();
      case 10:
        return Notification();
      case 11:
        return wf::MarkMoved{organization, RoadmapId("plan"), Day()};
      case 12:
        return Revive();
      case 13:
        return Drop();
      case 14:
        return Move();
      case 15:
        return Close();
      default:
        return Later();
    }
  }

  std::mt19937 random_;
  bool origins_;
  int64_t revision_ = 0;
  int versions_ = 0;
  int rungs_ = 0;
  int notifications_ = 0;
  int digests_ = 0;
  std::vector<std::string> pending_;
  std::vector<std::string> open_digests_;
  std::vector<std::string> dead_digests_;
};

}  // namespace vekha::test
