#include "engine/roster/check_roster.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

namespace vekha::roster {
namespace {

class Checker {
 public:
  Checker(const Roster& roster, Date today, size_t diagnostics_max)
      : roster_(roster), today_(today), diagnostics_max_(diagnostics_max) {}

  std::vector<RowDiagnostic> Run() {
    for (const School& school : roster_.schools) CheckParent(roster_.schools, school);
    for (const Term& term : roster_.terms) CheckTerm(term);
    for (const Class& in_class : roster_.classes) CheckClass(in_class);
    for (const Person& person : roster_.people) CheckPerson(person);
    for (const Role& role : roster_.roles) CheckRole(role);
    for (const Membership& membership : roster_.memberships) CheckMembership(membership);
    for (const Mentee& mentee : roster_.mentees) CheckMember(mentee.person, mentee.origin);
    for (const Mentor& mentor : roster_.mentors) CheckMember(mentor.person, mentor.origin);
    for (const Pair& pair : roster_.pairs) CheckPair(pair);
    CheckPrimaries();
    KeepFirst();
    return std::move(found_);
  }

 private:
  void KeepFirst() {
    std::sort(found_.begin(), found_.end(), [](const RowDiagnostic& a, const RowDiagnostic& b) {
      return std::tie(a.file, a.row, a.column, a.code, a.message.en) <
             std::tie(b.file, b.row, b.column, b.code, b.message.en);
    });
    if (found_.size() > diagnostics_max_) found_.resize(diagnostics_max_);
  }

  void Add(const Origin& origin, std::string code, std::string column, Bilingual message) {
    RowDiagnostic d;
    d.code = std::move(code);
    if (origin.file < roster_.files.size()) d.file = roster_.files[origin.file];
    d.row = origin.row;
    d.column = std::move(column);
    d.message = std::move(message);
    found_.push_back(std::move(d));
    // A roster may lack what all its records point at.
    if (found_.size() / 2 > diagnostics_max_) KeepFirst();
  }

  template <typename Record>
  void CheckReference(const Table<Record>& table, const std::string& id, const Origin& origin,
                      std::string column) {
    if (id.empty() || table.contains(id)) return;
    Add(origin, "R0601", std::move(column),
        {fmt::format("нет записи с идентификатором «{}»", id),
         fmt::format("there is no record with the id \"{}\"", id)});
  }

  template <typename Record>
  void CheckParent(const Table<Record>& table, const Record& record) {
    CheckReference(table, record.parent, record.origin, "parent");
    std::string above = record.parent;
    for (size_t steps = 0; !above.empty() && steps <= table.size(); ++steps) {
      if (above == record.id) {
        Add(record.origin, "R0708", "parent",
            {"запись подчинена сама себе", "the record is its own parent"});
        return;
      }
      const auto next = table.Find(above);
      if (!next) return;
      above = next->parent;
    }
  }

  void CheckSpan(const std::optional<Date>& begin, const std::optional<Date>& end,
                 const Origin& origin) {
    if (!begin || !end || *begin <= *end) return;
    Add(origin, "R0704", "end",
        {fmt::format("конец {} раньше начала {}", FormatRussian(*end), FormatRussian(*begin)),
         fmt::format("the end {} is before the beginning {}", FormatIso(*end), FormatIso(*begin))});
  }

  void CheckTerm(const Term& term) {
    CheckParent(roster_.terms, term);
    CheckSpan(term.start, term.end, term.origin);
  }

  void CheckClass(const Class& in_class) {
    CheckReference(roster_.schools, in_class.school, in_class.origin, "school");
    for (const std::string& term : in_class.terms) {
      CheckReference(roster_.terms, term, in_class.origin, "terms");
    }
  }

  void CheckPerson(const Person& person) {
    if (person.birth_date && *person.birth_date > today_) {
      Add(person.origin, "R0506", "birth_date",
          {fmt::format("дата рождения {} ещё не наступила", FormatRussian(*person.birth_date)),
           fmt::format("the birth date {} is in the future", FormatIso(*person.birth_date))});
    }
    for (const std::string& relative : person.relatives) {
      CheckReference(roster_.people, relative, person.origin, "relatives");
    }
  }

  void CheckRole(const Role& role) {
    CheckReference(roster_.people, role.person, role.origin, "person");
    CheckReference(roster_.schools, role.school, role.origin, "school");
    CheckSpan(role.begin, role.end, role.origin);
  }

  void CheckMembership(const Membership& membership) {
    CheckReference(roster_.people, membership.person, membership.origin, "person");
    CheckReference(roster_.classes, membership.in_class, membership.origin, "in_class");
    CheckSpan(membership.begin, membership.end, membership.origin);
  }

  void CheckMember(const std::string& person, const Origin& origin) {
    CheckReference(roster_.people, person, origin, "person");
  }

  // Who is in a pair must be in the base of its school year, where there is one.
  void CheckPair(const Pair& pair) {
    CheckSpan(pair.begin, pair.end, pair.origin);
    if (roster_.lists.contains({Collection::kMentors, pair.cycle})) {
      CheckReference(roster_.mentors, MentorId(pair.cycle, pair.mentor), pair.origin, "mentor");
    }
    const bool base = roster_.lists.contains({Collection::kMentees, pair.cycle});
    for (const std::string& mentee : pair.mentees) {
      if (base) {
        CheckReference(roster_.mentees, MenteeId(pair.cycle, mentee), pair.origin, "mentees");
      }
    }
  }

  void CheckPrimaries() {
    absl::flat_hash_map<std::string, std::vector<Membership>> primaries;
    for (const Membership& membership : roster_.memberships) {
      if (membership.primary && membership.kind == PersonKind::kTeacher) {
        primaries[membership.in_class].push_back(membership);
      }
    }
    for (auto& [in_class, of_class] : primaries) {
      std::sort(of_class.begin(), of_class.end(), [](const Membership& a, const Membership& b) {
        return std::tie(a.begin, a.id) < std::tie(b.begin, b.id);
      });
      for (size_t i = 1; i < of_class.size(); ++i) {
        if (Overlap(of_class[i - 1], of_class[i])) AddSecondPrimary(of_class[i]);
      }
    }
  }

  static bool Overlap(const Membership& a, const Membership& b) {
    return (!a.end || !b.begin || *b.begin <= *a.end) && (!b.end || !a.begin || *a.begin <= *b.end);
  }

  void AddSecondPrimary(const Membership& second) {
    Add(second.origin, "R0703", "primary",
        {fmt::format("у класса «{}» второй основной учитель в то же время", second.in_class),
         fmt::format("class \"{}\" has a second primary teacher at the same time",
                     second.in_class)});
  }

  const Roster& roster_;
  const Date today_;
  const size_t diagnostics_max_;
  std::vector<RowDiagnostic> found_;
};

}  // namespace

std::vector<RowDiagnostic> CheckRoster(const Roster& roster, Date today, size_t diagnostics_max) {
  return Checker(roster, today, diagnostics_max).Run();
}

}  // namespace vekha::roster
