#include "service/intake/adapter/journal_list.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace vekha::intake {
namespace {

using roster::Person;
using roster::PersonKind;

constexpr std::string_view kColumns = R"(columns:
  id: [Код]
  kind: [Кто]
  family: [Фамилия]
  given: [Имя]
  middle: [Отчество]
  class: [Класс]
  class_head: [Классное руководство]
  birth_date: [Дата рождения]
  position: [Должность]
  hired_on: [Дата приёма]
  teaching_since: [Начало педагогической деятельности]
  part_time: [Совместитель]
  same_as: [Ключ в другой системе]
)";
constexpr std::string_view kHeader =
    "Код;Кто;Фамилия;Имя;Отчество;Класс;Классное руководство;Дата рождения;Должность;Дата "
    "приёма;Начало педагогической деятельности;Совместитель;Ключ в другой системе\n";

std::string_view KindWord(PersonKind kind) {
  switch (kind) {
    case PersonKind::kPupil:
      return "ученик";
    case PersonKind::kTeacher:
      return "учитель";
    case PersonKind::kStaff:
      return "сотрудник";
    case PersonKind::kRelative:
      return "родитель";
  }
  return "";
}

std::string Quoted(std::string_view text) {
  if (text.find_first_of(";\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string Day(const std::optional<Date>& day) { return day ? FormatIso(*day) : ""; }

class Writer {
 public:
  Writer(const roster::Roster& roster, Date day)
      : roster_(roster), places_(roster::FindClassPlaces(roster, day)) {}

  std::string Write() const {
    std::vector<std::string> ids;
    for (const Person& person : roster_.people) ids.push_back(person.id);
    std::sort(ids.begin(), ids.end());
    std::string csv(kHeader);
    for (const std::string& id : ids) csv += LineOf(roster_.people.at(id));
    return csv;
  }

 private:
  std::string LineOf(const Person& person) const {
    const std::string same =
        person.same_as.empty() ? "" : person.same_as[0].source + ":" + person.same_as[0].id;
    const std::string cells[] = {person.id,
                                 person.kind ? std::string(KindWord(*person.kind)) : "",
                                 person.name.family,
                                 person.name.given,
                                 person.name.middle,
                                 ClassOf(person),
                                 HeadOf(person),
                                 Day(person.birth_date),
                                 person.position,
                                 Day(person.hired_on),
                                 Day(person.teaching_since),
                                 person.part_time.value_or(false) ? "да" : "",
                                 same};
    std::string line;
    for (const std::string& cell : cells) line += (&cell == cells ? "" : ";") + Quoted(cell);
    return line + "\n";
  }

  std::string ClassOf(const Person& person) const {
    const auto found = places_.class_of.find(person.id);
    return found == places_.class_of.end() ? "" : roster_.classes.at(found->second).title;
  }

  std::string HeadOf(const Person& person) const {
    const auto found = places_.head_of.find(person.id);
    if (found == places_.head_of.end()) return {};
    std::string text;
    for (const std::string& id : found->second) {
      text += (text.empty() ? "" : ", ") + roster_.classes.at(id).title;
    }
    return text;
  }

  const roster::Roster& roster_;
  const roster::ClassPlaces places_;
};

bool IsWhole(const roster::Roster& roster) {
  const auto head = roster.lists.find({roster::Collection::kPeople, ""});
  return head != roster.lists.end() && Has(head->second.says, roster::Says::kAllPupils) &&
         Has(head->second.says, roster::Says::kAllStaff);
}

}  // namespace

JournalList MakeJournalList(const roster::Roster& roster, Date day) {
  JournalList list{.csv = Writer(roster, day).Write(), .mapping = "journal", .mapping_text = {}};
  list.mapping_text =
      "mapping: journal\ntitle: Люди электронного журнала\ntitle_en: People of an e-journal\n"
      "list: people\n";
  if (IsWhole(roster)) list.mapping_text += "whole: [pupils, staff]\n";
  list.mapping_text += kColumns;
  return list;
}

}  // namespace vekha::intake
