#include "engine/roster/check_roster.h"

#include <gtest/gtest.h>

#include <string>

namespace vekha::roster {
namespace {

std::string Codes(const Roster& roster) {
  std::string codes;
  for (const RowDiagnostic& d : CheckRoster(roster, *MakeDate(2022, 11, 1))) {
    const std::string line = FormatRowDiagnostic(d);
    codes += line.substr(0, line.find("]: ") + 1) + "\n";
  }
  return codes;
}

TEST(CheckRoster, ASoundRosterHasNothing) {
  Roster roster;
  roster.schools.Put({.id = "s"});
  roster.people.Put({.id = "p"});
  roster.roles.Put({.id = "r", .person = "p", .school = "s"});
  EXPECT_EQ(Codes(roster), "");
}

TEST(CheckRoster, NamesFileAndRowOfWhatPointsAtNothing) {
  Roster roster;
  roster.files = {"orgs.csv", "enrollments.csv"};
  roster.schools.Put({.id = "s", .parent = "no", .origin = {0, 3}});
  roster.memberships.Put({.id = "m", .person = "p", .in_class = "c", .origin = {1, 9}});
  EXPECT_EQ(Codes(roster),
            "enrollments.csv:9: in_class: error[R0601]\n"
            "enrollments.csv:9: person: error[R0601]\n"
            "orgs.csv:3: parent: error[R0601]\n");
}

TEST(CheckRoster, FindsLoopsAndWrongDates) {
  Roster roster;
  roster.schools.Put({.id = "a", .parent = "b"});
  roster.schools.Put({.id = "b", .parent = "a"});
  roster.people.Put({.id = "p", .birth_date = MakeDate(2022, 11, 2)});
  roster.terms.Put({.id = "t", .start = MakeDate(2022, 9, 1), .end = MakeDate(2022, 8, 1)});
  EXPECT_EQ(Codes(roster),
            "birth_date: error[R0506]\n"
            "end: error[R0704]\n"
            "parent: error[R0708]\n"
            "parent: error[R0708]\n");
}

TEST(CheckRoster, FindsTheSecondPrimaryTeacher) {
  Roster roster;
  roster.classes.Put({.id = "c"});
  for (const std::string id : {"1", "2"}) {
    roster.people.Put({.id = id});
    roster.memberships.Put(
        {.id = id, .person = id, .in_class = "c", .kind = PersonKind::kTeacher, .primary = true});
  }
  EXPECT_EQ(Codes(roster), "primary: error[R0703]\n");
  Membership first = roster.memberships.at("1");
  first.end = MakeDate(2022, 10, 1);
  roster.memberships.Put(first);
  Membership second = roster.memberships.at("2");
  second.begin = MakeDate(2022, 10, 2);
  roster.memberships.Put(second);
  EXPECT_EQ(Codes(roster), "");
}

}  // namespace
}  // namespace vekha::roster
