#include "service/importer/reader/docx_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/status.h"
#include "service/importer/reader/xml_part.h"

namespace vekha::importer {
namespace {

// Beside the text Word keeps what is deleted or moved away, codes of fields, and the alternatives
// of a drawing (Fallback).
bool IsUnseen(std::string_view name) {
  return name == "del" || name == "moveFrom" || name == "Fallback" || name == "instrText" ||
         name == "pPr" || name == "rPr";
}

bool IsHidden(const pugi::xml_node& run) {
  const pugi::xml_node vanish = ChildOf(ChildOf(run, "rPr"), "vanish");
  const std::string_view value = AttributeOf(vanish, "val");
  return vanish && value != "0" && value != "false";
}

// A sign of a picture font: Word keeps its number in the font, not what it looks like. Ticks are
// what plans use; the rest is shown as a bullet.
std::string SignOf(const pugi::xml_node& sym) {
  static constexpr std::array<std::string_view, 4> kTicks = {"F0FC", "F0FE", "F050", "F052"};
  std::string code(AttributeOf(sym, "char"));
  std::transform(code.begin(), code.end(), code.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return std::ranges::find(kTicks, code) != kTicks.end() ? "✓" : "•";
}

}  // namespace

absl::StatusOr<DocxText> DocxText::Read(const std::map<std::string, std::string>& parts) {
  DocxText out;
  const auto numbering = parts.find("word/numbering.xml");
  if (numbering != parts.end()) {
    VEKHA_ASSIGN_OR_RETURN(out.numbering_, DocxNumbering::Read(numbering->second));
  }
  VEKHA_ASSIGN_OR_RETURN(out.notes_, DocxNotes::Read(parts));
  return out;
}

void DocxText::Append(const pugi::xml_node& node, std::string& out) { AppendBelow(node, ' ', out); }

void DocxText::AppendParagraph(const pugi::xml_node& paragraph, std::string& out) {
  const std::string number = numbering_.Next(paragraph);
  if (!number.empty()) out += number + ' ';
  AppendBelow(paragraph, '\t', out);
}

std::vector<std::string> DocxText::TakeNotes() { return std::exchange(referred_, {}); }

void DocxText::AppendBelow(const pugi::xml_node& node, char tab, std::string& out) {
  for (const pugi::xml_node& child : node.children()) {
    const std::string_view name = LocalName(child);
    if (name == "t") {
      out += child.text().get();
    } else if (name == "tab") {
      out += tab;
    } else if (name == "br" || name == "cr") {
      out += '\n';
    } else if (name == "sym") {
      out += SignOf(child);
    } else if (name == "noBreakHyphen") {
      out += '-';
    } else if (name == "p") {
      const std::string number = numbering_.Next(child);
      if (!number.empty()) out += number + ' ';
      AppendBelow(child, tab, out);
      out += '\n';
    } else if (name == "footnoteReference" || name == "endnoteReference") {
      const std::string note = notes_.Find(child);
      if (!note.empty()) referred_.push_back(note);
    } else if (!IsUnseen(name) && !(name == "r" && IsHidden(child))) {
      AppendBelow(child, tab, out);
    }
  }
}

}  // namespace vekha::importer
