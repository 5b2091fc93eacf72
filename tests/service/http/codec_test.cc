#include "service/http/codec.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/type.pb.h>
#include <gtest/gtest.h>

#include "service/http/strict_json.h"

namespace vekha::http {
namespace {

TEST(ContentType, IsJsonInUtf8OrProto) {
  EXPECT_EQ(ReadContentType("application/json"), Codec::kJson);
  EXPECT_EQ(ReadContentType("Application/JSON; Charset=UTF-8"), Codec::kJson);
  EXPECT_EQ(ReadContentType("application/json;charset=\"utf-8\""), Codec::kJson);
  EXPECT_EQ(ReadContentType("application/proto"), Codec::kProto);
  for (const char* other : {"", "text/plain", "application/x-www-form-urlencoded", "json",
                            "application/json; charset=windows-1251", "application/jsonp",
                            "application/connect+json", "application/json, application/json",
                            "application/grpc", "application/proto; charset=utf-8"}) {
    EXPECT_EQ(ReadContentType(other), std::nullopt) << other;
  }
}

struct Refused {
  const char* body;
  const char* reason;
  const char* place;  // field, or line:column
};

std::string PlaceOf(const Rejection& rejection) {
  if (rejection.metadata.contains("field")) return rejection.metadata.at("field");
  if (!rejection.metadata.contains("line")) return "";
  return rejection.metadata.at("line") + ":" + rejection.metadata.at("column");
}

// The message is google.protobuf.Type: fields of every kind, and in Debian.
TEST(Decode, NamesThePlaceOfWhatIsWrong) {
  for (const Refused& refused : std::initializer_list<Refused>{
           {"", "JSON_INVALID", "1:1"},
           {" ", "JSON_INVALID", "1:2"},
           {"{", "JSON_INVALID", "1:2"},
           {"{\"name\":", "JSON_INVALID", "1:9"},
           {"{\n  \"name\": \"a\",\n}", "JSON_INVALID", "3:1"},
           {"{'name':'a'}", "JSON_INVALID", "1:2"},
           {"{name:\"a\"}", "JSON_INVALID", "1:3"},
           {"{\"name\":\"a\"} x", "JSON_INVALID", "1:14"},
           {"{\"name\":\"a\"}{}", "JSON_INVALID", "1:13"},
           {"{\"name\":\"\xff\"}", "JSON_INVALID", "1:10"},
           {"{\"name\":NaN}", "JSON_INVALID", "1:9"},
           {"null", "BODY_INVALID", ""},
           {"[]", "BODY_INVALID", ""},
           {"1", "BODY_INVALID", ""},
           {"{\"nme\":1}", "FIELD_UNKNOWN", "nme"},
           {"{\"fields\":[{},{\"nme\":1}]}", "FIELD_UNKNOWN", "fields[1].nme"},
           {"{\"sourceContext\":{\"file\":1}}", "FIELD_UNKNOWN", "source_context.file"},
           {"{\"fields\":[{\"number\":\"Иванов\"}]}", "FIELD_INVALID", "fields[0].number"},
           {"{\"fields\":[{\"number\":99999999999}]}", "FIELD_INVALID", "fields[0].number"},
           {"{\"fields\":[{\"packed\":1}]}", "FIELD_INVALID", "fields[0].packed"},
           {"{\"syntax\":\"SYNTAX_NONE\"}", "FIELD_INVALID", "syntax"},
           {"{\"name\":[\"a\"]}", "FIELD_INVALID", "name"},
           {"{\"name\":\"a\",\"name\":\"b\"}", "FIELD_REPEATED", "name"},
           {"{\"fields\":[1,{\"name\":\"a\",\"x\":[{}],\"name\":\"b\"}]}", "FIELD_REPEATED",
            "fields[1].name"},
       }) {
    google::protobuf::Type message;
    const auto wrong = Decode(Codec::kJson, refused.body, message);
    ASSERT_TRUE(wrong) << refused.body;
    EXPECT_EQ(wrong->code, absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(wrong->reason, refused.reason) << refused.body;
    EXPECT_EQ(PlaceOf(*wrong), refused.place) << refused.body;
    EXPECT_EQ(wrong->message.find("Иванов"), std::string::npos) << "values are not repeated";
  }
}

TEST(Decode, ReadsNamesInBothSpellings) {
  google::protobuf::Type message;
  ASSERT_FALSE(Decode(Codec::kJson, R"({"sourceContext": {"file_name": "ф"}})", message));
  EXPECT_EQ(message.source_context().file_name(), "ф");
  google::protobuf::Type again;
  ASSERT_FALSE(Decode(Codec::kJson, R"({"source_context": {"fileName": "ф"}})", again));
  EXPECT_EQ(again.source_context().file_name(), "ф");
}

TEST(Decode, RefusesWhatNestsTooDeep) {
  const auto nested = [](int levels) {
    std::string out;
    for (int i = 0; i < levels; ++i) out += "[";
    return out + std::string(static_cast<size_t>(levels), ']');
  };
  EXPECT_FALSE(CheckJson(nested(kJsonDepthMax)));
  EXPECT_EQ(CheckJson(nested(kJsonDepthMax + 1))->reason, "JSON_TOO_DEEP");
  EXPECT_EQ(CheckJson(nested(1'000'000))->reason, "JSON_TOO_DEEP");
  google::protobuf::ListValue list;
  EXPECT_FALSE(Decode(Codec::kJson, nested(20), list));
}

TEST(Decode, ReadsTheBinaryForm) {
  google::protobuf::Type message;
  message.set_name("a");
  google::protobuf::Type read;
  ASSERT_FALSE(Decode(Codec::kProto, message.SerializeAsString(), read));
  EXPECT_EQ(read.name(), "a");
  EXPECT_FALSE(Decode(Codec::kProto, "", read));
  EXPECT_EQ(Decode(Codec::kProto, "\x0a\x05", read)->reason, "BODY_INVALID");
}

TEST(Encode, WritesLowerCamelCase) {
  google::protobuf::Type message;
  message.mutable_source_context()->set_file_name("ф");
  EXPECT_EQ(Encode(Codec::kJson, message), R"({"sourceContext":{"fileName":"ф"}})");
}

}  // namespace
}  // namespace vekha::http
