#include "engine/digest/entry.h"

#include "engine/digest/clean.h"
#include "engine/digest/words.h"

namespace vekha::digest {
namespace {

std::string Joined(std::string first, std::string_view between, const std::string& second) {
  if (first.empty() || second.empty()) return first + second;
  return first.append(between).append(second);
}

std::string Labelled(std::string_view label, const std::string& text) {
  return text.empty() ? text : std::string(label) + text;
}

std::string InLanguage(const std::string& ru, const std::string& en, Language language) {
  const std::string& wanted = language == Language::kRussian ? ru : en;
  return Clean(wanted.empty() ? (language == Language::kRussian ? en : ru) : wanted, kTitleMax);
}

// The words usually name the day; where they do not, it is put before them.
std::string State(const Line& line, Language language) {
  std::string words = InLanguage(line.text, line.text_en, language);
  if (!line.due || words.find(FormatRussian(*line.due)) != std::string::npos ||
      words.find(FormatIso(*line.due)) != std::string::npos) {
    return words;
  }
  const std::string day = DayIn(*line.due, language);
  return Joined((language == Language::kRussian ? "срок " : "due ") + day, ", ", words);
}

}  // namespace

Entry MakeEntry(const Line& line, Language language) {
  const bool russian = language == Language::kRussian;
  return {
      .head = Joined(Clean(line.number, kTitleMax), " ", Clean(line.title, kTitleMax)),
      .state = State(line, language),
      .place = Joined(Clean(line.organization, kTitleMax), " · ", Clean(line.roadmap, kTitleMax)),
      .why = Labelled(russian ? "Почему вам: " : "Why you: ",
                      InLanguage(line.because, line.because_en, language)),
      .instead = Labelled(russian ? "Вы замещаете: " : "You stand in for: ",
                          Clean(line.instead_of, kTitleMax)),
      .task = Labelled(russian ? "Задача: " : "Task: ", Clean(line.task, std::string::npos)),
  };
}

}  // namespace vekha::digest
