#include "engine/yaml/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "engine/base/utf8.h"

namespace vekha::yaml {
namespace {

// Levenshtein distance; keys are short ASCII words.
size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = std::exchange(row[0], i);
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({changed, row[j] + 1, row[j - 1] + 1}));
    }
  }
  return row.back();
}

Bilingual NearestHint(std::string_view word, std::span<const std::string_view> known) {
  constexpr size_t kLongestWord = 40;
  if (word.size() > kLongestWord) return {};
  const auto nearest =
      std::min_element(known.begin(), known.end(), [word](std::string_view a, std::string_view b) {
        return EditDistance(word, a) < EditDistance(word, b);
      });
  if (nearest == known.end() || EditDistance(word, *nearest) > 2 ||
      EditDistance(word, *nearest) >= nearest->size()) {
    return {};
  }
  return {fmt::format("возможно, \"{}\"?", *nearest),
          fmt::format("did you mean \"{}\"?", *nearest)};
}

bool IsDecimalInteger(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.empty() || (text.size() > 1 && text[0] == '0')) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Bilingual KindName(NodeKind kind) {
  switch (kind) {
    case NodeKind::kNull:
      return {"ничего", "nothing"};
    case NodeKind::kScalar:
      return {"текст", "text"};
    case NodeKind::kSequence:
      return {"список", "a list"};
    case NodeKind::kMapping:
      return {"отображение (ключ: значение)", "a mapping"};
  }
  return {};
}

std::string Shortened(std::string_view text) {
  constexpr size_t kLongest = 80;
  const std::vector<CodePoint> letters = DecodeUtf8(text.substr(0, 4 * (kLongest + 1)));
  if (letters.size() <= kLongest) return std::string(text);
  return std::string(text.substr(0, letters[kLongest].offset)) + "…";
}

void Reader::Add(Severity severity, SourceRange range, std::string code, Bilingual message,
                 Bilingual hint) {
  size_t& count = severity == Severity::kError ? errors_ : remarks_;
  if (++count > kMaxProblems) return;
  diagnostics_.push_back(MakeDiagnostic(source_, range, severity, std::move(code),
                                        std::move(message), std::move(hint)));
}

void Reader::Error(const Node& at, std::string code, Bilingual message, Bilingual hint) {
  Add(Severity::kError, at.range, std::move(code), std::move(message), std::move(hint));
}

void Reader::Warning(const Node& at, std::string code, Bilingual message, Bilingual hint) {
  Add(Severity::kWarning, at.range, std::move(code), std::move(message), std::move(hint));
}

bool Reader::IsMapping(const Node& node) {
  if (node.IsMapping()) return true;
  WrongKind(node, KindName(NodeKind::kMapping));
  return false;
}

bool Reader::IsSequence(const Node& node) {
  if (node.IsSequence()) return true;
  WrongKind(node, KindName(NodeKind::kSequence));
  return false;
}

bool Reader::OnlyKeys(const Node& mapping, std::span<const std::string_view> keys) {
  bool all = true;
  for (const Entry& entry : mapping.entries) {
    if (std::find(keys.begin(), keys.end(), entry.key.text) != keys.end()) continue;
    Error(entry.key, "E0021",
          {fmt::format("неизвестный ключ \"{}\"", Shortened(entry.key.text)),
           fmt::format("unknown key \"{}\"", Shortened(entry.key.text))},
          IsFull() ? Bilingual() : NearestHint(entry.key.text, keys));
    all = false;
  }
  return all;
}

bool Reader::OnlyKeys(const Node& mapping, std::initializer_list<std::string_view> keys) {
  return OnlyKeys(mapping, std::span(keys.begin(), keys.size()));
}

const Node* Reader::Require(const Node& mapping, std::string_view key) {
  const Node* value = mapping.Find(key);
  if (value != nullptr && !value->IsNull()) return value;
  const SourceRange start{mapping.range.begin, mapping.range.begin + 1};
  Add(Severity::kError, value == nullptr ? start : value->range, "E0022",
      value == nullptr ? Bilingual(fmt::format("нет ключа \"{}\"", key),
                                   fmt::format("key \"{}\" is missing", key))
                       : Bilingual(fmt::format("у ключа \"{}\" нет значения", key),
                                   fmt::format("key \"{}\" has no value", key)));
  return nullptr;
}

void Reader::WrongKind(const Node& node, const Bilingual& expected) {
  const Bilingual found = KindName(node.kind);
  Error(node, "E0020",
        {fmt::format("здесь нужно: {}, а стоит: {}", expected.ru, found.ru),
         fmt::format("expected {}, found {}", expected.en, found.en)});
}

std::optional<std::string_view> Reader::Scalar(const Node& node, const Bilingual& expected) {
  if (node.IsScalar()) return node.text;
  WrongKind(node, expected);
  return std::nullopt;
}

