#include "service/report/paper/paper.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <sstream>

#include "engine/base/rejection.h"
#include "service/report/paper/words.h"
#include "service/report/paper/write_paper.h"
#include "tests/service/report/paper/example.h"

namespace vekha::service::report {
namespace {

struct WrongPaper {
  const char* message;
  std::function<void(Paper&)> spoil;
};

TEST(CheckPaper, NamesThePlaceOfWhatIsWrong) {
  const std::vector<WrongPaper> cases = {
      {"the paper has no day", [](Paper& p) { p.day = Date(); }},
      {"the paper has no sheet", [](Paper& p) { p.sheets.clear(); }},
      {"sheet 2 has 0 columns; 1 to 1000 can be written",
       [](Paper& p) { p.sheets[1] = {.name = "", .columns = {}, .rows = {}}; }},
      {"sheet 1, column 4: its share is of columns without a sum",
       [](Paper& p) { p.sheets[0].columns[3].total.part = 0; }},
      {"sheet 2, row 1: 7 cells for 6 columns",
       [](Paper& p) { p.sheets[1].rows[0].cells.emplace_back(); }},
      {"sheet 1, row 1: the heading's level 6 is not in 0..5",
       [](Paper& p) { p.sheets[0].rows[0].heading = 6; }},
      {"sheet 1, row 1, column 2: a heading has a cell where its total comes",
       [](Paper& p) {
         p.sheets[0].rows[0].cells = {"x", int64_t{1}};
       }},
      {"sheet 1, row 3, column 6: the number is not finite",
       [](Paper& p) { p.sheets[0].rows[2].cells[5] = std::numeric_limits<double>::quiet_NaN(); }},
      {"sheet 2, row 1, column 3: the date is none, or too early",
       [](Paper& p) { p.sheets[1].rows[0].cells[2] = Date(); }},
      {"sheet 1: a sum is too large",
       [](Paper& p) { p.sheets[0].rows[2].cells[1] = std::numeric_limits<int64_t>::max(); }},
      {"the timeline from 2021-09-01 to 2021-08-31 is not one of up to 15 years",
       [](Paper& p) { p.timeline->to = Day(2021, 8, 31); }},
      {"bar 1 of the timeline has no right dates",
       [](Paper& p) { p.timeline->bars[0].start = Day(2021, 9, 16); }}};
  for (const WrongPaper& wrong : cases) {
    Paper paper = ExamplePaper(Language::kRussian);
    EXPECT_TRUE(CheckPaper(paper).ok());
    wrong.spoil(paper);
    const Rejection rejection = RejectionOf(CheckPaper(paper));
    EXPECT_EQ(rejection.message, wrong.message);
    EXPECT_EQ(rejection.reason, "PAPER_INVALID") << wrong.message;
    std::ostringstream out;
    EXPECT_FALSE(WritePaper(paper, PaperFormat::kCsv, out).ok());
    EXPECT_EQ(out.str(), "");
  }
}

TEST(PaperFormat, IsKnownByTheEnding) {
  EXPECT_EQ(PaperFormatOf("Сводка.XLSX"), PaperFormat::kXlsx);
  EXPECT_EQ(PaperFormatOf("a/b.csv"), PaperFormat::kCsv);
  EXPECT_EQ(PaperFormatOf("x.html"), PaperFormat::kHtml);
  EXPECT_EQ(PaperFormatOf("x.htm"), PaperFormat::kHtml);
  EXPECT_EQ(PaperFormatOf("x.xls"), std::nullopt);
  EXPECT_EQ(PaperFormatOf("csv"), std::nullopt);
}

TEST(WritePaper, TellsHowFarItIs) {
  for (const PaperFormat format : {PaperFormat::kXlsx, PaperFormat::kCsv, PaperFormat::kHtml}) {
    std::vector<uint64_t> seen;
    std::ostringstream out;
    ASSERT_TRUE(WritePaper(LongPaper(1000), format, out, [&](uint64_t done, uint64_t all) {
                  EXPECT_EQ(all, 1100);
                  seen.push_back(done);
                }).ok());
    EXPECT_GE(seen.size(), 50);
    EXPECT_LE(seen.size(), 101);
    EXPECT_TRUE(std::ranges::is_sorted(seen));
    EXPECT_EQ(seen.back(), 1100);
  }
}

TEST(WritePaper, SaysThatAStreamWentBad) {
  for (const PaperFormat format : {PaperFormat::kXlsx, PaperFormat::kCsv, PaperFormat::kHtml}) {
    std::ostringstream out;
    out.setstate(std::ios::badbit);
    EXPECT_EQ(WritePaper(LongPaper(3), format, out).code(), absl::StatusCode::kDataLoss);
  }
}

// WCAG 2.1, relative luminance and contrast ratio.
double Luminance(uint32_t colour) {
  const auto part = [&](int shift, double weight) {
    const double value = ((colour >> shift) & 0xFFU) / 255.0;
    return weight * (value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4));
  };
  return part(16, 0.2126) + part(8, 0.7152) + part(0, 0.0722);
}

TEST(StateColour, CanBeReadOnItsGround) {
  for (int i = 0; i < kStateCount; ++i) {
    const StateColour colour = ColourOf(static_cast<State>(i));
    const double contrast = (Luminance(colour.ground) + 0.05) / (Luminance(colour.text) + 0.05);
    EXPECT_GE(contrast, 4.5) << StateName(static_cast<State>(i));
  }
}

}  // namespace
}  // namespace vekha::service::report
