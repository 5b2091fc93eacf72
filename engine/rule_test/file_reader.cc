#include "engine/rule_test/file_reader.h"

#include <fmt/format.h>

#include <utility>

#include "engine/base/utf8.h"
#include "engine/facts/spelling.h"

namespace vekha::rule_test {

using condition::TypeKind;
using yaml::Node;

bool FileReader::IsWithin(const Node& node, size_t count) {
  if (count <= kMaxListed) return true;
  Error(node, "E0806",
        {fmt::format("записей {}; читается не больше {}", count, kMaxListed),
         fmt::format("{} entries; at most {} are read", count, kMaxListed)});
  return false;
}

void FileReader::Each(const Node& mapping, std::string_view key,
                      const std::function<void(const Node&)>& read) {
  const Node* list = mapping.Find(key);
  if (list == nullptr || !yaml.IsSequence(*list) || !IsWithin(*list, list->items.size())) return;
  for (const Node& item : list->items) read(item);
}

void FileReader::EachEntry(const Node& mapping, std::string_view key,
                           const std::function<void(const yaml::Entry&)>& read) {
  const Node* table = mapping.Find(key);
  if (table == nullptr || !yaml.IsMapping(*table) || !IsWithin(*table, table->entries.size())) {
    return;
  }
  for (const yaml::Entry& entry : table->entries) read(entry);
}

std::string FileReader::Text(const Node& node) {
  std::string text = yaml.AsText(node).value_or("");
  if (CodePointCount(text) <= kMaxText) return text;
  Error(node, "E0806",
        {fmt::format("текст длиннее {} знаков", kMaxText),
         fmt::format("a text of more than {} characters", kMaxText)});
  return {};
}

std::string FileReader::TextAt(const Node& mapping, std::string_view key) {
  const Node* node = mapping.Find(key);
  return node == nullptr ? "" : Text(*node);
}

std::string FileReader::RequiredText(const Node& mapping, std::string_view key) {
  const Node* node = yaml.Require(mapping, key);
  return node == nullptr ? "" : Text(*node);
}

std::optional<Date> FileReader::DateAt(const Node& mapping, std::string_view key) {
  const Node* node = mapping.Find(key);
  return node == nullptr ? std::nullopt : yaml.AsDate(*node);
}

std::optional<Placed<std::string>> FileReader::PlacedAt(const Node& mapping, std::string_view key) {
  const Node* node = mapping.Find(key);
  if (node == nullptr) return std::nullopt;
  return Placed<std::string>{Text(*node), node->range};
}

Names FileReader::NamesIn(const Node& node) {
  Names names;
  if (!node.IsSequence()) {
    names.push_back({Text(node), node.range});
    return names;
  }
  if (!IsWithin(node, node.items.size())) return names;
  for (const Node& item : node.items) names.push_back({Text(item), item.range});
  return names;
}

TaskName FileReader::Task(const Node& node) {
  const std::string text = Text(node);
  const size_t sign = text.rfind('@');
  if (sign == std::string::npos) return {text, "", node.range};
  TaskName name{text.substr(0, sign), text.substr(sign + 1), node.range};
  if (!ParseIsoDate(name.occurrence)) {
    Error(node, "E0805",
          {fmt::format("«{}» - не день", name.occurrence),
           fmt::format("\"{}\" is not a day", name.occurrence)},
          {"после @ стоит срок по документу: \"3.5@2022-10-30\"",
           "after @ stands the due day of the document: \"3.5@2022-10-30\""});
  }
  return name;
}

TaskName FileReader::Measure(const Node& node) {
  const std::string text = Text(node);
  const size_t sign = text.rfind('@');
  if (sign != std::string::npos) {
    Error(node, "E0805",
          {fmt::format("«{}»: таблица говорит о мероприятии со всеми его сроками", text),
           fmt::format("\"{}\": a table speaks of a measure with all its occurrences", text)},
          {fmt::format("пишите \"{}\"", text.substr(0, sign)),
           fmt::format("write \"{}\"", text.substr(0, sign))});
  }
  return {text.substr(0, sign), "", node.range};
}

std::vector<TaskName> FileReader::Tasks(const Node& node) {
  return Listed(node, &FileReader::Task);
}

std::vector<TaskName> FileReader::Measures(const Node& node) {
  return Listed(node, &FileReader::Measure);
}

std::vector<TaskName> FileReader::Listed(const Node& node,
                                         TaskName (FileReader::*read)(const Node&)) {
  std::vector<TaskName> tasks;
  if (!node.IsSequence()) {
    tasks.push_back((this->*read)(node));
    return tasks;
  }
  if (!IsWithin(node, node.items.size())) return tasks;
  for (const Node& item : node.items) tasks.push_back((this->*read)(item));
  return tasks;
}

std::vector<FactGiven> FileReader::Facts(const Node& node) {
  std::vector<FactGiven> out;
  if (!yaml.IsMapping(node) || !IsWithin(node, node.entries.size())) return out;
  for (const yaml::Entry& entry : node.entries) {
    const facts::FactDeclaration* declared = catalog_.Find(entry.key.text);
    if (declared == nullptr) {
      Error(entry.key, "E0804",
            {fmt::format("нет факта «{}»", entry.key.text),
             fmt::format("there is no fact \"{}\"", entry.key.text)},
            facts::DidYouMean(catalog_.Suggest(entry.key.text)));
      continue;
    }
    auto value = Value(entry.value, declared->type);
    if (value) out.push_back({entry.key.text, *std::move(value), entry.key.range});
  }
  return out;
}

std::optional<condition::Value> FileReader::Value(const Node& node, const condition::Type& type) {
  using condition::Value;
  if (node.IsNull()) return Value();
  switch (type.kind) {
    case TypeKind::kBool:
      if (const auto v = yaml.AsBool(node)) return Value::Bool(*v);
      return std::nullopt;
    case TypeKind::kInt:
      if (const auto v = yaml.AsInt(node, -1'000'000'000, 1'000'000'000)) return Value::Int(*v);
      return std::nullopt;
    case TypeKind::kDouble:
      if (const auto v = yaml.AsDouble(node)) return Value::Double(*v);
      return std::nullopt;
    case TypeKind::kDate:
      if (const auto v = yaml.AsDate(node)) return Value::OfDate(*v);
      return std::nullopt;
    case TypeKind::kString:  // may be empty: "" is a fact, too
      if (node.IsScalar()) return Value::String(node.text);
      break;
    case TypeKind::kList:
      if (node.IsSequence()) {
        condition::List items;
        for (const Node& item : node.items) {
          auto v = this->Value(item, condition::ElementType(type));
          if (v) items.push_back(*std::move(v));
        }
        return Value::OfList(std::move(items));
      }
      break;
    default:
      break;
  }
  const std::string name = condition::FormatType(type);
  Error(node, "E0804", {"тип факта - " + name, "the fact is of type " + name});
  return std::nullopt;
}

void FileReader::OnlyKeys(const Node& mapping, const KeyTable& table) {
  std::vector<std::string_view> names;
  for (const Key& key : table.keys) names.push_back(key.name);
  yaml.OnlyKeys(mapping, names);
}

void FileReader::Error(const Node& at, const char* code, Bilingual message, Bilingual hint) {
  yaml.Error(at, code, std::move(message), std::move(hint));
}

}  // namespace vekha::rule_test
