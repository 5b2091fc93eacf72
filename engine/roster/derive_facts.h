// What the rosters of one organization say as facts (rules/facts.yaml): how many mentees are in the
// base, how many of them have no request, how many pairs have met... A fact is derived only where
// the lists say all it needs: a list without a column "обучен" says nothing of who is trained, and
// a missing list is not an empty one.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/language.h"
#include "engine/facts/fact_base.h"
#include "engine/roster/roster.h"

namespace vekha::roster {

struct DeriveOptions {
  Date as_of;            // ages and the calendar year of facts "per: year" are those of this day
  std::string source{};  // FactRecord::source; empty: the rosters' own, joined with "+"
  // For facts of lists without a stamp; a fact is as old as the newest list it was counted from.
  int64_t observed_at = 0;
  int young_years = 3;   // a young specialist has taught for less than so many whole years
  size_t rows_max = 20;  // of DerivedFact::rows
};

struct RowReference {
  std::string file{};
  uint32_t row = 0;
  auto operator<=>(const RowReference&) const = default;
};

struct DerivedFact {
  facts::FactRecord record;
  std::string source_id{};  // the files it was counted from, joined with ", "
  int64_t version = 0;      // of the newest list it was counted from
  // Of what lacks something (mentees.without_request, pairs.without_plan, ...) the rows that lack
  // it, else the rows counted; by file and row, `rows_max` of `rows_total`. Of facts about special
  // needs none: they would tell whose they are.
  std::vector<RowReference> rows{};
  int rows_total = 0;
};

// A fact that could not be counted though its list is there.
struct Gap {
  std::string fact{};
  std::string scope{};
  Bilingual why;
  std::vector<RowReference> rows{};  // where what is missing belongs
  int rows_total = 0;
};

struct Derivation {
  std::vector<DerivedFact> facts;  // by name, then scope
  std::vector<Gap> gaps;           // likewise
};

// Per school year of each list:
//   mentees.count, .without_request, .unpaired (needs pairs), .unpaired_without_support,
//   .requests_without_mentor (needs mentors, both with topics); consents.missing;
//   mentors.count, .potential, .surveyed, .interviewed, .selected, .trained (of those selected,
//   where that is said); pairs.count, .without_plan, .without_feedback, .met.*, .closed.
// A pair that was broken off is no pair. Of the calendar year of `as_of`, from whole lists of
// people and the mentoring lists of its school year:
//   pupils.total, .mentees_11_18, .mentors_15_18, .special_needs, .special_needs_covered;
//   young_teachers.total, .mentees.
Derivation DeriveFacts(std::span<const Roster* const> rosters, const DeriveOptions& options);

}  // namespace vekha::roster
