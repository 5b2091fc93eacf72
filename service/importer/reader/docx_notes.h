// Footnotes and endnotes of a Word document: their texts stand in parts of their own.
#pragma once

#include <absl/status/statusor.h>

#include <map>
#include <string>

#include <pugixml.hpp>

namespace vekha::importer {

class DocxNotes {
 public:
  static absl::StatusOr<DocxNotes> Read(const std::map<std::string, std::string>& parts);

  // The text of the note that w:footnoteReference or w:endnoteReference points to; empty when there
  // is none.
  std::string Find(const pugi::xml_node& reference) const;

 private:
  std::map<std::string, std::string> texts_;  // "footnote 3" -> text
};

}  // namespace vekha::importer
