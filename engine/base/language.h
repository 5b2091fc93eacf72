// What is said to people is said in Russian and in English; the reader's language is chosen when it
// is shown.
#pragma once

#include <string>
#include <utility>

namespace vekha {

enum class Language { kRussian, kEnglish };

// One thing said in both languages.
struct Bilingual {
  std::string ru;
  std::string en;

  Bilingual() = default;
  // Said in English only: a Russian reader gets it as it is.
  Bilingual(const char* english) : en(english) {}             // NOLINT(google-explicit-constructor)
  Bilingual(std::string english) : en(std::move(english)) {}  // NOLINT(google-explicit-constructor)
  Bilingual(std::string russian, std::string english)
      : ru(std::move(russian)), en(std::move(english)) {}

  bool empty() const { return ru.empty() && en.empty(); }
  const std::string& In(Language language) const {
    return language == Language::kRussian && !ru.empty() ? ru : en;
  }
};

}  // namespace vekha
