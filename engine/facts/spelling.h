// "Did you mean": names near a misspelt one.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.h"

namespace vekha::facts {

// Insertions, deletions, substitutions and swaps of neighbours that turn one text into the other,
// in code points. At most `limit` + 1: a greater distance is not measured.
int EditDistance(std::string_view a, std::string_view b, int limit);

// Those of `candidates` a typing slip away from `name` (up to a third of its length, at least one,
// at most four edits; case is ignored), nearest first, then in the given order. Three at most.
std::vector<std::string> NearestNames(std::string_view name,
                                      std::span<const std::string_view> candidates);

// did you mean "a", "b"?  Empty when nothing is near.
Bilingual DidYouMean(const std::vector<std::string>& nearest);

}  // namespace vekha::facts
