// What a hostile phrase costs, counted in memory taken and not in time: twice the phrase may not
// cost more than about twice as much.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>
#include <string>

#include "engine/base/utf8.h"
#include "engine/term/term.h"

namespace {

size_t bytes_taken = 0;

}  // namespace

void* operator new(size_t size) {
  bytes_taken += size;
  void* const memory = std::malloc(size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }

namespace vekha::term {
namespace {

std::string Repeated(std::string_view piece, size_t code_points) {
  const size_t each = CodePointCount(piece);
  std::string out;
  for (size_t size = 0; size + each <= code_points; size += each) out += piece;
  return out;
}

size_t CostOf(const std::string& phrase) {
  const size_t before = bytes_taken;
  const TermReading reading = ParseTerm(phrase);
  return bytes_taken - before;
}

class Cost : public testing::TestWithParam<std::string_view> {};

TEST_P(Cost, GrowsWithThePhrase) {
  constexpr size_t kHalf = kMaxPhraseCodePoints / 2;
  constexpr double kMostGrowth = 3.0;
  const double half = static_cast<double>(CostOf(Repeated(GetParam(), kHalf)));
  const double whole = static_cast<double>(CostOf(Repeated(GetParam(), kMaxPhraseCodePoints)));
  EXPECT_LE(whole, kMostGrowth * half) << GetParam();
}

TEST_P(Cost, StaysUnderAFewMegabytes) {
  constexpr size_t kMostBytes = 32U << 20U;
  EXPECT_LE(CostOf(Repeated(GetParam(), kMaxPhraseCodePoints)), kMostBytes) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(Pieces, Cost,
                         testing::Values("до 15 мая, ", ";", ", ", "- ", "(", ")", "до ", "с ",
                                         "по ", "в ", "кроме ", "кроме мая ", "начало ", "конец ",
                                         "за ", "за 3 дня до ", "1", "1 ", "1.", "1.1 ",
                                         "01.09.2023 ", "январь-", "5, ", "5-", "или ", "далее ",
                                         "ежегодно ", "ежемесячно ", "в течение ", "каждый ", "II ",
                                         "I-", "2023 ", "2023-", "2023 год, ", "1 раз в ", "школа ",
                                         "№ ", "п. 1 ", "0О", "а б ", "сентябр ", "декабрь 5, ",
                                         "последний ", "план ", "слово ", "до слова ", "с 2 по 6, ",
                                         "3 рабочего дня месяца ", "\xD0\xB8\xCC\x86", "\xC2\xAD"));

TEST(Cost, OfAMegabyteIsNothing) {
  const std::string phrase(1U << 20U, '1');
  constexpr size_t kMostBytes = 4096;
  EXPECT_LE(CostOf(phrase), kMostBytes);
}

}  // namespace
}  // namespace vekha::term
