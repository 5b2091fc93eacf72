// Rows that hold several deadlines: taken apart, so that each part makes a task of its own.
#pragma once

#include "service/importer/draft.h"

namespace vekha::importer {

// Fills `items` when the cell of the term labels its deadlines ("школы: до 1 мая; район: до 20
// мая") or has as many as the measure has numbered parts; the row keeps all its cells. Notes a
// guess.
void SplitItems(DraftMeasure& measure);

}  // namespace vekha::importer
