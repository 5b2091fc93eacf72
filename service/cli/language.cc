#include "service/cli/language.h"

#include <fmt/format.h>

#include <cstdlib>

namespace vekha::cli {

Language LanguageOfLocale(std::string_view locale) {
  const bool russian = locale.substr(0, 2) == "ru" && (locale.size() == 2 || locale[2] == '_' ||
                                                       locale[2] == '.' || locale[2] == '-');
  return russian ? Language::kRussian : Language::kEnglish;
}

std::string CountRussian(long count, std::string_view one, std::string_view few,
                         std::string_view many) {
  const long tens = std::labs(count) % 100;
  const long units = tens % 10;
  const bool teen = tens >= 11 && tens <= 14;
  const std::string_view noun =
      !teen && units == 1 ? one : (!teen && units >= 2 && units <= 4 ? few : many);
  return fmt::format("{} {}", count, noun);
}

std::string CountEnglish(long count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace vekha::cli
