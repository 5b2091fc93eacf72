#include "engine/roster/identity.h"

#include <utility>

namespace vekha::roster {

Identity::Identity(std::span<const Roster* const> rosters) {
  for (const Roster* roster : rosters) {
    for (const Person& person : roster->people) {
      if (person.same_as.empty()) continue;
      const uint32_t self = NodeOf({roster->source, person.id});
      for (const SourceKey& other : person.same_as) parents_[Root(NodeOf(other))] = Root(self);
    }
  }
}

uint32_t Identity::Of(const SourceKey& key) { return Root(NodeOf(key)); }

uint32_t Identity::NodeOf(const SourceKey& key) {
  const auto [found, added] =
      nodes_.try_emplace({key.source, key.id}, static_cast<uint32_t>(parents_.size()));
  if (added) parents_.push_back(found->second);
  return found->second;
}

uint32_t Identity::Root(uint32_t node) {
  while (parents_[node] != node) {
    parents_[node] = parents_[parents_[node]];
    node = parents_[node];
  }
  return node;
}

}  // namespace vekha::roster
