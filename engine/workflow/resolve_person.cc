#include "engine/workflow/resolve_person.h"

#include <algorithm>
#include <string>
#include <vector>

#include "engine/facts/spelling.h"
#include "engine/roadmap/responsible.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/view.h"

namespace vekha::workflow {
namespace {

constexpr size_t kNearMax = 3;

std::vector<PersonId> KnownNamed(const State& state, std::string_view name,
                                 const KnowsPerson& knows) {
  std::vector<PersonId> same;
  const auto found = state.people_by_key.find(roadmap::ExecutorKey(name));
  if (found == state.people_by_key.end()) return same;
  std::copy_if(found->second.begin(), found->second.end(), std::back_inserter(same), knows);
  return same;
}

// Names a slip away from the given one, and those whose surname is.
std::vector<std::string> NearNames(const State& state, std::string_view given,
                                   const KnowsPerson& knows) {
  const auto surname = [](std::string_view name) {
    const std::string key = roadmap::ExecutorKey(name);
    return key.substr(0, key.find(' '));
  };
  std::vector<std::string_view> names;
  for (const auto& [id, entry] : state.people) {
    if (knows(id)) names.push_back(entry.person.name);
  }
  std::vector<std::string> near = facts::NearestNames(given, names);
  for (const std::string_view name : names) {
    if (near.size() >= kNearMax) break;
    const std::string candidate = surname(name);
    const std::vector<std::string_view> one = {candidate};
    const bool taken = std::find(near.begin(), near.end(), name) != near.end();
    if (!taken && !facts::NearestNames(surname(given), one).empty()) near.emplace_back(name);
  }
  return near;
}

}  // namespace

absl::StatusOr<PersonId> ResolvePerson(const State& state, std::string_view id_or_name,
                                       const KnowsPerson& knows) {
  const PersonId id{std::string(id_or_name)};
  if (state.people.contains(id) && knows(id)) return id;
  const std::vector<PersonId> same = KnownNamed(state, id_or_name, knows);
  if (same.size() == 1) return same.front();
  if (same.size() > 1) {
    std::vector<std::string> ids;
    for (const PersonId& one : same) ids.push_back(one.value());
    return PersonAmbiguous(id_or_name, ids);
  }
  return PersonUnknown(id_or_name, NearNames(state, id_or_name, knows));
}

absl::StatusOr<PersonId> ResolvePerson(const State& state, std::string_view id_or_name) {
  return ResolvePerson(state, id_or_name, [](const PersonId& /*anybody*/) { return true; });
}

}  // namespace vekha::workflow
