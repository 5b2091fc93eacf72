#include "engine/yaml/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace vekha::yaml {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string Describe(const std::vector<Diagnostic>& diagnostics) {
  std::string out;
  for (const Diagnostic& d : diagnostics) out += FormatDiagnostic(d) + "\n";
  return out;
}

Document MustParse(const Source& source) {
  Parsed<Document> parsed = Parse(source);
  EXPECT_THAT(Describe(parsed.diagnostics), IsEmpty());
  return parsed.value.value_or(Document{});
}

std::string TextOf(const Source& source, SourceRange range) {
  return source.text().substr(range.begin, range.end - range.begin);
}

TEST(YamlDocument, KeepsOrderKindsAndPlaces) {
  const Source source("a.yaml",
                      "имя: Мамедов М. Р.   # кто\n"
                      "list:\n"
                      "  - 010\n"
                      "  - no\n"
                      "  - 2022-10-30\n"
                      "empty:\n"
                      "tilde: ~\n");
  const Document doc = MustParse(source);
  ASSERT_TRUE(doc.root.IsMapping());
  ASSERT_EQ(doc.root.entries.size(), 4u);
  EXPECT_EQ(doc.root.entries[0].key.text, "имя");
  const Node& name = *doc.root.Find("имя");
  EXPECT_EQ(name.text, "Мамедов М. Р.");
  EXPECT_EQ(TextOf(source, name.range), "Мамедов М. Р.");
  EXPECT_EQ(source.PositionAt(name.range.begin), (Position{1, 6}));
  const Node& list = *doc.root.Find("list");
  ASSERT_TRUE(list.IsSequence());
  EXPECT_EQ(list.items[0].text, "010");
  EXPECT_EQ(list.items[1].text, "no");
  EXPECT_EQ(source.PositionAt(list.items[2].range.begin), (Position{5, 5}));
  const Node& empty = *doc.root.Find("empty");
  EXPECT_TRUE(empty.IsNull());
  EXPECT_EQ(source.PositionAt(empty.range.begin), (Position{6, 7}));
  EXPECT_TRUE(doc.root.Find("tilde")->IsNull());
  EXPECT_EQ(doc.root.Find("absent"), nullptr);
}

struct ScalarCase {
  const char* name;
  const char* yaml;
  const char* text;
  ScalarStyle style;
  const char* written;  // what the range covers
};

void PrintTo(const ScalarCase& c, std::ostream* out) { *out << c.name; }

class YamlScalar : public testing::TestWithParam<ScalarCase> {};

TEST_P(YamlScalar, HasTextStyleAndRange) {
  const ScalarCase& c = GetParam();
  const Source source("a.yaml", c.yaml);
  const Document doc = MustParse(source);
  const Node* node = doc.root.Find("k");
  ASSERT_NE(node, nullptr);
  EXPECT_EQ(node->text, c.text);
  EXPECT_EQ(node->style, c.style);
  EXPECT_EQ(TextOf(source, node->range), c.written);
}

// Every character that is not white space stands in the source where SourceOffset says, unless it
// was escaped.
TEST_P(YamlScalar, MapsOffsetsBack) {
  const ScalarCase& c = GetParam();
  const Source source("a.yaml", c.yaml);
  const Document doc = MustParse(source);
  const Node& node = *doc.root.Find("k");
  for (size_t i = 0; i < node.text.size(); ++i) {
    const size_t at = SourceOffset(source, node, i);
    const char in_text = node.text[i];
    if (in_text == ' ' || in_text == '\n') continue;
    if (source.text()[at] == '\\') continue;
    EXPECT_EQ(source.text()[at], in_text) << "offset " << i;
  }
  EXPECT_EQ(SourceOffset(source, node, node.text.size()), node.range.end);
}

