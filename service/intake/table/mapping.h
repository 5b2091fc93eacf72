// How the columns of a list are called (rules/mappings/*.yaml; docs/formats/tables.md):
//
//   mapping: mentees
//   title: Список наставляемых
//   title_en: List of mentees
//   list: mentees                     # people | mentees | mentors | pairs
//   about: [наставляем]               # words of a file's, sheet's or list's name that point to it
//   people: pupil                     # pupil | teacher | staff: who they are, unless the row tells
//   whole: [pupils]                   # of a list of people: it has all pupils, all staff
//   key: [name]                       # name, birth_date, class: what tells two rows without an id
//   apart dates: dmy                        # dmy | mdy: how 03/04/2022 is meant columns:
//     name: [ФИО, Фамилия имя отчество]   # the first is what a blank template calls it
//     request: [Запрос]
//   required: [request]               # columns that must be there, beside those who it is about
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/base/source.h"
#include "engine/roster/roster.h"
#include "service/intake/table/cell_value.h"
#include "service/intake/table/list_field.h"

namespace vekha::intake {

struct MappingColumn {
  ListField field = ListField::kIgnored;
  std::vector<std::string> headers;     // as written; never empty
  std::vector<std::string> normalized;  // NormalizeHeader() of each
};

struct Mapping {
  std::string id;
  Bilingual title;
  ListKind list = ListKind::kPeople;
  std::vector<std::string> about;  // lower case
  std::optional<roster::PersonKind> people;
  roster::Says whole = roster::Says::kNothing;
  bool key_birth_date = false;
  bool key_class = false;
  DateOrder dates = DateOrder::kDayFirst;
  std::vector<MappingColumn> columns;
  std::vector<ListField> required;
};

inline constexpr size_t kMappingsMax = 200;

// Codes: those of engine/yaml, and E1001 an unknown column key, E1002 a header that two columns
// have, E1003 a list without what names its people.
Parsed<Mapping> LoadMapping(const Source& source);

// Those of `rules` whose name begins with "mappings/", by id; the diagnostics of all. E1004: two of
// one id.
Parsed<std::vector<Mapping>> LoadMappings(std::span<const Source> rules);

// nullptr when there is none.
const Mapping* FindMapping(std::span<const Mapping> mappings, std::string_view id);

// A header as it is compared: lower case, ё as е, letters and figures only, words one space apart.
std::string NormalizeHeader(std::string_view text);

// The list with its header and nothing else, as Excel of Russian Windows opens it: UTF-8 with a
// byte order mark, semicolons, CRLF.
std::string BlankTemplate(const Mapping& mapping);

}  // namespace vekha::intake
