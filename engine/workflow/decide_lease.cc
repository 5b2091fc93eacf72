// Notifications become digests, one a person and working day, and go to whoever sends them.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "engine/workflow/decisions.h"
#include "engine/workflow/outbox.h"
#include "engine/workflow/reader.h"
#include "engine/workflow/unreached.h"

namespace vekha::workflow {
namespace {

std::string DigestIdOf(const PersonId& reader, std::string_view day) {
  return fmt::format("digest/{}/{}", reader.value(), day);
}

// The least id greater than this one.
PersonId After(const PersonId& person) { return PersonId(person.value() + '\0'); }

bool IsSendingTime(const Contact& contact, const LocalTime& time) {
  return MinutesLeft(contact, time) > 0;
}

// One look through what is pending, person by person. A person's look completes the digest of each
// reader his notifications go to: what others have for that reader is looked at, too.
class Leaser {
 public:
  Leaser(const State& state, const RuleBook& rules, const LeaseDigests& command)
      : state_(state), command_(command), outbox_(state, rules) {}

  Decision Run() {
    if (command_.only) {
      LookAt(PersonId());
      Visit(*command_.only);
      Complete(*command_.only);
      return std::move(decision_);
    }
    for (auto person = NextFrom(command_.from.value_or(PersonId())); person;
         person = NextFrom(After(*person))) {
      if (leased_ >= command_.limit) {
        decision_.next = std::move(person);
        break;
      }
      Visit(*person);
    }
    return std::move(decision_);
  }

 private:
  // The first person from this one on for whom anything is to be sent.
  std::optional<PersonId> NextFrom(const PersonId& person) const {
    const auto pending = state_.pending.lower_bound(person);
    const auto open = state_.open_digests.lower_bound(person);
    if (pending == state_.pending.end() && open == state_.open_digests.end()) return std::nullopt;
    if (pending == state_.pending.end()) return open->first;
    if (open == state_.open_digests.end()) return pending->first;
    return std::min(pending->first, open->first);
  }

  void Visit(const PersonId& person) {
    const auto open = state_.open_digests.find(person);
    if (open != state_.open_digests.end()) LeaseAgain(state_.digests.at(open->second));
    if (IsAsItWas(person)) return;
    LookAt(person);
    while (!items_.empty()) Complete(items_.begin()->first);
  }

  // True when he was looked at before, in this state, on this day and at a time that is as good.
  bool IsAsItWas(const PersonId& person) const {
    if (!command_.looked || command_.looked->revision != state_.revision) return false;
    if (state_.absences.contains(person)) return false;  // who reads for him may have his own hours
    const Contact& contact = ContactOf(state_, person);
    return std::all_of(command_.local.begin(), command_.local.end(), [&](const auto& zone) {
      const auto then = command_.looked->local.find(zone.first);
      return then != command_.looked->local.end() && then->second.day == zone.second.day &&
             IsSendingTime(contact, then->second) == IsSendingTime(contact, zone.second);
    });
  }

  void LookAt(const PersonId& person) {
    const auto pending = state_.pending.find(person);
    if (pending == state_.pending.end() || !looked_at_.insert(person).second) return;
    for (const size_t at : pending->second) Pass(at, person);
  }

  void Complete(PersonId reader) {
    std::vector<PersonId> people = {reader};
    std::set<PersonId> known = {reader};
    // `people` grows while it is walked: a stand-in may have stood in for another.
    for (size_t i = 0; i < people.size(); ++i) {
      LookAt(people[i]);
      const auto absent = state_.absent_by_substitute.find(people[i]);
      if (absent == state_.absent_by_substitute.end()) continue;
      for (const PersonId& person : absent->second) {
        if (known.insert(person).second) people.push_back(person);
      }
    }
    auto items = items_.extract(reader);
    if (items.empty() || leased_ >= command_.limit) return;
    // In order of revision, whoever they were said to.
    std::sort(items.mapped().begin(), items.mapped().end());
    LeaseNew(reader, items.mapped());
  }

  bool Serves(const PersonId& reader) const {
    if (command_.only && *command_.only != reader) return false;
    return command_.channels.contains(ContactOf(state_, reader).channel);
  }

