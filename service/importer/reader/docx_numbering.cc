#include "service/importer/reader/docx_numbering.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "engine/base/status.h"
#include "engine/base/utf8.h"
#include "service/importer/reader/xml_part.h"

namespace vekha::importer {
namespace {

constexpr int kNumberMax = 9999;  // of a paragraph; beyond it nothing is written

int NumberOf(std::string_view text, int otherwise) {
  int number = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

int ValueOf(const pugi::xml_node& node, std::string_view child, int otherwise) {
  return NumberOf(AttributeOf(ChildOf(node, child), "val"), otherwise);
}

std::string Roman(int number) {
  struct Sign {
    int value;
    const char* text;
  };
  constexpr Sign kSigns[] = {{100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"},
                             {9, "IX"},  {5, "V"},   {4, "IV"}, {1, "I"}};
  std::string out;
  for (const Sign& sign : kSigns) {
    for (; number >= sign.value && out.size() < 20; number -= sign.value) out += sign.text;
  }
  return out;
}

std::string Lettered(int number, char32_t first, int letters) {
  std::string out;
  AppendUtf8(first + static_cast<char32_t>((number - 1) % letters), out);
  return out;
}

std::string Formatted(int number, std::string_view format) {
  if (format == "upperRoman") return Roman(number);
  if (format == "lowerRoman") return LowerUtf8(Roman(number));
  if (format == "upperLetter") return Lettered(number, U'A', 26);
  if (format == "lowerLetter") return Lettered(number, U'a', 26);
  if (format == "russianUpper") return Lettered(number, U'А', 32);
  if (format == "russianLower") return Lettered(number, U'а', 32);
  return std::to_string(number);
}

}  // namespace

absl::StatusOr<DocxNumbering> DocxNumbering::Read(const std::string& part) {
  DocxNumbering out;
  if (part.empty()) return out;
  pugi::xml_document xml;
  VEKHA_RETURN_IF_ERROR(ParsePart("word/numbering.xml", part, xml));
  for (const pugi::xml_node& node : xml.document_element().children()) {
    if (LocalName(node) == "abstractNum") out.ReadList(node);
    if (LocalName(node) == "num") out.ReadUse(node);
  }
  return out;
}

void DocxNumbering::ReadList(const pugi::xml_node& node) {
  List& list = lists_[std::string(AttributeOf(node, "abstractNumId"))];
  for (const pugi::xml_node& child : node.children()) {
    const int level = NumberOf(AttributeOf(child, "ilvl"), -1);
    if (LocalName(child) != "lvl" || level < 0 || level >= static_cast<int>(kLevels)) continue;
    list.levels[static_cast<size_t>(level)] = {
        std::string(AttributeOf(ChildOf(child, "lvlText"), "val")),
        std::string(AttributeOf(ChildOf(child, "numFmt"), "val")), ValueOf(child, "start", 1)};
  }
}

void DocxNumbering::ReadUse(const pugi::xml_node& node) {
  Use& use = uses_[std::string(AttributeOf(node, "numId"))];
  use.list = AttributeOf(ChildOf(node, "abstractNumId"), "val");
  for (const pugi::xml_node& child : node.children()) {
    const int level = NumberOf(AttributeOf(child, "ilvl"), -1);
    if (LocalName(child) != "lvlOverride" || level < 0) continue;
    const int start = ValueOf(child, "startOverride", -1);
    if (start >= 0) use.restarts[static_cast<size_t>(level)] = start;
  }
}

std::string DocxNumbering::Next(const pugi::xml_node& paragraph) {
  const pugi::xml_node properties = ChildOf(ChildOf(paragraph, "pPr"), "numPr");
  if (!properties) return {};
  const auto use = uses_.find(std::string(AttributeOf(ChildOf(properties, "numId"), "val")));
  if (use == uses_.end()) return {};
  const auto list = lists_.find(use->second.list);
  const auto level = static_cast<size_t>(std::max(0, ValueOf(properties, "ilvl", 0)));
  if (list == lists_.end() || level >= kLevels) return {};
  auto& [levels, counts] = list->second;
  if (!use->second.begun) {
    use->second.begun = true;
    for (const auto& [at, start] : use->second.restarts) {
      if (at >= kLevels) continue;
      counts[at] = 0;
      levels[at].start = start;
    }
  }
  // A level above that was never counted stands at its start.
  for (size_t i = 0; i < level; ++i) {
    if (counts[i] == 0) counts[i] = std::clamp(levels[i].start, 0, kNumberMax);
  }
  counts[level] = counts[level] == 0 ? std::clamp(levels[level].start, 0, kNumberMax)
                                     : std::min(counts[level] + 1, kNumberMax + 1);
  std::fill(counts.begin() + static_cast<std::ptrdiff_t>(level) + 1, counts.end(), 0);
  if (levels[level].format == "bullet" || counts[level] > kNumberMax) return {};

  std::string out;
  const std::string& text = levels[level].text;
  for (size_t i = 0; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (text[i] == '%' && next >= '1' && next <= '9') {
      const auto at = static_cast<size_t>(next - '1');
      out += Formatted(counts[at], levels[at].format);
      ++i;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace vekha::importer
