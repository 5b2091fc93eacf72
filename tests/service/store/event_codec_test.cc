#include "service/store/event_codec.h"

#include <gtest/gtest.h>

#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/base/overload.h"
#include "engine/base/rejection.h"
#include "service/store/value_codec.h"
#include "tests/service/store/random_history.h"

namespace vekha::store {
namespace {

namespace wf = workflow;
using condition::Value;

bool Same(const wf::OrganizationPut& a, const wf::OrganizationPut& b) {
  return a.organization == b.organization;
}
bool Same(const wf::PersonPut& a, const wf::PersonPut& b) { return a.person == b.person; }
bool Same(const wf::RolePut& a, const wf::RolePut& b) { return a.holding == b.holding; }
bool Same(const wf::RoadmapApplied& a, const wf::RoadmapApplied& b) {
  return a.roadmap == b.roadmap && a.version == b.version && a.name == b.name && a.text == b.text;
}
bool Same(const wf::RoadmapAdopted& a, const wf::RoadmapAdopted& b) {
  return a.adoption == b.adoption && a.kept_ids == b.kept_ids;
}
bool Same(const wf::FactRecorded& a, const wf::FactRecorded& b) {
  return a.organization == b.organization && a.record == b.record &&
         a.record.observed_on == b.record.observed_on;
}
bool Same(const wf::TaskReported& a, const wf::TaskReported& b) {
  return a.organization == b.organization && a.task == b.task && a.report == b.report;
}
bool Same(const wf::TaskClosed& a, const wf::TaskClosed& b) {
  return a.organization == b.organization && a.task == b.task && a.closing == b.closing;
}
bool Same(const wf::TaskDueSet& a, const wf::TaskDueSet& b) {
  return a.organization == b.organization && a.task == b.task && a.due == b.due &&
         a.due_revision == b.due_revision && a.by == b.by;
}
bool Same(const wf::RungAccounted& a, const wf::RungAccounted& b) {
  return a.organization == b.organization && a.key == b.key && a.rung_day == b.rung_day &&
         a.as_of == b.as_of && a.outcome == b.outcome && a.reason == b.reason;
}
bool Same(const wf::NotificationEmitted& a, const wf::NotificationEmitted& b) {
  return a.notification == b.notification;
}
bool Same(const wf::MarkMoved& a, const wf::MarkMoved& b) {
  return a.organization == b.organization && a.roadmap == b.roadmap && a.as_of == b.as_of;
}

template <typename E>
bool Same(const E& a, const E& b) {
  return a == b;
}

bool Same(const wf::Event& a, const wf::Event& b) {
  return std::visit(Overload{
                        []<typename T>(const T& x, const T& y) { return Same(x, y); },
                        [](const auto&, const auto&) { return false; },
                    },
                    a, b);
}

std::string Refusal(std::string_view kind, std::string_view payload) {
  const auto event = DecodeEvent(kind, payload);
  return event.ok() ? "" : RejectionOf(event.status()).reason;
}

constexpr char kMark[] = R"({"organization":"o","roadmap":"r","as_of":"2022-10-24"})";

TEST(EventCodec, GivesBackEveryKindWholeWithHostileTexts) {
  std::set<std::string_view> kinds;
  test::RandomHistory history(7);
  for (int i = 0; i < 400; ++i) {
    for (const wf::Event& event : history.Next().events) {
      const auto text = EncodeEvent(event);
      ASSERT_TRUE(text.ok()) << text.status();
      const auto back = DecodeEvent(wf::EventKind(event), *text);
      ASSERT_TRUE(back.ok()) << back.status() << " " << *text;
      EXPECT_TRUE(Same(event, *back)) << *text;
      kinds.insert(wf::EventKind(event));
    }
  }
  EXPECT_EQ(kinds.size(), std::variant_size_v<wf::Event>);
}

TEST(EventCodec, WritesWhatThePagesOfTheFormatSay) {
  const wf::MarkMoved mark{OrganizationId("o"), RoadmapId("r"), Date(2022, 10, 24)};
  EXPECT_EQ(*EncodeEvent(mark), R"({"as_of":"2022-10-24","organization":"o","roadmap":"r"})");
  wf::FactRecorded fact{OrganizationId("o"), {}};
  fact.record.name = "mentees.count";
  fact.record.value = Value::Int(34);
  fact.record.observed_at = 5;
  EXPECT_EQ(*EncodeEvent(fact),
            R"({"name":"mentees.count","observed_at":5,"organization":"o","value":{"int":"34"}})");
  fact.record.origin = std::make_shared<const facts::FactOrigin>(
      facts::FactOrigin{"mentees.csv", 7, {{"mentees.csv", 3}, {"mentees.csv", 9}}, 40});
  EXPECT_EQ(
      *EncodeEvent(fact),
      R"({"name":"mentees.count","observed_at":5,"organization":"o","origin":{"id":"mentees.csv",)"
      R"("rows":[{"file":"mentees.csv","row":3},{"file":"mentees.csv","row":9}],"rows_total":40,)"
      R"("version":7},"value":{"int":"34"}})");
}

TEST(EventCodec, WritesFactsAsTheTreeWouldWhateverTheirTexts) {
  const std::vector<std::string> texts = {"",
                                          "e-journal",
                                          "журнал 5 «А»",
                                          "a\"b",
                                          "back\\slash",
                                          "line\nbreak",
                                          "tab\t",
                                          "\x01",
                                          "\x7f",
                                          "\xd0",
                                          "\xff",
                                          "\xed\xa0\x80",
                                          "\xf0\x9f\x8e\x93",
                                          "</script>",
                                          "\xc2\x85"};
  const std::vector<Value> values = {Value::Int(0),
                                     Value::Int(-34),
                                     Value::Int(std::numeric_limits<int64_t>::min()),
                                     Value::Bool(true),
                                     Value::Bool(false),
                                     Value::Double(0.1),
                                     Value::OfDate(Date(2022, 2, 28)),
                                     Value::OfDate(Date(1400, 1, 1)),
                                     Value::OfList({Value::Int(1)}),
                                     Value()};
  std::vector<wf::FactRecorded> facts;
  for (const std::string& text : texts) {
    for (int place = 0; place < 5; ++place) {
      wf::FactRecorded fact{OrganizationId(place == 0 ? text : "school"), {}};
      fact.record.name = place == 1 ? text : "mentees.count";
      fact.record.scope = place == 2 ? text : "2022/23";
      fact.record.source = place == 3 ? text : "journal";
      fact.record.value = place == 4 ? Value::String(text) : Value::Int(1);
      fact.record.observed_at = place - 2;
      facts.push_back(fact);
    }
  }
  for (const Value& value : values) {
    for (const std::optional<Date> on :
         {std::optional<Date>(), std::optional(Date(2022, 10, 3)), std::optional(Date(9999, 1, 1)),
          std::optional(Date(boost::gregorian::pos_infin))}) {
      wf::FactRecorded fact{OrganizationId("school"), {}};
      fact.record.name = "mentees.count";
      fact.record.value = value;
      fact.record.observed_on = on;
      fact.record.observed_at = std::numeric_limits<int64_t>::max();
      facts.push_back(fact);
    }
  }
  for (const wf::FactRecorded& fact : facts) {
    const auto direct = EncodeEvent(fact);
    const auto tree = EncodeFactByTree(fact);
    ASSERT_EQ(direct.ok(), tree.ok()) << fact.record.name;
    if (tree.ok()) {
      EXPECT_EQ(*direct, *tree);
    }
    const auto value = EncodeValue(fact.record.value);
    const auto json = ValueToJson(fact.record.value);
    ASSERT_EQ(value.ok(), json.has_value());
    if (json) {
      EXPECT_EQ(*value, json->dump());
    }
  }
}

TEST(EventCodec, PassesOverFieldsOfNewerPrograms) {
  EXPECT_EQ(Refusal("mark_moved", kMark), "");
  EXPECT_EQ(Refusal("mark_moved", R"({"organization":"o","roadmap":"r","as_of":"2022-10-24",
                                      "by":{"whom":[1,2]}})"),
            "");
}

TEST(EventCodec, SaysNewerForAKindOrNameItDoesNotKnow) {
  EXPECT_EQ(Refusal("task_dreamed", kMark), "STORE_NEWER");
  EXPECT_EQ(Refusal("organization_put", R"({"id":"o","level":"federation"})"), "STORE_NEWER");
  EXPECT_EQ(Refusal("task_closed", R"({"organization":"o","task":"t",
                    "closing":{"by":"court","on":"2022-10-24"}})"),
            "STORE_NEWER");
}

