#include "service/intake/table/people_book.h"

#include <gtest/gtest.h>

namespace vekha::intake {
namespace {

PersonLine Line(const std::string& name, const std::string& id = "",
                const std::string& class_title = "") {
  PersonLine line;
  line.person.id = id;
  line.person.name = ParseName(name);
  line.class_title = class_title;
  line.origin = {0, 2};
  return line;
}

TEST(PeopleBook, AnIdOfANameDoesNotTellTheName) {
  PeopleBook book;
  const PersonFound found = book.Add(Line("Иванов Иван Иванович"), {});
  EXPECT_EQ(found.id.substr(0, 2), "n-");
  EXPECT_EQ(found.id.size(), 18u);
  EXPECT_EQ(book.Add(Line("ИВАНОВ  иван Иванович"), {}).id, found.id);
}

TEST(PeopleBook, ASlipInANameIsAnotherPerson) {
  PeopleBook book;
  const PersonFound first = book.Add(Line("Иванов Иван Иванович"), {});
  EXPECT_NE(book.Add(Line("Иванов Иван Ивановна"), {}).id, first.id);
  EXPECT_NE(book.Add(Line("Иванов И. И."), {}).id, first.id);
  EXPECT_EQ(book.Find("", "Иванова Иван Иванович", "").fault, PersonFault::kUnknown);
  EXPECT_TRUE(book.FindSimilar("Иванова Иван Иванович"));
}

TEST(PeopleBook, NamesakesNeedIds) {
  PeopleBook book;
  book.Add(Line("Иванов Иван", "", "5А"), {});
  EXPECT_EQ(book.Add(Line("Иванов Иван", "", "7Б"), {}).fault, PersonFault::kNamesakes);
  EXPECT_EQ(book.Add(Line("Иванов Иван", "8", "7Б"), {}).fault, PersonFault::kNone);
  EXPECT_EQ(book.Find("", "Иванов Иван", "").fault, PersonFault::kNamesakes);
  EXPECT_EQ(book.Find("", "Иванов Иван", "7Б").id, "8");
  EXPECT_EQ(book.Find("8", "", "").id, "8");
}

TEST(PeopleBook, AMappingMayTellNamesakesApartByClass) {
  PeopleBook book;
  Mapping mapping;
  mapping.key_class = true;
  const PersonFound one = book.Add(Line("Иванов Иван", "", "5А"), mapping);
  const PersonFound other = book.Add(Line("Иванов Иван", "", "7Б"), mapping);
  EXPECT_EQ(other.fault, PersonFault::kNone);
  EXPECT_NE(one.id, other.id);
}

TEST(PeopleBook, AnIdIsOnePersons) {
  PeopleBook book;
  book.Add(Line("Иванов Иван", "7"), {});
  EXPECT_EQ(book.Add(Line("Петров Пётр", "7"), {}).fault, PersonFault::kIdTaken);
  EXPECT_EQ(book.Add(Line("", ""), {}).fault, PersonFault::kUnnamed);
}

}  // namespace
}  // namespace vekha::intake
