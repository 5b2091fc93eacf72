#include <algorithm>
#include <utility>

#include "engine/roadmap/responsible.h"
#include "engine/workflow/tree.h"
#include "engine/workflow/view.h"

namespace vekha::workflow {
namespace {

bool HoldsARoleNear(const State& state, const PersonId& person, const OrganizationId& organization,
                    Date day) {
  const auto held = state.places_by_person.find(person);
  if (held == state.places_by_person.end()) return false;
  const auto path = PathToRoot(state, organization, day);
  return std::any_of(held->second.begin(), held->second.end(), [&](const OrganizationId& place) {
    const auto entry = state.organizations.find(place);
    return entry != state.organizations.end() &&
           std::find(path.begin(), path.end(), WorksFor(entry->second, day)) != path.end();
  });
}

std::vector<PersonId> PeopleNamed(const State& state, std::string_view name) {
  const auto found = state.people_by_key.find(roadmap::ExecutorKey(name));
  return found == state.people_by_key.end() ? std::vector<PersonId>{} : found->second;
}

// The person a document names. Of several with that name the one who holds a role in the
// organization or above it; still several, or none: nobody, so that no stranger is written to.
PersonId NamedPerson(const State& state, const OrganizationId& organization, std::string_view name,
                     Date day) {
  std::vector<PersonId> same = PeopleNamed(state, name);
  if (same.size() > 1) {
    std::erase_if(
        same, [&](const PersonId& id) { return !HoldsARoleNear(state, id, organization, day); });
  }
  return same.size() == 1 ? same.front() : PersonId();
}

// A gathering task is nobody's paper: whoever set the deadline sees to it.
std::vector<Answerable> HoldersOf(const State& state, const OrganizationId& organization,
                                  const std::string& role, Date day) {
  std::vector<Answerable> out;
  for (const PersonId& holder : RoleHolders(state, organization, role, day)) {
    out.push_back({role, role, holder, true});
  }
  if (out.empty()) out.push_back({role, role, PersonId(), true});
  return out;
}

}  // namespace

std::vector<Answerable> AnswerableFor(const State& state, const OrganizationId& organization,
                                      const roadmap::Measure& measure, Date day) {
  std::vector<Answerable> out;
  const auto add = [&](Answerable answerable) {
    const bool known =
        !answerable.person.empty() && std::any_of(out.begin(), out.end(), [&](const Answerable& a) {
          return a.person == answerable.person;
        });
    if (!known) out.push_back(std::move(answerable));
  };
  for (const roadmap::Responsible& named : measure.responsible) {
    const bool first = &named == &measure.responsible.front();
    if (named.kind == roadmap::ResponsibleKind::kPerson) {
      add({named.name, "", NamedPerson(state, organization, named.name, day), first});
      continue;
    }
    const std::vector<PersonId> holders = named.role.empty()
                                              ? std::vector<PersonId>{}
                                              : RoleHolders(state, organization, named.role, day);
    if (holders.empty()) add({named.name, named.role, PersonId(), first});
    for (const PersonId& holder : holders) add({named.name, named.role, holder, first});
  }
  return out;
}

std::vector<Answerable> AnswerableFor(const State& state, const task::PlannedTask& task, Date day) {
  std::vector<Answerable> out =
      task.gathers ? HoldersOf(state, task.organization, task.measure->gatherer, day)
                   : AnswerableFor(state, task.organization, *task.measure, day);
  const auto record = state.tasks.find(task.id);
  if (record == state.tasks.end()) return out;
  for (const task::Delegation& delegation : record->second.delegations) {
    std::erase_if(out, [&](const Answerable& a) { return a.person == delegation.to; });
    if (delegation.first) {
      for (Answerable& a : out) a.first = a.first && a.person != delegation.from;
    }
    const auto person = state.people.find(delegation.to);
    const std::string& name =
        person == state.people.end() ? delegation.to.value() : person->second.person.name;
    out.insert(delegation.first ? out.begin() : out.end(),
               Answerable{name, "", delegation.to, delegation.first});
  }
  return out;
}

bool TakesPart(const State& state, const task::PlannedTask& task, const PersonId& person,
               Date day) {
  for (const Answerable& answerable : AnswerableFor(state, task, day)) {
    if (answerable.person == person) return true;
  }
  return HoldsRoleFor(state, person, task.organization, day);
}

}  // namespace vekha::workflow