  void LeaseAgain(const DigestEntry& entry) {
    const PersonId& reader = entry.digest.person;
    const bool free = entry.state == DigestState::kWaiting ? entry.not_before <= command_.now
                                                           : entry.until <= command_.now;
    if (!free) return;
    const LocalTime time = TimeIn(command_.local, ZoneOfDigest(state_, entry.digest));
    if (ContactOf(state_, reader).channel == Channel::kNone) {
      return GiveUp(entry, time, "UNREACHABLE");
    }
    // Nobody ever said what became of it.
    if (entry.state == DigestState::kLeased && entry.attempt >= kAttemptsMax) {
      return GiveUp(entry, time, "LEASE_EXPIRED");
    }
    if (!Serves(reader) || !IsSendingTime(ContactOf(state_, reader), time)) return;
    // A dead one that was revived goes on a morning of its own.
    if (HadOne(reader, time.day) || outbox_.IsAway(reader, time.day)) return;
    // The same set under the same id, as it may have arrived already: a silence or an absence that
    // came since holds what is new, a day off holds all.
    bool alive = false;
    for (const DigestItem& item : entry.digest.items) {
      const NotificationEntry* known = FindNotification(state_, item.notification);
      if (known == nullptr) continue;
      const Passage passage = outbox_.Look(known->notification, time.day);
      const bool is_on_its_way = passage.reason == "SILENCE" || passage.reason == "ABSENT";
      if (passage.kind == Passage::Kind::kHold && !is_on_its_way) return;
      // Its line is left out here; whoever holds the role now is told of it himself.
      for (const PersonId& other : passage.others) Readdress(known->notification, other);
      alive |=
          passage.kind == Passage::Kind::kSend || is_on_its_way || passage.reason == "UNREACHABLE";
    }
    if (!alive) {
      Emit(DigestSettled{entry.digest.id, entry.attempt, DigestOutcome::kDropped, time.day, "STALE",
                         "", command_.now, 0});
      return;
    }
    Digest digest = entry.digest;
    digest.channel = ContactOf(state_, digest.person).channel;
    digest.address = ContactOf(state_, digest.person).address;
    Lease(std::move(digest), entry.attempt + 1);
  }

  void GiveUp(const DigestEntry& entry, const LocalTime& time, std::string_view why) {
    if (time.day.is_special()) return;
    Emit(DigestSettled{entry.digest.id, entry.attempt, DigestOutcome::kDead, time.day,
                       std::string(why), "", command_.now, 0});
    const Notification* lost = LostWith(state_, entry.digest);
    if (lost != nullptr) Tell(*lost, entry.digest.person, time.day, why);
  }

  void Pass(size_t at, const PersonId& person) {
    const Notification& notification = At(at);
    const LocalTime time =
        TimeIn(command_.local, ZoneOf(state_, person, notification.organization));
    if (time.day.is_special()) return;
    const Passage passage = outbox_.Look(notification, time.day);
    switch (passage.kind) {
      case Passage::Kind::kHold:
        return;
      case Passage::Kind::kDrop:
        Drop(notification, passage.reason);
        if (passage.reason == "UNREACHABLE") {
          Tell(notification, passage.reader, time.day, passage.reason);
        } else if (passage.reason == "LEFT") {
          Tell(notification, person, time.day, passage.reason);
        }
        return;
      case Passage::Kind::kReaddress:
        Drop(notification, passage.reason);
        for (const PersonId& other : passage.others) Readdress(notification, other);
        return;
      case Passage::Kind::kSend:
        break;
    }
    if (!Serves(passage.reader)) return;
    if (passage.reader != person && IsHeldWhere(passage.reader, notification)) return;
    items_[passage.reader].push_back(at);
  }

  // True when it is not to be told to a substitute on the day it is where he is.
  bool IsHeldWhere(const PersonId& reader, const Notification& notification) {
    const LocalTime time =
        TimeIn(command_.local, ZoneOf(state_, reader, notification.organization));
    return time.day.is_special() ||
           outbox_.Look(notification, time.day).kind != Passage::Kind::kSend;
  }

