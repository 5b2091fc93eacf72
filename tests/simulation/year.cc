#include "tests/simulation/year.h"

#include <absl/time/time.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/base/rejection.h"

namespace vekha::test {

using workflow::Channel;
using workflow::Event;

namespace {

constexpr int kSecondsInDay = 86400;
constexpr int kLeaseSeconds = 600;
constexpr int kCalmDays = 25;
constexpr int kGapDays = 7;  // shorter than the longest outage
// Times of the courier: every three hours, so that each reader's day has a few.
constexpr int kTicks = 8;

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
      - {id: "7", title: Сверка, term: до 10 апреля 2023, responsible: Глухов Г. Г.}
)";

struct Reader {
  const char* id;
  const char* name;
  const char* zone;  // empty: the school's; Berlin and New York save daylight
  int digest_minute;
};
constexpr Reader kReaders[] = {
    {"ivanov", "Иванов И. И.", "", 8 * 60},
    {"petrov", "Петров П. П.", "Europe/Berlin", 7 * 60 + 30},
    {"sidorov", "Сидоров С. С.", "America/New_York", 8 * 60},
    {"curator", "Завуч З. З.", "Asia/Vladivostok", 9 * 60 + 15},
    {"head", "Директор Д. Д.", "Europe/Kaliningrad", 8 * 60},
};
constexpr char kSchoolZone[] = "Europe/Moscow";
constexpr char kUnreachable[] = "gluhov";

const absl::TimeZone& ZoneOf(const std::string& name) {
  static std::map<std::string, absl::TimeZone>& zones = *new std::map<std::string, absl::TimeZone>;
  const auto [at, is_new] = zones.try_emplace(name);
  if (is_new && !absl::LoadTimeZone(name, &at->second)) ADD_FAILURE() << "no zone " << name;
  return at->second;
}

workflow::LocalTime LocalIn(const std::string& zone, int64_t now) {
  const absl::CivilSecond civil = absl::ToCivilSecond(absl::FromUnixSeconds(now), ZoneOf(zone));
  return {
      Date(static_cast<unsigned short>(civil.year()), static_cast<unsigned short>(civil.month()),
           static_cast<unsigned short>(civil.day())),
      60 * civil.hour() + civil.minute()};
}

bool IsWorking(Date day) {
  const auto calendar = Rules()->calendars.Get(calendar::CalendarKey{});
  return *(*calendar)->IsWorking(day);
}

Date WorkingFrom(Date day) {
  while (!IsWorking(day)) day = AddDays(day, 1);
  return day;
}

template <typename T>
const T& At(const std::vector<T>& all, int index) {
  return all[static_cast<size_t>(index)];
}

}  // namespace

Year::Year(unsigned seed, Faults faults, Period span)
    : faults_(faults), span_(span), random_(seed), trouble_(seed + 1'000'000'007u) {
  SetUp();
}

void Year::Live() {
  for (Date day = span_.first; day <= span_.last; day = AddDays(day, 1)) LiveDay(day, false);
  skew_ = 0;
  down_ = 0;
  calm_ = true;
  const Date last = AddDays(span_.last, kCalmDays);
  for (Date day = AddDays(span_.last, 1); day <= last; day = AddDays(day, 1)) LiveDay(day, true);
  CheckNothingWaits(AddDays(last, -7));
}

std::vector<std::string> Year::Problems() const {
  Checker checker(log_);
  checker.SeenUpTo(last_run_);
  std::vector<std::string> problems = checker.Problems();
  problems.insert(problems.end(), problems_.begin(), problems_.end());
  return problems;
}

void Year::SetUp() {
  using namespace workflow;
  const OrganizationId school("school");
  Ask(PutOrganization{{school, OrganizationId(), roadmap::Level::kSchool, "Школа", kSchoolZone},
                      ""});
  for (const Reader& reader : kReaders) {
    Contact contact;
    contact.channel = Channel::kEmail;
    contact.address = std::string(reader.id) + "@school.example";
    contact.zone = reader.zone;
    contact.digest_minute = reader.digest_minute;
    Ask(PutPerson{{PersonId(reader.id), reader.name, contact}, ""});
  }
  Ask(PutPerson{{PersonId(kUnreachable), "Глухов Г. Г.", {}}, ""});
  for (const char* role : {"curator", "head"}) {
    Ask(PutRole{{school, role, PersonId(role), Day("2020-09-01"), {}}});
  }
  Ask(ApplyRoadmap{"plan.yaml", kPlan, ""});
  Ask(AdoptRoadmap{school, RoadmapId("plan"), 0, Day("2022-09-01")});
}

