// The marks of a list inside of a cell: "1. ноябрь 2. апрель", a dash before each line. Each begins
// a deadline of its own.
#include <algorithm>

#include "engine/term/repair.h"

namespace vekha::term {
namespace {

class ListMarks {
 public:
  explicit ListMarks(Lexed& lexed) : lexed_(lexed), tokens_(lexed.tokens) {}

  void Run() {
    DropDashes();
    DropNumbers();
  }

 private:
  // "- март", and on the next line "- май": no range.
  void DropDashes() {
    if (tokens_.empty() || !tokens_.front().IsMark('-')) return;
    for (Token& token : tokens_) {
      if (token.IsMark('-') && token.newline_before) PutBreak(token);
    }
    tokens_.erase(tokens_.begin());
  }

  // "1." and the like, if the words of a deadline and not a date stand behind it.
  bool IsNumber(size_t at, int number) const {
    if (at + 2 >= tokens_.size()) return false;
    const Token& token = tokens_[at];
    if (!token.IsNumber() || token.digits > 2 || token.value != number) return false;
    if (!tokens_[at + 1].IsMark('.') || tokens_[at + 1].space_before) return false;
    const Token& next = tokens_[at + 2];
    const bool opens = at == 0 || token.newline_before || tokens_[at - 1].kind == TokenKind::kMark;
    const bool day = next.IsNumber() && next.space_before && at + 3 < tokens_.size() &&
                     tokens_[at + 3].kind == TokenKind::kWord;
    return opens && (day || next.kind == TokenKind::kWord);
  }

  void DropNumbers() {
    if (!IsNumber(0, 1)) return;
    std::vector<size_t> places = {0};
    for (size_t at = 3; at < tokens_.size(); ++at) {
      if (IsNumber(at, static_cast<int>(places.size()) + 1)) places.push_back(at);
    }
    if (places.size() < 2) return;
    for (size_t i = places.size(); i-- > 0;) {
      const SourceRange range{tokens_[places[i]].range.begin, tokens_[places[i] + 1].range.end};
      lexed_.notes.push_back(
          {NoteKind::kConvention, {"номер в перечне", "a number in a list"}, range});
      const auto begin = tokens_.begin() + static_cast<std::ptrdiff_t>(places[i]);
      PutBreak(tokens_[places[i]]);
      tokens_.erase(begin + 1);
      if (i == 0) tokens_.erase(tokens_.begin());
    }
  }

  static void PutBreak(Token& token) {
    token.kind = TokenKind::kMark;
    token.mark = ';';
    token.text = ";";
    token.digits = token.value = 0;
  }

  Lexed& lexed_;
  std::vector<Token>& tokens_;
};

}  // namespace

void ReadListMarks(Lexed& lexed) { ListMarks(lexed).Run(); }

}  // namespace vekha::term
