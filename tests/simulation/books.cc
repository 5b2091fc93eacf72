#include "tests/simulation/books.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/base/overload.h"

namespace vekha::test {

using namespace workflow;

std::string NameOfRung(const std::string& task, int revision, const std::string& rung) {
  return fmt::format("{} {} {}", task, revision, rung);
}

void Books::Enter(const Event& event) {
  std::visit(
      Overload{
          [&](const PersonPut& e) { people[e.person.id.value()] = e.person; },
          [&](const RolePut& e) { Hold(e.holding); },
          [&](const FactRecorded& e) {
            if (const auto* value = e.record.value.As<int64_t>()) {
              facts_[e.record.name] = *value;
            }
          },
          [&](const AbsencePut& e) {
            absences_[e.absence.person.value()][e.absence.from] = e.absence;
          },
          [&](const SilencePut& e) { silences_[e.silence.id] = e.silence; },
          [&](const MarkMoved& e) {
            if (mark && e.as_of < *mark) faults.push_back("the mark went back");
            mark = e.as_of;
          },
          [&](const RungAccounted& e) {
            Work& work = works_[e.key.task.value()];
            if (!work.accounted[e.key.due_revision].insert(e.key.rung).second) {
              faults.push_back("accounted for twice: " +
                               NameOfRung(e.key.task.value(), e.key.due_revision, e.key.rung));
            }
          },
          [&](const NotificationEmitted& e) { Say(e.notification); },
          [&](const NotificationDropped& e) {
            messages.at(by_id_.at(e.notification)).waits = false;
          },
          [](const auto&) {},
      },
      event);
  EnterTask(event);
  EnterPost(event);
}

void Books::EnterTask(const Event& event) {
  const TaskId task = RecordOf(event);
  if (task.empty()) return;
  Work& work = works_[task.value()];
  const auto arm = [&](int revision) {
    if (revision != work.revision + 1) faults.push_back("no new ladder: " + task.value());
    work.revision = revision;
  };
  std::visit(Overload{
                 [&](const TaskReported& e) {
                   work.report = e.report;
                   work.extension_asked = false;
                 },
                 [&](const TaskClosed&) {
                   work.closed = true;
                   work.extension_asked = false;
                 },
                 [&](const TaskReturned& e) {
                   work.report.reset();
                   arm(e.due_revision);
                 },
                 [&](const TaskReopened& e) {
                   work.report.reset();
                   work.closed = work.withdrawn = false;
                   work.reopened_on = e.what.on;
                   arm(e.due_revision);
                 },
                 [&](const TaskWithdrawn&) {
                   work.withdrawn = true;
                   work.extension_asked = false;
                 },
                 [&](const ExtensionRequested&) {
                   work.extension_asked = true;
                   ++work.extension_requests;
                 },
                 [&](const ExtensionGranted& e) {
                   work.extension_asked = false;
                   work.extended_to = e.extension.to;
                   arm(e.due_revision);
                 },
                 [&](const ExtensionRefused&) { work.extension_asked = false; },
                 [&](const TaskDelegated& e) { work.delegations.push_back(e.delegation); },
                 [&](const TaskAcknowledged& e) {
                   work.seen = e.acknowledgement;
                   work.revision = e.acknowledgement.due_revision;
                 },
                 [&](const auto&) { faults.push_back("no such thing here: " + task.value()); },
             },
             event);
}

void Books::EnterPost(const Event& event) {
  if (const auto* leased = std::get_if<DigestLeased>(&event)) {
    const auto [at, is_new] = posts.try_emplace(leased->digest.id);
    Post& post = at->second;
    if (!is_new && post.digest.items != leased->digest.items) {
      faults.push_back("other items under one id: " + leased->digest.id);
    }
    post = {leased->digest, Post::State::kOut,         leased->attempt,
            leased->until,  /*not_before=*/int64_t{0}, leased->digest.day};
    open_post[leased->digest.person.value()] = leased->digest.id;
    for (const DigestItem& item : leased->digest.items) {
      Message& message = messages.at(by_id_.at(item.notification));
      if (is_new && !message.waits) faults.push_back("told twice: " + item.notification);
      message.waits = false;
      message.digest = leased->digest.id;
    }
  } else if (const auto* settled = std::get_if<DigestSettled>(&event)) {
    Settle(*settled);
  } else if (const auto* revived = std::get_if<DigestRevived>(&event)) {
    Post& post = posts.at(revived->id);
    post.state = Post::State::kRetry;
    post.not_before = 0;
    open_post[post.digest.person.value()] = revived->id;
  }
}

void Books::Settle(const DigestSettled& settled) {
  Post& post = posts.at(settled.id);
  const std::string& person = post.digest.person.value();
  if (post.state == Post::State::kSent) faults.push_back("sent twice: " + settled.id);
  post.attempt = settled.attempt;
  post.day = settled.day;
  post.not_before = settled.not_before;
  switch (settled.outcome) {
    case DigestOutcome::kSent:
      post.state = Post::State::kSent;
      if (const auto last = last_sent.find(person); last != last_sent.end()) {
        if (last->second == settled.day) faults.push_back("two in a day: " + settled.id);
        last->second = std::max(last->second, settled.day);
      } else {
        last_sent[person] = settled.day;
      }
      break;
    case DigestOutcome::kRetry:
      post.state = Post::State::kRetry;
      return;
    case DigestOutcome::kDead:
      post.state = Post::State::kDead;
      break;
    case DigestOutcome::kDropped:
      post.state = Post::State::kDropped;
      break;
  }
  open_post.erase(person);
}

void Books::Say(const Notification& said) {
  if (!by_id_.emplace(said.id, messages.size()).second) {
    faults.push_back("said twice: " + said.id);
    return;
  }
  messages.push_back({said, true, ""});
}

void Books::Hold(const RoleHolding& holding) {
  const auto same = std::find_if(roles.begin(), roles.end(), [&](const RoleHolding& known) {
    return known.organization == holding.organization && known.role == holding.role &&
           known.person == holding.person && known.from == holding.from;
  });
  if (same == roles.end()) {
    roles.push_back(holding);
  } else {
    *same = holding;
  }
}

// --- duties

const Work& Books::WorkOn(const Duty& duty) const {
  static const Work kNothingHappened;
  const auto found = works_.find(duty.id);
  return found == works_.end() ? kNothingHappened : found->second;
}

std::optional<Date> Books::DueOf(const Duty& duty) const {
  const std::optional<Date>& extended = WorkOn(duty).extended_to;
  return extended ? extended : duty.due;
}

int64_t Books::FactOf(const std::string& name) const {
  const auto found = facts_.find(name);
  return found == facts_.end() ? -1 : found->second;
}

bool Books::Applies(const Duty& duty) const {
  return duty.applies_when_positive.empty() || FactOf(duty.applies_when_positive) != 0;
}

bool Books::FactsSayDone(const Duty& duty) const {
  return !duty.done_when_positive.empty() && FactOf(duty.done_when_positive) > 0;
}

bool Books::IsClosed(const Duty& duty) const { return WorkOn(duty).closed || FactsSayDone(duty); }

bool Books::WaitsForDecision(const Duty& duty) const {
  const Work& work = WorkOn(duty);
  return work.report && !work.withdrawn && !IsClosed(duty);
}

std::string Books::WhyNothing(const Duty& duty) const {
  if (!Applies(duty)) return "DOES_NOT_APPLY";
  if (WorkOn(duty).withdrawn) return "TASK_WITHDRAWN";
  if (IsClosed(duty)) return "TASK_CLOSED";
  return WorkOn(duty).report ? "TASK_REPORTED" : "";
}

bool Books::IsOverdue(const Duty& duty, Date day) const {
  const auto due = DueOf(duty);
  return due && *due < day && WhyNothing(duty).empty();
}

bool Books::IsBehindAnOverdueOne(const Duty& duty, Date day) const {
  return std::any_of(duty.after.begin(), duty.after.end(),
                     [&](const std::string& id) { return IsOverdue(*FindDuty(id), day); });
}

// --- people

std::set<std::string> Books::Holders(const std::string& role, Date day) const {
  for (const char* place : {kSchool, kDistrict}) {
    std::set<std::string> holders;
    for (const RoleHolding& held : roles) {
      const bool then = held.from <= day && (!held.to || day <= *held.to);
      if (held.organization.value() == place && held.role == role && then) {
        holders.insert(held.person.value());
      }
    }
    if (!holders.empty()) return holders;
  }
  return {};
}

bool Books::HasLeft(const std::string& person, Date day) const {
  bool held = false;
  bool holds = false;
  for (const RoleHolding& holding : roles) {
    if (holding.person.value() != person) continue;
    (holding.to && *holding.to < day ? held : holds) = true;
  }
  return held && !holds;
}

std::vector<Books::Answers> Books::WhoAnswers(const Duty& duty, Date day) const {
  std::vector<Answers> all;
  for (const std::string& person : duty.people) all.push_back({person, "", all.empty()});
  if (!duty.role.empty()) {
    for (const std::string& person : Holders(duty.role, day)) all.push_back({person, "", true});
    if (all.empty()) all.push_back({"", duty.role_name, true});
  }
  // He who hands it over takes part from then on.
  for (const task::Delegation& delegation : WorkOn(duty).delegations) {
    const std::string& to = delegation.to.value();
    std::erase_if(all, [&](const Answers& one) { return one.person == to; });
    for (Answers& one : all) {
      if (delegation.first && one.person == delegation.from.value()) one.first = false;
    }
    all.push_back({to, "", delegation.first});
  }
  return all;
}

std::vector<Listener> Books::Listeners(const Duty& duty, const std::vector<std::string>& audience,
                                       Date day) const {
  std::vector<Listener> out;
  const auto add = [&](const Listener& one) {
    const bool told =
        !one.person.empty() &&
        std::any_of(out.begin(), out.end(), [&](const auto& l) { return l.person == one.person; });
    if (!told) out.push_back(one);
  };
  for (const std::string& word : audience) {
    if (word == "responsible" || word == "co_executors") {
      for (const Answers& one : WhoAnswers(duty, day)) {
        if (one.first == (word == "responsible")) add({word, one.person, one.name});
      }
      continue;
    }
    const std::string role = word == "controller"  ? kController
                             : word == "authority" ? kAuthority
                                                   : word;
    const std::set<std::string> holders = Holders(role, day);
    if (holders.empty()) add({word, "", role});
    for (const std::string& person : holders) add({word, person, ""});
  }
  return out;
}

std::optional<std::string> Books::ReaderFor(const std::string& person, Date day) const {
  constexpr int kChainMax = 5;
  std::string reader = person;
  for (int i = 0; i < kChainMax; ++i) {
    const auto known = absences_.find(reader);
    if (known == absences_.end()) return reader;
    const Absence* away = nullptr;
    for (const auto& [from, absence] : known->second) {
      if (away == nullptr && from <= day && day <= absence.to) away = &absence;
    }
    if (away == nullptr) return reader;
    if (away->substitute.empty()) return std::nullopt;
    reader = away->substitute.value();
  }
  return std::nullopt;
}

bool Books::IsSilent(const std::string& reader, Date day) const {
  return std::any_of(silences_.begin(), silences_.end(), [&](const auto& entry) {
    const Silence& silence = entry.second;
    const bool of_him = silence.person.empty() || silence.person.value() == reader;
    return of_him && silence.from <= day && day <= silence.until;
  });
}

const Contact& Books::ContactOf(const std::string& person) const {
  static const Contact kNone;
  const auto found = people.find(person);
  return found == people.end() ? kNone : found->second.contact;
}

bool Books::IsReachable(const std::string& person) const {
  return ContactOf(person).channel != Channel::kNone;
}

const Message* Books::FindMessage(const std::string& id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &messages[found->second];
}

}  // namespace vekha::test
