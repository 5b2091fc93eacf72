#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/term/repair.h"

namespace vekha::term {
namespace {

// Words broken by a narrow column, glued or misspelt.
class WordRepair {
 public:
  WordRepair(std::string_view phrase, Lexed& lexed) : phrase_(phrase), lexed_(lexed) {}

  void Run() {
    JoinShortened();
    JoinDigitLetters();
    for (Token& token : lexed_.tokens) Assign(token);
    HardSigns();
    JoinBroken();
    SplitGlued();
    CorrectSlips();
  }

 private:
  static void Assign(Token& token) {
    if (token.kind != TokenKind::kWord) return;
    const WordSense sense = LookUp(token.text);
    token.sense = sense.sense;
    token.value = sense.value;
  }

  static bool Known(const std::string& word) { return LookUp(word).sense != Sense::kUnknown; }

  static bool IsLetters(const Token& token) { return token.kind == TokenKind::kWord; }

  void Repaired(SourceRange range, std::string_view as) {
    lexed_.typo = true;
    lexed_.notes.push_back({NoteKind::kRepair, ReadAs(phrase_, range, as), range});
  }

  // "п/г", "кв-л": shortened with a mark inside.
  void JoinShortened() {
    std::vector<Token>& tokens = lexed_.tokens;
    for (size_t i = 0; i + 2 < tokens.size(); ++i) {
      if (!IsLetters(tokens[i]) || !IsLetters(tokens[i + 2]) || tokens[i + 2].space_before)
        continue;
      const bool half =
          tokens[i].text == "п" && tokens[i + 1].IsMark('/') && tokens[i + 2].text.starts_with("г");
      const bool quarter = tokens[i].text == "кв" && tokens[i + 1].IsMark('-') &&
                           tokens[i + 2].text.starts_with("л");
      if (!half && !quarter) continue;
      tokens[i].text = half ? "полугодие" : "квартал";
      tokens[i].roman_like = false;
      tokens[i].range.end = tokens[i + 2].range.end;
      tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                   tokens.begin() + static_cast<std::ptrdiff_t>(i) + 3);
    }
  }

  // "0ктябрь", "н0ябрь": a digit that looks like a letter, tight inside the name of a month.
  void JoinDigitLetters() {
    std::vector<Token>& tokens = lexed_.tokens;
    const auto letter_of = [](const Token& token) -> std::string_view {
      if (token.text == "0") return "о";
      if (token.text == "3") return "з";
      return token.text == "6" ? "б" : "";
    };
    for (size_t i = 0; i + 1 < tokens.size(); ++i) {
      const std::string_view letter = tokens[i].IsNumber() ? letter_of(tokens[i]) : "";
      if (letter.empty() || !IsLetters(tokens[i + 1]) || tokens[i + 1].space_before) continue;
      const bool left = i > 0 && IsLetters(tokens[i - 1]) && !tokens[i].space_before;
      const size_t from = left ? i - 1 : i;
      const std::string whole =
          (left ? tokens[i - 1].text : std::string()) + std::string(letter) + tokens[i + 1].text;
      if (LookUp(whole).sense != Sense::kMonth) continue;
      const SourceRange range{tokens[from].range.begin, tokens[i + 1].range.end};
      tokens[from].kind = TokenKind::kWord;
      tokens[from].text = whole;
      tokens[from].range = range;
      tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(from) + 1,
                   tokens.begin() + static_cast<std::ptrdiff_t>(i) + 2);
      Repaired(range, whole);
      i = from;
    }
  }

  // "июнъ", "июлb": the last letter of a short month, too short for a slip to be sure.
  void HardSigns() {
    for (Token& token : lexed_.tokens) {
      if (!IsLetters(token)) continue;
      if (token.mixed && token.sense != Sense::kUnknown) {
        lexed_.notes.push_back(
            {NoteKind::kConvention,
             {"латинские буквы прочитаны как русские", "Latin letters are read as Russian ones"},
             token.range});
      }
      if (token.sense != Sense::kUnknown) continue;
      if (!token.text.ends_with("ъ") && !token.text.ends_with("в")) continue;
      const std::string soft = token.text.substr(0, token.text.size() - 2) + "ь";
      if (LookUp(soft).sense != Sense::kMonth) continue;
      token.text = soft;
      Assign(token);
      Repaired(token.range, soft);
    }
  }

  // Up to three pieces, one of which is no word by itself, that make a known word together; a
  // hyphen before a line break may stand between.
  void JoinBroken() {
    std::vector<Token>& tokens = lexed_.tokens;
    for (size_t i = 0; i + 1 < tokens.size(); ++i) {
      if (!IsLetters(tokens[i])) continue;
      for (size_t pieces = 2; pieces <= 3; ++pieces) {
        if (TryJoin(i, pieces)) break;
      }
    }
  }

