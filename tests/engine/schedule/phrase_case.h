// One labelled phrase of tests/corpus/terms/*.jsonl: what a careful reader says it means.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/schedule/schedule.h"

namespace vekha::schedule {

struct PhraseCase {
  std::string id;
  std::string phrase;
  Period period;
  std::vector<Window> windows;  // by due day, then start
  std::vector<std::string> flags;
};

// The lines of one file, by the path from the source root; empty when it cannot be read.
std::vector<PhraseCase> ReadPhraseCases(const std::string& path);

// Every corpus file of the project.
std::vector<PhraseCase> ReadCorpus();

// "[2022-09-01, 2022-09-15] [.., 2022-10-30] | ongoing", to compare and to show.
std::string Meaning(const PhraseCase& labelled);
std::string Meaning(const Expansion& expansion);

}  // namespace vekha::schedule
