#include "engine/workflow/tree.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace vekha::workflow {
namespace {

// The last move not after the day; nullptr before the first.
const Move* MoveBefore(const OrganizationEntry& entry, Date day) {
  const Move* last = nullptr;
  for (const Move& move : entry.moves) {
    if (move.on <= day) last = &move;
  }
  return last;
}

bool Holds(const RoleHolding& holding, Date day) {
  return holding.from <= day && (!holding.to || day <= *holding.to);
}

// Calls `look` with the roles held in the organization and its bodies on the day; the path goes up
// until one of them says that it has found what it looked for.
template <typename Look>
bool LookUpwards(const State& state, const OrganizationId& organization, Date day, Look look) {
  for (const OrganizationId& place : PathToRoot(state, organization, day)) {
    bool found = false;
    if (const auto held = state.roles.find(place); held != state.roles.end()) {
      found |= look(held->second);
    }
    const auto bodies = state.bodies.find(place);
    for (const OrganizationId& body :
         bodies == state.bodies.end() ? std::vector<OrganizationId>{} : bodies->second) {
      const OrganizationEntry& entry = state.organizations.at(body);
      const auto held = state.roles.find(body);
      if (held == state.roles.end() || !IsOpen(entry, day) || ParentOn(entry, day) != place) {
        continue;
      }
      found |= look(held->second);
    }
    if (found) return true;
  }
  return false;
}

}  // namespace

Date AfterAllMoves() { return Date(2199, 12, 31); }

const OrganizationId& ParentOn(const OrganizationEntry& entry, Date day) {
  const Move* move = MoveBefore(entry, day);
  return move == nullptr ? entry.organization.parent : move->parent;
}

bool IsOpen(const OrganizationEntry& entry, Date day) {
  const auto& opened = entry.organization.opened;
  return (!opened || *opened <= day) && (!entry.closure || day < entry.closure->on);
}

std::vector<OrganizationId> Subtree(const State& state, const OrganizationId& organization,
                                    Date day) {
  std::vector<OrganizationId> out;
  if (!state.organizations.contains(organization)) return out;
  out.push_back(organization);
  // `out` grows while it is walked: each organization brings its children behind itself.
  for (size_t i = 0; i < out.size(); ++i) {
    const auto children = state.children.find(out[i]);
    if (children == state.children.end()) continue;
    const OrganizationId parent = out[i];
    for (const OrganizationId& child : children->second) {
      if (ParentOn(state.organizations.at(child), day) == parent) out.push_back(child);
    }
  }
  return out;
}

std::vector<OrganizationId> MergedInto(const State& state,
                                       const std::vector<OrganizationId>& places, Date day) {
  std::map<OrganizationId, std::vector<const OrganizationEntry*>> merged;  // by successor
  for (const auto& [id, entry] : state.organizations) {
    if (!entry.closure || entry.closure->successor.empty() || day < entry.closure->on) continue;
    merged[entry.closure->successor].push_back(&entry);
  }
  std::vector<OrganizationId> next = places;
  std::set<OrganizationId> seen(places.begin(), places.end());
  std::vector<std::pair<Date, OrganizationId>> found;
  while (!next.empty()) {
    const OrganizationId successor = std::move(next.back());
    next.pop_back();
    const auto into = merged.find(successor);
    if (into == merged.end()) continue;
    for (const OrganizationEntry* entry : into->second) {
      if (!seen.insert(entry->organization.id).second) continue;
      found.emplace_back(entry->closure->on, entry->organization.id);
      next.push_back(entry->organization.id);
    }
  }
  std::sort(found.begin(), found.end());
  std::vector<OrganizationId> out;
  for (auto& [on, id] : found) out.push_back(std::move(id));
  return out;
}

std::vector<OrganizationId> PathToRoot(const State& state, const OrganizationId& organization,
                                       Date day) {
  std::vector<OrganizationId> out;
  auto found = state.organizations.find(organization);
  while (found != state.organizations.end()) {
    out.push_back(found->first);
    found = state.organizations.find(ParentOn(found->second, day));
  }
  return out;
}

std::optional<Date> BelowSince(const State& state, const OrganizationId& organization,
                               const OrganizationId& above, Date day) {
  std::optional<Date> since;
  for (const OrganizationId& place : PathToRoot(state, organization, day)) {
    if (place == above) break;
    const OrganizationEntry& entry = state.organizations.at(place);
    const Move* move = MoveBefore(entry, day);
    const std::optional<Date> from =
        move == nullptr ? entry.organization.opened : std::optional<Date>(move->on);
    if (from && (!since || *since < *from)) since = from;
  }
  return since;
}

const OrganizationId& WorksFor(const OrganizationEntry& entry, Date day) {
  const bool is_body = entry.organization.level == roadmap::Level::kBody;
  return is_body ? ParentOn(entry, day) : entry.organization.id;
}

std::vector<PersonId> RoleHolders(const State& state, const OrganizationId& organization,
                                  std::string_view role, Date day) {
  std::vector<PersonId> holders;
  LookUpwards(state, organization, day, [&](const std::vector<RoleHolding>& held) {
    for (const RoleHolding& holding : held) {
      if (holding.role == role && Holds(holding, day) &&
          std::find(holders.begin(), holders.end(), holding.person) == holders.end()) {
        holders.push_back(holding.person);
      }
    }
    return !holders.empty();
  });
  return holders;
}

bool HoldsRoleFor(const State& state, const PersonId& person, const OrganizationId& organization,
                  Date day) {
  return LookUpwards(state, organization, day, [&](const std::vector<RoleHolding>& held) {
    return std::any_of(held.begin(), held.end(), [&](const RoleHolding& holding) {
      return holding.person == person && Holds(holding, day);
    });
  });
}

bool HasLeft(const State& state, const PersonId& person, const OrganizationId& organization,
             Date day) {
  const auto places = state.places_by_person.find(person);
  if (places == state.places_by_person.end()) return false;
  const std::vector<OrganizationId> path = PathToRoot(state, organization, day);
  bool held = false;
  for (const OrganizationId& place : places->second) {
    const auto entry = state.organizations.find(place);
    const auto roles = state.roles.find(place);
    if (entry == state.organizations.end() || roles == state.roles.end()) continue;
    if (std::find(path.begin(), path.end(), WorksFor(entry->second, day)) == path.end()) continue;
    for (const RoleHolding& holding : roles->second) {
      if (holding.person != person) continue;
      if (day <= holding.to.value_or(day)) return false;
      held = true;
    }
  }
  return held;
}

}  // namespace vekha::workflow
