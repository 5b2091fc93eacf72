// The numbers Word writes itself before paragraphs of a list (ECMA-376 part 1, 17.9): the text of
// a column "№ п/п" is often nothing but them.
#pragma once

#include <absl/status/statusor.h>

#include <array>
#include <map>
#include <string>

#include <pugixml.hpp>

namespace vekha::importer {

class DocxNumbering {
 public:
  // `part` is word/numbering.xml; empty when the document has none.
  static absl::StatusOr<DocxNumbering> Read(const std::string& part);

  // "2.1." for a numbered paragraph (a w:p), which is counted; empty for any other, and for
  // bullets.
  std::string Next(const pugi::xml_node& paragraph);

 private:
  static constexpr size_t kLevels = 9;
  struct Level {
    std::string text;    // "%1.%2."
    std::string format;  // "decimal", "bullet"
    int start = 1;
  };
  struct List {
    std::array<Level, kLevels> levels;
    std::array<int, kLevels> counts = {};  // 0: not begun
  };
  struct Use {
    std::string list;
    std::map<size_t, int> restarts;  // level -> first number, when the use begins anew
    bool begun = false;
  };

  void ReadList(const pugi::xml_node& node);
  void ReadUse(const pugi::xml_node& node);

  std::map<std::string, List> lists_;
  std::map<std::string, Use> uses_;
};

}  // namespace vekha::importer
