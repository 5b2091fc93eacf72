// The estimate made at load, and that it is no smaller than what an evaluation spends.
#include <gtest/gtest.h>

#include "tests/engine/condition/test_facts.h"

namespace vekha::condition {
namespace {

TestFacts LargeSchool() {
  TestFacts facts = SchoolFacts();
  List names(2000, Value::String("Магомедов Магомед Магомедович"));
  facts.Declare("names", "list<string>", Value::OfList(std::move(names)));
  return facts;
}

int64_t Estimate(std::string_view expression) {
  const TestFacts facts = LargeSchool();
  const auto parsed = Compile(expression, &facts);
  return parsed.value ? EstimatedCost(**parsed.value) : -1;
}

TEST(Cost, OfScalarsIsTheSizeOfTheExpression) {
  EXPECT_EQ(Estimate("true"), 0);
  EXPECT_EQ(Estimate("pairs > 3"), 2);
  EXPECT_EQ(Estimate("pairs < mentees.count && today > date('2022-10-28')"), 8);
  EXPECT_EQ(Estimate("pairs > 3 ? pairs > 4 && pairs > 5 : pairs > 6"), 8);
}

TEST(Cost, OfAMacroIsItsBodyForEachAssumedElement) {
  EXPECT_EQ(Estimate("names.all(n, true)"), 2 + 2000);
  EXPECT_EQ(Estimate("names.filter(n, true).map(n, 1).size()"), 4 + 2000 + 2000);
  EXPECT_EQ(Estimate("[1, 2, 3].all(x, x > 0)"), 12 + 3 * 3);
}

TEST(Cost, OfBindIsPaidOnce) {
  EXPECT_EQ(Estimate("cel.bind(n, names.map(x, 1), n == n || n == n)"),
            1 + 2002 + 1 + 2 * (3 + 2000));
}

// What a macro may reach is bounded by what was estimated.
class CostBoundTest : public testing::TestWithParam<const char*> {};

TEST_P(CostBoundTest, EstimateIsNoLessThanWhatRunningSpends) {
  const TestFacts facts = LargeSchool();
  const auto parsed = Compile(GetParam(), &facts);
  ASSERT_TRUE(parsed.value) << FormatDiagnostic(parsed.diagnostics.front());
  RunLimits limits;
  limits.cost = EstimatedCost(**parsed.value) + 1;
  const Value value = Evaluate(**parsed.value, facts, limits);
  EXPECT_FALSE(value.IsError()) << FormatValue(value);
}

INSTANTIATE_TEST_SUITE_P(
    Cost, CostBoundTest,
    testing::Values(
        "names.all(n, n != '')", "names.filter(n, n.startsWith('М')).size() > 3",
        "names.exists_one(n, n == 'x')", "names.map(n, n + n).map(n, size(n)) == [1]",
        "names.exists(n, n.matches('^[А-Я].*'))", "'x' in names", "names == names",
        "names.map(n, {n: n}).all(m, m.all(k, true))",
        "names.all(i, n, i >= 0 && n.contains('ов'))",
        "names.transformList(i, n, i).all(i, i + 1 > 0)",
        "names.all(n, marks['math'] == 5 && has(marks.math))",
        "today.addWorkdays(20) > today && workdaysBetween(today, today.addDays(60)) > 1",
        "math.greatest(names.map(n, size(n))) > 3",
        "names[0].split('').join('-').replace('а', 'о').upperAscii() != ''"));

class RunawayTest : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(RunawayTest, IsRefusedWhereItRunsAway) {
  EXPECT_EQ(Answer(GetParam().first, SchoolFacts()), GetParam().second);
}

INSTANTIATE_TEST_SUITE_P(
    Cost, RunawayTest,
    testing::Values(
        std::pair("names.all(a, names.all(b, a == b))",
                  "20: E0209: this could cost 96004000 units, 1000000 are allowed (it may run 2000 "
                  "times, as lists are taken to have 2000 elements: go over them one after the "
                  "other)"),
        std::pair("pairs > 3 &&\n  names.map(a, names).all(l, 'x' in l)",
                  "2:23: E0209: this could cost 4410003 units, 1000000 are allowed"),
        std::pair("names.map(a, a.matches(a)).size() > 0",
                  "16: E0209: this could cost 2748000 units, 1000000 are allowed (it may run 2000 "
                  "times, as lists are taken to have 2000 elements: go over them one after the "
                  "other)")));

TEST(Cost, OverTheLimitWhileRunningIsAnError) {
  const TestFacts facts = LargeSchool();
  EXPECT_EQ(Answer("names.map(n, n + n).map(n, n + n).map(n, n + n).size() > 1", facts),
            "error(the condition ran past its cost limit)");
}

TEST(Cost, TextsAndListsCannotGrowWithoutEnd) {
  std::string doubled = "'0123456789'";
  for (int i = 0; i < 20; ++i) doubled = "cel.bind(x, " + doubled + ", x + x)";
  EXPECT_EQ(Answer(doubled, SchoolFacts()), "error(the text would be too long)");
  std::string list = "[1, 2, 3, 4]";
  for (int i = 0; i < 20; ++i) list = "cel.bind(x, " + list + ", x + x)";
  EXPECT_EQ(Answer(list, SchoolFacts()), "error(the list would be too long)");
}

}  // namespace
}  // namespace vekha::condition
