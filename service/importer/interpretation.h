// What cells mean beyond their words: which paper proves a measure, which rows it waits for, who
// the executors are.
#pragma once

#include "service/importer/draft.h"

namespace vekha::importer {

// Fills evidence and after of every measure and the roles of the draft, each with its guess.
void Interpret(Draft& draft);

}  // namespace vekha::importer
