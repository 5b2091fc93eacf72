// Who is who across sources. Two keys are one person only when a record says so (Person::same_as);
// names, dates of birth and classes are never compared.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/roster/roster.h"

namespace vekha::roster {

class Identity {
 public:
  // Refers to nothing afterwards. Sources of the rosters must differ.
  explicit Identity(std::span<const Roster* const> rosters);

  // The same number for all keys of one person. A key no record has is a person of its own.
  uint32_t Of(const SourceKey& key);

 private:
  uint32_t NodeOf(const SourceKey& key);
  uint32_t Root(uint32_t node);

  absl::flat_hash_map<std::pair<std::string, std::string>, uint32_t> nodes_;
  std::vector<uint32_t> parents_;
};

}  // namespace vekha::roster
