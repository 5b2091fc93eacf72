// A term of a rule file -> its reading, with what was noticed placed in the file.
#pragma once

#include <optional>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/facts/fact_catalog.h"
#include "engine/roadmap/raw.h"
#include "engine/term/term.h"

namespace vekha::roadmap {

// Nothing, and an error, when the term cannot be read. Repairs and guesses are notes to confirm;
// what is read by convention is not reported.
std::optional<term::TermReading> CompileTerm(const RawTerm& term, const facts::FactCatalog& facts,
                                             std::vector<Diagnostic>& diagnostics);

// The words explain quotes: the phrase, or the parts as the file has them.
std::string TermText(const RawTerm& term);

}  // namespace vekha::roadmap
