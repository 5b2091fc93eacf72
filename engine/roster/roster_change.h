// What became of a roster between two days: how many records of each kind, and which.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/roster/roster.h"

namespace vekha::roster {

struct CollectionChange {
  int before = 0;
  int added = 0;
  int changed = 0;
  int removed = 0;
  int Unchanged() const { return before - changed - removed; }
  bool operator==(const CollectionChange&) const = default;
};

struct RosterChange {
  CollectionChange of[kCollections] = {};
  const CollectionChange& Of(Collection c) const { return of[static_cast<size_t>(c)]; }
  bool Empty() const;
};

// Records by id; where they were read and when does not count as a change.
RosterChange Compare(const Roster& before, const Roster& after);

// The collections of which more than `percent` of what was there would vanish, and more than
// `spared` records: a sign of a cut-off export rather than of an emptied school. An empty
// collection cannot vanish.
std::vector<Collection> FindVanishing(const RosterChange& change, int percent, int spared = 0);

enum class ChangeKind { kAdded, kChanged, kRemoved };
std::string_view ChangeKindName(ChangeKind kind);  // "added", "changed", "removed"

// One record that is not as it was.
struct RecordChange {
  Collection collection = Collection::kPeople;
  ChangeKind kind = ChangeKind::kAdded;
  std::string id{};
  // Of kChanged, what of it: "class", "request"... never empty, and values are not told.
  std::vector<std::string> fields{};
  std::string file{};  // where the record was read that counts: the new one, the old one when gone
  uint32_t row = 0;
  bool operator==(const RecordChange&) const = default;
};

// By collection, then id; of many the first `records_max`. That special needs changed is not told:
// a person of whom nothing else changed is counted by Compare() and is not in the list.
std::vector<RecordChange> ListChanges(const Roster& before, const Roster& after,
                                      size_t records_max = 1000);

}  // namespace vekha::roster
