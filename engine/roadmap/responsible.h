// Who answers for a measure: the responsible cell of a document, taken apart.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vekha::roadmap {

enum class ResponsibleKind { kPerson, kRole, kOrganization };
std::string_view ResponsibleKindName(ResponsibleKind kind);

// One executor out of a responsible cell. The first of a measure answers, the rest are
// co-executors.
struct Responsible {
  std::string name;  // "Мамедов М. Р.", "Куратор программы наставничества", "РЦО"
  ResponsibleKind kind = ResponsibleKind::kPerson;
  std::string position;  // "заместитель директора", when the cell names one beside a person
  std::string role;  // the role id it maps to ("curator"), when the file's `roles:` maps the name
  bool operator==(const Responsible&) const = default;
};

// Names as written in responsible cells, and the role id each answers to. Looked up by
// ExecutorKey(), so spaces, dots, case and the order of name and initials do not matter.
class RoleNames {
 public:
  RoleNames() = default;
  explicit RoleNames(const std::map<std::string, std::string>& names);

  // The role id of the name; empty when there is none.
  std::string Find(std::string_view name) const;
  // True when some declared name has this key.
  bool HasKey(const std::string& key) const { return roles_.contains(key); }

 private:
  std::map<std::string, std::string, std::less<>> roles_;
};

// One spelling for all spellings of a name: NormalizeName(), and of a person the surname first, so
// "Т.В. Демакова" and "Демакова Т.В." are one. Two spellings of a surname stay two persons.
std::string ExecutorKey(std::string_view name);

// Takes a cell apart: separators are ; and , outside quotes and brackets, a full stop after a whole
// word, and the end of a person's initials, because documents lose the rest ("Мамедов М. Р. Османов
// Р. М."). A phrase beside a person is the person's position. What has initials is a person; what
// is abbreviated, quoted or called an institution is an organization; everything else is a role.
// Two roles without a separator are told apart only by the names in `roles`. "(по согласованию)" is
// left out of names. An empty cell has no executors.
std::vector<Responsible> SplitResponsible(std::string_view cell, const RoleNames& roles);

}  // namespace vekha::roadmap
