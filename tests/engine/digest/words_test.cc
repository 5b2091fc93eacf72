#include "engine/digest/words.h"

#include <gtest/gtest.h>

namespace vekha::digest {
namespace {

TEST(DigestCount, TakesTheRightForm) {
  const auto news = [](size_t n) { return Count(Section::kNews, n, Language::kRussian); };
  EXPECT_EQ(news(1), "1 новость");
  EXPECT_EQ(news(2), "2 новости");
  EXPECT_EQ(news(4), "4 новости");
  EXPECT_EQ(news(5), "5 новостей");
  EXPECT_EQ(news(11), "11 новостей");
  EXPECT_EQ(news(12), "12 новостей");
  EXPECT_EQ(news(21), "21 новость");
  EXPECT_EQ(news(111), "111 новостей");
  EXPECT_EQ(news(122), "122 новости");
  EXPECT_EQ(Count(Section::kWaiting, 1, Language::kRussian), "1 ждёт вас");
  EXPECT_EQ(Count(Section::kWaiting, 3, Language::kRussian), "3 ждут вас");
  EXPECT_EQ(Count(Section::kNews, 1, Language::kEnglish), "1 news item");
  EXPECT_EQ(Count(Section::kNews, 21, Language::kEnglish), "21 news items");
}

TEST(DigestSubject, NamesWhatMattersMost) {
  const Date day = *MakeDate(2022, 10, 28);
  EXPECT_EQ(Subject({2, 1, 0, 0, 0, 0, 0}, day, Language::kRussian),
            "Веха: 2 просрочено, 1 на сегодня — 28.10.2022");
  EXPECT_EQ(Subject({0, 0, 3, 4, 2, 5, 1}, day, Language::kRussian),
            "Веха: 2 ждут вас, 1 не оповещён, 3 на этой неделе — 28.10.2022");
  EXPECT_EQ(Subject({0, 0, 0, 0, 0, 5, 0}, day, Language::kEnglish),
            "Vekha: 5 news items — 2022-10-28");
}

TEST(DigestSummary, NamesEverySection) {
  EXPECT_EQ(Summary({1, 1, 1, 1, 1, 1, 1}, Language::kRussian),
            "1 просрочено, 1 на сегодня, 1 на этой неделе, 1 позже, 1 ждёт вас, 1 новость, "
            "1 не оповещён");
}

TEST(DigestDay, HasItsWeekday) {
  const Date day = *MakeDate(2022, 10, 28);
  EXPECT_EQ(DayWithWeekday(day, Language::kRussian), "28.10.2022, пятница");
  EXPECT_EQ(DayWithWeekday(day, Language::kEnglish), "2022-10-28, Friday");
}

}  // namespace
}  // namespace vekha::digest
