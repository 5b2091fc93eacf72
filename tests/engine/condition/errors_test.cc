// Every message an author can get, with its place: errors.txt holds an expression and, indented,
// what is said of it in English and then in Russian. UPDATE_GOLDEN=1 writes it anew.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/engine/condition/test_facts.h"

namespace vekha::condition {
namespace {

constexpr const char* kGolden = "tests/engine/condition/errors.txt";

std::string Indent(const std::string& text) {
  std::string out = "    ";
  for (const char c : text) {
    out.push_back(c);
    if (c == '\n') out += "    ";
  }
  return out + "\n";
}

TEST(Errors, AreAsWrittenInTheGoldenFile) {
  std::ifstream file(kGolden);
  ASSERT_TRUE(file.is_open());
  const TestFacts facts = SchoolFacts();
  std::string expected;
  std::string actual;
  for (std::string line; std::getline(file, line);) {
    expected += line + "\n";
    if (line.starts_with("    ") || line.empty()) continue;
    actual += line + "\n" + Indent(Answer(line, facts));
    actual += Indent(Answer(line, facts, Language::kRussian));
  }
  file.close();
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(kGolden) << actual;
  } else {
    EXPECT_EQ(actual, expected);
  }
}

TEST(Errors, AreSaidInBothLanguages) {
  std::ifstream file(kGolden);
  const TestFacts facts = SchoolFacts();
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("    ") || line.empty()) continue;
    for (const Diagnostic& one : Compile(line, &facts).diagnostics) {
      EXPECT_FALSE(one.message_ru.empty()) << line;
      EXPECT_EQ(one.hint_ru.empty(), one.hint.empty()) << line;
    }
  }
}

TEST(Errors, SeveralAreToldInOneGo) {
  EXPECT_EQ(Answer("mentees.cuont > 3 &&\n  today > 'x' ||\n  sise(names) > 1", SchoolFacts()),
            "1: E0204: mentees.cuont is not declared (did you mean mentees.count?)\n"
            "2:9: E0206: > cannot compare date with string (write date('2022-10-28'))\n"
            "3:3: E0205: there is no function sise() (did you mean size()?)");
}

TEST(Errors, ArePlacedInTheFileTheExpressionStandsIn) {
  const Source source("rules/x.yaml", "title: Пары\ndone_when: pairz > 3\n");
  const size_t offset = source.text().find("pairz");
  const TestFacts facts = SchoolFacts();
  const auto parsed = Compile("pairz > 3", &facts, source, offset);
  ASSERT_EQ(parsed.diagnostics.size(), 1u);
  EXPECT_EQ(FormatDiagnostic(parsed.diagnostics[0], &source),
            "rules/x.yaml:2:12: error[E0204]: pairz is not declared\n"
            "    done_when: pairz > 3\n"
            "               ^^^^^\n"
            "    hint: did you mean pairs?");
}

// errors.txt has a line for each; these are too long for it.
TEST(Errors, OfSizeAndCostAreSaidInRussian) {
  const auto russian = [](const std::string& expression) {
    return Answer(expression, SchoolFacts(), Language::kRussian);
  };
  EXPECT_EQ(russian(std::string(5000, '1')), "1: E0202: условие длиннее 4096 знаков");
  EXPECT_EQ(russian(std::string(100, '(') + "1"), "65: E0202: вложенность больше 64 уровней");
  EXPECT_EQ(russian("pairs > 1\x01"), "10: E0201: лишний управляющий знак U+0001");
  EXPECT_EQ(russian("'\xff'"), "2: E0201: здесь текст не в кодировке UTF-8");
}

TEST(Errors, ColumnsCountCharacters) {
  EXPECT_EQ(Answer("'Ёлка' == 'Алиева' && pairz > 3", SchoolFacts()),
            "23: E0204: pairz is not declared (did you mean pairs?)");
}

}  // namespace
}  // namespace vekha::condition
