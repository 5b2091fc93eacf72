#include "engine/overview/own_log.h"

#include <algorithm>
#include <utility>

#include "engine/base/overload.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/tree.h"
#include "engine/workflow/view.h"

namespace vekha::overview {
namespace {

using workflow::Event;

// The first two parts of "organization/roadmap/measure/occurrence"; empty when it has not so many.
std::string PartOf(const TaskId& task, int part) {
  const std::string& id = task.value();
  size_t begin = 0;
  for (; part > 0; --part) {
    begin = id.find('/', begin);
    if (begin == std::string::npos) return "";
    ++begin;
  }
  const size_t end = id.find('/', begin);
  return end == std::string::npos ? "" : id.substr(begin, end - begin);
}

std::optional<Event> When(bool own, const Event& event) {
  return own ? std::optional<Event>(event) : std::nullopt;
}

}  // namespace

absl::StatusOr<OwnLog> OwnLog::Of(const workflow::State& state, const OrganizationId& organization,
                                  Date day) {
  if (!state.organizations.contains(organization)) {
    return workflow::OrganizationUnknown(organization);
  }
  return OwnLog(state, organization, day);
}

OwnLog::OwnLog(const workflow::State& state, const OrganizationId& organization, Date day)
    : state_(state) {
  AddPlaces(organization, day);
  AddTold();
  AddActors();
  AddAdoptions(day);
  AddPeople();
}

void OwnLog::AddPlaces(const OrganizationId& organization, Date day) {
  std::vector<OrganizationId> own = workflow::Subtree(state_, organization, day);
  for (const OrganizationId& merged : workflow::MergedInto(state_, own, day)) {
    for (const OrganizationId& place : workflow::Subtree(state_, merged, day)) own.push_back(place);
    // What reached it while it was there.
    for (const OrganizationId& place : workflow::PathToRoot(state_, merged, day)) {
      above_.insert(place);
    }
  }
  places_.insert(own.begin(), own.end());
  for (const OrganizationId& place : workflow::PathToRoot(state_, organization, day)) {
    above_.insert(place);
  }
  for (const OrganizationId& place : places_) above_.erase(place);
}

void OwnLog::AddTold() {
  for (const workflow::NotificationEntry& entry : state_.notifications) {
    const workflow::Notification& told = entry.notification;
    if (!Has(told.organization)) continue;
    AddPerson(told.person);
    AddTask(told.task);
  }
}

void OwnLog::AddActors() {
  for (const auto& [id, record] : state_.tasks) {
    if (!HasTask(id)) continue;
    AddTask(id);
    if (record.report) AddPerson(record.report->by);
    if (record.closing) AddPerson(record.closing->accepted_by);
    if (record.withdrawal) AddPerson(record.withdrawal->by);
    if (record.acknowledgement) AddPerson(record.acknowledgement->by);
    if (record.extension_request) AddPerson(record.extension_request->by);
    for (const task::Return& back : record.returns) AddPerson(back.by);
    for (const task::Extension& extension : record.extensions) AddPerson(extension.by);
    for (const task::Delegation& delegation : record.delegations) {
      for (const PersonId& each : {delegation.from, delegation.to, delegation.by}) AddPerson(each);
    }
  }
}

void OwnLog::AddAdoptions(Date day) {
  for (const auto& [key, entry] : state_.adoptions) {
    const workflow::AdoptionEntry& adoption = entry;
    const auto concerned = [&](const OrganizationId& place) {
      return workflow::Concerns(state_, adoption, place, day);
    };
    if (Has(key.organization) ||
        (above_.contains(key.organization) && !roadmaps_.contains(key.roadmap) &&
         std::any_of(places_.begin(), places_.end(), concerned))) {
      roadmaps_.insert(key.roadmap);
    }
  }
}

// Those who hold a role, and who stands in for anybody.
void OwnLog::AddPeople() {
  for (const auto& [person, places] : state_.places_by_person) {
    if (std::any_of(places.begin(), places.end(), [&](const auto& at) { return Has(at); })) {
      AddPerson(person);
    }
  }
  for (const auto& [person, absences] : state_.absences) {
    if (!people_.contains(person)) continue;
    for (const auto& [first_day, absence] : absences) AddPerson(absence.substitute);
  }
}

void OwnLog::AddPerson(const PersonId& person) {
  if (!person.empty()) people_.insert(person);
}

void OwnLog::AddTask(const TaskId& task) {
  if (std::string roadmap = PartOf(task, 1); !roadmap.empty()) {
    roadmaps_.insert(RoadmapId(std::move(roadmap)));
  }
}

bool OwnLog::HasTask(const TaskId& task) const { return Has(OrganizationId(PartOf(task, 0))); }

bool OwnLog::Reaches(const workflow::Silence& silence) const {
  return above_.contains(silence.organization) &&
         (silence.roadmap.empty() || roadmaps_.contains(silence.roadmap)) &&
         (silence.person.empty() || people_.contains(silence.person));
}

bool OwnLog::IsOwnNotification(const std::string& id) const {
  const workflow::NotificationEntry* entry = workflow::FindNotification(state_, id);
  return entry != nullptr && Has(entry->notification.organization);
}

bool OwnLog::IsOwnDigest(const std::string& id) const {
  const auto found = state_.digests.find(id);
  if (found == state_.digests.end()) return false;
  const auto& items = found->second.digest.items;
  return std::any_of(items.begin(), items.end(), [&](const workflow::DigestItem& item) {
    return IsOwnNotification(item.notification);
  });
}

std::optional<Event> OwnLog::Part(const workflow::RoadmapAdopted& event) const {
  const workflow::Adoption& adoption = event.adoption;
  const bool from_above =
      above_.contains(adoption.organization) && roadmaps_.contains(adoption.roadmap);
  if (!Has(adoption.organization) && !from_above) return std::nullopt;
  workflow::RoadmapAdopted own{adoption};
  for (const auto& [id, kept] : event.kept_ids) {
    if (HasTask(kept)) own.kept_ids[id] = kept;
  }
  return own;
}

std::optional<Event> OwnLog::Part(const workflow::AbsencePut& event) const {
  if (!people_.contains(event.absence.person)) return std::nullopt;
  workflow::AbsencePut own = event;
  own.absence.reason.clear();  // why somebody is away may be a matter of health
  return own;
}

std::optional<Event> OwnLog::Part(const workflow::DigestLeased& event) const {
  workflow::DigestLeased own = event;
  std::erase_if(own.digest.items, [&](const workflow::DigestItem& item) {
    return !IsOwnNotification(item.notification);
  });
  if (own.digest.items.empty()) return std::nullopt;
  return own;
}

std::optional<Event> OwnLog::Own(const Event& event) const {
  return std::visit(
      Overload{
          [&](const workflow::PersonPut& e) { return When(people_.contains(e.person.id), event); },
          [&](const workflow::RoadmapApplied& e) {
            return When(roadmaps_.contains(e.roadmap), event);
          },
          [&](const workflow::RoadmapAdopted& e) { return Part(e); },
          [&](const workflow::AbsencePut& e) { return Part(e); },
          [&](const workflow::SilencePut& e) {
            return When(Has(e.silence.organization) || Reaches(e.silence), event);
          },
          [&](const workflow::DigestLeased& e) { return Part(e); },
          [&](const workflow::DigestSettled& e) { return When(IsOwnDigest(e.id), event); },
          [&](const workflow::DigestRevived& e) { return When(IsOwnDigest(e.id), event); },
          [&](const auto&) { return When(Has(workflow::OrganizationOf(event)), event); },
      },
      event);
}

}  // namespace vekha::overview
