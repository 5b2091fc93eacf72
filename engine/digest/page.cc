#include "engine/digest/page.h"

#include <fmt/format.h>

#include "engine/digest/clean.h"
#include "engine/digest/words.h"

namespace vekha::digest {
namespace {

std::vector<PageSection> Sections(const Digest& digest, const Counts& counts, Language language) {
  std::vector<PageSection> sections;
  for (const Line* line : InOrder(digest)) {
    if (sections.empty() || sections.back().section != line->section) {
      sections.push_back({.section = line->section,
                          .heading = fmt::format("{} ({})", Heading(line->section, language),
                                                 counts[static_cast<size_t>(line->section)]),
                          .entries = {}});
    }
    sections.back().entries.push_back(MakeEntry(*line, language));
  }
  return sections;
}

std::vector<std::string> Footer(const std::string& id, Language language) {
  if (language == Language::kRussian) {
    return {"Веха. Письмо составлено автоматически и приходит не чаще одного раза в день.",
            "Номер сводки: " + id};
  }
  return {"Vekha. This message was written automatically; there is at most one a day.",
          "Digest: " + id};
}

std::string Greeting(const std::string& name, Language language) {
  const std::string hello = language == Language::kRussian ? "Здравствуйте" : "Hello";
  return name.empty() ? hello + "!" : fmt::format("{}, {}!", hello, name);
}

}  // namespace

Page MakePage(const Digest& digest, Language language) {
  const bool russian = language == Language::kRussian;
  const Counts counts = CountSections(digest);
  return {
      .language = language,
      .subject = Subject(counts, digest.day, language),
      .greeting = Greeting(Clean(digest.person_name, kTitleMax), language),
      .day = (russian ? "Сводка дел: " : "Your digest: ") + DayWithWeekday(digest.day, language),
      .summary = (russian ? "Всего: " : "In all: ") + Summary(counts, language) + ".",
      .sections = Sections(digest, counts, language),
      .footer = Footer(Clean(digest.id, std::string::npos), language),
  };
}

}  // namespace vekha::digest
