#include "engine/facts/fact_catalog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <limits>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace vekha::facts {
namespace {

using condition::Type;
using condition::TypeKind;
using condition::Value;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Date Day(const char* text) { return *ParseIsoDate(text); }

FactDeclaration Fact(std::string name, Type type) {
  FactDeclaration out;
  out.name = std::move(name);
  out.type = std::move(type);
  return out;
}

FactCatalog Catalog() {
  return FactCatalog(
      {Fact("mentees.count", {TypeKind::kInt, {}}), Fact("mentees.unpaired", {TypeKind::kInt, {}}),
       Fact("kpi.share", {TypeKind::kDouble, {}}), Fact("order.model.on", {TypeKind::kDate, {}}),
       Fact("group.members", condition::ListOf({TypeKind::kString, {}})),
       Fact("today", {TypeKind::kString, {}})});
}

std::vector<std::string> Problems(const std::string& text) {
  const Source source("facts.yaml", text);
  std::vector<std::string> out;
  for (const Diagnostic& d : LoadFactCatalog(source).diagnostics) {
    out.push_back(FormatDiagnostic(d));
  }
  return out;
}

struct ScopeCase {
  const char* due;
  FactPer per;
  const char* scope;
};
class ScopeOfDay : public testing::TestWithParam<ScopeCase> {};
TEST_P(ScopeOfDay, IsWritten) {
  const ScopeCase& c = GetParam();
  EXPECT_EQ(ScopeKey(c.per, Day(c.due)), c.scope);
  EXPECT_TRUE(IsScopeOf(c.per, c.scope));
}
INSTANTIATE_TEST_SUITE_P(Days, ScopeOfDay,
                         testing::Values(ScopeCase{"2022-10-30", FactPer::kOnce, ""},
                                         ScopeCase{"2022-08-31", FactPer::kCycle, "2021/22"},
                                         ScopeCase{"2022-09-01", FactPer::kCycle, "2022/23"},
                                         ScopeCase{"2023-05-31", FactPer::kCycle, "2022/23"},
                                         ScopeCase{"1999-12-31", FactPer::kCycle, "1999/00"},
                                         ScopeCase{"2022-06-30", FactPer::kHalf, "2022-H1"},
                                         ScopeCase{"2022-07-01", FactPer::kHalf, "2022-H2"},
                                         ScopeCase{"2022-03-31", FactPer::kQuarter, "2022-Q1"},
                                         ScopeCase{"2022-10-01", FactPer::kQuarter, "2022-Q4"},
                                         ScopeCase{"2022-12-31", FactPer::kYear, "2022"}));

TEST(ScopeOfDay, RefusesOtherSpellings) {
  for (const char* scope : {"", "2022", "2022/24", "2022-23", "22/23", "2022/2023"}) {
    EXPECT_FALSE(IsScopeOf(FactPer::kCycle, scope)) << scope;
  }
  for (const char* scope : {"2022-H0", "2022-H3", "2022-Q1", "2022-h1", "2022H1"}) {
    EXPECT_FALSE(IsScopeOf(FactPer::kHalf, scope)) << scope;
  }
  EXPECT_FALSE(IsScopeOf(FactPer::kQuarter, "2022-Q5"));
  EXPECT_FALSE(IsScopeOf(FactPer::kYear, "22"));
  EXPECT_FALSE(IsScopeOf(FactPer::kOnce, "2022"));
}

TEST(FactCatalog, KnowsItsNamesAndTheirBeginnings) {
  const FactCatalog catalog = Catalog();
  EXPECT_EQ(catalog.FindVariable("mentees.count"), (Type{TypeKind::kInt, {}}));
  EXPECT_EQ(catalog.FindVariable("mentees"), std::nullopt);
  EXPECT_TRUE(catalog.IsPrefix("mentees"));
  EXPECT_TRUE(catalog.IsPrefix("order.model"));
  EXPECT_FALSE(catalog.IsPrefix("mentees.count"));
  EXPECT_FALSE(catalog.IsPrefix("mente"));
}

TEST(FactCatalog, TodayIsADateVariableAndNoFact) {
  const FactCatalog catalog = Catalog();
  EXPECT_EQ(catalog.FindVariable("today"), (Type{TypeKind::kDate, {}}));
  EXPECT_EQ(catalog.Find("today"), nullptr);
}

TEST(FactCatalog, SuggestsTheNearestNameFirst) {
  EXPECT_THAT(Catalog().Suggest("mentes.count"), ElementsAre("mentees.count"));
  EXPECT_THAT(Catalog().Suggest("todya"), ElementsAre("today"));
  EXPECT_THAT(Catalog().Suggest("zzz"), IsEmpty());
}

TEST(FactCatalog, LoadsDeclarations) {
  const Source source("facts.yaml",
                      "facts:\n"
                      "  mentees.count: {type: int, per: cycle, title: Наставляемых в базе, "
                      "title_en: Mentees}\n"
                      "  group.members: {type: list<string>, title: Рабочая группа}\n");
  const Parsed<FactCatalog> loaded = LoadFactCatalog(source);
  ASSERT_TRUE(loaded.value) << FormatDiagnostic(loaded.diagnostics.front());
  const FactDeclaration expected{"mentees.count", {TypeKind::kInt, {}},
                                 FactPer::kCycle, "Наставляемых в базе",
                                 "Mentees",       {2, 3}};
  EXPECT_EQ(*loaded.value->Find("mentees.count"), expected);
  EXPECT_EQ(loaded.value->Find("group.members")->per, FactPer::kOnce);
}

TEST(FactCatalog, ReportsEveryProblemWithItsPlaceInOneGo) {
  EXPECT_THAT(
      Problems("facts:\n"
               "  Mentees: {type: int, title: а}\n"
               "  a.in: {type: int, title: а}\n"
               "  today: {type: date, title: а}\n"
               "  b: {type: map<int>, title: а}\n"
               "  c: {type: integer, title: а}\n"
               "  d: {type: int, per: month, title: а}\n"
               "  e: {tpye: int, title: а}\n"
               "  f: int\n"
               "  g: {type: int, title: \"\"}\n"),
      ElementsAre(
          "facts.yaml:2:3: error[E0301]: \"Mentees\" cannot name a fact\n    hint: lower-case "
          "Latin "
          "words joined by dots, 64 characters at most; \"today\" and the words of the condition "
          "language are taken",
          HasSubstr("facts.yaml:3:3: error[E0301]: \"a.in\""),
          HasSubstr("facts.yaml:4:3: error[E0301]: \"today\""),
          HasSubstr("facts.yaml:5:13: error[E0302]: \"map<int>\" is no type of a fact"),
          HasSubstr("facts.yaml:6:13: error[E0302]: \"integer\" is no type of a fact"),
          HasSubstr("facts.yaml:7:23: error[E0027]: \"month\" is none of"),
          HasSubstr("facts.yaml:8:6: error[E0022]: key \"type\" is missing"),
          HasSubstr("facts.yaml:8:7: error[E0021]: unknown key \"tpye\"\n    hint: did you mean "
                    "\"type\"?"),
          HasSubstr("facts.yaml:9:6: error[E0020]"), HasSubstr("facts.yaml:10:26: error[E0028]")));
}

TEST(FactCatalog, RefusesAnythingButAMappingOfFacts) {
  EXPECT_THAT(Problems("[1, 2]"), ElementsAre(HasSubstr(":1:1: error[E0020]")));
  EXPECT_THAT(Problems("fatcs: {}"), testing::SizeIs(2));
  EXPECT_THAT(Problems("facts: [a]"), ElementsAre(HasSubstr("error[E0020]")));
  EXPECT_THAT(Problems(""), ElementsAre(HasSubstr("error[E0012]")));
}

TEST(FactCatalog, LoadsTheDeclaredFactsOfTheRules) {
  std::ifstream file("rules/facts.yaml");
  ASSERT_TRUE(file) << "run in the source root";
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_THAT(Problems(text.str()), IsEmpty());
}

struct ConformCase {
  const char* fact;
  Value value;
  const char* message;  // empty: accepted
};
class ConformingFact : public testing::TestWithParam<ConformCase> {};
TEST_P(ConformingFact, SaysWhyNot) {
  const ConformCase& c = GetParam();
  const absl::Status status = ValidateFact(Catalog(), c.fact, c.value);
  EXPECT_EQ(std::string(status.message()), c.message);
  EXPECT_EQ(status.ok(), std::string(c.message).empty());
}
INSTANTIATE_TEST_SUITE_P(
    Values, ConformingFact,
    testing::Values(
        ConformCase{"mentees.count", Value::Int(34), ""}, ConformCase{"mentees.count", Value(), ""},
        ConformCase{"kpi.share", Value::Int(3), ""},
        ConformCase{"order.model.on", Value::OfDate(Date(2022, 10, 1)), ""},
        ConformCase{"group.members", Value::OfList({Value::String("а")}), ""},
        ConformCase{"group.members", Value::OfList({}), ""},
        ConformCase{"mentees.count", Value::Double(34),
                    "fact \"mentees.count\" is declared int, the value is double"},
        ConformCase{"mentees.count", Value::String("34"),
                    "fact \"mentees.count\" is declared int, the value is string"},
        ConformCase{"kpi.share", Value::Double(std::numeric_limits<double>::infinity()),
                    "fact \"kpi.share\" is declared double, the value is not finite"},
        ConformCase{"order.model.on", Value::String("2022-10-01"),
                    "fact \"order.model.on\" is declared date, the value is string"},
        ConformCase{"group.members", Value::OfList({Value::Int(1)}),
                    "fact \"group.members\" is declared list<string>, the value is list<int>"},
        ConformCase{"mentees.count", Value::OfUnknown({"a"}),
                    "fact \"mentees.count\" is declared int, the value is unknown"},
        ConformCase{"mentes.count", Value::Int(34),
                    "fact \"mentes.count\" is not declared; did you mean \"mentees.count\"?"},
        ConformCase{"zzz", Value::Int(34), "fact \"zzz\" is not declared"}));

TEST(ConformingFact, MakesADoubleOfAnInt) {
  const absl::StatusOr<Value> value = ConformFact(Catalog(), "kpi.share", Value::Int(3));
  ASSERT_TRUE(value.ok());
  EXPECT_TRUE(Identical(*value, Value::Double(3)));
}

}  // namespace
}  // namespace vekha::facts
