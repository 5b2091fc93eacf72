// Where a fact is from, in words.
#pragma once

#include "engine/base/language.h"
#include "engine/facts/fact_base.h"

namespace vekha::facts {

// "table/4, из mentees.csv, строки 3, 7, 12 и ещё 28; pairs.csv, строка 2": rows as the origin has
// them, file by file, after what the source calls it when that is not its files; without rows what
// the source calls it, empty when it says nothing.
Bilingual OriginWords(const FactOrigin& origin);

}  // namespace vekha::facts
