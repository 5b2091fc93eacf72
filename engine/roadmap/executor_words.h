// The words by which a phrase of a responsible cell is known for a position, a role or an
// institution.
#pragma once

#include <string_view>

namespace vekha::roadmap {

enum class ExecutorWord {
  kPosition,     // one person's: "директор", "педагог-психолог"
  kPeople,       // several persons, or another case: "руководители", "члены"
  kInstitution,  // "министерство", "отделы", "РУО"
  kOther,
};
ExecutorWord ClassifyExecutorWord(std::string_view word);

// "старший", "классная": may stand before a position.
bool IsAdjective(std::string_view word);

// A word that a full stop shortens rather than ends a phrase: "зам", "кл", "проф".
bool IsAbbreviation(std::string_view word);

// Capitalised or all capitals, and no position: "Мамедов", "Петрова-Водкина".
bool IsSurname(std::string_view word);

bool StartsWithCapital(std::string_view word);

}  // namespace vekha::roadmap