TEST(EventCodec, SaysDamagedForWhatItCouldNotHaveWritten) {
  for (const std::string payload : {
           "",
           "{",
           "null",
           "[]",
           "\"text\"",
           "{}",
           "\xff\xfe",
           R"({"organization":"o","roadmap":"r"})",
           R"({"organization":"o","roadmap":"r","as_of":"2022-02-30"})",
           R"({"organization":"o","roadmap":"r","as_of":20221024})",
           R"({"organization":7,"roadmap":"r","as_of":"2022-10-24"})",
           R"({"organization":"","roadmap":"r","as_of":"2022-10-24"})",
       }) {
    EXPECT_EQ(Refusal("mark_moved", payload), "STORE_DAMAGED") << payload;
  }
  const std::string rung = R"({"organization":"o","task":"t","rung":"d","rung_day":"2022-10-24",
      "as_of":"2022-10-24","outcome":"emitted","due_revision":)";
  EXPECT_EQ(Refusal("rung_accounted", rung + "1}"), "");
  EXPECT_EQ(Refusal("rung_accounted", rung + "1.5}"), "STORE_DAMAGED");
  EXPECT_EQ(Refusal("rung_accounted", rung + "99999999999}"), "STORE_DAMAGED");
  EXPECT_EQ(Refusal("rung_accounted", rung + "18446744073709551615}"), "STORE_DAMAGED");
  EXPECT_EQ(Refusal("task_reported", R"({"organization":"o","task":"t"})"), "STORE_DAMAGED");
  EXPECT_EQ(Refusal("task_reported", R"({"organization":"o","task":"t","report":[]})"),
            "STORE_DAMAGED");
  EXPECT_EQ(Refusal("mark_moved", std::string(100'000, '[')), "STORE_DAMAGED");
}

TEST(EventCodec, RefusesToWriteWhatCouldNotBeReadBack) {
  const auto bad_text = EncodeEvent(wf::PersonPut{{PersonId("p"), "\xd0"}});
  EXPECT_EQ(RejectionOf(bad_text.status()).reason, "EVENT_INVALID");
  const auto no_day = EncodeEvent(wf::MarkMoved{OrganizationId("o"), RoadmapId("r"), Date()});
  EXPECT_EQ(RejectionOf(no_day.status()).reason, "EVENT_INVALID");
  const auto far =
      EncodeEvent(wf::MarkMoved{OrganizationId("o"), RoadmapId("r"), Date(2500, 1, 1)});
  EXPECT_EQ(RejectionOf(far.status()).reason, "EVENT_INVALID");
  wf::TaskReported report{
      OrganizationId("o"), TaskId("t"), {PersonId("p"), Date(2022, 1, 1), {}, ""}};
  report.report.evidence.url = "\xff";
  EXPECT_EQ(RejectionOf(EncodeEvent(report).status()).reason, "EVENT_INVALID");
}

TEST(EventCodec, WritesACountOnlyWhenThereIsOne) {
  wf::TaskReported report{
      OrganizationId("o"), TaskId("t"), {PersonId("p"), Date(2022, 1, 1), {}, ""}};
  EXPECT_EQ(EncodeEvent(report)->find("count"), std::string::npos);
  report.report.evidence.count = 12;
  EXPECT_NE(EncodeEvent(report)->find("\"count\":12"), std::string::npos);
}

class ValueRoundTrip : public testing::TestWithParam<Value> {};

TEST_P(ValueRoundTrip, IsIdentical) {
  const auto json = ValueToJson(GetParam());
  ASSERT_TRUE(json.has_value());
  const auto back = ValueFromJson(Json::parse(json->dump()));
  ASSERT_TRUE(back.has_value()) << *json;
  EXPECT_TRUE(condition::Identical(*back, GetParam())) << *json;
}

INSTANTIATE_TEST_SUITE_P(
    ValueCodec, ValueRoundTrip,
    testing::Values(
        Value(), Value::Bool(false), Value::Int(std::numeric_limits<int64_t>::min()),
        Value::Int((int64_t{1} << 53) + 1), Value::Uint(std::numeric_limits<uint64_t>::max()),
        Value::Double(0.1), Value::Double(-0.0), Value::Double(5e-324),
        Value::Double(std::numeric_limits<double>::max()),
        Value::Double(-std::numeric_limits<double>::infinity()), Value::String(""),
        Value::String(std::string("a\0б", 4)), Value::OfDate(Date(1900, 1, 1)),
        Value(Value::Storage(condition::Bytes{std::string("\0\xff\x7f", 3)})),
        Value(Value::Storage(condition::Timestamp{-62135596800, 999'999'999})),
        Value(Value::Storage(condition::Duration{-1})),
        Value(Value::Storage(condition::TypeName{"list"})), Value::OfUnknown({"a", "b"}),
        Value::OfError("division by zero"), Value::OfList({}),
        Value::OfList({Value::OfList({Value::Int(1)}), Value()}),
        Value::OfMap({{Value::String("k"), Value::Int(1)}, {Value::Int(2), Value::OfList({})}})));

TEST(ValueCodec, KeepsNotANumber) {
  const auto back =
      ValueFromJson(*ValueToJson(Value::Double(std::numeric_limits<double>::quiet_NaN())));
  ASSERT_TRUE(back && back->As<double>());
  EXPECT_NE(*back->As<double>(), *back->As<double>());
}

TEST(ValueCodec, RefusesWhatItDoesNotWrite) {
  for (const char* text :
       {"1", "{}", R"({"int":1})", R"({"int":"1.0"})", R"({"int":" 1"})", R"({"int":""})",
        R"({"int":"9223372036854775808"})", R"({"uint":"-1"})", R"({"date":"2022-13-01"})",
        R"({"int":"1","bool":true})", R"({"bytes":"0"})", R"({"bytes":"zz"})", R"({"list":{}})",
        R"({"map":[[{"int":"1"}]]})", R"({"timestamp":["1",1000000000]})",
        R"({"timestamp":["1",-1]})", R"({"unknown":[1]})", R"({"what":"1"})",
        R"({"bool":"true"})"}) {
    EXPECT_FALSE(ValueFromJson(Json::parse(text)).has_value()) << text;
  }
}

TEST(ValueCodec, BoundsNestingBothWays) {
  Value deep = Value::Int(1);
  Json json = *ValueToJson(deep);
  for (int i = 0; i < kValueDepthMax; ++i) deep = Value::OfList({deep});
  EXPECT_TRUE(ValueToJson(deep).has_value());
  EXPECT_FALSE(ValueToJson(Value::OfList({deep})).has_value());
  for (int i = 0; i <= kValueDepthMax; ++i) json = Json{{"list", Json::array({json})}};
  EXPECT_FALSE(ValueFromJson(json).has_value());
}

}  // namespace
}  // namespace vekha::store
