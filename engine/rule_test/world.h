// The small world a test lives in: organizations, people and the adopted roadmap, as the test
// gives them and made up where it does not.
#pragma once

#include <absl/status/statusor.h>

#include <map>
#include <memory>
#include <string>

#include "engine/rule_test/test_file.h"
#include "engine/workflow/state.h"

namespace vekha::rule_test {

struct World {
  std::shared_ptr<const roadmap::Roadmap> roadmap;
  Date adopted;
  OrganizationId adopter;
  std::map<roadmap::Level, OrganizationId> places;  // the first of each level; of the roadmap's
                                                    // own, the adopter
  workflow::State state;                            // before the first run
};

// Made up: an organization of the roadmap's level and one of each level it has measures for, named
// "school", "municipality" or "region"; everyone a responsible cell names; and for every role of
// the roadmap and its ladders that is neither given nor vacant, a holder whose name is the role's
// id.
absl::StatusOr<World> MakeWorld(const Directory& directory, const Source& rule_file,
                                std::shared_ptr<const roadmap::Roadmap> roadmap, Date adopted,
                                const workflow::RuleBook& rules);

}  // namespace vekha::rule_test
