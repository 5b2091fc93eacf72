#include "engine/digest/clean.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vekha::digest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Clean, MakesOneLine) {
  EXPECT_EQ(Clean(" \r\n Сбор\r\nданных\t\tза  2022\x01год \xE2\x80\xA8", 99),
            "Сбор данных за 2022 год");
  EXPECT_EQ(Clean("\n\n", 99), "");
}

TEST(Clean, DropsWhatNobodySees) { EXPECT_EQ(Clean("a\u202Eb\u200Bc\uFEFFd\u2066e", 99), "abcde"); }

TEST(Clean, ReplacesIllFormedBytes) { EXPECT_EQ(Clean("a\xD0z", 99), "a\uFFFDz"); }

TEST(Clean, CutsByCharacters) {
  EXPECT_EQ(Clean("Веха", 4), "Веха");
  EXPECT_EQ(Clean("Вехаа", 4), "Веха…");
  EXPECT_EQ(Clean("Вех а", 4), "Вех…");
}

TEST(EscapeHtml, LeavesNoMarkup) {
  EXPECT_EQ(EscapeHtml("<a href=\"x\" b='y'>&amp;"),
            "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;");
}

TEST(Wrap, BreaksAtSpaces) {
  EXPECT_THAT(Wrap("один два три", 8), ElementsAre("один два", "три"));
  EXPECT_THAT(Wrap("один два три", 7), ElementsAre("один", "два три"));
  EXPECT_THAT(Wrap("", 8), IsEmpty());
}

TEST(Wrap, KeepsALongWordWhole) {
  EXPECT_THAT(Wrap("a kambulat/kambulat-2022 b", 8),
              ElementsAre("a", "kambulat/kambulat-2022", "b"));
}

}  // namespace
}  // namespace vekha::digest
