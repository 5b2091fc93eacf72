#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "engine/base/utf8.h"
#include "engine/workflow/rule_book.h"
#include "service/base/rules.h"
#include "service/importer/cell_text.h"
#include "service/importer/importer.h"
#include "service/importer/reader/read_document.h"
#include "tests/service/importer/encode.h"

namespace vekha::importer {
namespace {

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

const workflow::RuleBook& Rules() {
  static const auto kBook = *workflow::LoadRuleBook(service::EmbeddedRules()).value;
  return *kBook;
}

std::shared_ptr<const roadmap::Roadmap> Load(const std::string& name, const std::string& text) {
  const Source source(name, text);
  auto parsed = workflow::LoadCheckedRoadmap(source, Rules());
  std::string problems;
  for (const Diagnostic& one : parsed.diagnostics)
    problems += FormatDiagnostic(one, &source) + "\n";
  EXPECT_FALSE(HasErrors(parsed.diagnostics)) << problems;
  return parsed.value ? *parsed.value : nullptr;
}

// Without any white space: how a cell was broken over lines is not its text.
std::string Squeezed(const std::string& text) {
  std::string out;
  for (const char c : OneLine(text)) {
    if (c != ' ') out += c;
  }
  return out;
}

std::vector<const roadmap::Measure*> Rows(const roadmap::Roadmap& roadmap) {
  std::vector<const roadmap::Measure*> rows;
  for (const roadmap::Stage& stage : roadmap.stages) {
    for (const roadmap::Measure& measure : stage.measures) rows.push_back(&measure);
  }
  return rows;
}

struct Comparison {
  int cells = 0;
  int equal = 0;
  std::string differences;

  void Add(const std::string& row, const char* what, const std::string& ours,
           const std::string& theirs) {
    ++cells;
    if (Squeezed(ours) == Squeezed(theirs)) {
      ++equal;
    } else {
      differences +=
          "  " + row + " " + what + "\n    imported: " + ours + "\n    by hand:  " + theirs + "\n";
    }
  }
};

// The document as it is, or the same paragraphs and tables in another format.
std::string InFormat(const std::string& text, const std::string& format) {
  if (format == "txt") return text;
  const auto document = ReadDocument(text, "seed.txt");
  EXPECT_TRUE(document.ok()) << document.status();
  if (format == "html") return EncodeHtml(*document);
  if (format == "csv") return EncodeCsv(*document);
  return format == "docx" ? EncodeDocx(*document) : EncodeXlsx(*document);
}

class Seeds : public testing::TestWithParam<std::tuple<const char*, const char*>> {};

TEST_P(Seeds, AreImportedAsTheyWereEncodedByHand) {
  const std::string name = std::get<0>(GetParam());
  const std::string format = std::get<1>(GetParam());
  const std::string path = "../shared/seeds/" + name + ".txt";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not here";
  const auto imported = ImportDocument(InFormat(ReadFile(path), format), name + "." + format);
  ASSERT_TRUE(imported.ok()) << imported.status();
  EXPECT_EQ(imported->count.read,
            imported->count.written + static_cast<int>(imported->refused.size()));
  const auto ours = Load(name + " imported", imported->text);
  const auto theirs = Load(name, ReadFile("rules/roadmaps/" + name + ".yaml"));
  ASSERT_TRUE(ours != nullptr && theirs != nullptr) << imported->text;

  const auto mine = Rows(*ours);
  const auto hand = Rows(*theirs);
  ASSERT_EQ(mine.size(), hand.size()) << imported->text;
  Comparison all;
  for (size_t i = 0; i < mine.size(); ++i) {
    const std::string row = hand[i]->id.value();
    all.Add(row, "title", mine[i]->title, hand[i]->title);
    all.Add(row, "term", mine[i]->term_text, hand[i]->term_text);
    all.Add(row, "responsible", mine[i]->responsible_text, hand[i]->responsible_text);
    all.Add(row, "result", mine[i]->result, hand[i]->result);
    all.Add(row, "outcome", mine[i]->outcome, hand[i]->outcome);
  }
  std::cout << name << "." << format << ": " << all.equal << " of " << all.cells << " cells equal, "
            << imported->count.measures << " measures of " << imported->count.read << " rows, "
            << imported->refused.size() << " refused, " << imported->guesses.size() << " guesses\n"
            << all.differences;
  EXPECT_GE(all.equal * 100, all.cells * 95) << all.differences;
  EXPECT_EQ(ours->level, theirs->level);
  EXPECT_EQ(Squeezed(LowerUtf8(ours->title)), Squeezed(LowerUtf8(theirs->title)));
  EXPECT_EQ(FormatPeriod(ours->period), FormatPeriod(theirs->period));
  EXPECT_EQ(ours->source.approved_on, theirs->source.approved_on);
  EXPECT_EQ(ours->source.approved_number, theirs->source.approved_number);
  EXPECT_EQ(ours->source.approved_by, theirs->source.approved_by);
}

INSTANTIATE_TEST_SUITE_P(
    All, Seeds,
    testing::Combine(testing::Values("000-kambulat-school", "001-pizhanka-district",
                                     "002-school-4-teachers", "003-altai-republic", "004-school-7"),
                     testing::Values("txt", "html", "csv", "docx", "xlsx")));

}  // namespace
}  // namespace vekha::importer
