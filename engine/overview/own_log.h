// What of the event log is one organization's own and of everything that stands below it: for an
// inspection that is shown what was said and done there, and nothing of anybody else's.
#pragma once

#include <absl/container/flat_hash_set.h>
#include <absl/status/statusor.h>

#include <optional>
#include <set>
#include <string>

#include "engine/workflow/state.h"

namespace vekha::overview {

class OwnLog {
 public:
  // Of what stands below it on `day`, closed or not, and of what was merged into any of these by
  // then: the history of a school goes where the school goes. Refers to `state`.
  // ORGANIZATION_UNKNOWN.
  static absl::StatusOr<OwnLog> Of(const workflow::State& state, const OrganizationId& organization,
                                   Date day);

  // The event as far as it is theirs; nothing when none of it is. Whole: what happened to these
  // organizations and their tasks, people who hold a role there, were told or did something of
  // theirs, their roadmaps, and adoptions and silences above that reach them. In part: an absence
  // without its reason, a digest with their lines only, an adoption with the ids of their tasks.
  std::optional<workflow::Event> Own(const workflow::Event& event) const;

 private:
  OwnLog(const workflow::State& state, const OrganizationId& organization, Date day);

  void AddPlaces(const OrganizationId& organization, Date day);
  void AddTold();
  void AddActors();
  void AddAdoptions(Date day);
  void AddPeople();
  void AddPerson(const PersonId& person);
  void AddTask(const TaskId& task);

  bool Has(const OrganizationId& place) const { return places_.contains(place); }
  bool HasTask(const TaskId& task) const;
  bool Reaches(const workflow::Silence& silence) const;
  bool IsOwnNotification(const std::string& id) const;
  bool IsOwnDigest(const std::string& id) const;
  std::optional<workflow::Event> Part(const workflow::RoadmapAdopted& event) const;
  std::optional<workflow::Event> Part(const workflow::AbsencePut& event) const;
  std::optional<workflow::Event> Part(const workflow::DigestLeased& event) const;

  const workflow::State& state_;
  absl::flat_hash_set<OrganizationId> places_;
  std::set<OrganizationId> above_;
  absl::flat_hash_set<PersonId> people_;
  std::set<RoadmapId> roadmaps_;
};

}  // namespace vekha::overview
