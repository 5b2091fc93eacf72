#include "engine/workflow/state.h"

#include <algorithm>

namespace vekha::workflow {

const RoadmapVersion* FindRoadmap(const State& state, const RoadmapId& id, int version) {
  const auto found = state.roadmaps.find(id);
  if (found == state.roadmaps.end()) return nullptr;
  for (const RoadmapVersion& candidate : found->second) {
    if (candidate.version == version) return &candidate;
  }
  return nullptr;
}

std::vector<OrganizationId> Subtree(const State& state, const OrganizationId& organization) {
  std::vector<OrganizationId> out;
  if (!state.organizations.contains(organization)) return out;
  out.push_back(organization);
  // `out` grows while it is walked: each organization brings its children behind itself.
  for (size_t i = 0; i < out.size(); ++i) {
    for (const auto& [id, entry] : state.organizations) {
      if (entry.organization.parent == out[i]) out.push_back(id);
    }
  }
  return out;
}

std::vector<OrganizationId> PathToRoot(const State& state, const OrganizationId& organization) {
  std::vector<OrganizationId> out;
  auto found = state.organizations.find(organization);
  while (found != state.organizations.end()) {
    out.push_back(found->first);
    found = state.organizations.find(found->second.organization.parent);
  }
  return out;
}

std::vector<PersonId> RoleHolders(const State& state, const OrganizationId& organization,
                                  std::string_view role, Date day) {
  for (const OrganizationId& place : PathToRoot(state, organization)) {
    std::vector<PersonId> holders;
    for (const RoleHolding& holding : state.roles) {
      const bool holds = holding.organization == place && holding.role == role &&
                         holding.from <= day && (!holding.to || day <= *holding.to);
      if (holds && std::find(holders.begin(), holders.end(), holding.person) == holders.end()) {
        holders.push_back(holding.person);
      }
    }
    if (!holders.empty()) return holders;
  }
  return {};
}

}  // namespace vekha::workflow
