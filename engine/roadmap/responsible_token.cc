#include "engine/roadmap/responsible_token.h"

#include <cstddef>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/roadmap/executor_words.h"

namespace vekha::roadmap {
namespace {

bool IsSpace(char32_t c) {
  return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == U'\u00A0' || c == U'\u202F' ||
         c == U'\u2009';
}

bool IsDash(char32_t c) { return c == U'-' || c == U'–' || c == U'—' || c == U'−'; }

bool EndsWord(char32_t c) {
  return IsSpace(c) || c == U',' || c == U';' || c == U'.' || c == U'(' || c == U'«' || c == U'"' ||
         c == U'“' || c == U'„';
}

// What closes the quote or bracket that opens with `c`; 0 when none does.
char32_t Closing(char32_t c) {
  switch (c) {
    case U'«':
      return U'»';
    case U'"':
      return U'"';
    case U'“':
    case U'„':
      return U'”';
    case U'(':
      return U')';
    default:
      return 0;
  }
}

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view cell) : cell_(cell), letters_(DecodeUtf8(cell)) {}

  std::vector<CellToken> Run() {
    while (at_ < letters_.size()) Step();
    return std::move(tokens_);
  }

 private:
  char32_t Peek(size_t ahead = 0) const {
    return at_ + ahead < letters_.size() ? letters_[at_ + ahead].value : 0;
  }
  size_t Offset(size_t index) const {
    return index < letters_.size() ? letters_[index].offset : cell_.size();
  }
  std::string_view TextFrom(size_t begin) const {
    return cell_.substr(Offset(begin), Offset(at_) - Offset(begin));
  }
  void Push(CellTokenKind kind, size_t begin) { tokens_.push_back({kind, TextFrom(begin)}); }

  void Step() {
    const size_t begin = at_;
    const char32_t c = Peek();
    if (IsSpace(c)) {
      ++at_;
    } else if (c == U',' || c == U';' || c == U'.') {
      ++at_;
      Push(c == U',' ? CellTokenKind::kComma
                     : (c == U';' ? CellTokenKind::kSemicolon : CellTokenKind::kStop),
           begin);
    } else if (const char32_t closing = Closing(c); closing != 0) {
      Enclosed(c, closing);
      Push(c == U'(' ? CellTokenKind::kBracket : CellTokenKind::kWord, begin);
    } else if (IsDash(c)) {
      ++at_;
      Push(CellTokenKind::kDash, begin);
    } else {
      Word();
    }
  }

  // Up to and with the sign that closes this one; the same kind may be nested. Documents forget the
  // outer of two closing signs («СОШ «Лидер»): then the first one closes.
  void Enclosed(char32_t opening, char32_t closing) {
    size_t first_closing = 0;
    int depth = 1;
    for (++at_; at_ < letters_.size() && depth > 0; ++at_) {
      const char32_t c = Peek();
      if (c == closing) {
        --depth;
        if (first_closing == 0) first_closing = at_;
      } else if (c == opening) {
        ++depth;
      }
    }
    if (depth > 0 && first_closing != 0) at_ = first_closing + 1;
  }

  void Word() {
    const size_t begin = at_;
    while (at_ < letters_.size() && !EndsWord(Peek())) ++at_;
    const std::string_view word = TextFrom(begin);
    const bool dotted = Peek() == U'.';
    if (dotted && at_ - begin == 1 && StartsWithCapital(word)) {
      ++at_;
      return Push(CellTokenKind::kInitial, begin);
    }
    if (dotted && IsAbbreviation(word)) ++at_;
    Push(CellTokenKind::kWord, begin);
  }

  std::string_view cell_;
  std::vector<CodePoint> letters_;
  size_t at_ = 0;
  std::vector<CellToken> tokens_;
};

}  // namespace

std::vector<CellToken> TokenizeCell(std::string_view cell) { return Tokenizer(cell).Run(); }

}  // namespace vekha::roadmap
