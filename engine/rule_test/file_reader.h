// What the readers of the parts of a test file share. Inside this room only.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/rule_test/keys.h"
#include "engine/rule_test/test_file.h"
#include "engine/yaml/reader.h"

namespace vekha::rule_test {

class FileReader {
 public:
  FileReader(const Source& source, const facts::FactCatalog& catalog)
      : yaml(source), catalog_(catalog) {}

  yaml::Reader yaml;

  // Calls `read` with every item of the list under `key`, when it is there.
  void Each(const yaml::Node& mapping, std::string_view key,
            const std::function<void(const yaml::Node&)>& read);
  // The same with every entry of the mapping under `key`.
  void EachEntry(const yaml::Node& mapping, std::string_view key,
                 const std::function<void(const yaml::Entry&)>& read);

  std::string Text(const yaml::Node& node);
  std::string TextAt(const yaml::Node& mapping, std::string_view key);  // "" when absent
  std::string RequiredText(const yaml::Node& mapping, std::string_view key);
  std::optional<Date> DateAt(const yaml::Node& mapping, std::string_view key);
  std::optional<Placed<std::string>> PlacedAt(const yaml::Node& mapping, std::string_view key);
  // A text, or a list of texts.
  Names NamesIn(const yaml::Node& node);
  TaskName Task(const yaml::Node& node);
  std::vector<TaskName> Tasks(const yaml::Node& node);
  // Of a table, which speaks of all occurrences: an "@" is refused.
  TaskName Measure(const yaml::Node& node);
  std::vector<TaskName> Measures(const yaml::Node& node);
  std::vector<FactGiven> Facts(const yaml::Node& node);

  // An error for each key the table does not have.
  void OnlyKeys(const yaml::Node& mapping, const KeyTable& table);

  void Error(const yaml::Node& at, const char* code, Bilingual message, Bilingual hint = {});

 private:
  std::vector<TaskName> Listed(const yaml::Node& node,
                               TaskName (FileReader::*read)(const yaml::Node&));
  std::optional<condition::Value> Value(const yaml::Node& node, const condition::Type& type);
  bool IsWithin(const yaml::Node& node, size_t count);

  const facts::FactCatalog& catalog_;
};

// The parts; each reads one mapping of a test.
Act ReadAct(FileReader& reader, const yaml::Node& node);
Expectation ReadExpectation(FileReader& reader, const yaml::Node& node);
void ReadTables(FileReader& reader, const yaml::Node& test, Test& out);

}  // namespace vekha::rule_test
