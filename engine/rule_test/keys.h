// The format of test files as a table: which keys a mapping may have, what stands under each, and
// what it is for. The readers take the keys they allow from here and the JSON Schema its text.
#pragma once

#include <span>
#include <string_view>

namespace vekha::rule_test {

struct Key {
  std::string_view name;
  std::string_view schema;   // of its value, JSON without the outer braces
  std::string_view example;  // JSON
  std::string_view russian;  // what the key is for
  std::string_view english;
  bool required = false;
};

struct KeyTable {
  std::string_view name;
  std::string_view russian;
  std::string_view english;
  std::span<const Key> keys;
};

const KeyTable& FileKeys();
const KeyTable& PlaceKeys();
const KeyTable& HoldingKeys();
const KeyTable& TestKeys();
const KeyTable& AwayKeys();
const KeyTable& ActKeys();
const KeyTable& EvidenceKeys();
const KeyTable& ExpectationKeys();
const KeyTable& TaskKeys();
const KeyTable& NotificationKeys();
const KeyTable& ConditionKeys();
const KeyTable& IndicatorKeys();

// All of them, in the order the schema shows them.
std::span<const KeyTable* const> AllKeyTables();

// What several keys hold: the schema by its name, "#/$defs/date".
struct Form {
  std::string_view name;
  std::string_view schema;  // JSON
};
std::span<const Form> Forms();

}  // namespace vekha::rule_test