void Year::LiveDay(Date day, bool calm) {
  if (!calm && Chance(4)) Act(day);
  const int64_t midnight = int64_t{kSecondsInDay} * DaysBetween(Date(1970, 1, 1), day);
  now_ = midnight + 3600;
  if (down_ > 0) {
    --down_;
    return;
  }
  if (Trouble(40)) {
    ++seen_["outage"];
    down_ = 1 + static_cast<int>(trouble_() % 10);
  }
  if (Trouble(50)) backup_ = log_.size();
  if (Trouble(150) && backup_ > 0) Restore();
  skew_ = 0;
  if (calm || Trouble(5)) ReviveDead();
  if (Trouble(60)) {
    ++seen_["clock off by three days"];
    skew_ = 3 * kSecondsInDay * (trouble_() % 2 == 0 ? 1 : -1);
  }
  for (int tick = 0; tick < kTicks; ++tick) {
    const int64_t at = midnight + 3600 * (3 * tick + 1);
    now_ = at + (calm ? 0 : 60 * static_cast<int64_t>(trouble_() % 60));
    if (Trouble(60)) {
      ++seen_["clock off by an hour"];
      skew_ += 3600 * (trouble_() % 2 == 0 ? 1 : -1);
    }
    if (tick == 0 || Trouble(20)) Run(Today());
    Deliver();
  }
}

bool Year::Trouble(int one_in) {
  return faults_.world && !calm_ && trouble_() % static_cast<unsigned>(one_in) == 0;
}

workflow::LocalTimes Year::Locals() const {
  workflow::LocalTimes locals;
  locals[kSchoolZone] = LocalIn(kSchoolZone, Now());
  for (const Reader& reader : kReaders) {
    const std::string zone = reader.zone;
    if (!zone.empty()) locals[zone] = LocalIn(zone, Now());
  }
  return locals;
}

std::string Year::ZoneOfReader(const PersonId& reader) const {
  const std::string& zone = state_.people.at(reader).person.contact.zone;
  return zone.empty() ? kSchoolZone : zone;
}

workflow::LocalTime Year::LocalOf(const PersonId& reader) const {
  return LocalIn(ZoneOfReader(reader), Now());
}

Date Year::Today() const { return LocalIn(kSchoolZone, Now()).day; }

// --- what people do

workflow::TaskAct Year::ActOn(Date day) {
  const auto sheets = workflow::SheetsOf(state_, *Rules(), OrganizationId("school"), day, false);
  const task::Plan& plan = *sheets->front().plan;
  const TaskId task = At(plan.tasks, Below(static_cast<int>(plan.tasks.size()))).id;
  return {task, PersonId(kReaders[Below(std::size(kReaders))].id), day, "причина", "", {}};
}

void Year::Act(Date day) {
  if (Chance(5)) return ActOnDelivery(day);
  ActOnTask(day);
}

void Year::ActOnTask(Date day) {
  using namespace workflow;
  const TaskAct act = ActOn(day);
  TaskAct by_curator = act;
  by_curator.by = PersonId("curator");
  TaskAct by_head = act;
  by_head.by = PersonId("head");
  const Date until = AddDays(day, 7 + Below(40));
  switch (Below(10)) {
    case 0:
    case 1:
      return Ask(ReportTask{
          act.task, {act.by, day, {"7", day, "Отчёт", "https://school.example"}, ""}, "", {}});
    case 2:
      return Ask(AcceptReport{by_curator});
    case 3:
      return Ask(ReturnReport{by_curator});
    case 4:
      return Ask(RequestExtension{act, until});
    case 5:
      return Ask(DecideExtension{by_head, !Chance(3), until});
    case 6:
      return Ask(AcknowledgeTask{act});
    case 7:
      return Ask(DelegateTask{act, PersonId(Chance(2) ? "sidorov" : "petrov")});
    case 8:
      if (Chance(2)) return Ask(ReopenTask{by_head});
      return Ask(WithdrawTask{by_head});
    default: {
      facts::FactRecord fact;
      fact.name = "mentees.count";
      fact.value = condition::Value(int64_t{Below(3)});
      fact.scope = facts::ScopeKey(facts::FactPer::kCycle, day);
      fact.source = "test";
      fact.observed_on = day;
      fact.observed_at = int64_t{kSecondsInDay} * DaysBetween(Date(1970, 1, 1), day);
      return Ask(RecordFacts{OrganizationId("school"), {std::move(fact)}});
    }
  }
}

