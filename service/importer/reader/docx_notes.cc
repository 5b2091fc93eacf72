#include "service/importer/reader/docx_notes.h"

#include "engine/base/status.h"
#include "service/importer/cell_text.h"
#include "service/importer/reader/xml_part.h"

namespace vekha::importer {
namespace {

void AppendNote(const pugi::xml_node& node, std::string& out) {
  for (const pugi::xml_node& child : node.children()) {
    const std::string_view name = LocalName(child);
    if (name == "t") out += child.text().get();
    if (name == "p") out += ' ';
    if (name != "del" && name != "instrText") AppendNote(child, out);
  }
}

}  // namespace

absl::StatusOr<DocxNotes> DocxNotes::Read(const std::map<std::string, std::string>& parts) {
  DocxNotes out;
  for (const std::string kind : {"footnote", "endnote"}) {
    const auto part = parts.find("word/" + kind + "s.xml");
    if (part == parts.end()) continue;
    pugi::xml_document xml;
    VEKHA_RETURN_IF_ERROR(ParsePart(part->first, part->second, xml));
    for (const pugi::xml_node& note : xml.document_element().children()) {
      std::string text;
      AppendNote(note, text);
      out.texts_.emplace(kind + " " + std::string(AttributeOf(note, "id")), OneLine(text));
    }
  }
  return out;
}

std::string DocxNotes::Find(const pugi::xml_node& reference) const {
  const std::string kind = LocalName(reference) == "endnoteReference" ? "endnote" : "footnote";
  const auto found = texts_.find(kind + " " + std::string(AttributeOf(reference, "id")));
  return found == texts_.end() ? std::string() : found->second;
}

}  // namespace vekha::importer
