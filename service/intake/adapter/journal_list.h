// A journal's people as a list (.csv) with its own mapping, for an import that takes files
// (docs/formats/tables.md): so a journal is imported, corrected and replayed like any list.
#pragma once

#include <string>

#include "engine/roster/roster.h"

namespace vekha::intake {

struct JournalList {
  std::string csv;           // one line a person, by id, the header first; UTF-8
  std::string mapping;       // the id of
  std::string mapping_text;  // the mapping that reads it, YAML
};

// Of `roster` the people with what is known of them, the class each pupil is in and the classes
// each teacher heads on `day`. A journal that tells of the whole school gives a whole list: who is
// not in it has left. Terms and courses are not in it, nor special needs. The same roster gives the
// same bytes.
JournalList MakeJournalList(const roster::Roster& roster, Date day);

}  // namespace vekha::intake
