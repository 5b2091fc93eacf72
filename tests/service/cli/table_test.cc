#include "service/cli/table.h"

#include <gtest/gtest.h>

namespace vekha::cli {
namespace {

TEST(DisplayWidth, CountsColumnsAndNotBytes) {
  EXPECT_EQ(DisplayWidth("Мамедов"), 7u);
  EXPECT_EQ(DisplayWidth("и\u0306"), 1u) << "a combining breve takes no column";
  EXPECT_EQ(DisplayWidth("日本"), 4u);
  EXPECT_EQ(DisplayWidth(""), 0u);
}

TEST(CutToWidth, EndsWithAnEllipsisOnlyWhenSomethingIsLost) {
  EXPECT_EQ(CutToWidth("Мамедов", 7), "Мамедов");
  EXPECT_EQ(CutToWidth("Мамедов М. Р.", 9), "Мамедов…");
  EXPECT_EQ(CutToWidth("日本語", 4), "日…");
  EXPECT_EQ(CutToWidth("abc", 0), "");
}

TEST(Printable, NoTextCommandsTheTerminal) {
  EXPECT_EQ(Printable("\033[31mred\a"), "\uFFFD[31mred\uFFFD");
  EXPECT_EQ(Printable("a\xff"
                      "b"),
            "a\uFFFDb");
  EXPECT_EQ(Printable("два\nряда\t"), "два\nряда\t");
}

TEST(Table, AlignsColumnsByWidth) {
  Table table({"кто", "что"});
  table.Add({"Мамедов М. Р.", "пары"});
  table.Add({"РЦО", "база\nнаставников"});
  EXPECT_EQ(table.Format({}),
            "кто            что\n"
            "Мамедов М. Р.  пары\n"
            "РЦО            база наставников\n");
}

TEST(Table, CutsTheWidestColumnToTheTerminal) {
  Table table({"", ""});
  table.Add({"3.5", "Формирование наставнических пар или групп"});
  const std::string line = table.Format({.colours = false, .width = 40}, 2);
  EXPECT_LE(DisplayWidth(line.substr(0, line.size() - 1)), 40u);
  EXPECT_NE(line.find("…"), std::string::npos);
}

TEST(Table, PaintsOnlyWithColours) {
  Table table({""});
  table.Add({{"поздно", Style::kRed}});
  EXPECT_EQ(table.Format({}), "поздно\n");
  EXPECT_EQ(table.Format({.colours = true, .width = {}}), "\033[31mпоздно\033[0m\n");
}

}  // namespace
}  // namespace vekha::cli