  // True when he was sent one on that day of his, or on a later one by a clock that ran ahead.
  bool HadOne(const PersonId& reader, Date day) const {
    const auto last = state_.last_digest_day.find(reader);
    return last != state_.last_digest_day.end() && day <= last->second;
  }

  // True when one was given up on that day: nothing more on it, as it may have arrived after all.
  bool GaveUpOn(const PersonId& reader, Date day) const {
    const std::string prefix = DigestIdOf(reader, "");
    for (auto at = state_.digests.lower_bound(prefix);
         at != state_.digests.end() && at->first.starts_with(prefix); ++at) {
      if (at->second.state == DigestState::kDead && at->second.day == day) return true;
    }
    return false;
  }

  void Drop(const Notification& notification, const std::string& reason) {
    Emit(NotificationDropped{notification.organization, notification.id, reason});
  }

  void Tell(const Notification& notification, const PersonId& reader, Date day,
            std::string_view why) {
    for (Event& event : TellCarers(state_, notification, reader, WhyNotSent(why), day)) {
      const std::string& id = std::get<NotificationEmitted>(event).notification.id;
      if (emitted_.insert(id).second) decision_.events.push_back(std::move(event));
    }
  }

  // The role has another holder now: it is his.
  void Readdress(const Notification& notification, const PersonId& other) {
    Notification to = notification;
    to.person = other;
    const auto person = state_.people.find(other);
    to.addressee = person == state_.people.end() ? other.value() : person->second.person.name;
    to.id = fmt::format("{}|{}|{}|{}|{}", to.task.value(), to.due_revision, to.rung, to.audience,
                        other.value());
    const bool known = FindNotification(state_, to.id) != nullptr;
    if (!known && emitted_.insert(to.id).second) Emit(NotificationEmitted{std::move(to)});
  }

  void LeaseNew(const PersonId& reader, const std::vector<size_t>& notifications) {
    if (state_.open_digests.contains(reader)) return;
    const LocalTime time =
        TimeIn(command_.local, ZoneOf(state_, reader, At(notifications.front()).organization));
    if (!IsSendingTime(ContactOf(state_, reader), time)) return;
    if (HadOne(reader, time.day) || GaveUpOn(reader, time.day)) return;
    Digest digest;
    digest.person = reader;
    digest.day = time.day;
    digest.id = DigestIdOf(reader, FormatIso(time.day));
    if (state_.digests.contains(digest.id)) return;
    const Contact& contact = ContactOf(state_, reader);
    digest.channel = contact.channel;
    digest.address = contact.address;
    // Of several things about one task the newest is said.
    std::set<std::string> about;
    std::vector<DigestItem> items;
    for (auto at = notifications.rbegin(); at != notifications.rend(); ++at) {
      const Notification& n = At(*at);
      // News stands alone, and what is asked of him is another thing than what is due.
      const bool alone = n.kind == reminder::NoticeKind::kNews;
      const char* what = n.kind == reminder::NoticeKind::kRequest ? "asked " : "due ";
      if (!alone && !about.insert(what + n.task.value()).second) {
        Drop(n, "DUPLICATE");
        continue;
      }
      items.push_back({n.id, n.person == reader ? PersonId() : n.person});
    }
    digest.items.assign(items.rbegin(), items.rend());
    Lease(std::move(digest), 1);
  }

  const Notification& At(size_t at) const { return state_.notifications[at].notification; }

  void Lease(Digest digest, int attempt) {
    ++leased_;
    Emit(
        DigestLeased{std::move(digest), attempt, command_.worker, command_.now + command_.seconds});
  }

  template <typename E>
  void Emit(E event) {
    decision_.events.emplace_back(std::move(event));
  }

  const State& state_;
  const LeaseDigests& command_;
  Outbox outbox_;
  std::set<PersonId> looked_at_;
  std::map<PersonId, std::vector<size_t>> items_;  // by reader whose digest is not complete
  std::set<std::string> emitted_;
  int leased_ = 0;
  Decision decision_;
};

}  // namespace

absl::StatusOr<Decision> DecideLease(const State& state, const RuleBook& rules,
                                     const LeaseDigests& command) {
  return Leaser(state, rules, command).Run();
}

}  // namespace vekha::workflow
