#include "service/report/paper/number_text.h"

#include <fmt/format.h>

#include <cmath>

namespace vekha::service::report {
namespace {

// Without trailing zeros; "-0" is "0".
std::string Fixed(double number, int digits, Language language) {
  std::string text = fmt::format("{:.{}f}", number, digits);
  if (const size_t point = text.find('.'); point != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    if (language == Language::kRussian && point < text.size()) text[point] = ',';
  }
  return text == "-0" ? "0" : text;
}

}  // namespace

std::string DecimalText(double number, Language language) {
  constexpr int kSignificant = 10;
  const double size = std::abs(number);
  const int before = size < 1 ? 1 : static_cast<int>(std::log10(size)) + 1;
  return Fixed(number, std::max(0, kSignificant - before), language);
}

std::string PercentText(double fraction, Language language) {
  return Fixed(fraction * 100, 1, language);
}

}  // namespace vekha::service::report
