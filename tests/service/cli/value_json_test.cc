#include "service/cli/value_json.h"

#include <gtest/gtest.h>

namespace vekha::cli {
namespace {

class EveryType : public testing::TestWithParam<const char*> {};

TEST_P(EveryType, ComesBackAsItWent) {
  const Json json = Json::parse(GetParam());
  const auto value = ValueFromJson(json);
  ASSERT_TRUE(value.has_value());
  EXPECT_EQ(ValueToJson(*value), json);
}

INSTANTIATE_TEST_SUITE_P(
    ValueJson, EveryType,
    testing::Values(R"({"type":"null","value":null})", R"({"type":"bool","value":true})",
                    R"({"type":"int","value":"-9223372036854775808"})",
                    R"({"type":"uint","value":"18446744073709551615"})",
                    R"({"type":"double","value":"12.5"})", R"({"type":"double","value":"NaN"})",
                    R"({"type":"double","value":"-Infinity"})",
                    R"({"type":"string","value":"пары"})", R"({"type":"bytes","value":"AP8="})",
                    R"({"type":"type","value":"int"})", R"({"type":"date","value":"2022-10-30"})",
                    R"({"type":"timestamp","value":"2009-02-13T23:31:30Z"})",
                    R"({"type":"duration","value":"1.5s"})",
                    R"({"type":"list","value":[{"type":"int","value":"1"}]})",
                    R"({"type":"map","value":[[{"type":"string","value":"a"},
                                               {"type":"bool","value":false}]]})"));

class NotAValue : public testing::TestWithParam<const char*> {};

TEST_P(NotAValue, IsRefused) { EXPECT_FALSE(ValueFromJson(Json::parse(GetParam())).has_value()); }

INSTANTIATE_TEST_SUITE_P(
    ValueJson, NotAValue,
    testing::Values("1", R"({"type":"int"})", R"({"type":"int","value":"1x"})",
                    R"({"type":"int","value":"9223372036854775808"})",
                    R"({"type":"bool","value":"true"})", R"({"type":"date","value":"2022-02-30"})",
                    R"({"type":"list","value":[1]})", R"({"type":"map","value":[[]]})",
                    R"({"type":"bytes","value":"*"})", R"({"type":"rune","value":"a"})"));

}  // namespace
}  // namespace vekha::cli
