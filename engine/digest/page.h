// A digest in the reader's language, before it becomes text or HTML.
#pragma once

#include <string>
#include <vector>

#include "engine/digest/digest.h"
#include "engine/digest/entry.h"

namespace vekha::digest {

struct PageSection {
  Section section = Section::kOverdue;
  std::string heading;  // "Просрочено (2)"
  std::vector<Entry> entries;
};

struct Page {
  Language language = Language::kRussian;
  std::string subject;
  std::string greeting;  // "Здравствуйте, Мамедов М. Р.!"
  std::string day;       // "Сводка дел: 28.10.2022, пятница"
  std::string summary;   // "Всего: 2 просрочено, 1 на сегодня."
  std::vector<PageSection> sections;  // without empty ones
  std::vector<std::string> footer;
};

Page MakePage(const Digest& digest, Language language);

}  // namespace vekha::digest
