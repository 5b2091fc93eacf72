// A responsible cell as words and separators.
#pragma once

#include <string_view>
#include <vector>

namespace vekha::roadmap {

enum class CellTokenKind {
  kWord,     // also a number, a quoted name, or any other run of signs
  kInitial,  // "М."
  kBracket,  // "(по согласованию)", brackets included
  kDash,     // standing alone
  kComma,
  kSemicolon,
  kStop,  // a full stop that ends a phrase
};

struct CellToken {
  CellTokenKind kind = CellTokenKind::kWord;
  std::string_view text;  // in the cell
};

// The tokens view into `cell`. Separators inside quotes and brackets separate nothing; an unclosed
// quote or bracket ends with the cell.
std::vector<CellToken> TokenizeCell(std::string_view cell);

}  // namespace vekha::roadmap