  bool TryJoin(size_t at, size_t pieces) {
    std::vector<Token>& tokens = lexed_.tokens;
    std::string whole = tokens[at].text;
    bool all_known = tokens[at].sense != Sense::kUnknown;
    size_t last = at;
    for (size_t n = 1; n < pieces; ++n) {
      size_t next = last + 1;
      if (next < tokens.size() && tokens[next].IsMark('-')) ++next;
      if (next >= tokens.size() || !IsLetters(tokens[next])) return false;
      if (next == last + 1 && !tokens[next].space_before) return false;
      whole += tokens[next].text;
      all_known = all_known && tokens[next].sense != Sense::kUnknown;
      last = next;
    }
    constexpr size_t kShortestBytes = 6;  // "май"
    if (all_known || whole.size() < kShortestBytes || !Known(whole)) return false;
    // A stem that already knew its first piece gains nothing from what follows; a known first
    // piece ("по стоянно", "с ентября") needs an unknown second one.
    if (tokens[at].sense != Sense::kUnknown) {
      const Sense whole_sense = LookUp(whole).sense;
      if (tokens[last].sense != Sense::kUnknown || pieces > 2) return false;
      if (whole_sense == tokens[at].sense && whole_sense != Sense::kMonth) return false;
    }
    const SourceRange range{tokens[at].range.begin, tokens[last].range.end};
    tokens[at].text = whole;
    tokens[at].range = range;
    Assign(tokens[at]);
    tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                 tokens.begin() + static_cast<std::ptrdiff_t>(last) + 1);
    Repaired(range, whole);
    return true;
  }

  // "сентябрьдекабрь", also over breaks ("Сентябр ьдекабр ь"): two months with the hyphen lost.
  void SplitGlued() {
    std::vector<Token>& tokens = lexed_.tokens;
    for (size_t i = 0; i < tokens.size(); ++i) {
      for (size_t pieces = 1; pieces <= 4; ++pieces) {
        if (TrySplit(i, pieces)) break;
      }
    }
  }

  bool TrySplit(size_t at, size_t pieces) {
    std::vector<Token>& tokens = lexed_.tokens;
    if (at + pieces > tokens.size()) return false;
    std::string whole;
    bool all_known = true;
    for (size_t i = at; i < at + pieces; ++i) {
      if (!IsLetters(tokens[i])) return false;
      whole += tokens[i].text;
      all_known = all_known && tokens[i].sense != Sense::kUnknown;
    }
    constexpr size_t kLongestBytes = 44;
    if (all_known || whole.size() > kLongestBytes || tokens[at].sense != Sense::kUnknown) {
      return false;
    }
    for (size_t cut = 6; cut + 6 <= whole.size(); cut += 2) {
      const std::string left = whole.substr(0, cut);
      const std::string right = whole.substr(cut);
      if (LookUp(left).sense != Sense::kMonth || LookUp(right).sense != Sense::kMonth) continue;
      if (IsAbbreviation(left) || IsAbbreviation(right)) continue;
      ReplaceBySplit(at, pieces, left, right);
      return true;
    }
    return false;
  }

  static bool IsAbbreviation(const std::string& month) {
    constexpr size_t kLongestAbbreviationBytes = 8;
    return month.size() <= kLongestAbbreviationBytes && month != "май" && month != "мая" &&
           month != "март" && month != "июнь" && month != "июль";
  }

  void ReplaceBySplit(size_t at, size_t pieces, const std::string& left, const std::string& right) {
    std::vector<Token>& tokens = lexed_.tokens;
    const SourceRange range{tokens[at].range.begin, tokens[at + pieces - 1].range.end};
    Token first = tokens[at];
    first.text = left;
    first.range = range;
    Assign(first);
    Token dash = first;
    dash.kind = TokenKind::kMark;
    dash.sense = Sense::kUnknown;
    dash.mark = '-';
    dash.text = "-";
    dash.space_before = false;
    Token second = first;
    second.text = right;
    second.space_before = second.newline_before = false;
    Assign(second);
    const auto begin = tokens.begin() + static_cast<std::ptrdiff_t>(at);
    tokens.erase(begin, begin + static_cast<std::ptrdiff_t>(pieces));
    tokens.insert(tokens.begin() + static_cast<std::ptrdiff_t>(at), {first, dash, second});
    Repaired(range, left + "-" + right);
  }

  static bool LeadsToYear(const Token& token) {
    return token.Is(Sense::kSchool) || token.Is(Sense::kDuring) || token.Is(Sense::kAll);
  }

  void CorrectSlips() {
    bool before_year = false;
    for (Token& token : lexed_.tokens) {
      const bool year = before_year;
      before_year = LeadsToYear(token);
      if (!IsLetters(token) || token.sense != Sense::kUnknown) continue;
      std::u32string letters;
      for (const CodePoint& point : DecodeUtf8(token.text)) letters.push_back(point.value);
      std::optional<std::string> meant = CorrectSlip(letters);
      if (!meant && year) meant = CorrectYear(letters);
      if (!meant) continue;
      token.text = *meant;
      Assign(token);
      Repaired(token.range, *meant);
      before_year = LeadsToYear(token);
    }
  }

  std::string_view phrase_;
  Lexed& lexed_;
};

}  // namespace

void RepairWords(std::string_view phrase, Lexed& lexed) { WordRepair(phrase, lexed).Run(); }

}  // namespace vekha::term
