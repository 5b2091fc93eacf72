// The format of test files for editors: JSON Schema draft 2020-12, made from the readers' own key
// tables.
#pragma once

#include <string>

namespace vekha::rule_test {

// The text of rules/rule-test.schema.json. Descriptions are Russian, then English. What the schema
// cannot say (measures, facts, days of the period) only running the tests finds.
std::string TestFileJsonSchema();

}  // namespace vekha::rule_test
