#include "service/intake/adapter/json.h"

#include <gtest/gtest.h>

namespace vekha::intake {
namespace {

std::string Repeat(const std::string& text, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

TEST(ParseJson, SaysWhatIsWrong) {
  using enum JsonFault;
  const std::vector<std::pair<std::string, JsonFault>> cases = {
      {"{}", kNone},
      {"\xEF\xBB\xBF[1]", kNone},
      {R"(["]]]]", "\"["])", kNone},
      {"", kTruncated},
      {"[1, 2", kTruncated},
      {R"({"a": "b)", kTruncated},
      {R"({"a": )", kTruncated},
      {"{1}", kInvalid},
      {"[1]]", kInvalid},
      {"[1,]", kInvalid},
      {"{'a': 1}", kInvalid},
      {"[NaN]", kInvalid},
      {"\"\xFF\"", kInvalid},
      {Repeat("[", 32) + Repeat("]", 32), kNone},
      {Repeat("[", 33) + Repeat("]", 33), kTooDeep},
      {Repeat("{\"a\":", 1'000'000), kTooDeep},
      {"[" + Repeat("0,", 1'000'001) + "0]", kTooMuch},
      {"{" + Repeat("\"a\":0,", 5'001) + "\"b\":0}", kTooMuch},
  };
  for (const auto& [text, fault] : cases) {
    EXPECT_EQ(ParseJson(text).fault, fault) << text.substr(0, 40);
  }
}

TEST(FindMember, KnowsANameInEverySpelling) {
  const Json object = Json::parse(R"({"FirstName": 1, "id_str": 2, "Id": 3, "none": null})");
  EXPECT_EQ(*FindMember(object, "firstName").value, 1);
  EXPECT_EQ(FindMember(object, "firstName").name, "FirstName");
  EXPECT_EQ(*FindMember(object, "IdStr").value, 2);
  EXPECT_EQ(*FindMember(object, "id").value, 3);
  EXPECT_EQ(FindMember(object, "none").value, nullptr);
  EXPECT_EQ(FindMember(object, "first").value, nullptr);
  EXPECT_EQ(FindMember(Json::array(), "id").value, nullptr);
}

TEST(FindMember, TheExactSpellingWins) {
  const Json object = Json::parse(R"({"ID": 1, "id": 2})");
  EXPECT_EQ(*FindMember(object, "id").value, 2);
  EXPECT_EQ(*FindMember(object, "Id").value, 1);
}

}  // namespace
}  // namespace vekha::intake
