#include "engine/roster/roster.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <ostream>
#include <type_traits>

#include "engine/roster/row_diagnostic.h"

namespace vekha::roster {
namespace {

template <typename T, typename = void>
struct Streams : std::false_type {};
template <typename T>
struct Streams<T, std::void_t<decltype(std::declval<std::ostream&>() << std::declval<T>())>>
    : std::true_type {};

static_assert(!Streams<SpecialNeeds>::value);
static_assert(!fmt::is_formattable<SpecialNeeds>::value);
static_assert(!std::is_convertible_v<SpecialNeeds, bool>);
static_assert(!std::is_convertible_v<SpecialNeeds, std::string>);

TEST(SpecialNeedsFlag, TellsOnlyWhenAsked) {
  EXPECT_FALSE(SpecialNeeds().said());
  EXPECT_TRUE(SpecialNeeds::Absent().said());
  EXPECT_FALSE(SpecialNeeds::Absent().Reveal().present);
  const SpecialNeeds present = SpecialNeeds::Present(MakeDate(2023, 8, 31));
  EXPECT_TRUE(present.Reveal().present);
  EXPECT_EQ(present.Reveal().until, MakeDate(2023, 8, 31));
  EXPECT_FALSE(present == SpecialNeeds::Present());
}

TEST(Age, IsCountedOnTheBirthday) {
  const Date born = *MakeDate(2010, 9, 1);
  EXPECT_EQ(AgeOn(born, *MakeDate(2022, 8, 31)), 11);
  EXPECT_EQ(AgeOn(born, *MakeDate(2022, 9, 1)), 12);
  EXPECT_EQ(AgeOn(born, *MakeDate(2010, 8, 31)), -1);
  EXPECT_EQ(AgeOn(*MakeDate(2012, 2, 29), *MakeDate(2023, 2, 28)), 10);
}

Roster School5A() {
  Roster roster;
  roster.classes.Put({.id = "5a", .title = "5А", .kind = ClassKind::kHomeroom});
  roster.classes.Put({.id = "math", .title = "Математика", .kind = ClassKind::kCourse});
  return roster;
}

void Join(Roster& roster, std::string id, std::string person, std::string in_class, PersonKind kind,
          bool primary = false, std::optional<Date> end = std::nullopt) {
  roster.memberships.Put({.id = id,
                          .person = person,
                          .in_class = in_class,
                          .kind = kind,
                          .primary = primary,
                          .end = end});
}

TEST(ClassPlaces, AreOfHomeroomsOnTheDay) {
  Roster roster = School5A();
  Join(roster, "1", "pupil", "5a", PersonKind::kPupil);
  Join(roster, "2", "pupil", "math", PersonKind::kPupil);
  Join(roster, "3", "left", "5a", PersonKind::kPupil, false, MakeDate(2022, 10, 31));
  const ClassPlaces places = FindClassPlaces(roster, *MakeDate(2022, 11, 1));
  EXPECT_EQ(places.class_of.at("pupil"), "5a");
  EXPECT_FALSE(places.class_of.contains("left"));
  EXPECT_TRUE(FindClassPlaces(roster, *MakeDate(2022, 10, 31)).class_of.contains("left"));
}

TEST(ClassPlaces, TheHeadIsThePrimaryTeacherOrTheOnlyOne) {
  Roster roster = School5A();
  Join(roster, "1", "a", "5a", PersonKind::kTeacher);
  Join(roster, "2", "c", "math", PersonKind::kTeacher, true);
  const Date day = *MakeDate(2022, 11, 1);
  EXPECT_TRUE(FindClassPlaces(roster, day).head_of.contains("a"));
  EXPECT_FALSE(FindClassPlaces(roster, day).head_of.contains("c")) << "a course has no head";
  Join(roster, "3", "b", "5a", PersonKind::kTeacher);
  EXPECT_TRUE(FindClassPlaces(roster, day).head_of.empty()) << "two, and none is primary";
  Join(roster, "3", "b", "5a", PersonKind::kTeacher, true);
  EXPECT_FALSE(FindClassPlaces(roster, day).head_of.contains("a"));
  EXPECT_TRUE(FindClassPlaces(roster, day).head_of.contains("b"));
}

TEST(RowDiagnostics, AreShownByPlace) {
  RowDiagnostic d{.severity = Severity::kWarning,
                  .code = "R0502",
                  .file = "users.csv",
                  .row = 5,
                  .column = "role",
                  .message = {"роль", "a role"},
                  .hint = {"можно: teacher", "allowed: teacher"}};
  EXPECT_EQ(FormatRowDiagnostic(d), "users.csv:5: role: warning[R0502]: a role (allowed: teacher)");
  EXPECT_EQ(FormatRowDiagnostic(d, Language::kRussian),
            "users.csv:5: role: warning[R0502]: роль (можно: teacher)");
  d.file.clear();
  d.row = 0;
  d.column.clear();
  d.hint = {};
  EXPECT_EQ(FormatRowDiagnostic(d), "warning[R0502]: a role");
  EXPECT_FALSE(HasErrors({d}));
}

}  // namespace
}  // namespace vekha::roster
