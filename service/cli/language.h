// Everything shown to people is said in Russian or in English.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/language.h"

namespace vekha::cli {

using vekha::Language;

// A text in both languages; the reader's is taken when it is shown.
struct Text {
  std::string ru;
  std::string en;
  const std::string& In(Language language) const {
    return language == Language::kRussian ? ru : en;
  }
};

// Russian when the locale's language is ("ru_RU.UTF-8"), otherwise English. Takes the value of
// LC_ALL, LC_MESSAGES or LANG, whichever is set first.
Language LanguageOfLocale(std::string_view locale);

// "1 задача", "2 задачи", "5 задач"; one, few and many are the noun's forms.
std::string CountRussian(long count, std::string_view one, std::string_view few,
                         std::string_view many);
std::string CountEnglish(long count, std::string_view one, std::string_view many);

}  // namespace vekha::cli
