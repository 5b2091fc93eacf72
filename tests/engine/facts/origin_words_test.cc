#include "engine/facts/origin_words.h"

#include <gtest/gtest.h>

namespace vekha::facts {
namespace {

TEST(OriginWords, NameTheRowsFileByFile) {
  const FactOrigin origin{"a.csv, b.csv", 1, {{"a.csv", 3}, {"a.csv", 7}, {"b.csv", 2}}, 31};
  EXPECT_EQ(OriginWords(origin).ru, "из a.csv, строки 3, 7; b.csv, строка 2 и ещё 28");
  EXPECT_EQ(OriginWords(origin).en, "from a.csv, rows 3, 7; b.csv, row 2 and 28 more");
}

TEST(OriginWords, NameTheImportBesideItsRows) {
  const FactOrigin origin{"table/4", 0, {{"a.csv", 3}}, 1};
  EXPECT_EQ(OriginWords(origin).ru, "table/4, из a.csv, строка 3");
  EXPECT_EQ(OriginWords(origin).en, "table/4, from a.csv, row 3");
}

TEST(OriginWords, SayWhatTheSourceCallsItWhenThereAreNoRows) {
  EXPECT_EQ(OriginWords({.id = "запись 17"}).ru, "у источника: запись 17");
  EXPECT_EQ(OriginWords({.id = "record 17"}).en, "at the source: record 17");
  EXPECT_EQ(OriginWords({.version = 3}).ru, "");
}

}  // namespace
}  // namespace vekha::facts
