#include "service/importer/items.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/utf8.h"
#include "engine/roadmap/keys.h"
#include "service/importer/cell_text.h"
#include "service/importer/columns.h"

namespace vekha::importer {
namespace {

constexpr size_t kItemsMax = 50;
constexpr size_t kQuoteWidth = 160;

using Texts = std::vector<std::string>;

// The text cut before every match of `start`.
Texts CutBefore(std::string_view text, const RE2& start) {
  Texts parts;
  re2::StringPiece rest(text.data(), text.size());
  size_t begin = 0;
  re2::StringPiece found;
  while (RE2::FindAndConsume(&rest, start, &found)) {
    const auto at = static_cast<size_t>(found.data() - text.data());
    if (at > begin) parts.push_back(OneLine(text.substr(begin, at - begin)));
    begin = at;
  }
  parts.push_back(OneLine(text.substr(begin)));
  std::erase_if(parts, [](const std::string& part) { return part.empty(); });
  return parts;
}

bool AllTerms(const Texts& parts) {
  for (const std::string& part : parts) {
    if (!LooksLikeTerm(part)) return false;
  }
  return true;
}

// The deadlines of the cell: its paragraphs, or what semicolons part, or each "до ...".
std::vector<Texts> WaysToCut(const DraftMeasure& measure) {
  static const RE2 kSemicolon("(;)");
  static const RE2 kUntil(R"((?:^|\s)((?:[Дд]о|[Нн]е позднее)\s+\d))");
  std::vector<Texts> ways = {measure.term_lines, CutBefore(measure.term, kSemicolon),
                             CutBefore(measure.term, kUntil)};
  for (Texts& way : ways) {
    for (std::string& part : way) {
      while (part.starts_with(';') || part.starts_with(' ')) part.erase(0, 1);
      while (part.ends_with(';')) part.pop_back();
    }
    std::erase_if(way, [](const std::string& part) { return part.empty(); });
  }
  return ways;
}

// "школы: до 1 мая" of every part.
bool TakeLabelled(const Texts& parts, DraftMeasure& measure) {
  static const RE2 kLabelled(R"(^(\S[^:]{0,80}?)\s*(?::|\s[–—-])\s*(\S.*)$)");
  std::vector<DraftItem> items;
  for (const std::string& part : parts) {
    std::string label;
    std::string term;
    if (!RE2::FullMatch(part, kLabelled, &label, &term)) return false;
    if (LooksLikeTerm(label) || !LooksLikeTerm(term)) return false;
    items.push_back({fmt::format("{} ({})", measure.title, label), term});
  }
  measure.items = std::move(items);
  return true;
}

// "1. Приказ 2. Положение": numbered from 1 without a gap.
Texts NumberedParts(const std::string& text) {
  static const RE2 kNumber(R"((?:^|\s)(\d{1,2}[.)]\s*\p{L}))");
  Texts parts = CutBefore(text, kNumber);
  if (!parts.empty() && !parts.front().starts_with("1")) parts.erase(parts.begin());
  Texts named;
  for (const std::string& part : parts) {
    static const RE2 kPart(R"(^(\d{1,2})[.)]\s*(.*)$)");
    int number = 0;
    std::string name;
    if (!RE2::FullMatch(part, kPart, &number, &name) ||
        number != static_cast<int>(named.size()) + 1) {
      return {};
    }
    named.push_back(std::move(name));
  }
  return named;
}

bool TakeNumbered(const Texts& terms, DraftMeasure& measure) {
  if (!AllTerms(terms)) return false;
  for (const std::string* text : {&measure.title, &measure.outcome}) {
    const Texts names = NumberedParts(*text);
    if (names.size() != terms.size()) continue;
    for (size_t i = 0; i < names.size(); ++i) measure.items.push_back({names[i], terms[i]});
    return true;
  }
  return false;
}

bool Fits(const DraftMeasure& measure) {
  for (const DraftItem& item : measure.items) {
    if (CodePointCount(item.title) > static_cast<size_t>(roadmap::kMaxTitle)) return false;
  }
  return true;
}

}  // namespace

void SplitItems(DraftMeasure& measure) {
  for (const Texts& parts : WaysToCut(measure)) {
    if (parts.size() < 2 || parts.size() > kItemsMax) continue;
    if (!TakeLabelled(parts, measure) && !TakeNumbered(parts, measure)) continue;
    if (!Fits(measure)) {
      measure.items.clear();
      return;
    }
    measure.guesses.push_back(
        {"items",
         fmt::format("в одной ячейке сроков: {}, у каждого своя часть", measure.items.size()),
         Shorten(measure.term, kQuoteWidth), measure.place});
    return;
  }
}

}  // namespace vekha::importer