void Year::ActOnDelivery(Date day) {
  using namespace workflow;
  const PersonId person(kReaders[Below(std::size(kReaders))].id);
  if (Chance(3)) {
    Silence silence;
    silence.id = fmt::format("silence-{}", ++silences_);
    silence.organization = OrganizationId("school");
    if (Chance(2)) silence.person = person;
    silence.from = day;
    // It ends so that the next day works.
    silence.until = AddDays(WorkingFrom(AddDays(day, 2 + Below(8))), -1);
    silence.by = PersonId("head");
    silence.reason = "каникулы";
    return Ask(PutSilence{silence, day});
  }
  if (silences_ > 0 && Chance(4)) {
    return Ask(EndSilence{fmt::format("silence-{}", silences_), PersonId("head"), "", day});
  }
  Ask(PutAbsence{
      {person, day, AddDays(day, Below(14)), Chance(2) ? PersonId("head") : PersonId(), ""}});
}

// An operator looks after what could not be sent.
void Year::ReviveDead() {
  std::vector<std::string> dead;
  for (const auto& [id, entry] : state_.digests) {
    if (entry.state == workflow::DigestState::kDead) dead.push_back(id);
  }
  for (const std::string& id : dead) Ask(workflow::ReviveDigest{id});
}

// --- the program

bool Year::Crashes() {
  ++points_;
  const bool crashes = points_ == faults_.crash_at ||
                       (faults_.crash_one_in > 0 && !calm_ &&
                        trouble_() % static_cast<unsigned>(faults_.crash_one_in) == 0);
  if (crashes) ++crashes_;
  return crashes;
}

Year::Attempt Year::Try(const workflow::Command& command) {
  auto decision = workflow::Decide(state_, *Rules(), command);
  if (!decision.ok()) {
    ++seen_[RejectionOf(decision.status()).reason];
    return {};
  }
  for (const workflow::SkippedAdoption& skipped : decision->skipped) {
    ++seen_[RejectionOf(skipped.why).reason];
    if (!decision->events.empty()) Add("a skipped adoption was run");
  }
  if (decision->events.empty()) return {decision->skipped.empty()};
  if (Crashes()) {
    Restart();
    return {.died = true};
  }
  const int64_t revision = state_.revision + 1;
  for (const Event& event : decision->events) {
    ++seen_[std::string(workflow::EventKind(event))];
    workflow::Apply(state_, event, revision, *Rules());
    log_.push_back({revision, event});
  }
  if (Crashes()) {
    Restart();
    return {true, true, std::move(decision->events)};
  }
  return {true, false, std::move(decision->events)};
}

// Whoever got no answer asks again; asked under the same id after the commit, it answers as before.
void Year::Ask(const workflow::Command& command) {
  for (Attempt attempt = Try(command); attempt.died && !attempt.done;) attempt = Try(command);
}

void Year::Run(Date day) {
  workflow::RunDay run{day};
  run.gap_days = Trouble(2) ? kGapDays : 0;
  Attempt attempt = Try(run);
  while (attempt.died && !attempt.done) attempt = Try(run);
  if (attempt.done) last_run_ = state_.revision;
}

// As the courier does it: leases, composes, sends, records.
void Year::Deliver() {
  using namespace workflow;
  if (!late_.empty()) {
    ++seen_["late answer"];
    const Attempt attempt = Try(SettleDigests{Now(), Locals(), std::exchange(late_, {})});
    if (attempt.died) return;
  }
  LeaseDigests lease;
  lease.now = Now();
  lease.local = Locals();
  lease.channels = {Channel::kEmail};
  lease.seconds = kLeaseSeconds;
  const Attempt attempt = Try(lease);
  if (attempt.died) return;
  SettleDigests settle{Now() + 60, lease.local, {}};
  for (const Event& event : attempt.events) {
    const auto* leased = std::get_if<DigestLeased>(&event);
    if (leased == nullptr) continue;
    if (leased->attempt == 1) CheckFreshLease(leased->digest, LocalOf(leased->digest.person).day);
    if (!Send(*leased, settle)) return;
  }
  if (settle.results.empty()) return;
  if (Trouble(40)) {
    late_ = std::move(settle.results);  // the answer comes when others may have been asked
  } else {
    Try(settle);
  }
}

