#include <gtest/gtest.h>

#include <random>
#include <sstream>

#include "service/report/paper/clean_text.h"
#include "service/report/paper/csv_writer.h"
#include "service/report/paper/write_paper.h"
#include "tests/service/report/paper/example.h"
#include "tests/service/report/paper/golden.h"

namespace vekha::service::report {
namespace {

std::string Csv(const Paper& paper) {
  std::ostringstream out;
  EXPECT_TRUE(WritePaper(paper, PaperFormat::kCsv, out).ok());
  return out.str();
}

// RFC 4180 with ";", after the byte order mark.
std::vector<std::vector<std::string>> ReadCsv(std::string_view text) {
  std::vector<std::vector<std::string>> rows(1);
  std::string field;
  bool quoted = false;
  for (size_t i = 3; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      const bool doubled = c == '"' && i + 1 < text.size() && text[i + 1] == '"';
      if (c == '"' && !doubled) {
        quoted = false;
      } else {
        field += c;
        i += doubled ? 1 : 0;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ';' || c == '\r') {
      rows.back().push_back(std::move(field));
      field.clear();
      if (c == '\r') {
        rows.emplace_back();
        ++i;
      }
    } else {
      field += c;
    }
  }
  rows.pop_back();
  return rows;
}

std::string Unharmed(const std::string& text) {
  const bool ours = text.starts_with('\'') && HarmlessText(text.substr(1)) == text;
  return ours ? text.substr(1) : text;
}

TEST(CsvGolden, OfADistrict) {
  ExpectGolden("district.ru.csv", Csv(ExamplePaper(Language::kRussian)));
  ExpectGolden("district.en.csv", Csv(ExamplePaper(Language::kEnglish)));
}

TEST(CsvGolden, OfHostileTexts) { ExpectGolden("hostile.csv", Csv(HostilePaper())); }

TEST(Csv, OfOneSheetIsAPlainTable) {
  Paper paper = ExamplePaper(Language::kRussian);
  paper.sheets.resize(1);
  EXPECT_TRUE(Csv(paper).starts_with("\xEF\xBB\xBFОрганизация;Задач;")) << Csv(paper);
}

TEST(Csv, MakesFormulasHarmless) {
  for (const char* text :
       {"=1+1", "+7 900", "-", "@SUM", "\t=1", "\nx", "  =1", "'=1", "''-", "＝1"}) {
    EXPECT_EQ(HarmlessText(text), std::string("'") + text);
  }
  for (const char* text : {"", " ", "'", "'tis", "a=1", "1-2", "— нет —", "«=»", "3.2"}) {
    EXPECT_EQ(HarmlessText(text), text);
  }
}

TEST(Csv, NumbersKeepTheirSign) {
  Paper paper = ExamplePaper(Language::kRussian);
  paper.sheets.resize(1);
  paper.sheets[0].rows = {{.cells = {"x", int64_t{-5}, int64_t{1}, -0.5, {}, -2.5}},
                          {.cells = {"y", {}, {}, int64_t{1}}}};
  EXPECT_EQ(ReadCsv(Csv(paper))[1], (std::vector<std::string>{"x", "-5", "1", "-50%", "", "-2,5"}));
  EXPECT_EQ(ReadCsv(Csv(paper))[2][3], "100%");
}

TEST(Csv, AnyTextComesBack) {
  const std::vector<std::string> pieces = {
      ";",    "\"",   "\"\"",    "\n", "\r\n", "\t",     "=",  "+",   "-",
      "@",    "'",    " ",       ",",  "a",    "Ж",      "＝", "😀",   "\u202E",
      "\xFF", "\xC3", "_x0041_", "<",  "&",    "\u00A0", "0",  "1.5", std::string(1, '\0')};
  std::mt19937 random(20211220);
  Paper paper = HostilePaper();
  paper.sheets.resize(1);
  std::vector<std::string> texts;
  paper.sheets[0].rows.clear();
  for (int i = 0; i < 5000; ++i) {
    std::string text;
    for (size_t n = random() % 8; n > 0; --n) text += pieces[random() % pieces.size()];
    texts.push_back(text);
    paper.sheets[0].rows.push_back({.cells = {text, "", text}});
  }
  const auto rows = ReadCsv(Csv(paper));
  ASSERT_EQ(rows.size(), texts.size() + 1);
  for (size_t i = 0; i < texts.size(); ++i) {
    ASSERT_EQ(rows[i + 1].size(), 3);
    EXPECT_EQ(Unharmed(rows[i + 1][0]), CleanText(texts[i])) << i;
    EXPECT_EQ(Unharmed(rows[i + 1][2]), CleanText(texts[i])) << i;
  }
}

}  // namespace
}  // namespace vekha::service::report