std::optional<std::string> Reader::AsText(const Node& node) {
  const auto text = Scalar(node, KindName(NodeKind::kScalar));
  if (!text) return std::nullopt;
  if (text->find_first_not_of(" \t\r\n") == std::string_view::npos) {
    Error(node, "E0028", {"текст пуст", "the text is empty"});
    return std::nullopt;
  }
  return std::string(*text);
}

std::optional<int> Reader::AsInt(const Node& node, int min, int max) {
  const auto text = Scalar(node, {"целое число", "a whole number"});
  if (!text) return std::nullopt;
  int value = 0;
  const bool decimal = node.style == ScalarStyle::kPlain && IsDecimalInteger(*text);
  const auto result = std::from_chars(text->data(), text->data() + text->size(), value);
  if (!decimal) {
    Error(node, "E0023",
          {fmt::format("\"{}\" - не целое число", Shortened(*text)),
           fmt::format("\"{}\" is not a whole number", Shortened(*text))},
          {"напишите его цифрами, без кавычек и нулей впереди",
           "write it in decimal, without quotes and leading zeros"});
    return std::nullopt;
  }
  if (result.ec != std::errc() || value < min || value > max) {
    Error(node, "E0023",
          {fmt::format("{} вне границ {}..{}", Shortened(*text), min, max),
           fmt::format("{} is outside {}..{}", Shortened(*text), min, max)});
    return std::nullopt;
  }
  return value;
}

std::optional<double> Reader::AsDouble(const Node& node) {
  const auto text = Scalar(node, {"число", "a number"});
  if (!text) return std::nullopt;
  const size_t point = text->find('.');
  const std::string_view fraction = point == std::string_view::npos ? "0" : text->substr(point + 1);
  const bool digits = !fraction.empty() && std::all_of(fraction.begin(), fraction.end(),
                                                       [](char c) { return c >= '0' && c <= '9'; });
  double value = 0;
  const auto result = std::from_chars(text->data(), text->data() + text->size(), value);
  if (node.style != ScalarStyle::kPlain || !digits || !IsDecimalInteger(text->substr(0, point)) ||
      result.ec != std::errc() || !std::isfinite(value)) {
    Error(node, "E0023",
          {fmt::format("\"{}\" - не число", Shortened(*text)),
           fmt::format("\"{}\" is not a number", Shortened(*text))});
    return std::nullopt;
  }
  return value;
}

std::optional<bool> Reader::AsBool(const Node& node) {
  const auto text = Scalar(node, {"true или false", "true or false"});
  if (!text) return std::nullopt;
  if (node.style == ScalarStyle::kPlain && *text == "true") return true;
  if (node.style == ScalarStyle::kPlain && *text == "false") return false;
  Error(node, "E0024",
        {fmt::format("\"{}\" - не true и не false", Shortened(*text)),
         fmt::format("\"{}\" is neither true nor false", Shortened(*text))},
        {"напишите true или false, без кавычек", "write true or false, without quotes"});
  return std::nullopt;
}

std::optional<Date> Reader::AsDate(const Node& node) {
  const auto text = Scalar(node, {"дата", "a date"});
  if (!text) return std::nullopt;
  if (const auto date = ParseIsoDate(*text)) return date;
  Error(node, "E0025",
        {fmt::format("\"{}\" - не дата", Shortened(*text)),
         fmt::format("\"{}\" is not a date", Shortened(*text))},
        {"напишите ГГГГ-ММ-ДД, день, который есть в календаре",
         "write YYYY-MM-DD, a day that exists"});
  return std::nullopt;
}

std::optional<Period> Reader::AsPeriod(const Node& node) {
  const auto text = Scalar(node, {"период", "a period"});
  if (!text) return std::nullopt;
  if (const auto period = ParsePeriod(*text)) return period;
  Error(node, "E0026",
        {fmt::format("\"{}\" - не период", Shortened(*text)),
         fmt::format("\"{}\" is not a period", Shortened(*text))},
        {"напишите ГГГГ-ММ-ДД..ГГГГ-ММ-ДД, первый день не позже последнего",
         "write YYYY-MM-DD..YYYY-MM-DD, the first day not after the last"});
  return std::nullopt;
}

std::optional<size_t> Reader::AsWord(const Node& node,
                                     std::initializer_list<std::string_view> words) {
  const auto text = Scalar(node, {"слово", "a word"});
  if (!text) return std::nullopt;
  const auto found = std::find(words.begin(), words.end(), *text);
  if (found != words.end()) return static_cast<size_t>(found - words.begin());
  Error(
      node, "E0027",
      {fmt::format("\"{}\" - такого слова нет; есть: {}", Shortened(*text), fmt::join(words, ", ")),
       fmt::format("\"{}\" is none of: {}", Shortened(*text), fmt::join(words, ", "))},
      NearestHint(*text, std::span(words.begin(), words.size())));
  return std::nullopt;
}

}  // namespace vekha::yaml
