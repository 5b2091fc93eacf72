// One mapping of a rule file read by its key table: the table says what each key may hold, the
// record reports what it does not.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/roadmap/keys.h"
#include "engine/roadmap/raw.h"
#include "engine/yaml/reader.h"

namespace vekha::roadmap {

class Record {
 public:
  // Reports a node that is no mapping, unknown keys and missing required ones.
  Record(yaml::Reader& reader, const yaml::Node& node, const KeyTable& table);

  Place place() const { return At(node_); }

  // The accessors give nothing for a key that is absent or was refused (and reported). To ask for a
  // key the table does not have, or for another shape than it gives, is a programmer's error.
  std::optional<Text> FindText(std::string_view key);
  std::string TextOr(std::string_view key, std::string otherwise);
  std::optional<int> FindInt(std::string_view key);
  std::optional<bool> FindBool(std::string_view key);
  std::optional<Located<Date>> FindDate(std::string_view key);
  std::optional<Located<Period>> FindPeriod(std::string_view key);
  std::optional<Located<size_t>> FindWordIndex(std::string_view key);
  std::vector<size_t> WordIndices(std::string_view key);
  std::vector<const yaml::Node*> Children(std::string_view key);  // of a list
  std::optional<std::vector<Text>> FindIds(std::string_view key);
  const yaml::Node* FindNode(std::string_view key) const;  // not yet checked

  template <typename Enum>
  std::optional<Enum> FindWord(std::string_view key) {
    const auto index = FindWordIndex(key);
    if (!index) return std::nullopt;
    return static_cast<Enum>(index->value);
  }

  // A node read by the rules of one of the table's keys.
  std::optional<std::string> TextOf(const yaml::Node& node, const Key& key);
  const Key& KeyOf(std::string_view key) const;

 private:
  Place At(const yaml::Node& node) const { return {&reader_.source(), &node}; }
  std::optional<size_t> WordIndexOf(const yaml::Node& node, const Key& key);
  bool IsWithin(const yaml::Node& node, size_t count, const Key& key);

  yaml::Reader& reader_;
  const yaml::Node& node_;
  const KeyTable& table_;
};

}  // namespace vekha::roadmap
