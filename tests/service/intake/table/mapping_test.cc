#include "service/intake/table/mapping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/intake/table/list_header.h"
#include "tests/service/intake/table/table_world.h"

namespace vekha::intake {
namespace {

using ::testing::HasSubstr;

std::string CodesOf(const std::string& text) {
  std::string codes;
  for (const Diagnostic& d : LoadMapping(Source("m.yaml", text)).diagnostics) codes += d.code + " ";
  return codes;
}

TEST(RuleMappings, AreWithoutFault) {
  const auto mappings = LoadMappings(MappingSources());
  for (const Diagnostic& d : mappings.diagnostics) ADD_FAILURE() << FormatDiagnostic(d);
  std::vector<std::string> ids;
  for (const Mapping& mapping : *mappings.value) ids.push_back(mapping.id);
  EXPECT_THAT(ids, testing::ElementsAre("mentees", "mentors", "pairs", "pupils", "sds-students",
                                        "sds-teachers", "sds-users", "staff-registry"));
}

// A blank template with one line below it is read by the mapping it came from, every column known.
TEST(RuleMappings, ATemplateIsReadByItsOwnMapping) {
  for (const Mapping& mapping : RuleMappings()) {
    const std::string text = BlankTemplate(mapping);
    EXPECT_TRUE(text.starts_with("\xEF\xBB\xBF")) << mapping.id;
    BundleReport report;
    Reporter reporter(report, 100);
    const std::vector<Grid> grids = ReadGrids("template.csv", text, reporter);
    ASSERT_EQ(grids.size(), 1u);
    const auto header = FindListHeader(grids[0], std::span(&mapping, 1));
    ASSERT_TRUE(header) << mapping.id;
    EXPECT_TRUE(CheckListHeader(grids[0], *header, reporter)) << mapping.id;
    EXPECT_EQ(report.diagnostics.size(), 0u) << mapping.id;
    if (mapping.id.starts_with("sds-")) continue;  // the name of the file tells them apart
    EXPECT_EQ(FindListHeader(grids[0], RuleMappings())->mapping->id, mapping.id);
  }
}

TEST(Mapping, FaultsHaveCodes) {
  const std::string good =
      "mapping: m\ntitle: т\nlist: mentees\ncolumns:\n  name: [ФИО]\n  request: [Запрос]\n";
  EXPECT_EQ(CodesOf(good), "");
  EXPECT_EQ(CodesOf(good + "  plan: [План]\n"), "E1001 ");
  EXPECT_EQ(CodesOf(good + "  topic: [«ФИО»]\n"), "E1002 ");
  EXPECT_EQ(CodesOf("mapping: m\ntitle: т\nlist: pairs\ncolumns:\n  mentor: [Н]\n"), "E1003 ");
  EXPECT_EQ(CodesOf(good + "colour: red\n"), "E0021 ");
  EXPECT_EQ(CodesOf("mapping: m\ntitle: т\nlist: teachers\ncolumns:\n  name: [ФИО]\n"), "E0027 ");
  EXPECT_THAT(
      FormatDiagnostic(LoadMapping(Source("m.yaml", good + "  plan: [План]\n")).diagnostics.front(),
                       nullptr),
      HasSubstr("m.yaml:7:3"));
}

TEST(Mapping, TwoOfOneIdAreAFault) {
  const std::string text = "mapping: m\ntitle: т\nlist: mentees\ncolumns: {name: [ФИО]}\n";
  const Source sources[] = {Source("mappings/a.yaml", text), Source("mappings/b.yaml", text),
                            Source("facts.yaml", "not a mapping")};
  const auto mappings = LoadMappings(sources);
  EXPECT_EQ(mappings.value->size(), 1u);
  ASSERT_EQ(mappings.diagnostics.size(), 1u);
  EXPECT_EQ(mappings.diagnostics[0].code, "E1004");
}

TEST(Header, IsComparedByItsLetters) {
  EXPECT_EQ(NormalizeHeader("  Прошёл\nобучение* "), "прошел обучение");
  EXPECT_EQ(NormalizeHeader("№ п/п"), "№ п п");
}

}  // namespace
}  // namespace vekha::intake
