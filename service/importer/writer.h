// A draft as the text of a rule file. Every guess stands as a comment `# guess: ...` on the line of
// its key.
#pragma once

#include <string>
#include <vector>

#include "service/importer/draft.h"

namespace vekha::importer {

struct PlacedGuess {
  int line = 0;  // of the rule file
  Guess guess;
};

struct RuleText {
  std::string text;
  std::vector<PlacedGuess> guesses;  // by line
};

RuleText WriteRules(const Draft& draft);

}  // namespace vekha::importer
