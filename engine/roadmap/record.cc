#include "engine/roadmap/record.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/facts/spelling.h"
#include "engine/roadmap/diagnostic_code.h"
#include "engine/roadmap/text_format.h"

namespace vekha::roadmap {

Record::Record(yaml::Reader& reader, const yaml::Node& node, const KeyTable& table)
    : reader_(reader), node_(node), table_(table) {
  if (!reader.IsMapping(node)) return;
  std::vector<std::string_view> names;
  for (const Key& key : table.keys) names.push_back(key.name);
  for (const yaml::Entry& entry : node.entries) {
    if (std::ranges::find(names, entry.key.text) != names.end()) continue;
    const std::string name = yaml::Shortened(entry.key.text);
    reader.Error(
        entry.key, "E0021",
        {fmt::format("неизвестный ключ \"{}\"", name), fmt::format("unknown key \"{}\"", name)},
        reader.IsFull() ? Bilingual()
                        : facts::DidYouMean(facts::NearestNames(entry.key.text, names)));
  }
  for (const Key& key : table.keys) {
    if (key.need == Need::kRequired) reader.Require(node, key.name);
  }
}

const Key& Record::KeyOf(std::string_view key) const {
  const Key* found = FindKey(table_, key);
  assert(found != nullptr);
  return *found;
}

const yaml::Node* Record::FindNode(std::string_view key) const {
  const Key& spec = KeyOf(key);
  const yaml::Node* node = node_.Find(key);
  const bool reported_or_empty = spec.need == Need::kRequired || spec.shape == Shape::kCell;
  if (node != nullptr && node->IsNull() && reported_or_empty) return nullptr;
  return node;
}

std::optional<std::string> Record::TextOf(const yaml::Node& node, const Key& key) {
  std::optional<std::string> text;
  if (key.shape == Shape::kCell && node.IsScalar()) {
    text = node.text;
  } else {
    text = reader_.AsText(node);
  }
  if (!text) return std::nullopt;
  // A block scalar ends with a line break that nobody meant.
  text->erase(text->find_last_not_of(" \t\r\n") + 1);
  const size_t length = CodePointCount(*text);
  if (key.max > 0 && length > static_cast<size_t>(key.max)) {
    reader_.Error(
        node, code::kTooLong,
        {fmt::format("в \"{}\" {} знаков, допускается {}", key.name, length, key.max),
         fmt::format("\"{}\" has {} characters, the limit is {}", key.name, length, key.max)});
    return std::nullopt;
  }
  if (!HasShape(*text, key.shape)) {
    reader_.Error(
        node, code::kBadId,
        {fmt::format("\"{}\" не может стоять под \"{}\"", yaml::Shortened(*text), key.name),
         fmt::format("\"{}\" cannot stand under \"{}\"", yaml::Shortened(*text), key.name)},
        ShapeHint(key.shape));
    return std::nullopt;
  }
  return text;
}

std::optional<Text> Record::FindText(std::string_view key) {
  const yaml::Node* node = FindNode(key);
  if (node == nullptr) return std::nullopt;
  std::optional<std::string> text = TextOf(*node, KeyOf(key));
  if (!text) return std::nullopt;
  return Text{*std::move(text), At(*node)};
}

std::string Record::TextOr(std::string_view key, std::string otherwise) {
  std::optional<Text> text = FindText(key);
  return text ? std::move(text->value) : std::move(otherwise);
}

std::optional<int> Record::FindInt(std::string_view key) {
  const Key& spec = KeyOf(key);
  assert(spec.shape == Shape::kInteger);
  const yaml::Node* node = FindNode(key);
  return node == nullptr ? std::nullopt : reader_.AsInt(*node, spec.min, spec.max);
}

std::optional<bool> Record::FindBool(std::string_view key) {
  assert(KeyOf(key).shape == Shape::kBool);
  const yaml::Node* node = FindNode(key);
  return node == nullptr ? std::nullopt : reader_.AsBool(*node);
}

std::optional<Located<Date>> Record::FindDate(std::string_view key) {
  assert(KeyOf(key).shape == Shape::kDate);
  const yaml::Node* node = FindNode(key);
  if (node == nullptr) return std::nullopt;
  const std::optional<Date> date = reader_.AsDate(*node);
  if (!date) return std::nullopt;
  return Located<Date>{*date, At(*node)};
}

std::optional<Located<Period>> Record::FindPeriod(std::string_view key) {
  assert(KeyOf(key).shape == Shape::kPeriod);
  const yaml::Node* node = FindNode(key);
  if (node == nullptr) return std::nullopt;
  const std::optional<Period> period = reader_.AsPeriod(*node);
  if (!period) return std::nullopt;
  return Located<Period>{*period, At(*node)};
}

std::optional<size_t> Record::WordIndexOf(const yaml::Node& node, const Key& key) {
  const std::optional<std::string> text = reader_.AsText(node);
  if (!text) return std::nullopt;
  const auto found = std::ranges::find(key.words, *text);
  if (found != key.words.end()) return static_cast<size_t>(found - key.words.begin());
  reader_.Error(
      node, "E0027",
      {fmt::format("\"{}\" - такого слова нет; есть: {}", yaml::Shortened(*text),
                   fmt::join(key.words, ", ")),
       fmt::format("\"{}\" is none of: {}", yaml::Shortened(*text), fmt::join(key.words, ", "))},
      facts::DidYouMean(facts::NearestNames(*text, key.words)));
  return std::nullopt;
}

std::optional<Located<size_t>> Record::FindWordIndex(std::string_view key) {
  assert(KeyOf(key).shape == Shape::kWord);
  const yaml::Node* node = FindNode(key);
  if (node == nullptr) return std::nullopt;
  const std::optional<size_t> index = WordIndexOf(*node, KeyOf(key));
  if (!index) return std::nullopt;
  return Located<size_t>{*index, At(*node)};
}

std::vector<size_t> Record::WordIndices(std::string_view key) {
  assert(KeyOf(key).shape == Shape::kWords);
  std::vector<size_t> out;
  for (const yaml::Node* child : Children(key)) {
    if (const auto index = WordIndexOf(*child, KeyOf(key))) out.push_back(*index);
  }
  return out;
}

bool Record::IsWithin(const yaml::Node& node, size_t count, const Key& key) {
  if (key.max == 0 || count <= static_cast<size_t>(key.max)) return true;
  reader_.Error(node, code::kTooMany,
                {fmt::format("в \"{}\" {} записей, допускается {}", key.name, count, key.max),
                 fmt::format("\"{}\" has {} entries, the limit is {}", key.name, count, key.max)});
  return false;
}

std::vector<const yaml::Node*> Record::Children(std::string_view key) {
  const yaml::Node* node = FindNode(key);
  std::vector<const yaml::Node*> out;
  if (node == nullptr || !reader_.IsSequence(*node)) return out;
  if (!IsWithin(*node, node->items.size(), KeyOf(key))) return out;
  for (const yaml::Node& child : node->items) out.push_back(&child);
  return out;
}

std::optional<std::vector<Text>> Record::FindIds(std::string_view key) {
  assert(KeyOf(key).shape == Shape::kIds);
  if (FindNode(key) == nullptr) return std::nullopt;
  static constexpr Key kId = {
      .name = "after", .shape = Shape::kId, .russian = "", .english = "", .max = kMaxId};
  std::vector<Text> out;
  for (const yaml::Node* child : Children(key)) {
    if (auto id = TextOf(*child, kId)) out.push_back({*std::move(id), At(*child)});
  }
  return out;
}

}  // namespace vekha::roadmap