INSTANTIATE_TEST_SUITE_P(
    Styles, YamlScalar,
    testing::Values(
        ScalarCase{"Plain", "k: a > 1 && b\n", "a > 1 && b", ScalarStyle::kPlain, "a > 1 && b"},
        ScalarCase{"PlainFolded", "k: one\n  two\n\n  three # c\nz: 1\n", "one two\nthree",
                   ScalarStyle::kPlain, "one\n  two\n\n  three"},
        ScalarCase{"Single", "k: 'it''s'\n", "it's", ScalarStyle::kSingleQuoted, "it''s"},
        ScalarCase{"SingleOnlyQuote", "k: ''''\n", "'", ScalarStyle::kSingleQuoted, "''"},
        ScalarCase{"Double", "k: \"a\\\"b\\u0416 \\\\ c\"\n", "a\"bЖ \\ c",
                   ScalarStyle::kDoubleQuoted, "a\\\"b\\u0416 \\\\ c"},
        ScalarCase{"DoubleSlashes", "k: \"\\\\\\\\x\"\n", "\\\\x", ScalarStyle::kDoubleQuoted,
                   "\\\\\\\\x"},
        ScalarCase{"DoubleFolded", "k: \"один\n   два\"\n", "один два", ScalarStyle::kDoubleQuoted,
                   "один\n   два"},
        ScalarCase{"DoubleTrailing", "k: \"a \\n\"\n", "a \n", ScalarStyle::kDoubleQuoted, "a \\n"},
        ScalarCase{"EmptyQuoted", "k: ''\n", "", ScalarStyle::kSingleQuoted, ""},
        ScalarCase{"Literal", "k: |\n  первая\n    вторая\nz: 1\n", "первая\n  вторая\n",
                   ScalarStyle::kLiteral, "первая\n    вторая"},
        ScalarCase{"Folded", "k: >-  # note\n\n  one\n  two\nz: 1\n", "\none two",
                   ScalarStyle::kFolded, "one\n  two"},
        ScalarCase{"Flow", "{a: [1, 2], k: да}\n", "да", ScalarStyle::kPlain, "да"},
        ScalarCase{"Crlf", "a: 1\r\nk: два\r\nb: 3\r\n", "два", ScalarStyle::kPlain, "два"},
        ScalarCase{"ByteOrderMark", "\xEF\xBB\xBFk: v\n", "v", ScalarStyle::kPlain, "v"},
        ScalarCase{"QuotedNull", "k: \"null\"\n", "null", ScalarStyle::kDoubleQuoted, "null"}),
    [](const auto& test) { return test.param.name; });

TEST(YamlDocument, SpanOfTextEndsWithItsLastCharacter) {
  const Source source("a.yaml", "k: aa > bb\n  && cc == 1\n");
  const Document doc = MustParse(source);
  const Node& node = *doc.root.Find("k");
  EXPECT_EQ(TextOf(source, SourceSpan(source, node, 0, 2)), "aa");
  EXPECT_EQ(TextOf(source, SourceSpan(source, node, 5, 7)), "bb");
  EXPECT_EQ(TextOf(source, SourceSpan(source, node, 11, 13)), "cc");
}

struct RefusedCase {
  const char* name;
  std::string yaml;
  const char* place;  // line:column
  const char* code;
};

void PrintTo(const RefusedCase& c, std::ostream* out) { *out << c.name; }

class YamlRefuses : public testing::TestWithParam<RefusedCase> {};

TEST_P(YamlRefuses, WithItsPlace) {
  const RefusedCase& c = GetParam();
  const Source source("a.yaml", c.yaml);
  const Parsed<Document> parsed = Parse(source);
  ASSERT_TRUE(HasErrors(parsed.diagnostics));
  EXPECT_EQ(parsed.diagnostics.front().code, c.code) << Describe(parsed.diagnostics);
  EXPECT_THAT(FormatDiagnostic(parsed.diagnostics.front()),
              HasSubstr(std::string("a.yaml:") + c.place + ": "));
}

std::string Repeat(std::string_view part, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += part;
  return out;
}

