// Plans of other shapes, as different people write them: plans/NAME beside plans/NAME.rows, which
// says what must be read. UPDATE_GOLDEN=1 writes the expectations anew.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/service/importer/compare.h"

namespace vekha::importer {
namespace {

constexpr const char* kFolder = "tests/service/importer/plans/";

std::string ShowMeasure(const roadmap::Measure& measure) {
  std::string out = fmt::format("{} | {} | {} | {} | {}\n", measure.id.value(), measure.title,
                                measure.term_text, measure.responsible_text, measure.result);
  if (!measure.outcome.empty()) out += fmt::format("    outcome: {}\n", measure.outcome);
  for (const roadmap::Measure& item : measure.items) {
    out += fmt::format("    {} | {} | {}\n", item.id.value(), item.title, item.term_text);
  }
  return out;
}

std::string Show(const roadmap::Roadmap& roadmap, const Import& import) {
  std::string out =
      fmt::format("{}\n{}, {}, {}\n", roadmap.title, roadmap::LevelName(roadmap.level),
                  FormatPeriod(roadmap.period), roadmap.calendar.region);
  if (roadmap.source.approved_on || !roadmap.source.approved_number.empty()) {
    out += fmt::format("approved {} № {} {}\n",
                       roadmap.source.approved_on ? FormatIso(*roadmap.source.approved_on) : "-",
                       roadmap.source.approved_number, roadmap.source.approved_by);
  }
  out += fmt::format("rows {} = {} written + {} refused\n", import.count.read, import.count.written,
                     import.refused.size());
  for (const RefusedRow& row : import.refused) {
    out += fmt::format("refused {}: {}\n", row.place, row.reason);
  }
  for (const roadmap::Stage& stage : roadmap.stages) {
    out += fmt::format("\n== {} {}\n", stage.id, stage.title);
    for (const roadmap::Measure& measure : stage.measures) out += ShowMeasure(measure);
  }
  return out;
}

std::vector<std::string> Plans() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".rows")) names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

class Plan : public testing::TestWithParam<std::string> {};

TEST_P(Plan, IsReadAsItsExpectationSaysAndCheckAcceptsIt) {
  const std::string path = kFolder + GetParam();
  const auto import = ImportFile(ReadFile(path), GetParam());
  ASSERT_TRUE(import.ok()) << import.status();
  EXPECT_EQ(import->count.read, import->count.written + static_cast<int>(import->refused.size()));
  const auto roadmap = Load(GetParam(), import->text);
  ASSERT_TRUE(roadmap != nullptr) << import->text;
  const std::string shown = Show(*roadmap, *import);
  const char* update = std::getenv("UPDATE_GOLDEN");
  if (update != nullptr && std::string(update) == "1") {
    std::ofstream(path + ".rows", std::ios::binary) << shown;
  }
  EXPECT_EQ(shown, ReadFile(path + ".rows")) << import->text;
}

INSTANTIATE_TEST_SUITE_P(Of, Plan, testing::ValuesIn(Plans()), [](const auto& plan) {
  std::string name = plan.param;
  for (char& c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  return name;
});

}  // namespace
}  // namespace vekha::importer
