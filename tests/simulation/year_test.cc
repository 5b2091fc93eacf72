// A school year under everything that goes wrong: outages, clocks that jump, crashes before and
// after every commit and every send, old backups, lawful and unlawful acts. However it goes, a rung
// is accounted for once and a digest is one.
//   VEKHA_SEEDS=10000 build/dev/bin/simulation_test   the long run
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>

#include "tests/simulation/checker.h"

namespace vekha {
namespace {

using workflow::Channel;
using workflow::Event;

constexpr int kSeeds = 200;
constexpr int kSecondsInDay = 86400;
constexpr int kLeaseSeconds = 600;

constexpr char kPlan[] =
    "roadmap: plan\ntitle: План\nlevel: school\nperiod: 2022-09-01..2023-08-31\n"
    "control: curator\nextensions: 3\n"
    R"(stages:
  - id: "1"
    title: Этап
    measures:
      - {id: "1", title: Приказ, term: до 30 сентября 2022, responsible: Иванов И. И. Петров П. П., evidence: order}
      - {id: "2", title: База, term: до 31 октября 2022, responsible: Иванов И. И., after: ["1"], done_when: mentees.count > 0}
      - {id: "3", title: Пары, term: до 30 ноября 2022, responsible: Петров П. П., after: ["2"], ladder: strict}
      - {id: "4", title: Отчёт, term: 20 декабря 2022 и 20 мая 2023, responsible: Сидоров С. С.}
      - {id: "5", title: Встречи, term: ежемесячно до 20 числа, responsible: Петров П. П.}
      - {id: "6", title: Сайт, term: постоянно, responsible: Сидоров С. С., heartbeat: 30, ladder: gentle}
)";

class Year {
 public:
  explicit Year(unsigned seed) : random_(seed) { SetUp(); }

  void Live() {
    int down = 0;
    const Date last = test::Day("2023-06-30");
    for (Date day = test::Day("2022-09-01"); day <= last; day = AddDays(day, 1)) {
      if (Chance(4)) Act(day);
      if (down > 0) {
        --down;
        continue;
      }
      if (Chance(40)) down = 1 + Below(10);
      if (Chance(100)) backup_ = log_.size();
      if (Chance(300) && backup_ > 0) Restore();
      Run(day);
      if (Chance(60)) Run(AddDays(day, 3));  // the clock jumped, and comes back tomorrow
      for (const int hour : {6, 9, 10, 21}) Deliver(day, hour + (Chance(10) ? 1 : 0));
    }
    Run(last);
  }

  std::vector<std::string> Problems() const {
    test::Checker checker(log_);
    checker.SeenUpTo(last_run_);
    std::vector<std::string> problems = checker.Problems();
    problems.insert(problems.end(), problems_.begin(), problems_.end());
    return problems;
  }

  size_t said() const { return state_.notifications.size(); }
  size_t received() const { return received_.size(); }

 private:
  void SetUp() {
    using namespace workflow;
    Do(PutOrganization{{OrganizationId("school"), OrganizationId(), roadmap::Level::kSchool,
                        "Школа", "Europe/Moscow"},
                       ""});
    for (const auto& [id, name] :
         {std::pair("ivanov", "Иванов И. И."), std::pair("petrov", "Петров П. П."),
          std::pair("sidorov", "Сидоров С. С."), std::pair("curator", "Завуч З. З."),
          std::pair("head", "Директор Д. Д.")}) {
      Contact contact;
      contact.channel = Channel::kEmail;
      contact.address = std::string(id) + "@school.example";
      Do(PutPerson{{PersonId(id), name, contact}, ""});
    }
    for (const char* role : {"curator", "head"}) {
      Do(PutRole{{OrganizationId("school"), role, PersonId(role), test::Day("2020-09-01"), {}}});
    }
    Do(ApplyRoadmap{"plan.yaml", kPlan, ""});
    Do(AdoptRoadmap{OrganizationId("school"), RoadmapId("plan"), 0, test::Day("2022-09-01")});
  }

  int Below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  bool Chance(int one_in) { return Below(one_in) == 0; }
  template <typename T>
  const T& Any(const std::vector<T>& all) {
    return all[static_cast<size_t>(Below(static_cast<int>(all.size())))];
  }

  // A crash before the commit loses the decision whole; one after it, only the answer.
  std::vector<Event> Do(const workflow::Command& command) {
    if (Chance(20)) (void)workflow::Decide(state_, *test::Rules(), command);
    auto decision = workflow::Decide(state_, *test::Rules(), command);
    if (!decision.ok()) return {};
    const int64_t revision = state_.revision + (decision->events.empty() ? 0 : 1);
    for (const Event& event : decision->events) {
      workflow::Apply(state_, event, revision, *test::Rules());
      log_.push_back({revision, event});
    }
    return std::move(decision->events);
  }

  void Run(Date day) {
    Do(workflow::RunDay{day});
    if (Chance(5)) Do(workflow::RunDay{day});
    last_run_ = state_.revision;
  }

