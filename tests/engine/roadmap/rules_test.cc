// The rule files that come with Vekha.
#include <gtest/gtest.h>

#include <map>

#include "engine/roadmap/load.h"
#include "tests/engine/roadmap/rule_files.h"

namespace vekha::roadmap {
namespace {

std::shared_ptr<const Roadmap> Load(const std::string& path) {
  auto loaded = LoadRoadmap(Source(path, ReadText(path)), RulesContext());
  EXPECT_TRUE(loaded.value) << FormatAll(loaded.diagnostics);
  return loaded.value ? *loaded.value : nullptr;
}

TEST(RulesRoadmaps, LoadWithoutErrorsOrWarnings) {
  for (const std::string& path : FilesIn("rules/roadmaps", ".yaml")) {
    const auto loaded = LoadRoadmap(Source(path, ReadText(path)), RulesContext());
    for (const Diagnostic& diagnostic : loaded.diagnostics) {
      EXPECT_EQ(diagnostic.severity, Severity::kNote) << FormatDiagnostic(diagnostic);
    }
  }
}

TEST(RulesRoadmaps, HaveEveryRowOfTheirDocuments) {
  const std::map<std::string, size_t> rows = {{"000-kambulat-school", 36},
                                              {"001-pizhanka-district", 41},
                                              {"002-school-4-teachers", 8},
                                              {"003-altai-republic", 29},
                                              {"004-school-7", 19}};
  for (const auto& [stem, count] : rows) {
    const auto roadmap = Load("rules/roadmaps/" + stem + ".yaml");
    ASSERT_NE(roadmap, nullptr) << stem;
    size_t found = 0;
    for (const Stage& stage : roadmap->stages) found += stage.measures.size();
    EXPECT_EQ(found, count) << stem;
  }
}

TEST(RulesRoadmaps, OfKambulatIsReadAsItsDocument) {
  const auto roadmap = Load("rules/roadmaps/000-kambulat-school.yaml");
  ASSERT_NE(roadmap, nullptr);
  const Measure* pairs = FindMeasure(*roadmap, MeasureId("3.5"));
  ASSERT_NE(pairs, nullptr);
  EXPECT_EQ(pairs->title, "Формирование наставнических пар или групп");
  EXPECT_EQ(pairs->term_text, "до 30 октября ежегодно (в период с 2022 по 2023 г.г.)");
  ASSERT_EQ(pairs->expansion.occurrences.size(), 2U);
  EXPECT_EQ(FormatIso(pairs->expansion.occurrences[0].window.due), "2022-10-30");
  EXPECT_EQ(FormatIso(pairs->expansion.occurrences[1].window.due), "2023-10-30");
  ASSERT_EQ(pairs->responsible.size(), 2U);
  EXPECT_EQ(pairs->responsible[0].name, "Мамедов М. Р.");
  EXPECT_EQ(roadmap->calendar.region, "RU-DA");
  EXPECT_EQ(roadmap->calendar.week, calendar::WeekLength::kSix);
  EXPECT_EQ(roadmap->source.approved_number, "10");
}

TEST(RulesRoadmaps, OfSchoolNo7HasItsIndicators) {
  const auto roadmap = Load("rules/roadmaps/004-school-7.yaml");
  ASSERT_NE(roadmap, nullptr);
  ASSERT_EQ(roadmap->indicators.size(), 5U);
  ASSERT_EQ(roadmap->indicators[0].targets.size(), 2U);
  EXPECT_EQ(roadmap->indicators[0].targets[0].year, 2021);
  EXPECT_EQ(roadmap->indicators[0].targets[0].value, 12.5);
  EXPECT_TRUE(roadmap->indicators[0].value);
}

TEST(RulesRoadmaps, DependOnlyOnMeasuresThatMakeTasks) {
  for (const std::string& path : FilesIn("rules/roadmaps", ".yaml")) {
    const auto roadmap = Load(path);
    ASSERT_NE(roadmap, nullptr);
    std::map<MeasureId, const Measure*> work;
    for (const Measure* measure : WorkMeasures(*roadmap)) work.emplace(measure->id, measure);
    for (const auto& [id, measure] : work) {
      for (const MeasureId& before : measure->after) {
        EXPECT_TRUE(work.contains(before)) << path << " " << id.value() << " " << before.value();
      }
    }
  }
}

}  // namespace
}  // namespace vekha::roadmap
