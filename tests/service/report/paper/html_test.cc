#include <gtest/gtest.h>

#include <regex>
#include <sstream>

#include "service/report/paper/write_paper.h"
#include "tests/service/report/paper/example.h"
#include "tests/service/report/paper/golden.h"

namespace vekha::service::report {
namespace {

std::string Html(const Paper& paper) {
  std::ostringstream out;
  EXPECT_TRUE(WritePaper(paper, PaperFormat::kHtml, out).ok());
  return out.str();
}

size_t Count(const std::string& text, std::string_view what) {
  size_t count = 0;
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

TEST(HtmlGolden, OfADistrict) {
  ExpectGolden("district.ru.html", Html(ExamplePaper(Language::kRussian)));
  ExpectGolden("district.en.html", Html(ExamplePaper(Language::kEnglish)));
}

TEST(HtmlGolden, OfHostileTexts) { ExpectGolden("hostile.html", Html(HostilePaper())); }

// Every tag there is must be one of ours, and every one that opens must close.
TEST(Html, OfHostileTextsHasOnlyOurTags) {
  const std::string html = Html(HostilePaper());
  const std::regex tag(R"(<(/?)([^\s>/]+)[^>]*>)");
  std::vector<std::string> open;
  for (std::sregex_iterator at(html.begin(), html.end(), tag), end; at != end; ++at) {
    const std::string name = (*at)[2];
    if (name == "!DOCTYPE" || name == "meta" || name == "col") continue;
    if ((*at)[0].str().ends_with("/>")) {
      EXPECT_EQ(name, "path");
    } else if ((*at)[1].length() == 0) {
      open.push_back(name);
    } else {
      ASSERT_FALSE(open.empty());
      EXPECT_EQ(open.back(), name);
      open.pop_back();
    }
  }
  EXPECT_TRUE(open.empty());
  EXPECT_EQ(html.find("<script"), std::string::npos);
}

TEST(Html, LoadsNothingAndLinksNowhere) {
  for (const Paper& paper : {ExamplePaper(Language::kRussian), HostilePaper()}) {
    const std::string html = Html(paper);
    EXPECT_FALSE(std::regex_search(html, std::regex(R"(<[^>]*\s(src|href|on\w+)\s*=)")));
    EXPECT_EQ(html.find("url("), std::string::npos);
    EXPECT_EQ(html.find("@import"), std::string::npos);
  }
}

TEST(Html, HasAMarkAndAWordBesideEachColour) {
  Paper paper = ExamplePaper(Language::kRussian);
  paper.sheets[0].rows.clear();
  for (int i = 0; i < kStateCount; ++i) {
    paper.sheets[0].rows.push_back({.cells = {static_cast<State>(i)}});
  }
  const std::string html = Html(paper);
  EXPECT_NE(
      html.find("<td class=\"state overdue\"><span aria-hidden=\"true\">! </span>просрочено</td>"),
      std::string::npos);
  EXPECT_GE(Count(html, "<td class=\"state "), size_t{kStateCount});
}

TEST(HtmlTimeline, DrawsTodayOnEveryLineOnlyWhenItIsShown) {
  Paper paper = ExamplePaper(Language::kRussian);
  EXPECT_EQ(Count(Html(paper), "<path class=\"today\""), 5u);  // four lines and the axis
  EXPECT_EQ(Count(Html(paper), ">сегодня, 20.12.2021</text>"), 1u);
  paper.timeline->today = Day(2022, 6, 1);
  EXPECT_EQ(Count(Html(paper), "class=\"today\""), 0u);
}

TEST(HtmlTimeline, SharesALineBetweenBarsOfOneLabel) {
  const std::string html = Html(ExamplePaper(Language::kRussian));
  EXPECT_EQ(Count(html, "<td class=\"chart\">"), 4u);
  EXPECT_EQ(Count(html, "<title>01.09.2021 – 01.12.2021: выполнено</title>"), 1u);
  EXPECT_EQ(Count(html, "<title>01.03.2022 – 01.07.2022: не началось</title>"), 1u);
}

TEST(HtmlTimeline, OfOneDayAndOfYears) {
  Paper paper = ExamplePaper(Language::kEnglish);
  paper.timeline->from = paper.timeline->to = paper.timeline->today = Day(2021, 12, 20);
  EXPECT_NE(Html(paper).find(">today, 2021-12-20</text>"), std::string::npos);
  paper.timeline->from = Day(2015, 1, 15);
  paper.timeline->to = Day(2029, 12, 31);
  EXPECT_EQ(Count(Html(paper), ">Jan</text>"), 14u);
}

}  // namespace
}  // namespace vekha::service::report
