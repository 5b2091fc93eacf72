// What a row takes from where: an item from its row, a use from its library measure.
#pragma once

#include "engine/roadmap/raw.h"

namespace vekha::roadmap {

// The entry with the library measure's values where it has none of its own. Items the library's
// measure has are renamed after the entry: pairs(1) used as 3.5 is 3.5(1).
RawMeasure UseLibraryMeasure(const RawMeasure& entry, const RawMeasure& from);

// The item with its row's title, number, term, responsible, outcome, result, evidence,
// applies_when, nonworking, ladder, heartbeat, for and gather where it has none of its own, and the
// row's dependencies besides its own. `done_when` is never inherited: one condition would close all
// parts at once.
RawMeasure InheritFromRow(const RawMeasure& item, const RawMeasure& row);

}  // namespace vekha::roadmap