// False when it died.
bool Year::Send(const workflow::DigestLeased& leased, workflow::SettleDigests& settle) {
  const auto die = [&] {
    Restart();
    return false;
  };
  if (Crashes()) return die();
  const PersonId& reader = leased.digest.person;
  const digest::Digest digest =
      workflow::ComposeDigest(state_, *Rules(), leased.digest, LocalOf(reader).day);
  const bool unreachable = Trouble(6);
  const bool refused = !unreachable && Trouble(60);
  const bool sent = !unreachable && !refused;
  if (sent && !digest.lines.empty()) {
    Receive(leased.digest);
    if (Crashes()) return die();
  }
  const char* reason = sent ? "" : refused ? "SMTP_REFUSED" : "SMTP_UNREACHABLE";
  settle.results.push_back({leased.digest.id, leased.attempt, sent, refused, reason, "", 0});
  return true;
}

void Year::Restart() {
  auto plans = state_.plans;
  state_ = workflow::State();
  state_.plans = std::move(plans);
  late_.clear();
  for (const LoggedEvent& logged : log_) {
    workflow::Apply(state_, logged.event, logged.revision, *Rules());
  }
}

// The disk died: everything since the backup is forgotten.
void Year::Restore() {
  ++seen_["old backup"];
  log_.resize(backup_);
  Restart();
  last_run_ = state_.revision;
}

// --- what the world sees

void Year::Receive(const workflow::Digest& digest) {
  const workflow::LocalTime local = LocalOf(digest.person);
  const int from = state_.people.at(digest.person).person.contact.digest_minute;
  if (local.minute < from || local.minute >= workflow::kQuietFromMinute) {
    Add(fmt::format("at {} minutes: {}", local.minute, digest.id));
  }
  if (!IsWorking(local.day)) Add("on a day off: " + digest.id);
  // A clock that is off makes mornings of its own, and which they were an old backup forgets: a day
  // is what the clock shows of the day it really is.
  const Date real_day = LocalIn(ZoneOfReader(digest.person), now_).day;
  const auto [morning, first] =
      by_morning_.emplace(std::tuple(digest.person, real_day, local.day), digest.id);
  if (!first && morning->second != digest.id) {
    Add(fmt::format("{} got {} and {} on one day", digest.person.value(), morning->second,
                    digest.id));
  }
  const auto entry = state_.digests.find(digest.id);
  if (entry != state_.digests.end() && entry->second.state == workflow::DigestState::kSent) {
    Add("recorded as sent, and sent again: " + digest.id);
  }
  if (!received_.emplace(digest.id, Mail{digest.person, local.day}).second) ++seen_["repeated"];
  CheckItems(digest);
}

// Of each item by itself: nothing of an old due day is in what arrives.
void Year::CheckItems(const workflow::Digest& digest) {
  const Date day = LocalOf(digest.person).day;
  for (const workflow::DigestItem& item : digest.items) {
    const workflow::NotificationEntry* entry =
        workflow::FindNotification(state_, item.notification);
    if (entry == nullptr) continue;
    const workflow::Notification& said = entry->notification;
    const auto record = state_.tasks.find(said.task);
    const bool of_a_rung = state_.rungs.contains({said.task, said.due_revision, said.rung});
    const bool old =
        record != state_.tasks.end() && record->second.due_revision != said.due_revision;
    if (!of_a_rung || !old) continue;
    workflow::Digest alone = digest;
    alone.items = {item};
    if (!workflow::ComposeDigest(state_, *Rules(), alone, day).lines.empty()) {
      Add("an old date was sent: " + said.id);
    }
  }
}

void Year::CheckFreshLease(const workflow::Digest& digest, Date day) {
  for (const workflow::DigestItem& item : digest.items) {
    for (const auto& [id, silence] : state_.silences) {
      const bool of_him = silence.person.empty() || silence.person == digest.person;
      if (of_him && silence.from <= day && day <= silence.until) {
        Add(fmt::format("sent under {}: {}", id, item.notification));
      }
    }
  }
}

// Nothing is forgotten: what was said up to `until` has arrived, or has a reason not to.
void Year::CheckNothingWaits(Date until) {
  for (const workflow::NotificationEntry& entry : state_.notifications) {
    const workflow::Notification& said = entry.notification;
    if (said.as_of > until || said.person.empty()) continue;
    const bool waits = entry.delivery == workflow::DeliveryState::kPending ||
                       entry.delivery == workflow::DeliveryState::kTaken;
    if (waits) Add("waits for ever: " + said.id);
    const bool sent = entry.delivery == workflow::DeliveryState::kSent;
    if (sent && !received_.contains(entry.digest)) Add("never arrived: " + entry.digest);
  }
}

}  // namespace vekha::test
