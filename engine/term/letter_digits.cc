// Letters typed or scanned for digits: "2О25", "l5", "1З.09.2023", "2б октября".
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/term/repair.h"

namespace vekha::term {
namespace {

// The digits of letters that look like them: О, З, б and every I; empty if one does not.
std::string DigitsOf(std::string_view letters) {
  constexpr std::array<std::pair<std::string_view, char>, 5> kLikeness = {
      {{"о", '0'}, {"l", '1'}, {"и", '1'}, {"з", '3'}, {"б", '6'}}};
  std::string out;
  while (!letters.empty()) {
    const auto like = std::find_if(kLikeness.begin(), kLikeness.end(),
                                   [&](const auto& one) { return letters.starts_with(one.first); });
    if (like == kLikeness.end()) return {};
    out.push_back(like->second);
    letters.remove_prefix(like->first.size());
  }
  return out;
}

class LetterDigits {
 public:
  LetterDigits(std::string_view phrase, Lexed& lexed)
      : phrase_(phrase), lexed_(lexed), tokens_(lexed.tokens) {}

  void Run() {
    for (size_t i = 0; i < tokens_.size(); ++i) i = Read(i);
  }

 private:
  bool NumberAt(size_t i) const { return i < tokens_.size() && tokens_[i].IsNumber(); }
  bool PointAt(size_t i) const { return i < tokens_.size() && tokens_[i].IsMark('.'); }
  bool Tight(size_t i) const { return i < tokens_.size() && !tokens_[i].space_before; }

  // Whether what stands at `from` up to `to` can only be a number of a date: a month follows, or a
  // point and more digits, or such stand before.
  bool InDate(size_t from, size_t to) const {
    if (to < tokens_.size() && tokens_[to].Is(Sense::kMonth)) return true;
    if (PointAt(to) && Tight(to) && Tight(to + 1) &&
        (NumberAt(to + 1) || !DigitsOf(tokens_[to + 1].text).empty())) {
      return true;
    }
    return from >= 2 && PointAt(from - 1) && NumberAt(from - 2) && Tight(from) && Tight(from - 1);
  }

  // Returns the place to go on from.
  size_t Read(size_t i) {
    constexpr size_t kMostLetters = 4;  // bytes: two of them
    constexpr size_t kMostDigits = 4;
    if (tokens_[i].kind != TokenKind::kWord || tokens_[i].text.size() > kMostLetters) return i;
    const std::string digit = DigitsOf(tokens_[i].text);
    if (digit.empty()) return i;
    const bool left = i > 0 && NumberAt(i - 1) && Tight(i);
    const bool right = NumberAt(i + 1) && Tight(i + 1);
    const size_t from = left ? i - 1 : i;
    const size_t to = right ? i + 2 : i + 1;
    // О and l are digits beside digits anywhere; of letters alone only "ЗО мая" is sure.
    const bool beside = left || right;
    const bool plain = beside && (tokens_[i].text == "о" || tokens_[i].text == "l");
    const bool sure = plain || ((beside || tokens_[i].text == "зо") && InDate(from, to));
    if (!sure) return i;
    Token number = tokens_[from];
    number.text.clear();
    for (size_t k = from; k < to; ++k) number.text += k == i ? digit : tokens_[k].text;
    if (number.text.size() > kMostDigits) return i;
    number.kind = TokenKind::kNumber;
    number.sense = Sense::kUnknown;
    number.digits = static_cast<int>(number.text.size());
    number.value = std::stoi(number.text);
    number.range.end = tokens_[to - 1].range.end;
    const SourceRange range = number.range;
    lexed_.typo = true;
    lexed_.notes.push_back({NoteKind::kRepair, ReadAs(phrase_, range, number.text), range});
    tokens_[from] = std::move(number);
    tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(from) + 1,
                  tokens_.begin() + static_cast<std::ptrdiff_t>(to));
    return from;
  }

  std::string_view phrase_;
  Lexed& lexed_;
  std::vector<Token>& tokens_;
};

}  // namespace

void ReadLetterDigits(std::string_view phrase, Lexed& lexed) { LetterDigits(phrase, lexed).Run(); }

}  // namespace vekha::term