  workflow::TaskAct ActOn(Date day) {
    const auto sheets =
        workflow::SheetsOf(state_, *test::Rules(), OrganizationId("school"), day, false);
    const task::Plan& plan = *sheets->front().plan;
    static const std::vector<std::string> kPeople = {"ivanov", "petrov", "sidorov", "curator",
                                                     "head"};
    return {Any(plan.tasks).id, PersonId(Any(kPeople)), day, "причина", "", {}};
  }

  void Act(Date day) {
    using namespace workflow;
    const TaskAct act = ActOn(day);
    switch (Below(10)) {
      case 0:
      case 1:
        Do(ReportTask{
            act.task, {act.by, day, {"7", day, "Отчёт", "https://school.example"}, ""}, "", {}});
        break;
      case 2:
        Do(AcceptReport{{act.task, PersonId("curator"), day, "", "", {}}});
        break;
      case 3:
        Do(ReturnReport{{act.task, PersonId("curator"), day, "неполный", "", {}}});
        break;
      case 4:
        Do(RequestExtension{act, AddDays(day, 7 + Below(40))});
        break;
      case 5:
        Do(DecideExtension{{act.task, PersonId("head"), day, "приказ", "", {}},
                           !Chance(3),
                           AddDays(day, 7 + Below(40))});
        break;
      case 6:
        Do(AcknowledgeTask{act});
        break;
      case 7:
        Do(DelegateTask{act, PersonId(Chance(2) ? "sidorov" : "petrov")});
        break;
      case 8:
        if (Chance(2)) {
          Do(ReopenTask{{act.task, PersonId("head"), day, "ошибка", "", {}}});
        } else {
          Do(WithdrawTask{{act.task, PersonId("head"), day, "отменено", "", {}}});
        }
        break;
      default:
        Do(PutAbsence{
            {act.by, day, AddDays(day, Below(14)), Chance(2) ? PersonId("head") : PersonId(), ""}});
        break;
    }
  }

  void Deliver(Date day, int hour) {
    using namespace workflow;
    const int64_t now =
        int64_t{kSecondsInDay} * DaysBetween(Date(1970, 1, 1), day) + int64_t{3600} * hour;
    LeaseDigests lease;
    lease.now = now;
    lease.local["Europe/Moscow"] = {day, 60 * hour};
    lease.channels = {Channel::kEmail};
    lease.seconds = kLeaseSeconds;
    SettleDigests settle{now + 60, lease.local, {}};
    for (const Event& event : Do(lease)) {
      const auto* leased = std::get_if<DigestLeased>(&event);
      if (leased == nullptr) continue;
      if (Chance(30)) continue;  // killed before it was sent
      const digest::Digest digest = ComposeDigest(state_, *test::Rules(), leased->digest, day);
      const bool sent = !Chance(6);
      if (sent && !digest.lines.empty()) Receive(leased->digest, day, hour);
      if (Chance(30)) continue;  // killed before it was recorded
      settle.results.push_back(
          {leased->digest.id, leased->attempt, sent, false, sent ? "" : "SMTP_UNREACHABLE", "", 0});
    }
    if (!settle.results.empty()) Do(settle);
  }

  // What arrives in the reader's mailbox: the world remembers it whatever the program forgets.
  void Receive(const workflow::Digest& digest, Date day, int hour) {
    if (hour < 8 || hour >= 20) problems_.push_back("at night: " + digest.id);
    const auto calendar = test::Rules()->calendars.Get(calendar::CalendarKey{});
    if (!*(*calendar)->IsWorking(day)) problems_.push_back("on a day off: " + digest.id);
    received_.insert(digest.id);
  }

  // The disk died: everything since the backup is forgotten.
  void Restore() {
    log_.resize(backup_);
    state_ = workflow::State();
    for (const test::LoggedEvent& logged : log_) {
      workflow::Apply(state_, logged.event, logged.revision, *test::Rules());
    }
    last_run_ = state_.revision;
  }

  std::mt19937 random_;
  workflow::State state_;
  std::vector<test::LoggedEvent> log_;
  size_t backup_ = 0;
  int64_t last_run_ = 0;
  std::set<std::string> received_;
  std::vector<std::string> problems_;
};

int Seeds() {
  const char* asked = std::getenv("VEKHA_SEEDS");
  return asked == nullptr ? kSeeds : std::max(1, std::atoi(asked));
}

TEST(SchoolYear, EveryRungIsAccountedForOnceWhateverHappens) {
  size_t said = 0;
  size_t received = 0;
  for (int seed = 1; seed <= Seeds(); ++seed) {
    Year year(static_cast<unsigned>(seed));
    year.Live();
    EXPECT_THAT(year.Problems(), testing::IsEmpty()) << "seed " << seed;
    said += year.said();
    received += year.received();
    if (testing::Test::HasFailure()) break;
  }
  EXPECT_GT(said, 0u);
  EXPECT_GT(received, 0u);
}

}  // namespace
}  // namespace vekha
