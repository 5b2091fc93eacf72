#include "engine/yaml/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vekha::yaml {
namespace {

using ::testing::HasSubstr;

// A reader over a one-line value, as `k: <value>`.
struct Read {
  explicit Read(const std::string& value)
      : source("a.yaml", "k: " + value + "\n"), parsed(Parse(source)), reader(source) {}
  const Node& node() { return *parsed.value->root.Find("k"); }
  std::string Code() {
    return reader.diagnostics().empty() ? "" : reader.diagnostics().front().code;
  }
  Source source;
  Parsed<Document> parsed;
  Reader reader;
};

TEST(YamlReader, ReadsWholeNumbersInDecimalOnly) {
  Read zero("0");
  EXPECT_EQ(zero.reader.AsInt(zero.node(), 0, 9), 0);
  Read good("-12");
  EXPECT_EQ(good.reader.AsInt(good.node(), -20, 20), -12);
  for (const char* bad : {"010", "0x1F", "1_000", "+1", "1e3", "1.0", "\"5\"", "да", "--1",
                          "99999999999", "7 дней"}) {
    Read read(bad);
    EXPECT_EQ(read.reader.AsInt(read.node(), 0, 100), std::nullopt) << bad;
    EXPECT_EQ(read.Code(), "E0023") << bad;
  }
  Read outside("101");
  EXPECT_EQ(outside.reader.AsInt(outside.node(), 0, 100), std::nullopt);
  EXPECT_THAT(outside.reader.diagnostics().front().message, HasSubstr("0..100"));
}

TEST(YamlReader, ReadsDecimalNumbers) {
  Read good("-12.50");
  EXPECT_EQ(good.reader.AsDouble(good.node()), -12.5);
  Read whole("15");
  EXPECT_EQ(whole.reader.AsDouble(whole.node()), 15.0);
  for (const char* bad : {"1.", ".5", "1.5.2", "inf", "nan", "1e5", "12,5", "012.5", "\"1\""}) {
    Read read(bad);
    EXPECT_EQ(read.reader.AsDouble(read.node()), std::nullopt) << bad;
    EXPECT_EQ(read.Code(), "E0023") << bad;
  }
}

TEST(YamlReader, TakesOnlyTrueAndFalse) {
  Read yes("true");
  EXPECT_EQ(yes.reader.AsBool(yes.node()), true);
  for (const char* bad : {"yes", "no", "True", "on", "\"true\"", "1"}) {
    Read read(bad);
    EXPECT_EQ(read.reader.AsBool(read.node()), std::nullopt) << bad;
    EXPECT_EQ(read.Code(), "E0024") << bad;
  }
}

TEST(YamlReader, ReadsDatesAndPeriods) {
  Read date("2024-02-29");
  EXPECT_EQ(date.reader.AsDate(date.node()), MakeDate(2024, 2, 29));
  Read none("2023-02-29");
  EXPECT_EQ(none.reader.AsDate(none.node()), std::nullopt);
  EXPECT_EQ(none.Code(), "E0025");
  EXPECT_EQ(none.reader.diagnostics().front().position, (Position{1, 4}));
  Read period("2022-09-01..2023-12-31");
  EXPECT_TRUE(period.reader.AsPeriod(period.node()).has_value());
  Read backwards("2023-09-01..2022-12-31");
  EXPECT_EQ(backwards.reader.AsPeriod(backwards.node()), std::nullopt);
  EXPECT_EQ(backwards.Code(), "E0026");
}

TEST(YamlReader, NamesTheKindItWanted) {
  Read list("[1]");
  EXPECT_EQ(list.reader.AsText(list.node()), std::nullopt);
  EXPECT_EQ(list.reader.diagnostics().front().message, "expected text, found a list");
  Read text("x");
  EXPECT_FALSE(text.reader.IsMapping(text.node()));
  EXPECT_FALSE(text.reader.IsSequence(text.node()));
  Read blank("\"  \"");
  EXPECT_EQ(blank.reader.AsText(blank.node()), std::nullopt);
  EXPECT_EQ(blank.Code(), "E0028");
}

TEST(YamlReader, HintsAtTheNearestKeyAndWord) {
  Read map("{titel: a, term: b}");
  EXPECT_FALSE(map.reader.OnlyKeys(map.node(), {"title", "term"}));
  ASSERT_EQ(map.reader.diagnostics().size(), 1u);
  EXPECT_EQ(map.reader.diagnostics()[0].hint, "did you mean \"title\"?");
  EXPECT_EQ(map.reader.diagnostics()[0].position, (Position{1, 5}));
  Read word("folowing");
  EXPECT_EQ(word.reader.AsWord(word.node(), {"preceding", "following", "keep"}), std::nullopt);
  EXPECT_EQ(word.reader.diagnostics()[0].hint, "did you mean \"following\"?");
  Read found("keep");
  EXPECT_EQ(found.reader.AsWord(found.node(), {"preceding", "following", "keep"}), 2u);
}

TEST(YamlReader, SaysWhichKeyIsMissing) {
  Read map("{a: 1, b: }");
  EXPECT_NE(map.reader.Require(map.node(), "a"), nullptr);
  EXPECT_EQ(map.reader.Require(map.node(), "b"), nullptr);
  EXPECT_EQ(map.reader.Require(map.node(), "c"), nullptr);
  ASSERT_EQ(map.reader.diagnostics().size(), 2u);
  EXPECT_EQ(map.reader.diagnostics()[0].message, "key \"b\" has no value");
  EXPECT_EQ(map.reader.diagnostics()[1].message, "key \"c\" is missing");
}

}  // namespace
}  // namespace vekha::yaml
