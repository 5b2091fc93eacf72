// Input meant to break: every answer is a value or located problems, whatever comes in.
#include <gtest/gtest.h>

#include <random>

#include "tests/engine/condition/test_facts.h"

namespace vekha::condition {
namespace {

std::string Repeat(std::string_view text, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

// Compiles with and without declared names and, if it can, runs: traced, plain and by slots it
// comes to the same.
void CompileAndRun(const std::string& expression, const Limits& limits = {}) {
  static const TestFacts facts = SchoolFacts();
  const Source source("hostile", expression);
  for (const Environment* environment :
       {static_cast<const Environment*>(&facts), static_cast<const Environment*>(nullptr)}) {
    CompileOptions options;
    options.environment = environment;
    options.limits = limits;
    const auto parsed = Compile(expression, options, source, 0);
    ASSERT_EQ(parsed.value.has_value(), !HasErrors(parsed.diagnostics)) << expression;
    for (const Diagnostic& d : parsed.diagnostics) {
      ASSERT_GE(d.position.line, 1) << expression;
      ASSERT_GE(d.position.column, 1) << expression;
    }
    if (!parsed.value) continue;
    std::vector<TraceStep> trace;
    const Value traced = EvaluateTraced(**parsed.value, facts, trace);
    const Value plain = Evaluate(**parsed.value, facts);
    ASSERT_TRUE(Identical(plain, traced)) << expression << ": " << FormatValue(plain);
    if (environment == nullptr) continue;
    std::vector<Value> slots;
    for (const std::string& name : NamesRead(**parsed.value)) slots.push_back(facts.Get(name));
    const Value slotted = EvaluateSlots(**parsed.value, slots, facts);
    ASSERT_TRUE(Identical(plain, slotted)) << expression << ": " << FormatValue(slotted);
  }
}

Limits WidestLimits() {
  return {.code_points = 10'000'000,
          .depth = 1'000'000,
          .nodes = 1'000'000,
          .macro_nesting = 1000,
          .estimate = INT64_MAX,
          .assumed = {}};
}

class TooDeepTest : public testing::TestWithParam<std::string> {};

TEST_P(TooDeepTest, IsAProblemAndNoCrash) {
  const std::string expression = GetParam();
  CompileAndRun(expression);
  CompileAndRun(expression, WidestLimits());
  const auto parsed = Compile(expression, nullptr);
  ASSERT_FALSE(parsed.value);
  EXPECT_EQ(parsed.diagnostics.front().code, "E0202");
}

INSTANTIATE_TEST_SUITE_P(
    Hostile, TooDeepTest,
    testing::Values(Repeat("(", 10'000) + "1" + Repeat(")", 10'000), Repeat("(", 10'000),
                    Repeat("[", 10'000), Repeat("{1:", 10'000), Repeat("f(", 10'000),
                    Repeat("!", 10'000) + "true", Repeat("-", 10'001) + "pairs",
                    "1" + Repeat("+1", 10'000), "true" + Repeat("&&true", 10'000),
                    "x" + Repeat(".y", 10'000), "x" + Repeat("[0]", 10'000),
                    Repeat("true?", 10'000) + "1", Repeat("true?1:", 10'000) + "1",
                    "'" + Repeat("я", 50'000) + "'", Repeat("1<", 10'000) + "1"));

TEST(Hostile, AsDeepAsTheHardLimitsAllowStillRuns) {
  CompileAndRun(Repeat("!", kNodesHardMax - 1) + "true", WidestLimits());
  CompileAndRun("1" + Repeat("+1", kNodesHardMax / 2 - 1), WidestLimits());
  CompileAndRun("x" + Repeat("[0]", kNodesHardMax / 2 - 1), WidestLimits());
  CompileAndRun(Repeat("(", 240) + "1" + Repeat(")", 240), WidestLimits());
  CompileAndRun(Repeat("[", 240) + "1" + Repeat("]", 240), WidestLimits());
}

TEST(Hostile, TheTenThousandthParenthesisIsNotReached) {
  const auto parsed = Compile(Repeat("(", 200) + "1" + Repeat(")", 200), nullptr);
  ASSERT_FALSE(parsed.value);
  EXPECT_EQ(parsed.diagnostics.front().position.column, 65);
  EXPECT_EQ(parsed.diagnostics.front().message, "nested over 64 levels deep");
}

TEST(Hostile, InvalidUtf8IsLocated) {
  const auto parsed = Compile("'ab\xff'", nullptr);
  ASSERT_FALSE(parsed.value);
  EXPECT_EQ(parsed.diagnostics.front().message, "the text is not valid UTF-8 here");
  EXPECT_EQ(parsed.diagnostics.front().position.column, 4);
}

TEST(Hostile, ExplodingRegularExpressionsAreRefusedOrQuick) {
  EXPECT_TRUE(
      Answer("names[0].matches('((a{100}){100}){100}')", SchoolFacts()).starts_with("1: E0208"));
  EXPECT_EQ(Answer("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'.matches('^(a+)+$b')", SchoolFacts()), "false");
}

TEST(Hostile, AFactOfAnotherTypeThanDeclaredIsAnError) {
  TestFacts facts = SchoolFacts();
  const auto parsed =
      Compile("pairs > 3 && today > date('2022-10-28') || !teachers.trained", &facts);
  ASSERT_TRUE(parsed.value);
  facts.Declare("pairs", "int", Value::String("twelve"));
  facts.Declare("teachers.trained", "bool", Value::Int(1));
  EXPECT_TRUE(Evaluate(**parsed.value, facts).IsError());
}

TEST(Hostile, ALongExpressionIsRefusedAtOnce) {
  const std::string long_text = "pairs > 3 && " + Repeat("pairs > 3 && ", 8000) + "true";
  EXPECT_TRUE(Answer(long_text, SchoolFacts()).starts_with("1: E0202: the condition is over 4096"));
  CompileAndRun(long_text, WidestLimits());
}

TEST(Hostile, MacrosOverMacrosAreRefusedOrStopped) {
  std::string nested = "a0 > 0";
  for (int i = 5; i >= 0; --i) {
    nested = "[1, 2, 3, 4, 5, 6, 7, 8, 9].all(a" + std::to_string(i) + ", " + nested + ")";
  }
  EXPECT_TRUE(Answer(nested, SchoolFacts()).find("E0202") != std::string::npos);
  CompileAndRun(nested, WidestLimits());
}

TEST(Hostile, RandomBytesNeverCrash) {
  std::mt19937 random(20221024);
  for (int round = 0; round < 3000; ++round) {
    std::string bytes;
    const size_t size = random() % 60;
    for (size_t i = 0; i < size; ++i) bytes.push_back(static_cast<char>(random() & 0xFF));
    CompileAndRun(bytes);
  }
}

TEST(Hostile, RandomWordsNeverCrash) {
  static const std::vector<std::string> kWords = {"pairs",
                                                  "names",
                                                  "today",
                                                  "marks",
                                                  "mentees.count",
                                                  "teachers.trained",
                                                  "1",
                                                  "0",
                                                  "-1",
                                                  "2u",
                                                  "1.5",
                                                  "-9223372036854775808",
                                                  "'x'",
                                                  "b'\\xff'",
                                                  "true",
                                                  "null",
                                                  "+",
                                                  "-",
                                                  "*",
                                                  "/",
                                                  "%",
                                                  "<",
                                                  "==",
                                                  "!=",
                                                  ">=",
                                                  "in",
                                                  "&&",
                                                  "||",
                                                  "!",
                                                  "?",
                                                  ":",
                                                  "(",
                                                  ")",
                                                  "[",
                                                  "]",
                                                  "{",
                                                  "}",
                                                  ",",
                                                  ".",
                                                  ".size()",
                                                  ".map(x, ",
                                                  ".exists(x, ",
                                                  ".all(k, v, ",
                                                  "x",
                                                  "has(",
                                                  "date('2022-10-28')",
                                                  "timestamp(",
                                                  "duration('1h')",
                                                  ".addDays(",
                                                  ".substring(",
                                                  ".replace('', 'ab', ",
                                                  "dyn(",
                                                  "cel.bind(x, ",
                                                  "math.greatest(",
                                                  ".split('')",
                                                  ".transformMap(k, v, ",
                                                  "string("};
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::string expression;
    const size_t size = 1 + random() % 14;
    for (size_t i = 0; i < size; ++i) expression += kWords[random() % kWords.size()] + " ";
    CompileAndRun(expression);
  }
}

TEST(Hostile, MutatedConditionsNeverCrash) {
  static const std::vector<std::string> kSeeds = {
      "pairs < mentees.count && today > date('2022-10-28') && !has(order.model.number)",
      "names.filter(n, n.matches('^А.*')).map(n, {n: size(n)}).exists(m, m['x'] > 3u)",
      "cel.bind(x, [1, 2.5, 'три', b\"\\x00\"], x.all(y, type(y) == int || y in [2.5]))",
      "timestamp('2022-10-28T09:00:00+03:00').getHours('Europe/Moscow') >= 9 ? 'да' : \"нет\""};
  std::mt19937 random(99);
  for (int round = 0; round < 6000; ++round) {
    std::string expression = kSeeds[random() % kSeeds.size()];
    for (size_t n = 1 + random() % 3; n > 0; --n) {
      const size_t at = random() % expression.size();
      switch (random() % 3) {
        case 0:
          expression[at] = static_cast<char>(random() & 0x7F);
          break;
        case 1:
          expression.erase(at, 1 + random() % 5);
          break;
        default:
          expression.insert(at, expression.substr(random() % expression.size(), random() % 9));
      }
      if (expression.empty()) expression = "x";
    }
    CompileAndRun(expression);
  }
}

}  // namespace
}  // namespace vekha::condition
