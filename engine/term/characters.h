// The first step of reading: characters folded to one spelling, cut into runs of letters, runs of
// digits and marks. No meaning yet.
#pragma once

#include <string_view>
#include <vector>

#include "engine/term/lexer.h"

namespace vekha::term {

// Lower case, е for ё, every dash and slash as one, quotes and invisible characters dropped, Latin
// look-alike letters as Cyrillic.
std::vector<Token> CutRuns(std::string_view phrase);

}  // namespace vekha::term
