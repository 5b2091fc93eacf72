// Conditions over the organizations below: schools.all(s, s.mentees.count > 0).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "tests/engine/condition/test_district.h"

namespace vekha::condition {
namespace {

using ::testing::ElementsAre;

// Mentees of school a, b, ...; nothing for a school that has not said.
TestDistrict DistrictOf(const std::vector<std::optional<int>>& mentees) {
  TestDistrict district;
  for (size_t i = 0; i < mentees.size(); ++i) {
    TestDistrict::FactsBelow facts;
    if (mentees[i]) facts["mentees.count"] = Value::Int(*mentees[i]);
    district.AddSchool(std::string(1, static_cast<char>('a' + i)), std::move(facts));
  }
  return district;
}

constexpr std::nullopt_t kUnsaid = std::nullopt;
using Mentees = std::vector<std::optional<int>>;

struct Example {
  Mentees mentees;
  const char* expression;
  const char* answer;
};

class MembersTest : public testing::TestWithParam<Example> {};

TEST_P(MembersTest, Answers) {
  EXPECT_EQ(Answer(GetParam().expression, DistrictOf(GetParam().mentees)), GetParam().answer)
      << GetParam().expression;
}

INSTANTIATE_TEST_SUITE_P(
    NoSchool, MembersTest,
    testing::Values(
        Example{{}, "schools.all(s, s.mentees.count > 0)", "true"},
        Example{{}, "schools.exists(s, s.mentees.count > 0)", "false"},
        Example{{}, "schools.exists_one(s, s.mentees.count > 0)", "false"},
        Example{{}, "schools.size()", "0"}, Example{{}, "size(schools) == 0", "true"},
        Example{{}, "schools.map(s, s.mentees.count)", "[]"},
        Example{{}, "schools.map(s, s.mentees.count).sum()", "0"},
        Example{{}, "schools.map(s, s.share).sum()", "0.0"},
        Example{{}, "schools.map(s, s.mentees.count).max()", "error(max() of an empty list)"}));

INSTANTIATE_TEST_SUITE_P(
    OneSchool, MembersTest,
    testing::Values(
        Example{{5}, "schools.all(s, s.mentees.count > 0)", "true"},
        Example{{0}, "schools.all(s, s.mentees.count > 0)", "false"},
        Example{{kUnsaid}, "schools.all(s, s.mentees.count > 0)", "unknown(mentees.count of 1)"},
        Example{{kUnsaid}, "schools.all(s, has(s.mentees.count))", "false"},
        Example{{5}, "schools.all(s, has(s.mentees))", "true"},
        Example{{5}, "schools.all(s, s.mentees.count > mentees.count)", "false"},
        Example{{5}, "schools.map(s, s.name)", "[\"Школа a\"]"},
        Example{{5}, "schools.exists_one(s, s.id == 'a')", "true"},
        Example{{5},
                "schools.all(s, s.mentees.without_request == 0 || s.mentees.count == 5)",
                "true"}));

INSTANTIATE_TEST_SUITE_P(
    ThreeSchools, MembersTest,
    testing::Values(
        Example{{1, 2, 3}, "schools.all(s, s.mentees.count > 0)", "true"},
        // False is stronger than unknown, unknown than true.
        Example{{1, kUnsaid, 0}, "schools.all(s, s.mentees.count > 0)", "false"},
        Example{
            {1, kUnsaid, 3}, "schools.all(s, s.mentees.count > 0)", "unknown(mentees.count of 1)"},
        Example{{1, kUnsaid, 3}, "schools.exists(s, s.mentees.count > 2)", "true"},
        Example{{kUnsaid, kUnsaid, 1},
                "schools.exists(s, s.mentees.count > 2)",
                "unknown(mentees.count of 2)"},
        Example{{1, kUnsaid, 3},
                "schools.exists_one(s, s.mentees.count > 2)",
                "unknown(mentees.count of 1)"},
        Example{{1, 2, 3}, "schools.exists_one(s, s.mentees.count > 2)", "true"},
        Example{{1, kUnsaid, 3}, "schools.filter(s, !has(s.mentees.count)).size() == 1", "true"},
        Example{
            {1, kUnsaid, 3}, "schools.filter(s, !has(s.mentees.count)).map(s, s.id)", "[\"b\"]"},
        Example{{1, kUnsaid, 3},
                "schools.filter(s, has(s.mentees.count)).map(s, s.mentees.count).sum()",
                "4"},
        Example{{1, kUnsaid, 3},
                "schools.map(s, s.mentees.count).sum()",
                "unknown(mentees.count of 1)"},
        Example{{1, 2, 4}, "schools.map(s, s.mentees.count).sum()", "7"},
        Example{{4, 1, 2}, "schools.map(s, s.mentees.count).min()", "1"},
        Example{{4, 1, 2}, "schools.map(s, s.mentees.count).max() == 4", "true"},
        Example{{4, 1, 2}, "schools.map(s, s.mentees.count > 1, s.id)", "[\"a\", \"c\"]"},
        Example{{4, 1, 2}, "schools.all(i, s, i < 3 && s.mentees.count > 0)", "true"},
        Example{{4, 1, 2}, "schools.transformMap(i, s, s.mentees.count)", "{0: 4, 1: 1, 2: 2}"},
        Example{
            {4, 1, 2}, "cel.bind(few, schools.filter(s, s.mentees.count < 3), few.size())", "2"},
        Example{{4, 1, 2},
                "cel.bind(few, schools.filter(s, s.mentees.count < 3), "
                "few.all(f, f.mentees.count < 3))",
                "true"},
        Example{{4, 1, 2}, "schools.all(s, cel.bind(t, s, t.mentees.count > 0))", "true"},
        Example{{4, kUnsaid, 2},
                "schools.all(s, s.mentees.count > 0) && mentees.without_request == 0",
                "unknown(mentees.without_request, mentees.count of 1)"},
        Example{{4, 1, 2}, "schools.filter(s, s.mentees.count > 1).count()", "2"},
        Example{{kUnsaid, 1, 2},
                "schools.all(s, s.mentees.count > 0) && schools.all(s, has(s.order.model.number))",
                "false"}));

INSTANTIATE_TEST_SUITE_P(
    Refused, MembersTest,
    testing::Values(
        Example{{},
                "schools.all(s, s.mentees.cuont > 0)",
                "16: E0204: mentees.cuont is not declared, so it cannot be asked of schools (did "
                "you mean s.mentees.count?)"},
        Example{{},
                "schools.all(s, s.mentees > 0)",
                "16: E0204: s.mentees is the beginning of names, not a value (did you mean "
                "s.mentees.count?)"},
        Example{{},
                "schools.all(s, has(s.mentees.cuont))",
                "20: E0204: mentees.cuont is not declared, so it cannot be asked of schools (did "
                "you mean s.mentees.count?)"},
        Example{{},
                "schools.all(s, s.today > today)",
                "16: E0204: today is not declared, so it cannot be asked of schools"},
        Example{{},
                "schools.all(s, s.schools.size() > 0)",
                "16: E0204: schools is not declared, so it cannot be asked of schools"},
        Example{{},
                "municipalities.all(m, m.mentees.count > 0)",
                "1: E0204: there are no municipalities below"},
        Example{{},
                "schools.exists(s, s == 'school-3')",
                "19: E0206: s is an organization: it cannot be compared, printed or kept (write "
                "s.mentees.count or s.id)"},
        Example{{},
                "schools.map(s, s)",
                "16: E0206: s is an organization: it cannot be compared, printed or kept (write "
                "s.mentees.count or s.id)"},
        Example{{},
                "schools.map(s, string(s)).size() > 0",
                "23: E0206: s is an organization: it cannot be compared, printed or kept (write "
                "s.mentees.count or s.id)"},
        Example{{},
                "schools",
                "1: E0206: a list of organizations can only be gone over, filtered or counted "
                "(write schools.all(s, s.mentees.count > 0) or schools.size())"},
        Example{{},
                "schools == schools",
                "1: E0206: a list of organizations can only be gone over, filtered or counted "
                "(write schools.all(s, s.mentees.count > 0) or schools.size())\n"
                "12: E0206: a list of organizations can only be gone over, filtered or counted "
                "(write schools.all(s, s.mentees.count > 0) or schools.size())"},
        Example{{},
                "schools[0].mentees.count > 0",
                "1: E0206: a list of organizations can only be gone over, filtered or counted "
                "(write schools.all(s, s.mentees.count > 0) or schools.size())"},
        Example{{},
                "'a' in schools",
                "8: E0206: a list of organizations can only be gone over, filtered or counted "
                "(write schools.all(s, s.mentees.count > 0) or schools.size())"},
        Example{{},
                "schools.all(s, s.mentees.count > '0')",
                "32: E0206: > cannot compare int with string (convert one with int() or string())"},
        Example{{},
                "schools.map(s, s.name).sum() > 0",
                "24: E0206: sum() does not take (list<string>) (it is sum(list<int>), "
                "sum(list<uint>), sum(list<double>), sum(list<duration>))"},
        Example{{},
                "has(schools.size)",
                "5: E0206: a list of organizations can only be gone over, filtered or counted "
                "(write schools.all(s, s.mentees.count > 0) or schools.size())"}));

TEST(Members, AreUnknownWhereNobodySaysWhoIsBelow) {
  TestDistrict district;
  district.ForgetWhoIsBelow();
  EXPECT_EQ(Answer("schools.all(s, s.mentees.count > 0)", district), "unknown(schools)");
  EXPECT_EQ(Answer("schools.size() >= 0 || pairs == 12", district), "true");
}

TEST(Members, UnknownNamesEverySchoolThatLacksAFactThatMattered) {
  TestDistrict district = DistrictOf({1, kUnsaid, kUnsaid});
  district.AddSchool("d", {{"order.model.number", Value::String("7")}});
  const auto parsed = Compile(
      "schools.all(s, has(s.order.model.number) || s.mentees.count > 0) && "
      "schools.all(s, s.share > 0.0 || s.id != 'c')",
      &district);
  const Value value = Evaluate(**parsed.value, district);
  ASSERT_TRUE(value.IsUnknown());
  EXPECT_THAT(*value.As<Unknown>()->below,
              ElementsAre(MissingBelow{"mentees.count", {"b", "c"}}, MissingBelow{"share", {"c"}}));
  EXPECT_TRUE(value.As<Unknown>()->facts.empty());
}

TEST(Members, WhatIsReadOfThemIsToldApartFromOwnFacts) {
  const TestDistrict district;
  const auto parsed = Compile("schools.all(s, has(s.order) && s.mentees.count > pairs)", &district);
  EXPECT_THAT(NamesRead(**parsed.value), ElementsAre("pairs"));
  EXPECT_THAT(MemberListsRead(**parsed.value), ElementsAre("schools"));
  EXPECT_THAT(NamesReadBelow(**parsed.value),
              ElementsAre(NameBelow{"schools", "mentees.count"}, NameBelow{"schools", "order"}));
}

std::string Trace(std::string_view expression, const TestDistrict& district) {
  const auto parsed = Compile(expression, &district);
  std::vector<TraceStep> steps;
  EvaluateTraced(**parsed.value, district, steps);
  std::string out;
  for (const TraceStep& step : steps) {
    out += std::string(2 * static_cast<size_t>(step.depth), ' ') + step.text + " = " +
           FormatValue(step.value) + "\n";
  }
  return out;
}

TEST(Members, ATraceNamesTheSchoolThatDecided) {
  EXPECT_EQ(Trace("schools.all(s, s.mentees.count > 0)", DistrictOf({3, 0, 2})),
            "schools.all(s, s.mentees.count > 0) = false\n"
            "  schools = [\"a\", \"b\", \"c\"]\n"
            "  s.id = \"b\"\n"
            "  s.name = \"Школа b\"\n"
            "  s.mentees.count > 0 = false\n"
            "    s.mentees.count = 0\n");
}

TEST(Members, ATraceShowsTheFirstOfMany) {
  TestDistrict district;
  district.FillSchools(500, {});
  const std::string trace = Trace("schools.filter(s, !has(s.share)).size() == 0", district);
  EXPECT_THAT(trace, testing::HasSubstr("\"s100019\", \"... +480\"]\n"));
  EXPECT_LT(trace.size(), 2000u);
}

// --- limits

TEST(Members, FiftyThousandAreGoneOverAndMoreAreAnError) {
  TestDistrict district;
  district.FillSchools(50'000, {{"mentees.count", Value::Int(2)}});
  EXPECT_EQ(Answer("schools.all(s, s.mentees.count > 0)", district), "true");
  EXPECT_EQ(Answer("schools.map(s, s.mentees.count).sum()", district), "100000");
  EXPECT_EQ(Answer("schools.map(s, s.mentees.count).filter(n, n > 1).size()", district), "50000");
  EXPECT_EQ(Answer("schools.filter(s, s.name.contains('9')).filter(s, s.share > 0.5).size() == 0",
                   district),
            "unknown(share of 17195)");
  district.AddSchool("one-more");
  EXPECT_EQ(Answer("schools.exists(s, s.mentees.count > 2)", district),
            "error(50001 organizations below are more than 50000, the limit)");
}

TEST(Members, OrdinaryListsStayAsLimitedAsTheyWere) {
  TestDistrict district;
  district.FillSchools(100, {{"mentees.count", Value::Int(2)}});
  std::string list = "[1, 2, 3, 4]";
  for (int i = 0; i < 20; ++i) list = "cel.bind(x, " + list + ", x + x)";
  EXPECT_EQ(Answer("schools.size() > 0 && " + list + ".size() > 0", district),
            "error(the list would be too long)");
}

TEST(Members, GoingOverThemInsideEachOtherIsRefusedAtLoad) {
  EXPECT_EQ(Answer("schools.all(s, schools.exists(t, t.id != s.id))", TestDistrict()),
            "24: E0209: this could cost 60000100000 units, 6000000 are allowed (it may run 50000 "
            "times, as lists are taken to have 50000 elements: go over them one after the other)");
  EXPECT_EQ(Answer("schools.all(s, s.days.all(d, d > today))", TestDistrict()),
            "23: E0209: this could cost 400100000 units, 6000000 are allowed (it may run 50000 "
            "times, as lists are taken to have 50000 elements: go over them one after the other)");
}

class MemberCostTest : public testing::TestWithParam<const char*> {};

TEST_P(MemberCostTest, EstimateIsNoLessThanWhatRunningSpends) {
  TestDistrict district;
  district.FillSchools(1000, {{"mentees.count", Value::Int(2)},
                              {"order.model.number", Value::String("12")},
                              {"share", Value::Double(1)}});
  const auto parsed = Compile(GetParam(), &district);
  ASSERT_TRUE(parsed.value) << FormatDiagnostic(parsed.diagnostics.front());
  RunLimits limits;
  limits.cost = EstimatedCost(**parsed.value) + 1;
  limits.member_cost = EstimatedMemberCost(**parsed.value);
  EXPECT_LE(limits.member_cost, kMemberCost);
  const Value value = Evaluate(**parsed.value, district, limits);
  EXPECT_FALSE(value.IsError()) << FormatValue(value);
}

INSTANTIATE_TEST_SUITE_P(
    Members, MemberCostTest,
    testing::Values("schools.all(s, s.mentees.count > 0)",
                    "schools.filter(s, !has(s.order.model.number)).size() == 0",
                    "schools.map(s, s.mentees.count).sum() > 0",
                    "schools.map(s, s.name).max() != '' && schools.map(s, s.share).sum() > 1.0",
                    "schools.exists_one(s, s.name.contains('Школа s100999'))",
                    "schools.filter(s, s.share > 0.5).map(s, s.mentees.count).min() > 0",
                    "schools.all(s, s.mentees.without_request == 0)"));

// --- properties

// A district of up to six schools, each with up to two facts, both in 0..2.
TestDistrict RandomDistrict(std::mt19937& random) {
  TestDistrict district;
  const size_t schools = random() % 7;
  for (size_t i = 0; i < schools; ++i) {
    TestDistrict::FactsBelow facts;
    if (random() % 3 != 0) facts["mentees.count"] = Value::Int(static_cast<int64_t>(random() % 3));
    if (random() % 3 != 0)
      facts["mentees.without_request"] = Value::Int(static_cast<int64_t>(random() % 3));
    district.AddSchool(std::string(1, static_cast<char>('a' + i)), std::move(facts));
  }
  return district;
}

Value Ask(const std::string& expression, const TestDistrict& district) {
  const auto parsed = Compile(expression, &district);
  EXPECT_TRUE(parsed.value) << expression;
  return Evaluate(**parsed.value, district);
}

TEST(MembersProperty, LawsOfLogicHoldWhateverIsUnknown) {
  std::mt19937 random(20221020);
  const std::string predicates[] = {"s.mentees.count > 0", "s.mentees.without_request == 1",
                                    "s.mentees.count > s.mentees.without_request",
                                    "has(s.mentees.count) && s.mentees.count != 2"};
  for (int round = 0; round < 100; ++round) {
    const TestDistrict district = RandomDistrict(random);
    for (const std::string& p : predicates) {
      const auto same = [&](const std::string& a, const std::string& b) {
        const Value x = Ask(a, district);
        const Value y = Ask(b, district);
        EXPECT_TRUE(Identical(x, y)) << a << " = " << FormatValue(x) << "\n"
                                     << b << " = " << FormatValue(y);
      };
      same("schools.all(s, " + p + ")", "!schools.exists(s, !(" + p + "))");
      same("schools.filter(s, " + p + ").size()", "schools.map(s, " + p + ", s.id).size()");
      same("schools.exists_one(s, " + p + ")", "schools.filter(s, " + p + ").size() == 1");
      same("schools.map(s, " + p + " ? 1 : 0).sum()", "schools.filter(s, " + p + ").size()");
    }
  }
}

TEST(MembersProperty, EveryWayOfEvaluatingGivesTheSame) {
  std::mt19937 random(7);
  const char* const expressions[] = {
      "schools.all(s, s.mentees.count > 0 && has(s.mentees.without_request))",
      "schools.map(s, s.mentees.count).sum() > 3 || pairs == 12",
      "schools.filter(s, !has(s.mentees.count)).size() == 0 && pairs > 3"};
  for (int round = 0; round < 100; ++round) {
    const TestDistrict district = RandomDistrict(random);
    for (const char* expression : expressions) {
      const auto parsed = Compile(expression, &district);
      const Value plain = Evaluate(**parsed.value, district);
      std::vector<TraceStep> steps;
      EXPECT_TRUE(Identical(plain, EvaluateTraced(**parsed.value, district, steps)));
      std::vector<Value> slots;
      for (const std::string& name : NamesRead(**parsed.value)) slots.push_back(district.Get(name));
      EXPECT_TRUE(Identical(plain, EvaluateSlots(**parsed.value, slots, district)));
    }
  }
}

}  // namespace
}  // namespace vekha::condition
