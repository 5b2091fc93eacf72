#include <gtest/gtest.h>

#include "tests/engine/condition/test_facts.h"

namespace vekha::condition {
namespace {

struct Case {
  std::string expression;
  std::string answer;
};

class AnswerTest : public testing::TestWithParam<Case> {};

TEST_P(AnswerTest, IsAsWritten) {
  EXPECT_EQ(Answer(GetParam().expression, SchoolFacts()), GetParam().answer)
      << GetParam().expression;
}

INSTANTIATE_TEST_SUITE_P(
    Facts, AnswerTest,
    testing::Values(Case{"pairs < mentees.count && today > date('2022-10-20')", "true"},
                    Case{"mentees.count * 2 - pairs", "56"},
                    Case{"size(names) == 2 && 'Мамедов' in names", "true"},
                    Case{"names.exists(n, n.startsWith('Ал'))", "true"},
                    Case{"marks.math + 1", "6"}, Case{"marks['math'] >= 5", "true"},
                    Case{"has(marks.physics)", "false"}, Case{"has(marks.math)", "true"},
                    Case{"share / 2.0", "6.25"}, Case{"share > 12", "true"}));

// A fact that is not recorded is no answer, and not false.
INSTANTIATE_TEST_SUITE_P(
    MissingFacts, AnswerTest,
    testing::Values(Case{"mentees.without_request == 0", "unknown(mentees.without_request)"},
                    Case{"teachers.trained && mentees.without_request == 0",
                         "unknown(mentees.without_request, teachers.trained)"},
                    Case{"teachers.trained || true", "true"},
                    Case{"true || teachers.trained", "true"},
                    Case{"teachers.trained && false", "false"},
                    Case{"teachers.trained && pairs > 100", "false"},
                    Case{"teachers.trained && true", "unknown(teachers.trained)"},
                    Case{"!teachers.trained", "unknown(teachers.trained)"},
                    Case{"teachers.trained ? 1 : 2", "unknown(teachers.trained)"},
                    Case{"[1, mentees.without_request].size()", "unknown(mentees.without_request)"},
                    Case{"names.filter(n, teachers.trained)", "unknown(teachers.trained)"},
                    Case{"names.exists(n, teachers.trained || n == 'Мамедов')", "true"},
                    Case{"names.all(n, teachers.trained && n == 'Мамедов')", "false"},
                    Case{"has(order.pairs.number)", "true"}, Case{"has(order.pairs.on)", "false"},
                    Case{"has(order.pairs)", "true"}, Case{"has(order.model)", "false"},
                    Case{"has(pairs)", "true"},
                    Case{"has(order.model.number) && order.model.number == '17'", "false"}));

INSTANTIATE_TEST_SUITE_P(
    UnknownIsStrongerThanError, AnswerTest,
    testing::Values(Case{"1 / 0 > 1 && teachers.trained", "unknown(teachers.trained)"},
                    Case{"teachers.trained && 1 / 0 > 1", "unknown(teachers.trained)"},
                    Case{"1 / 0 > mentees.without_request", "unknown(mentees.without_request)"},
                    Case{"1 / 0 > 1 && pairs > 100", "false"},
                    Case{"1 / 0 > 1 || pairs > 100", "error(divide by zero)"}));

INSTANTIATE_TEST_SUITE_P(
    Dates, AnswerTest,
    testing::Values(
        Case{"today", "date('2022-10-24')"}, Case{"today == date('2022-10-24')", "true"},
        Case{"today.addDays(6)", "date('2022-10-30')"},
        Case{"addDays(today, -24)", "date('2022-09-30')"},
        Case{"date('2022-01-31').addMonths(1)", "date('2022-02-28')"},
        Case{"date('2022-03-31').addMonths(-13)", "date('2021-02-28')"},
        Case{"today.addWorkdays(5)", "date('2022-10-31')"},
        Case{"date('2022-10-30').prevWorkday()", "date('2022-10-28')"},
        Case{"date('2022-10-28').nextWorkday()", "date('2022-10-31')"},
        Case{"isWorkday(date('2022-10-29'))", "false"},
        Case{"daysBetween(today, date('2022-10-30'))", "6"},
        Case{"workdaysBetween(today, date('2022-10-31'))", "5"}, Case{"year(today)", "2022"},
        Case{"month(today)", "10"}, Case{"day(today)", "24"}, Case{"weekday(today)", "1"},
        Case{"schoolYear(date('2022-08-31'))", "2021"},
        Case{"schoolYear(date('2022-09-01'))", "2022"}, Case{"quarter(today)", "4"},
        Case{"endOfMonth(date('2024-02-05'))", "date('2024-02-29')"},
        Case{"age(date('2008-02-29'), date('2022-02-28'))", "13"},
        Case{"age(date('2008-02-29'), date('2022-03-01'))", "14"},
        Case{"date(timestamp('2022-10-23T22:30:00Z'), 'Europe/Moscow')", "date('2022-10-24')"},
        Case{"date(timestamp('2022-10-23T22:30:00Z'), 'UTC')", "date('2022-10-23')"},
        Case{"string(today)", "\"2022-10-24\""}, Case{"type(today) == date", "true"},
        Case{"isWorkday(date('2030-01-01'))", "error(no calendar for 2030)"},
        Case{"isHoliday(date('2022-11-04')) && !isHoliday(date('2022-11-05'))", "true"},
        Case{"isHoliday(date('2030-01-01'))", "error(no calendar for 2030)"},
        Case{"dyn('9999-12-31') == '' ? today : date('0000-' + '02-29')",
             "error(date outside 1900..2199)"},
        Case{"today.addDays(1000000)", "error(date outside 1900..2199)"},
        Case{"today.addDays(9223372036854775807)", "error(date outside 1900..2199)"},
        Case{"today.addMonths(-9000)", "error(date outside 1900..2199)"},
        Case{"[date('2022-10-30'), today].exists(d, d > today)", "true"}));

INSTANTIATE_TEST_SUITE_P(Names, AnswerTest,
                         testing::Values(Case{"['x'].all(pairs, pairs == 'x')", "true"},
                                         Case{"['x'].all(pairs, .pairs == 12)", "true"},
                                         Case{"fact('mentees.count') + 1", "35"},
                                         Case{"has(fact('order.pairs.on'))", "false"},
                                         Case{"fact('order.pairs.on') > today",
                                              "unknown(order.pairs.on)"},
                                         Case{"cel.bind(n, pairs + 1, n * n)", "169"},
                                         Case{"'ЁЛКА'.lower() == 'ёлка'", "true"},
                                         Case{"math.greatest(pairs, mentees.count)", "34"}));

TEST(Evaluate, WithoutAnEnvironmentNamesAreFoundWhenItRuns) {
  const TestFacts facts = SchoolFacts();
  const auto parsed = Compile("mentees.count > 30 || nonsense(1)", nullptr);
  ASSERT_TRUE(parsed.value);
  EXPECT_EQ(FormatValue(Evaluate(**parsed.value, facts)), "true");
  EXPECT_EQ(ResultType(**parsed.value).kind, TypeKind::kDyn);
}

TEST(Evaluate, SlotsGiveTheSameAnswerAsNames) {
  const TestFacts facts = SchoolFacts();
  const auto parsed =
      Compile("pairs < mentees.count && has(order.pairs) && today > date('2022-10-20')", &facts);
  ASSERT_TRUE(parsed.value);
  std::vector<Value> slots;
  for (const std::string& name : NamesRead(**parsed.value)) slots.push_back(facts.Get(name));
  EXPECT_EQ(FormatValue(EvaluateSlots(**parsed.value, slots, facts)), "true");
}

TEST(Program, TellsItsNamesTypeAndText) {
  const TestFacts facts = SchoolFacts();
  const auto parsed = Compile("has(order.model) && marks.math > pairs + pairs", &facts);
  ASSERT_TRUE(parsed.value);
  EXPECT_EQ(NamesRead(**parsed.value), (std::vector<std::string>{"marks", "order.model", "pairs"}));
  EXPECT_EQ(FormatType(ResultType(**parsed.value)), "bool");
  EXPECT_EQ(ExpressionText(**parsed.value), "has(order.model) && marks.math > pairs + pairs");
}

TEST(Trace, ShowsEachPartOnceInSourceOrder) {
  const TestFacts facts = SchoolFacts();
  const auto parsed = Compile("pairs < 10 || names.exists(n, n == 'Алиева')", &facts);
  ASSERT_TRUE(parsed.value);
  std::vector<TraceStep> trace;
  EXPECT_TRUE(EvaluateTraced(**parsed.value, facts, trace).IsTrue());
  std::string shown;
  for (const TraceStep& step : trace) {
    shown += std::string(static_cast<size_t>(step.depth) * 2, ' ') + step.text + " = " +
             FormatValue(step.value) + "\n";
  }
  EXPECT_EQ(shown,
            "pairs < 10 || names.exists(n, n == 'Алиева') = true\n"
            "  pairs < 10 = false\n"
            "    pairs = 12\n"
            "  names.exists(n, n == 'Алиева') = true\n"
            "    names = [\"Алиева\", \"Мамедов\"]\n"
            "    n == 'Алиева' = true\n"
            "      n = \"Алиева\"\n");
}

std::string Traced(std::string_view expression) {
  const TestFacts facts = SchoolFacts();
  const auto parsed = Compile(expression, &facts);
  EXPECT_TRUE(parsed.value) << expression;
  std::vector<TraceStep> trace;
  EvaluateTraced(**parsed.value, facts, trace);
  std::string shown;
  for (const TraceStep& step : trace) {
    EXPECT_EQ(step.text, expression.substr(step.range.begin, step.range.end - step.range.begin));
    shown += std::string(static_cast<size_t>(step.depth) * 2, ' ') + step.text + " = " +
             FormatValue(step.value) + "\n";
  }
  return shown;
}

TEST(Trace, ShowsTheElementThatDecided) {
  EXPECT_EQ(Traced("[1, 5, 9].all(x, [7, 4].exists(y, y < x))"),
            "[1, 5, 9].all(x, [7, 4].exists(y, y < x)) = false\n"
            "  [1, 5, 9] = [1, 5, 9]\n"
            "  [7, 4].exists(y, y < x) = false\n"
            "    [7, 4] = [7, 4]\n");
  EXPECT_EQ(Traced("[1, 5].exists_one(x, [7, 4].exists(y, y < x))"),
            "[1, 5].exists_one(x, [7, 4].exists(y, y < x)) = true\n"
            "  [1, 5] = [1, 5]\n");
}

TEST(Trace, ShowsWhatABindingIsUsedFor) {
  EXPECT_EQ(Traced("cel.bind(n, pairs + 1, n > 20)"),
            "cel.bind(n, pairs + 1, n > 20) = false\n"
            "  pairs + 1 = 13\n"
            "    pairs = 12\n"
            "  n > 20 = false\n"
            "    n = 13\n");
}

TEST(Cost, ARunawayConditionIsStopped) {
  const TestFacts facts = SchoolFacts();
  const std::string list = "[1,1,1,1,1,1,1,1,1,1]";
  const auto parsed =
      Compile("cel.bind(a, " + list + " + " + list + " + " + list + " + " + list +
                  ", cel.bind(b, a + a + a + a + a + a + a + a, b.all(x, b.all(y, x == y))))",
              &facts);
  ASSERT_TRUE(parsed.value);
  EXPECT_EQ(FormatValue(Evaluate(**parsed.value, facts)),
            "error(the condition ran past its cost limit)");
  RunLimits wide;
  wide.cost = 10'000'000;
  EXPECT_EQ(FormatValue(Evaluate(**parsed.value, facts, wide)), "true");
}

TEST(Cost, SharedListsAreNotWalkedForever) {
  std::string expression = "a == a";
  for (int i = 0; i < 40; ++i) expression = "cel.bind(a, [a, a], " + expression + ")";
  expression = "cel.bind(a, [1], " + expression + ")";
  const auto parsed = Compile(expression, nullptr);
  ASSERT_TRUE(parsed.value);
  EXPECT_TRUE(Evaluate(**parsed.value, SchoolFacts()).IsError());
}

TEST(Cost, LongTextsAreRefused) {
  std::string expression = "a.size()";
  for (int i = 0; i < 20; ++i) expression = "cel.bind(a, a + a, " + expression + ")";
  const auto parsed = Compile("cel.bind(a, 'abcdefgh', " + expression + ")", nullptr);
  ASSERT_TRUE(parsed.value);
  EXPECT_EQ(FormatValue(Evaluate(**parsed.value, SchoolFacts())),
            "error(the text would be too long)");
}

}  // namespace
}  // namespace vekha::condition