INSTANTIATE_TEST_SUITE_P(
    Hostile, YamlRefuses,
    testing::Values(RefusedCase{"Syntax", "a: 1\nb: [1, 2\nc: }\n", "3:2", "E0001"},
                    RefusedCase{"UnclosedQuote", "a: \"abc\n", "1:4", "E0001"},
                    RefusedCase{"UnclosedSingleQuote", "a: 'it''s\n\n", "1:4", "E0001"},
                    RefusedCase{"TabIndent", "a:\n\tb: 1\n", "2:1", "E0001"},
                    RefusedCase{"DuplicateKey", "ключ: 1\nb: 2\nключ: 3\n", "3:1", "E0007"},
                    RefusedCase{"DuplicateQuotedKey", "a: 1\n\"a\": 2\n", "2:2", "E0007"},
                    RefusedCase{"Anchor", "a: &x 1\nb: 2\n", "1:4", "E0008"},
                    RefusedCase{"AnchoredMap", "a: &x\n  c: 1\nb: 2\n", "1:4", "E0008"},
                    RefusedCase{"AnchoredNull", "a: &x\nb: 2\n", "1:4", "E0008"},
                    RefusedCase{"UnknownAlias", "a: *x\n", "1:4", "E0001"},
                    RefusedCase{"Tag", "a: !!str 1\n", "1:4", "E0009"},
                    RefusedCase{"LocalTag", "a: !x {b: 1}\n", "1:4", "E0009"},
                    RefusedCase{"NonSpecificTag", "a: ! x\n", "1:4", "E0009"},
                    RefusedCase{"TwoDocuments", "a: 1\n---\nb: 2\n", "2:1", "E0010"},
                    RefusedCase{"Directive", "# c\n%YAML 1.1\n---\na: 1\n", "2:1", "E0010"},
                    RefusedCase{"BadUtf8", "a: \xD0\n", "1:4", "E0002"},
                    RefusedCase{"Utf16", std::string("\xFF\xFE\x61\x00", 4), "1:1", "E0002"},
                    RefusedCase{"EndOfTransmission", "a: 1\n\x04\nb: 2\n", "2:1", "E0003"},
                    RefusedCase{"NullCharacter", std::string("a: \0b", 5), "1:4", "E0003"},
                    RefusedCase{"EscapedNullCharacter", "a: \"x\\0\"\n", "1:5", "E0003"},
                    RefusedCase{"SequenceKey", "[a, b]: 1\n", "1:1", "E0011"},
                    RefusedCase{"MappingKey", "{a: b}: 1\n", "1:1", "E0011"},
                    RefusedCase{"NullKey", "~: 1\n", "1:1", "E0011"},
                    RefusedCase{"Empty", "", "1:1", "E0012"},
                    RefusedCase{"OnlyComment", "# nothing\n", "1:1", "E0012"},
                    RefusedCase{"TooDeep", Repeat("[", 33) + Repeat("]", 33), "1:33", "E0005"},
                    RefusedCase{"VeryDeep", Repeat("[", 20000), "1:17", "E0005"},
                    RefusedCase{"TooManyNodes", "[" + Repeat("1,\n", 200'001) + "]", "200001:1",
                                "E0006"},
                    RefusedCase{"TooLarge", std::string(kMaxFileBytes + 1, ' '), "1:1", "E0004"}),
    [](const auto& test) { return test.param.name; });

TEST(YamlDocument, GoesOnAfterADuplicateKeyAndKeepsTheFirst) {
  const Source source("a.yaml", "a: 1\na: 2\na: 3\n");
  const Parsed<Document> parsed = Parse(source);
  EXPECT_EQ(parsed.diagnostics.size(), 2u);
  ASSERT_TRUE(parsed.value.has_value());
  EXPECT_EQ(parsed.value->root.Find("a")->text, "1");
}

TEST(YamlDocument, StopsAfterTwoHundredProblems) {
  const Parsed<Document> parsed = Parse(Source("a.yaml", Repeat("a: 1\n", 5000)));
  EXPECT_EQ(parsed.diagnostics.size(), 200u);
  EXPECT_FALSE(parsed.value.has_value());
}

TEST(YamlDocument, AcceptsTheDeepestAllowed) {
  const Source source("a.yaml", Repeat("[", 32) + Repeat("]", 32));
  EXPECT_THAT(Describe(Parse(source).diagnostics), IsEmpty());
}

}  // namespace
}  // namespace vekha::yaml
