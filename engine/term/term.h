// A term (срок) as understood. Owner of the words: lexicon; of the grammar: parser; back to words:
// unparse.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/date.h"
#include "engine/base/source.h"

namespace vekha::term {

enum class Flag {
  kOngoing,
  kOnDemand,
  kExternal,
  kRelative,
  kAlternative,
  kNamedDay,
  kTypo,
  kUnparseable
};
std::string_view FlagName(Flag flag);  // "ongoing", "on_demand", ...

enum class NoteKind { kConvention, kRepair, kGuess, kProblem };
struct Note {
  NoteKind kind = NoteKind::kConvention;
  std::string text;   // Russian: what was read how
  SourceRange range;  // in the phrase
  bool operator==(const Note&) const = default;
};

// (the sum type Term and struct TermReading{Term term; flags; notes; phrase} stand here)
struct TermReading;

}  // namespace vekha::term
