#include "tests/service/importer/compare.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iostream>
#include <sstream>
#include <vector>

#include "engine/base/utf8.h"
#include "service/base/rules.h"
#include "service/importer/cell_text.h"

namespace vekha::importer {
namespace {

// Without any white space.
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

}  // namespace

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

absl::StatusOr<Import> ImportFile(const std::string& bytes, const std::string& name) {
  return ImportDocument(bytes, name, {.calendars = &Rules().calendars, .progress = {}});
}

std::shared_ptr<const roadmap::Roadmap> Load(const std::string& name, const std::string& text) {
  const Source source(name, text);
  auto parsed = workflow::LoadCheckedRoadmap(source, Rules());
  std::string problems;
  for (const Diagnostic& one : parsed.diagnostics) {
    problems += FormatDiagnostic(one, &source) + "\n";
  }
  EXPECT_FALSE(HasErrors(parsed.diagnostics)) << problems;
  return parsed.value ? *parsed.value : nullptr;
}

void CompareWithRules(const std::string& bytes, const std::string& file, const std::string& name) {
  const auto imported = ImportFile(bytes, file);
  ASSERT_TRUE(imported.ok()) << imported.status();
  EXPECT_EQ(imported->count.read,
            imported->count.written + static_cast<int>(imported->refused.size()));
  const auto ours = Load(file + " imported", imported->text);
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
  std::cout << file << ": " << all.equal << " of " << all.cells << " cells equal, "
            << imported->count.measures << " measures of " << imported->count.read << " rows, "
            << imported->refused.size() << " refused, " << imported->guesses.size() << " guesses\n"
            << all.differences;
  EXPECT_GE(all.equal * 100, all.cells * 95) << all.differences;
  EXPECT_EQ(ours->level, theirs->level);
  EXPECT_EQ(ours->calendar.region, theirs->calendar.region);
  EXPECT_EQ(Squeezed(LowerUtf8(ours->title)), Squeezed(LowerUtf8(theirs->title)));
  EXPECT_EQ(FormatPeriod(ours->period), FormatPeriod(theirs->period));
  EXPECT_EQ(ours->source.approved_on, theirs->source.approved_on);
  EXPECT_EQ(ours->source.approved_number, theirs->source.approved_number);
  EXPECT_EQ(ours->source.approved_by, theirs->source.approved_by);
}

}  // namespace vekha::importer
