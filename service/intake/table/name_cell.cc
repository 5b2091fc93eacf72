#include "service/intake/table/name_cell.h"

#include <re2/re2.h>

#include <algorithm>
#include <utility>

#include "engine/base/utf8.h"
#include "service/importer/cell_text.h"
#include "service/intake/table/cell_value.h"

namespace vekha::intake {
namespace {

constexpr int kWordsOfAName = 3;  // family, given and middle name

bool IsLetter(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0x52F);
}

int WordCount(std::string_view line) {
  return line.empty() ? 0 : 1 + static_cast<int>(std::ranges::count(line, ' '));
}

// The lines of a cell are one name when together they have no more words than a name has.
bool IsBrokenName(const std::vector<std::string>& lines) {
  int words = 0;
  bool lone = false;
  for (const std::string& line : lines) {
    words += WordCount(line);
    lone |= WordCount(line) == 1;
  }
  return lone && words <= kWordsOfAName;
}

}  // namespace

std::string NameText(std::string_view text) {
  static const RE2 kNumber(R"(^(№\s*)?\d{1,3}\s*[.)]\s*)");
  std::string name = importer::OneLine(text);
  RE2::Replace(&name, kNumber, "");
  return name;
}

NameFault CheckName(std::string_view text) {
  static const RE2 kAnd(R"((?i)[^ ] +(и|and) +[^ ])");
  static const RE2 kClass(R"(^\d|(^|[ («"])\d{1,2}[ «"-]?[А-Яа-яЁёA-Za-z])");
  static constexpr std::string_view kNobody[] = {"нет", "да", "вакансия", "вакант", "отсутствует"};
  const std::string name = NameText(text);
  const std::vector<CodePoint> points = DecodeUtf8(name);
  const bool letters = std::ranges::any_of(points, IsLetter, &CodePoint::value);
  const bool nobody = std::ranges::find(kNobody, LowerUtf8(name)) != std::end(kNobody);
  if (!letters || nobody) return NameFault::kNoName;
  if (SplitNames(text).size() > 1 || name.find('/') != std::string::npos ||
      RE2::PartialMatch(name, kAnd)) {
    return NameFault::kSeveral;
  }
  return RE2::PartialMatch(name, kClass) ? NameFault::kNoName : NameFault::kNone;
}

std::vector<std::string> SplitItems(std::string_view text, std::string_view marks) {
  std::vector<std::string> items;
  for (size_t from = 0; from <= text.size();) {
    const size_t end = std::min(text.find_first_of(marks, from), text.size());
    std::string item = NameText(text.substr(from, end - from));
    if (!IsBlankCell(item)) items.push_back(std::move(item));
    from = end + 1;
  }
  return items;
}

std::vector<std::string> SplitNames(std::string_view text) {
  std::vector<std::string> names;
  for (size_t from = 0; from <= text.size();) {
    const size_t end = std::min(text.find_first_of(";,", from), text.size());
    const std::string_view part = text.substr(from, end - from);
    std::vector<std::string> lines = SplitItems(part, "\n");
    if (IsBrokenName(lines)) lines = {NameText(part)};
    names.insert(names.end(), lines.begin(), lines.end());
    from = end + 1;
  }
  return names;
}

}  // namespace vekha::intake
