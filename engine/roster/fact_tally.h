// Counts that become facts: what was counted, from which lists, on which rows.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/roster/derive_facts.h"

namespace vekha::roster {

// A record that is counted: its roster and its row.
struct Counted {
  const Roster* roster = nullptr;
  Origin origin{};
};
using CountedRows = std::vector<Counted>;

class FactTally {
 public:
  FactTally(std::span<const Roster* const> rosters, const DeriveOptions& options);

  // The lists that what follows is counted from: their collections in this school year, the people
  // always.
  void From(std::string_view cycle, std::span<const Collection> collections);

  // `about`: the rows that are shown for it.
  void Add(std::string name, std::string scope, size_t count, const CountedRows& about);
  // Shows no rows.
  void AddProtected(std::string name, std::string scope, size_t count);
  void AddGap(std::string name, std::string scope, Bilingual why, const CountedRows& about);

  Derivation Take();

 private:
  std::vector<RowReference> Rows(const CountedRows& about) const;

  std::span<const Roster* const> rosters_;
  const DeriveOptions& options_;
  std::string source_;
  std::map<const Roster*, std::set<uint32_t>> people_files_;  // that have people in them
  std::string source_id_;
  Stamp stamp_;
  Derivation derivation_;
};

}  // namespace vekha::roster
