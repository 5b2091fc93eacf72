// What is written below an element of a Word document, as a reader sees it: inserted text, without
// deleted and hidden one, with the numbers of lists.
#pragma once

#include <absl/status/statusor.h>

#include <map>
#include <string>
#include <vector>

#include <pugixml.hpp>

#include "service/importer/reader/docx_notes.h"
#include "service/importer/reader/docx_numbering.h"

namespace vekha::importer {

class DocxText {
 public:
  static absl::StatusOr<DocxText> Read(const std::map<std::string, std::string>& parts);

  // The text below `node`; paragraphs and breaks end a line, a tab is a space.
  void Append(const pugi::xml_node& node, std::string& out);
  // One w:p with its number, tabs kept.
  void AppendParagraph(const pugi::xml_node& paragraph, std::string& out);

  // Texts of the notes referred to since the last call.
  std::vector<std::string> TakeNotes();

 private:
  void AppendBelow(const pugi::xml_node& node, char tab, std::string& out);

  DocxNumbering numbering_;
  DocxNotes notes_;
  std::vector<std::string> referred_;
};

}  // namespace vekha::importer
