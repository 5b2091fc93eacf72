#include "service/report/paper/totals.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/service/report/paper/example.h"

namespace vekha::service::report {
namespace {

Sheet Numbers(std::vector<Row> rows) {
  return {
      .name = "",
      .columns = {{.title = "a"},
                  {.title = "b", .total = {.kind = Total::Kind::kSum}},
                  {.title = "c", .total = {.kind = Total::Kind::kSum}},
                  {.title = "d", .total = {.kind = Total::Kind::kShare, .part = 1, .whole = 2}}},
      .rows = std::move(rows)};
}

TEST(Totals, OfGroupsAddUpToTheWhole) {
  const Paper paper = ExamplePaper(Language::kRussian);
  const SheetTotals totals = *ComputeTotals(paper.sheets[0]);
  EXPECT_EQ(totals.all[1], Cell(int64_t{141}));
  EXPECT_EQ(totals.all[2], Cell(int64_t{103}));
  EXPECT_EQ(totals.all[3], Cell(103.0 / 141.0));
  EXPECT_EQ(totals.all[5], Cell(1253.875));
  EXPECT_EQ(totals.headings.at(0)[1], Cell(int64_t{129}));
  EXPECT_EQ(totals.headings.at(1)[1], Cell(int64_t{89}));
  EXPECT_EQ(totals.headings.at(4)[1], Cell(int64_t{40}));
  EXPECT_EQ(totals.headings.at(6)[1], Cell(int64_t{0}));
  EXPECT_EQ(totals.headings.at(6)[3], Cell());
  EXPECT_EQ(totals.headings.at(7)[1], Cell(int64_t{12}));
}

TEST(Totals, OfNothingAreZeroAndItsShareIsEmpty) {
  const SheetTotals totals = *ComputeTotals(Numbers({}));
  EXPECT_EQ(totals.all, (std::vector<Cell>{Cell(), int64_t{0}, int64_t{0}, Cell()}));
}

TEST(Totals, PassOverTextsAndGaps) {
  const SheetTotals totals = *ComputeTotals(Numbers(
      {{.cells = {"x", int64_t{1}, "нет"}}, {.cells = {"y"}}, {.cells = {"z", 0.5, int64_t{3}}}}));
  EXPECT_EQ(totals.all, (std::vector<Cell>{Cell(), 1.5, int64_t{3}, 0.5}));
}

TEST(Totals, AreExactUpToInt64AndRefuseMore) {
  const int64_t most = std::numeric_limits<int64_t>::max();
  EXPECT_EQ(
      ComputeTotals(Numbers({{.cells = {{}, most - 1}}, {.cells = {{}, int64_t{1}}}}))->all[1],
      Cell(most));
  EXPECT_FALSE(ComputeTotals(Numbers({{.cells = {{}, most}}, {.cells = {{}, int64_t{1}}}})));
  EXPECT_FALSE(ComputeTotals(Numbers({{.cells = {{}, 1e308}}, {.cells = {{}, 1e308}}})));
}

TEST(Groups, EndWhereTheNextOfTheirLevelBegins) {
  const std::vector<Group> groups = GroupsOf(ExamplePaper(Language::kRussian).sheets[0]);
  std::vector<std::vector<size_t>> found;
  for (const Group& group : groups) found.push_back({group.heading, group.begin, group.end});
  EXPECT_EQ(found, (std::vector<std::vector<size_t>>{
                       {0, 1, 7}, {1, 2, 4}, {4, 5, 6}, {6, 7, 7}, {7, 8, 10}}));
}

}  // namespace
}  // namespace vekha::service::report
