#include "engine/roster/packed_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "engine/roster/roster.h"

namespace vekha::roster {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> IdsOf(const Table<School>& table) {
  std::vector<std::string> ids;
  for (const School& school : table) ids.push_back(school.id + "=" + school.name);
  return ids;
}

TEST(Table, KeepsOneRecordOfEachIdInTheOrderTheyCame) {
  Table<School> table;
  table.Put({.id = "b", .name = "1"});
  table.Put({.id = "a", .name = "2"});
  table.Put({.id = "c", .name = "3"});
  table.Put({.id = "b", .name = "4"});
  EXPECT_THAT(IdsOf(table), ElementsAre("a=2", "c=3", "b=4"));
  EXPECT_TRUE(table.Erase("a"));
  EXPECT_FALSE(table.Erase("a"));
  EXPECT_THAT(IdsOf(table), ElementsAre("c=3", "b=4"));
  EXPECT_EQ(table.size(), 2u);
  EXPECT_FALSE(table.Find("a"));
  EXPECT_FALSE(table.contains("a"));
  EXPECT_EQ(table.at("b").name, "4");
  table.EraseIf([](const School& school) { return school.name == "3"; });
  EXPECT_THAT(IdsOf(table), ElementsAre("b=4"));
  table.Put({.id = "", .name = "empty"});
  EXPECT_EQ(table.at("").name, "empty");
}

TEST(Table, IsCopiedAndMoved) {
  Table<School> table;
  EXPECT_THAT(IdsOf(table), IsEmpty());
  table.Put({.id = "a", .name = "1"});
  Table<School> copy = table;
  table.Put({.id = "a", .name = "2"});
  EXPECT_THAT(IdsOf(copy), ElementsAre("a=1"));
  const Table<School> moved = std::move(table);
  EXPECT_THAT(IdsOf(moved), ElementsAre("a=2"));
  table = copy;
  table.Put({.id = "b", .name = "3"});
  EXPECT_THAT(IdsOf(table), ElementsAre("a=1", "b=3"));
  EXPECT_THAT(IdsOf(copy), ElementsAre("a=1"));
}

TEST(Table, HoldsMoreThanABlockAndRowsLongerThanOne) {
  Table<School> table;
  for (int i = 0; i < 20'000; ++i) {
    table.Put({.id = std::to_string(i), .name = std::string(static_cast<size_t>(i % 200), 'x')});
  }
  table.Put({.id = "long", .name = std::string(1'000'000, 'y')});
  table.Put({.id = "last", .name = "z"});
  EXPECT_EQ(table.size(), 20'002u);
  EXPECT_EQ(table.at("long").name.size(), 1'000'000u);
  EXPECT_EQ(table.at("last").name, "z");
  for (int i = 0; i < 20'000; ++i) {
    EXPECT_EQ(table.at(std::to_string(i)).name.size(), static_cast<size_t>(i % 200));
  }
  size_t seen = 0;
  for (const School& school : table) seen += school.name.empty() ? 0u : 1u;
  EXPECT_EQ(seen, 19'902u);
}

TEST(Table, AddsWhatIsMissing) {
  Table<School> table;
  table.Put({.id = "a", .name = "new"});
  Table<School> other;
  other.Put({.id = "a", .name = "old"});
  other.Put({.id = "b", .name = "stays"});
  other.Put({.id = "c", .name = "goes"});
  table.AddMissing(other, [](const School& school) { return school.name == "stays"; });
  EXPECT_THAT(IdsOf(table), ElementsAre("a=new", "b=stays"));
}

TEST(Table, TakesNoBytesThatAreNoRecord) {
  Table<School> table;
  table.Put({.id = "a", .name = "1", .origin = {1, 300}});
  const std::string row(table.SortedRows().front());
  Table<School> other;
  for (size_t size = 0; size < row.size(); ++size) {
    EXPECT_FALSE(other.PutRow(std::string_view(row).substr(0, size))) << size;
  }
  EXPECT_FALSE(other.PutRow(row + "x"));
  EXPECT_TRUE(other.empty());
  EXPECT_TRUE(other.PutRow(row));
  EXPECT_EQ(other.at("a").origin, (Origin{1, 300}));
}

// A day before the first one a table may have follows from an end that is excluded.
TEST(Table, GivesBackAnyDay) {
  Table<Term> table;
  table.Put({.id = "t", .start = MakeDate(1400, 1, 1), .end = MakeDate(9999, 12, 31)});
  EXPECT_EQ(table.at("t").start, MakeDate(1400, 1, 1));
  EXPECT_EQ(table.at("t").end, MakeDate(9999, 12, 31));
}

}  // namespace
}  // namespace vekha::roster
