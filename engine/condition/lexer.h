// Words of an expression (cel-spec doc/langdef.md, "Syntax").
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/source.h"
#include "engine/condition/problems.h"

namespace vekha::condition {

enum class TokenKind {
  kEnd,
  kIdent,        // also reserved words: they may be selectors
  kQuotedIdent,  // `content-type`: only a selector
  kInt,          // without a sign
  kUint,
  kFloat,
  kString,  // `text` is what it means
  kBytes,
  kPunctuation,  // `text` is itself: "<=", "(" ...
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  SourceRange range;  // bytes of the expression
  std::string text;
  bool Is(std::string_view punctuation) const {
    return kind == TokenKind::kPunctuation && text == punctuation;
  }
};

// Ends with a kEnd token. Nothing, and one problem, when the text has something that is no word.
std::optional<std::vector<Token>> Lex(std::string_view text, Problems& problems);

bool IsKeyword(std::string_view word);   // false in null true: never a name nor a selector
bool IsReserved(std::string_view word);  // for, if, package ...: selectors, but not names

}  // namespace vekha::condition
