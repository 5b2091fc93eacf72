#include "engine/condition/lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/base/utf8.h"
#include "engine/condition/escape.h"

namespace vekha::condition {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsHexDigit(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool IsIdentStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool IsIdentPart(char c) { return IsIdentStart(c) || IsDigit(c); }
bool IsQuotedPart(char c) { return IsIdentPart(c) || c == '.' || c == '-' || c == '/' || c == ' '; }

class Lexer {
 public:
  Lexer(std::string_view text, Problems& problems) : text_(text), problems_(problems) {}

  std::optional<std::vector<Token>> Run() {
    for (;;) {
      SkipSpacesAndComments();
      start_ = at_;
      if (at_ == text_.size()) {
        Push(TokenKind::kEnd, {});
        return std::move(tokens_);
      }
      if (!LexOne()) return std::nullopt;
    }
  }

 private:
  char Peek(size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  void Push(TokenKind kind, std::string text) {
    tokens_.push_back({kind, {start_, at_}, std::move(text)});
  }

  bool Fail(SourceRange range, Bilingual message, Bilingual hint = {}) {
    problems_.Add(range, kSyntax, std::move(message), std::move(hint));
    return false;
  }

  void SkipSpacesAndComments() {
    while (at_ < text_.size()) {
      if (std::string_view(" \t\n\f\r").find(text_[at_]) != std::string_view::npos) {
        ++at_;
      } else if (text_.substr(at_, 2) == "//") {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else {
        return;
      }
    }
  }

  bool LexOne() {
    if (const size_t prefix = StringPrefixLength(); prefix != std::string_view::npos) {
      return LexString(prefix);
    }
    const char c = Peek();
    if (IsDigit(c) || (c == '.' && IsDigit(Peek(1)))) return LexNumber();
    if (IsIdentStart(c)) return LexIdent();
    if (c == '`') return LexQuotedIdent();
    return LexPunctuation();
  }

  // Letters before the opening quote of a string, or npos when no string begins here.
  size_t StringPrefixLength() const {
    const auto lower = [this](size_t i) { return static_cast<char>(Peek(i) | 0x20); };
    size_t n = 0;
    if (lower(n) == 'b') ++n;
    if (lower(n) == 'r') ++n;
    return Peek(n) == '"' || Peek(n) == '\'' ? n : std::string_view::npos;
  }

  bool LexString(size_t prefix) {
    const std::string_view letters = text_.substr(at_, prefix);
    const bool raw = letters.find_first_of("rR") != std::string_view::npos;
    const bool bytes = letters.find_first_of("bB") != std::string_view::npos;
    at_ += prefix;
    const char quote = Peek();
    const size_t width = Peek(1) == quote && Peek(2) == quote ? 3 : 1;
    at_ += width;
    const size_t body = at_;
    if (!FindClosing(std::string(width, quote), raw)) {
      return Fail({start_, std::min(start_ + prefix + width, text_.size())},
                  {"у текста нет закрывающей кавычки", "the string has no closing quote"});
    }
    const std::string_view content = text_.substr(body, at_ - body);
    at_ += width;
    auto decoded = raw ? Unescaped{std::string(content), {}, {}} : Unescape(content, bytes);
    if (!decoded.problem.empty()) {
      return Fail({body + decoded.range.begin, body + decoded.range.end},
                  {"такого сочетания после \\ в тексте не бывает", decoded.problem});
    }
    Push(bytes ? TokenKind::kBytes : TokenKind::kString, std::move(decoded.text));
    return true;
  }

  bool FindClosing(std::string_view quotes, bool raw) {
    for (; at_ < text_.size(); ++at_) {
      if (text_.substr(at_, quotes.size()) == quotes) return true;
      if (quotes.size() == 1 && (text_[at_] == '\n' || text_[at_] == '\r')) return false;
      if (!raw && text_[at_] == '\\') ++at_;
    }
    return false;
  }

  bool LexNumber() {
    TokenKind kind = TokenKind::kInt;
    if (Peek() == '0' && (Peek(1) == 'x' || Peek(1) == 'X') && IsHexDigit(Peek(2))) {
      at_ += 2;
      while (IsHexDigit(Peek())) ++at_;
    } else {
      while (IsDigit(Peek())) ++at_;
      if (LexFraction() | LexExponent()) kind = TokenKind::kFloat;
    }
    std::string digits(text_.substr(start_, at_ - start_));
    if (kind == TokenKind::kInt && (Peek() == 'u' || Peek() == 'U')) {
      kind = TokenKind::kUint;
      ++at_;
    }
    if (IsIdentPart(Peek())) {
      return Fail({at_, at_ + 1}, {"буква сразу после числа", "a letter right after a number"});
    }
    Push(kind, std::move(digits));
    return true;
  }

  bool LexFraction() {
    if (Peek() != '.' || !IsDigit(Peek(1))) return false;
    ++at_;
    while (IsDigit(Peek())) ++at_;
    return true;
  }

  bool LexExponent() {
    if (Peek() != 'e' && Peek() != 'E') return false;
    const size_t sign = Peek(1) == '+' || Peek(1) == '-' ? 1 : 0;
    if (!IsDigit(Peek(1 + sign))) return false;
    at_ += 1 + sign;
    while (IsDigit(Peek())) ++at_;
    return true;
  }

  bool LexIdent() {
    while (IsIdentPart(Peek())) ++at_;
    Push(TokenKind::kIdent, std::string(text_.substr(start_, at_ - start_)));
    return true;
  }

  bool LexQuotedIdent() {
    ++at_;
    while (IsQuotedPart(Peek())) ++at_;
    if (Peek() != '`' || at_ == start_ + 1) {
      return Fail({start_, at_},
                  {"в имени в обратных кавычках могут быть буквы, цифры, _ . - / и пробелы",
                   "a name in backquotes may have letters, digits, _ . - / and spaces"});
    }
    std::string name(text_.substr(start_ + 1, at_ - start_ - 1));
    ++at_;
    Push(TokenKind::kQuotedIdent, std::move(name));
    return true;
  }

  bool LexPunctuation() {
    static constexpr std::array<std::string_view, 25> kPunctuation = {
        "<=", ">=", "==", "!=", "&&", "||", "<", ">", "!", "+", "-", "*", "/",
        "%",  "?",  ":",  ".",  ",",  "(",  ")", "[", "]", "{", "}", ""};
    for (const std::string_view p : kPunctuation) {
      if (p.empty() || text_.substr(at_, p.size()) != p) continue;
      at_ += p.size();
      Push(TokenKind::kPunctuation, std::string(p));
      return true;
    }
    return FailAtStrangeCharacter();
  }

  bool FailAtStrangeCharacter() {
    struct StrangeCharacter {
      std::string_view text;
      const char* ru;
      const char* en;
    };
    static constexpr const char* kQuotesRu = "текст пишут в 'одинарных' или \"двойных\" кавычках";
    static constexpr const char* kQuotes = "text goes in 'single' or \"double\" quotes";
    static constexpr std::array<StrangeCharacter, 8> kHints = {{
        {"=", "для сравнения напишите ==", "write == to compare"},
        {"&", "вместо \"и\" напишите &&", "write && for \"and\""},
        {"|", "вместо \"или\" напишите ||", "write || for \"or\""},
        {"≥", "напишите >=", "write >="},
        {"≤", "напишите <=", "write <="},
        {"≠", "напишите !=", "write !="},
        {"«", kQuotesRu, kQuotes},
        {"“", kQuotesRu, kQuotes},
    }};
    const size_t size = CharacterSize();
    const std::string_view character = text_.substr(at_, size);
    const auto hint = std::find_if(kHints.begin(), kHints.end(),
                                   [&](const auto& h) { return h.text == character; });
    const bool printable = size > 1 || static_cast<unsigned char>(character[0]) >= 0x20;
    const std::string shown =
        printable ? std::string(character)
                  : fmt::format("U+{:04X}", static_cast<unsigned char>(character[0]));
    return Fail({at_, at_ + size},
                {fmt::format("лишний {}знак {}", printable ? "" : "управляющий ", shown),
                 fmt::format("unexpected {}character {}", printable ? "" : "control ", shown)},
                hint == kHints.end() ? Bilingual{} : Bilingual{hint->ru, hint->en});
  }

  size_t CharacterSize() const {
    const auto next = std::find_if(text_.begin() + static_cast<std::ptrdiff_t>(at_) + 1,
                                   text_.end(), [](char c) { return (c & 0xC0) != 0x80; });
    return static_cast<size_t>(next - text_.begin()) - at_;
  }

  std::string_view text_;
  Problems& problems_;
  size_t at_ = 0;
  size_t start_ = 0;
  std::vector<Token> tokens_;
};

template <size_t kCount>
bool Contains(const std::array<std::string_view, kCount>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::optional<std::vector<Token>> Lex(std::string_view text, Problems& problems) {
  if (const auto bad = FindInvalidUtf8(text)) {
    problems.Add({*bad, *bad + 1}, kSyntax,
                 {"здесь текст не в кодировке UTF-8", "the text is not valid UTF-8 here"});
    return std::nullopt;
  }
  return Lexer(text, problems).Run();
}

bool IsKeyword(std::string_view word) {
  static constexpr std::array<std::string_view, 4> kKeywords = {"false", "in", "null", "true"};
  return Contains(kKeywords, word);
}

bool IsReserved(std::string_view word) {
  static constexpr std::array<std::string_view, 17> kReserved = {
      "as",  "break", "const",   "continue",  "else",   "for", "function", "if",   "import",
      "let", "loop",  "package", "namespace", "return", "var", "void",     "while"};
  return Contains(kReserved, word);
}

}  // namespace vekha::condition
