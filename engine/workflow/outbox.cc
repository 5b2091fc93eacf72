#include "engine/workflow/outbox.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/reminder/account.h"
#include "engine/workflow/command.h"
#include "engine/workflow/missed_target.h"
#include "engine/workflow/notices.h"
#include "engine/workflow/tree.h"

namespace vekha::workflow {
namespace {

constexpr size_t kSheetsMax = 500;  // some 10 MB
constexpr int kStandInsMax = 5;     // a chain of absences longer than this is a circle
constexpr std::string_view kExtensionAsked = "extension-asked";  // with its number

}  // namespace

std::string ZoneOf(const State& state, const PersonId& person, const OrganizationId& about) {
  const auto found = state.people.find(person);
  if (found != state.people.end() && !found->second.person.contact.zone.empty()) {
    return found->second.person.contact.zone;
  }
  const auto organization = state.organizations.find(about);
  return organization == state.organizations.end() ? Organization().zone
                                                   : organization->second.organization.zone;
}

bool Silences(const State& state, const Silence& silence, const Notification& notification,
              const PersonId& reader, Date day) {
  if (!silence.person.empty() && silence.person != reader) return false;
  const std::string about = notification.organization.value() + "/" + silence.roadmap.value() + "/";
  if (!silence.roadmap.empty() && !notification.task.value().starts_with(about)) return false;
  const auto path = PathToRoot(state, notification.organization, day);
  return std::find(path.begin(), path.end(), silence.organization) != path.end();
}

Date WaitsSince(const State& state, const Notification& notification, Date today) {
  Date since = notification.as_of;
  const auto held = [&](Date from, Date until) {
    if (from <= today && since <= until) since = AddDays(until, 1);
  };
  for (const auto& [id, silence] : state.silences) {
    if (Silences(state, silence, notification, notification.person, today)) {
      held(silence.from, silence.until);
    }
  }
  const auto absences = state.absences.find(notification.person);
  if (absences == state.absences.end()) return since;
  for (const auto& [from, absence] : absences->second) {
    if (absence.substitute.empty()) held(from, absence.to);
  }
  return since;
}

Outbox::Sheets Outbox::SheetsOn(const OrganizationId& organization, Date day) const {
  Sheets out;
  const auto place = state_.organizations.find(organization);
  if (place == state_.organizations.end()) return out;
  for (const AdoptionEntry* entry : AdoptionsOf(state_, organization, day)) {
    auto sheet = SheetOf(state_, rules_, *entry, place->second.organization, day);
    // One roadmap whose calendar ends says nothing about the others.
    if (sheet.ok()) {
      out.sheets.push_back(*std::move(sheet));
    } else {
      out.unreadable.insert(entry->adoption.roadmap);
    }
  }
  for (const OrganizationId& above : PathToRoot(state_, organization, day)) {
    for (auto at = state_.adoptions.lower_bound({above, RoadmapId()});
         at != state_.adoptions.end() && at->first.organization == above; ++at) {
      const Adoption& adoption = at->second.adoption;
      const RoadmapVersion* version = FindRoadmap(state_, adoption.roadmap, adoption.version);
      const bool is_broken = version == nullptr || version->compiled == nullptr;
      if (is_broken) out.unreadable.insert(adoption.roadmap);
    }
  }
  for (const TaskSheet& sheet : out.sheets) {
    for (const task::Task& task : sheet.tasks) {
      out.by_task.try_emplace(task.planned->id.value(), Subject{&sheet, &task});
    }
  }
  return out;
}

const Outbox::Sheets& Outbox::SheetsFor(const Notification& notification, Date day) {
  const auto key = std::make_pair(notification.organization.value(), day);
  auto known = sheets_.find(key);
  if (known == sheets_.end()) {
    if (sheets_.size() >= kSheetsMax) {
      sheets_.clear();
      meant_.clear();
    }
    known = sheets_.emplace(key, SheetsOn(notification.organization, day)).first;
  }
  return known->second;
}

Outbox::Subject Outbox::SubjectOf(const Notification& notification, Date day) {
  const Sheets& sheets = SheetsFor(notification, day);
  const auto found = sheets.by_task.find(notification.task.value());
  return found == sheets.by_task.end() ? Subject() : found->second;
}

bool Outbox::IsUnreadable(const Notification& notification, Date day) {
  const std::set<RoadmapId>& unreadable = SheetsFor(notification, day).unreadable;
  return std::any_of(unreadable.begin(), unreadable.end(), [&](const RoadmapId& roadmap) {
    return notification.task.value().starts_with(
        fmt::format("{}/{}/", notification.organization.value(), roadmap.value()));
  });
}

bool Outbox::IsUndecided(const Notification& request) const {
  const auto record = state_.tasks.find(request.task);
  if (record == state_.tasks.end() || !record->second.extension_request) return false;
  return request.rung == fmt::format("{}-{}", kExtensionAsked, record->second.extension_requests);
}

std::optional<std::string> Outbox::WhyStale(const Notification& notification,
                                            const Subject& subject, Date day) {
  using reminder::NoticeKind;
  if (notification.kind == NoticeKind::kNews) return std::nullopt;
  if (IsTargetId(notification.task)) {
    const bool missed =
        FindMissedTarget(state_, rules_, notification.organization, notification.task, day)
            .has_value();
    return missed ? std::nullopt : std::optional<std::string>("TARGET_NOT_MISSED");
  }
  if (subject.task == nullptr) return "TASK_GONE";
  const task::Task& task = *subject.task;
  if (notification.rung.starts_with(kExtensionAsked)) {
    // It waits for its decision, whatever else becomes of the due day.
    return IsUndecided(notification) ? std::nullopt : std::optional<std::string>("DECIDED");
  }
  if (task.due_revision != notification.due_revision) return "DUE_CHANGED";
  if (notification.kind == NoticeKind::kRequest) {
    const bool waits = task.status == task::TaskStatus::kReported;
    return waits ? std::nullopt : std::optional<std::string>("DECIDED");
  }
  const std::string_view silence = reminder::SilenceReason(task);
  return silence.empty() ? std::nullopt : std::optional<std::string>(silence);
}

bool Outbox::IsSilent(const Notification& notification, const PersonId& reader, Date day) const {
  return std::any_of(state_.silences.begin(), state_.silences.end(), [&](const auto& entry) {
    const Silence& silence = entry.second;
    return silence.from <= day && day <= silence.until &&
           Silences(state_, silence, notification, reader, day);
  });
}

std::optional<PersonId> Outbox::StandIn(const PersonId& person, Date day) const {
  PersonId reader = person;
  for (int i = 0; i < kStandInsMax; ++i) {
    const auto absences = state_.absences.find(reader);
    if (absences == state_.absences.end()) return reader;
    const auto away = std::find_if(
        absences->second.begin(), absences->second.end(),
        [&](const auto& entry) { return entry.first <= day && day <= entry.second.to; });
    if (away == absences->second.end()) return reader;
    if (away->second.substitute.empty()) return std::nullopt;
    reader = away->second.substitute;
  }
  return std::nullopt;
}

bool Outbox::IsDayOff(const Subject& subject, Date day) const {
  std::shared_ptr<const calendar::WorkCalendar> calendar;
  if (subject.task != nullptr) {
    calendar = subject.sheet->plan->calendar;
  } else if (auto federal = rules_.calendars.Get(calendar::CalendarKey{}); federal.ok()) {
    calendar = *std::move(federal);
  }
  if (calendar == nullptr) return false;
  const absl::StatusOr<bool> working = calendar->IsWorking(day);
  return working.ok() && !*working;
}

bool Outbox::IsUnconfirmed(const Notification& notification, const Subject& subject,
                           Date day) const {
  using reminder::NoticeKind;
  const bool of_its_day =
      notification.kind == NoticeKind::kReminder || notification.kind == NoticeKind::kAlert;
  if (!of_its_day || subject.sheet == nullptr) return false;
  const std::optional<Date>& mark = state_.adoptions.at(subject.sheet->adoption).mark;
  return mark && DaysBetween(*mark, day) > kGapDays;
}

const std::vector<PersonId>& Outbox::Meant(const Notification& notification, const Subject& subject,
                                           Date day) {
  const auto [known, is_new] = meant_.try_emplace({subject.task, notification.audience});
  if (!is_new) return known->second;
  for (const Addressee& addressee :
       AddresseesOf(state_, *subject.sheet, *subject.task, {notification.audience}, day)) {
    if (!addressee.person.empty()) known->second.push_back(addressee.person);
  }
  return known->second;
}

std::vector<PersonId> Outbox::MeantByRole(const Notification& notification, Date day) const {
  std::vector<PersonId> meant;
  for (const Addressee& addressee :
       HoldersOf(state_, notification.organization, {notification.audience}, day)) {
    if (!addressee.person.empty()) meant.push_back(addressee.person);
  }
  return meant;
}

Passage Outbox::Look(const Notification& notification, Date day) {
  using Kind = Passage::Kind;
  const Subject subject = SubjectOf(notification, day);
  if (subject.task == nullptr && notification.kind != reminder::NoticeKind::kNews &&
      IsUnreadable(notification, day)) {
    return {Kind::kHold, "UNREADABLE", {}, {}};
  }
  if (auto stale = WhyStale(notification, subject, day)) {
    return {Kind::kDrop, *std::move(stale), {}, {}};
  }
  if (IsDayOff(subject, day)) return {Kind::kHold, "DAY_OFF", {}, {}};
  if (IsUnconfirmed(notification, subject, day)) return {Kind::kHold, "GAP_UNCONFIRMED", {}, {}};
  const bool may_be_told = notification.kind == reminder::NoticeKind::kNews &&
                           !HasLeft(state_, notification.person, notification.organization, day);
  if (!may_be_told) {
    const bool of_target = IsTargetId(notification.task);
    if (subject.task == nullptr && !of_target) return {Kind::kDrop, "LEFT", {}, {}};
    std::vector<PersonId> holders;
    const std::vector<PersonId>& meant =
        of_target ? (holders = MeantByRole(notification, day)) : Meant(notification, subject, day);
    const bool still = std::find(meant.begin(), meant.end(), notification.person) != meant.end();
    if (!still && !meant.empty()) return {Kind::kReaddress, "LEFT", {}, meant};
    if (!still && !notification.person.empty()) return {Kind::kDrop, "LEFT", {}, {}};
  }
  if (notification.person.empty()) return {Kind::kDrop, "UNREACHABLE", {}, {}};
  const std::optional<PersonId> reader = StandIn(notification.person, day);
  if (!reader) return {Kind::kHold, "ABSENT", {}, {}};
  if (IsSilent(notification, *reader, day)) return {Kind::kHold, "SILENCE", {}, {}};
  const auto person = state_.people.find(*reader);
  const bool reachable =
      person != state_.people.end() && person->second.person.contact.channel != Channel::kNone;
  if (!reachable) return {Kind::kDrop, "UNREACHABLE", *reader, {}};
  return {Kind::kSend, "", *reader, {}};
}

}  // namespace vekha::workflow
