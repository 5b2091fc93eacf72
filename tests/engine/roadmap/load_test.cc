#include "engine/roadmap/load.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/roadmap/diagnostic_code.h"
#include "engine/roadmap/keys.h"
#include "tests/engine/roadmap/rule_files.h"

namespace vekha::roadmap {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kHead =
    "roadmap: r\n"
    "title: Карта\n"
    "level: municipality\n"
    "period: 2022-09-01..2023-12-31\n";

std::string File(const std::string& measures) {
  return std::string(kHead) + "stages:\n  - id: \"1\"\n    title: Этап\n    measures:\n" + measures;
}

std::shared_ptr<const Roadmap> Good(const std::string& text) {
  auto loaded = LoadRoadmap(Source("r.yaml", text), SmallContext());
  EXPECT_TRUE(loaded.value) << FormatAll(loaded.diagnostics);
  return loaded.value ? *loaded.value : std::make_shared<const Roadmap>();
}

std::string Problems(const std::string& text) {
  return FormatAll(LoadRoadmap(Source("r.yaml", text), SmallContext()).diagnostics);
}

std::vector<std::string> Windows(const Measure& measure) {
  std::vector<std::string> out;
  for (const schedule::Occurrence& o : measure.expansion.occurrences) {
    out.push_back(FormatWindow(o.window));
  }
  return out;
}

std::vector<std::string> After(const Measure& measure) {
  std::vector<std::string> out;
  for (const MeasureId& id : measure.after) out.push_back(id.value());
  return out;
}

TEST(LoadRoadmap, HasTheDocumentedDefaults) {
  const auto roadmap = Good(File("      - {id: \"1.1\", title: Приказ, term: 01.10.2022}\n"));
  EXPECT_EQ(roadmap->id, RoadmapId("r"));
  EXPECT_EQ(roadmap->calendar, calendar::CalendarKey{});
  EXPECT_EQ(roadmap->nonworking, calendar::DayShift::kPreceding);
  EXPECT_EQ(roadmap->control, "none");
  EXPECT_FALSE(roadmap->self_control);
  EXPECT_EQ(roadmap->authority, "coordinator");
  EXPECT_EQ(roadmap->extensions, 2);
  EXPECT_EQ(roadmap->settings.school_year_first, (schedule::MonthDay{9, 1}));
  const Measure& measure = roadmap->stages.at(0).measures.at(0);
  EXPECT_EQ(measure.number, "1.1");
  EXPECT_EQ(measure.ladder, "standard");
  EXPECT_EQ(measure.evidence, EvidenceKind::kNone);
  EXPECT_EQ(measure.position, (Position{9, 9}));
}

TEST(LoadRoadmap, ReadsEveryKeyOfTheHeader) {
  const auto roadmap = Good(
      "roadmap: r-1\n"
      "title: >-\n  Карта\n  школы\n"
      "level: school\n"
      "source: {document: a.txt, approved: {on: 2022-08-30, number: \"10\", by: Османов Р. М.}}\n"
      "period: 2022-09-01..2023-08-31\n"
      "calendar: {region: RU-DA, overlays: [presidential]}\n"
      "week: 6\n"
      "nonworking: following\n"
      "control: head\n"
      "ladder: gentle\n"
      "school_year: 09-01..05-25\n"
      "roles: {Куратор: curator}\n"
      "stages:\n"
      "  - id: 1\n"
      "    title: Этап\n"
      "    measures:\n"
      "      - {heading: \"1.\", title: Заголовок}\n"
      "      - {id: 1.1, number: \"\", title: Приказ, term: 01.10.2022, responsible: Куратор}\n"
      "indicators:\n"
      "  - {id: share, title: Доля, unit: \"%\", value: 100.0 * kpi.share, targets: {2023: 15, "
      "2022: 12.5}}\n");
  EXPECT_EQ(roadmap->title, "Карта школы");
  EXPECT_EQ(FormatIso(*roadmap->source.approved_on), "2022-08-30");
  EXPECT_EQ(roadmap->source.approved_by, "Османов Р. М.");
  EXPECT_EQ(roadmap->calendar, (calendar::CalendarKey{"RU-DA", calendar::WeekLength::kSix, true}));
  EXPECT_EQ(roadmap->control, "head");
  EXPECT_EQ(roadmap->settings.school_year_last, (schedule::MonthDay{5, 25}));
  const Stage& stage = roadmap->stages.at(0);
  ASSERT_EQ(stage.headings.size(), 1U);
  EXPECT_EQ(stage.headings[0].before, 0U);
  EXPECT_EQ(stage.headings[0].number, "1.");
  const Measure& measure = stage.measures.at(0);
  EXPECT_EQ(measure.number, "");
  EXPECT_EQ(measure.nonworking, calendar::DayShift::kFollowing);
  EXPECT_EQ(measure.ladder, "gentle");
  EXPECT_EQ(measure.responsible.at(0).role, "curator");
  const Indicator& indicator = roadmap->indicators.at(0);
  EXPECT_EQ(indicator.targets.at(0).year, 2022);
  EXPECT_EQ(indicator.targets.at(1).value, 15);
}

TEST(LoadRoadmap, ItemsTakeFromTheirRowWhatTheyDoNotSay) {
  const auto roadmap =
      Good(File("      - {id: \"0\", title: Раньше, term: 01.09.2022}\n"
                "      - id: \"1.3\"\n"
                "        title: Строка\n"
                "        term: 01.10.2022\n"
                "        responsible: РУО\n"
                "        evidence: order\n"
                "        nonworking: keep\n"
                "        ladder: gentle\n"
                "        after: [\"0\"]\n"
                "        items:\n"
                "          - {id: 1.3(1)}\n"
                "          - {id: 1.3(2), title: Часть, term: 20.10.2022, responsible: ОО, "
                "evidence: report,\n"
                "             for: each school, gather: all, after: [1.3(1)]}\n"
                "      - {id: \"2\", title: Позже, term: 01.11.2022, after: [\"1.3\"]}\n"));
  const Measure* row = FindMeasure(*roadmap, MeasureId("1.3(2)"));
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(row->id, MeasureId("1.3"));
  const Measure& first = row->items.at(0);
  EXPECT_EQ(first.title, "Строка");
  EXPECT_EQ(first.number, "1.3");
  EXPECT_EQ(first.term_text, "01.10.2022");
  EXPECT_EQ(first.responsible.at(0).name, "РУО");
  EXPECT_EQ(first.evidence, EvidenceKind::kOrder);
  EXPECT_EQ(first.nonworking, calendar::DayShift::kKeep);
  EXPECT_EQ(first.ladder, "gentle");
  const Measure& second = row->items.at(1);
  EXPECT_EQ(second.title, "Часть");
  EXPECT_EQ(second.responsible.at(0).name, "ОО");
  EXPECT_EQ(second.for_each, Level::kSchool);
  EXPECT_EQ(second.gather, Gather{});
  EXPECT_THAT(After(first), ElementsAre("0"));
  EXPECT_THAT(After(second), ElementsAre("1.3(1)", "0"));
  EXPECT_THAT(After(*FindMeasure(*roadmap, MeasureId("2"))), ElementsAre("1.3(1)", "1.3(2)"));
  EXPECT_EQ(WorkMeasures(*roadmap).size(), 4U);
}

TEST(LoadRoadmap, AUsedMeasureWaitsForTheOthersUsedHere) {
  const auto roadmap =
      Good(File("      - {use: gates/order, id: \"1\", title: Свой приказ}\n"
                "      - {use: gates/base, id: \"2\", term: 15.09.2022}\n"
                "      - {use: gates/pairs, id: \"3\"}\n"));
  const Measure* order = FindMeasure(*roadmap, MeasureId("1"));
  EXPECT_EQ(order->title, "Свой приказ");
  EXPECT_EQ(order->responsible.at(0).role, "head");
  EXPECT_TRUE(order->done_when);
  EXPECT_THAT(After(*FindMeasure(*roadmap, MeasureId("2"))), ElementsAre("1"));
  const Measure* pairs = FindMeasure(*roadmap, MeasureId("3"));
  ASSERT_EQ(pairs->items.size(), 2U);
  EXPECT_EQ(pairs->items[1].id, MeasureId("3(2)"));
  EXPECT_THAT(After(pairs->items[1]), ElementsAre("3(1)", "2"));
  EXPECT_EQ(pairs->items[1].position, (Position{11, 9}));
}

TEST(LoadRoadmap, SaysWhichLibraryDependencyHasNothingToWaitForHere) {
  const std::string text = File("      - {use: gates/base, id: \"2\"}\n");
  EXPECT_THAT(After(*FindMeasure(*Good(text), MeasureId("2"))), IsEmpty());
  EXPECT_THAT(Problems(text), HasSubstr("r.yaml:9:15: note[N0163]: \"gates/base\" waits for "
                                        "\"gates/order\", which is not used in this file"));
  EXPECT_EQ(Problems(File("      - {use: gates/base, id: \"2\", after: []}\n")), "");
}

TEST(LoadRoadmap, ReadsTermsInParts) {
  const auto roadmap =
      Good(File("      - {id: a, title: а, term: {phrase: до 30 октября, due: 2022-10-30, start: "
                "2022-10-01}}\n"
                "      - {id: b, title: б, term: {due: 2022-10-30, every: year}}\n"
                "      - {id: c, title: в, term: {due: 2022-10-30, inclusive: false}}\n"
                "      - {id: d, title: г, term: {phrase: до начала, anchor: training.started_on, "
                "before: 3wd}}\n"
                "      - {id: e, title: д, term: {external: order.model.on}}\n"
                "      - {id: f, title: е, term: {phrase: май 2023 г.}}\n"));
  const auto measure = [&](const char* id) -> const Measure& {
    return *FindMeasure(*roadmap, MeasureId(id));
  };
  EXPECT_EQ(measure("a").term_text, "до 30 октября");
  EXPECT_THAT(Windows(measure("a")), ElementsAre("[2022-10-01, 2022-10-30]"));
  EXPECT_EQ(measure("b").term_text, "due: 2022-10-30, every: year");
  EXPECT_THAT(Windows(measure("b")), ElementsAre("[.., 2022-10-30]", "[.., 2023-10-30]"));
  EXPECT_THAT(Windows(measure("c")), ElementsAre("[.., 2022-10-29]"));
  ASSERT_EQ(measure("d").expansion.waits.size(), 1U);
  EXPECT_EQ(measure("d").expansion.waits[0].fact, "training.started_on");
  EXPECT_EQ(measure("d").expansion.waits[0].offset, -3);
  EXPECT_TRUE(measure("d").expansion.waits[0].working_days);
  ASSERT_EQ(measure("e").expansion.waits.size(), 1U);
  EXPECT_EQ(measure("e").expansion.waits[0].fact, "order.model.on");
  EXPECT_THAT(Windows(measure("f")), ElementsAre("[2023-05-01, 2023-05-31]"));
}

TEST(LoadRoadmap, PlacesAConditionsErrorInsideItsScalar) {
  const auto place = [](const std::string& scalar) {
    return Problems(File(
        "      - id: a\n        title: а\n        term: 01.10.2022\n        done_when: " + scalar +
        "\n"));
  };
  EXPECT_THAT(place("mentes.count > 0"), HasSubstr("r.yaml:12:20: error[E0204]"));
  EXPECT_THAT(place("\"1 < 2 && mentes.count > 0\""), HasSubstr("r.yaml:12:30: error[E0204]"));
  EXPECT_THAT(place("\"\\x31 < 2 && mentes.count > 0\""), HasSubstr("r.yaml:12:33: error[E0204]"));
  EXPECT_THAT(place("'''я'' == ''ю'' && mentes.count > 0'"),
              HasSubstr("r.yaml:12:39: error[E0204]"));
  EXPECT_THAT(place(">-\n          1 < 2 &&\n          mentes.count > 0"),
              HasSubstr("r.yaml:14:11: error[E0204]"));
}

TEST(LoadRoadmap, RefusesMoreMeasuresThanTheLimit) {
  const auto file = [](int count) {
    std::string rows;
    for (int i = 0; i < count; ++i) {
      rows += fmt::format("      - {{id: \"{}\", title: а, term: 01.10.2022}}\n", i);
    }
    return File(rows);
  };
  EXPECT_EQ(Problems(file(kMaxMeasures)), "");
  EXPECT_THAT(Problems(file(kMaxMeasures + 1)), HasSubstr("error[E0103]"));
}

TEST(LoadRoadmap, TakesTextsUpToTheirLimitInCharacters) {
  const auto title = [](size_t length) {
    std::string text;
    for (size_t i = 0; i < length; ++i) text += "я";
    return File("      - {id: a, term: 01.10.2022, title: " + text + "}\n");
  };
  EXPECT_EQ(Problems(title(kMaxTitle)), "");
  EXPECT_THAT(Problems(title(kMaxTitle + 1)),
              HasSubstr("error[E0102]: \"title\" has 2001 characters, the limit is 2000"));
}

TEST(LoadRoadmap, GivesNoRoadmapForAnyOtherText) {
  for (const char* text : {"", "\xff", "[]", "a: [", "- 1", "roadmap", "{}", "roadmap: &a b"}) {
    const auto loaded = LoadRoadmap(Source("r.yaml", text), SmallContext());
    EXPECT_FALSE(loaded.value) << text;
    EXPECT_TRUE(HasErrors(loaded.diagnostics)) << text;
  }
}

TEST(LoadLibrary, TellsItsMeasures) {
  const Library& library = SmallContext().libraries.at(0);
  EXPECT_EQ(library.id(), "gates");
  EXPECT_EQ(library.title(), "Ворота");
  EXPECT_THAT(library.measure_ids(), ElementsAre("order", "base", "pairs"));
}

TEST(DiagnosticCodes, AreUnique) {
  std::vector<std::string_view> codes;
  for (const code::Meaning& meaning : code::kMeanings) codes.push_back(meaning.code);
  std::ranges::sort(codes);
  EXPECT_EQ(std::ranges::adjacent_find(codes), codes.end());
}

}  // namespace
}  // namespace vekha::roadmap
