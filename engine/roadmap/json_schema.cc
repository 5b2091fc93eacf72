#include "engine/roadmap/json_schema.h"

#include <fmt/format.h>

#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/roadmap/json_text.h"
#include "engine/roadmap/keys.h"
#include "engine/roadmap/text_format.h"

namespace vekha::roadmap {
namespace {

constexpr std::string_view kTextOrNumber[] = {"string", "integer"};

std::string Words(std::span<const std::string_view> words) {
  std::vector<std::string> quoted;
  for (const std::string_view word : words) quoted.push_back(Quoted(word));
  return List(quoted);
}

std::string Reference(std::string_view table) {
  return Object().AddText("$ref", fmt::format("#/$defs/{}", table)).OnOneLine();
}

// What editors offer under a key, as JSON; of one table when the name says so.
struct Example {
  std::string_view key;
  std::string_view json;
};
constexpr Example kExamples[] = {
    {"roadmap", R"j("school-2026")j"},
    {"library", R"j("mentoring")j"},
    {"title", R"j("Формирование базы наставляемых")j"},
    {"source", R"j({"document": "plan.docx", "approved": {"on": "2026-09-01", "number": "10"}})j"},
    {"document", R"j("plan.docx")j"},
    {"approved", R"j({"on": "2026-09-01", "number": "10", "by": "Османов Р. М."})j"},
    {"on", R"j("2026-09-01")j"},
    {"approved.number", R"j("78-ОД")j"},
    {"by", R"j("Османов Р. М.")j"},
    {"period", R"j("2026-09-01..2027-08-31")j"},
    {"calendar", R"j("RU-DA")j"},
    {"region", R"j("RU-DA")j"},
    {"week", "6"},
    {"control", R"j("coordinator")j"},
    {"self_control", "true"},
    {"authority", R"j("head")j"},
    {"extensions", "2"},
    {"ladder", R"j("standard")j"},
    {"school_year", R"j("09-01..05-31")j"},
    {"roles", R"j({"Куратор программы наставничества": "curator"})j"},
    {"stages", R"j([{"id": "1", "title": "Подготовка", "measures": []}])j"},
    {"stage.measures", R"j([{"id": "1.1", "title": "Приказ", "term": "не позднее 2 сентября"}])j"},
    {"library.measures",
     R"j([{"id": "order", "title": "Приказ", "term": "не позднее 2 сентября"}])j"},
    {"id", R"j("3.2")j"},
    {"number", R"j("3.2.")j"},
    {"term", R"j("с 1 по 15 сентября ежегодно")j"},
    {"responsible", R"j("Мамедов М. Р., Османов Р. М.")j"},
    {"outcome", R"j("Выявлены запросы обучающихся")j"},
    {"result", R"j("База наставляемых с перечнем запросов")j"},
    {"measure.after", R"j(["3.1"])j"},
    {"item.after", R"j(["3.1"])j"},
    {"use.after", R"j(["3.1"])j"},
    {"done_when", R"j("mentees.count > 0 && mentees.without_request == 0")j"},
    {"applies_when", R"j("has(order.model.number)")j"},
    {"gather", "\"80%\""},
    {"heartbeat", "30"},
    {"items", R"j([{"id": "1.3(1)", "term": "не позднее 20 января"}])j"},
    {"use", R"j("mentoring/pairs")j"},
    {"heading", R"j("5.5")j"},
    {"phrase", R"j("до 30 октября ежегодно")j"},
    {"due", R"j("2026-10-30")j"},
    {"start", R"j("2026-10-01")j"},
    {"anchor", R"j("training.started_on")j"},
    {"before", R"j("3d")j"},
    {"term.after", R"j("10wd")j"},
    {"external", R"j("training.due")j"},
    {"name", R"j("Мамедов М. Р.")j"},
    {"position", R"j("заместитель директора")j"},
    {"role", R"j("curator")j"},
    {"unit", R"j("%")j"},
    {"value", R"j("100.0 * double(pairs.count) / double(mentees.count)")j"},
    {"targets", R"j({"2026": 12.5, "2027": 15})j"},
    {"indicators",
     R"j([{"id": "share", "title": "Доля детей", "unit": "%", "value": "double(pairs.count)"}])j"},
};

std::string_view ExampleOf(std::string_view table, std::string_view key) {
  const std::string own = fmt::format("{}.{}", table, key);
  for (const std::string_view name : {std::string_view(own), key}) {
    for (const Example& one : kExamples) {
      if (one.key == name) return one.json;
    }
  }
  return {};
}

Object TextSchema(Shape shape, int max_length) {
  Object out;
  // The reader takes any scalar as text; editors see an unquoted 3.2 as a number.
  const bool may_look_like_number =
      shape == Shape::kId || shape == Shape::kCell || shape == Shape::kText;
  out.Add("type", may_look_like_number ? "[\"string\", \"number\"]" : "\"string\"");
  if (shape != Shape::kCell) out.AddNumber("minLength", 1);
  if (max_length > 0) out.AddNumber("maxLength", max_length);
  const std::string_view pattern = ShapePattern(shape);
  if (!pattern.empty()) out.AddText("pattern", pattern);
  return out;
}

Object ArraySchema(std::string items, int max_items) {
  Object out;
  out.AddText("type", "array").Add("items", std::move(items));
  if (max_items > 0) out.AddNumber("maxItems", max_items);
  return out;
}

Object OneOf(std::vector<std::string> schemas) { return Object().Add("oneOf", List(schemas)); }

Object TargetsSchema() {
  const std::string years = Object().AddText("pattern", "^[0-9]{4}$").OnOneLine();
  const std::string number = Object().AddText("type", "number").OnOneLine();
  return Object()
      .AddText("type", "object")
      .Add("propertyNames", years)
      .Add("additionalProperties", number);
}

Object Schema(const Key& key) {
  switch (key.shape) {
    case Shape::kText:
    case Shape::kCell:
    case Shape::kId:
    case Shape::kSlug:
    case Shape::kName:
    case Shape::kUse:
    case Shape::kRegion:
    case Shape::kExpression:
    case Shape::kFact:
    case Shape::kDaySpan:
    case Shape::kOffset:
      return TextSchema(key.shape, key.max);
    case Shape::kGather:
      return Object()
          .Add("type", Words(kTextOrNumber))
          .AddText("pattern", ShapePattern(key.shape))
          .AddNumber("minimum", 1)
          .AddNumber("maximum", kMaxGathered);
    case Shape::kPeriod:
      return TextSchema(key.shape, 0);
    case Shape::kInteger:
      return Object()
          .AddText("type", "integer")
          .AddNumber("minimum", key.min)
          .AddNumber("maximum", key.max);
    case Shape::kBool:
      return Object().AddText("type", "boolean");
    case Shape::kDate:
      return Object().AddText("type", "string").AddText("format", "date");
    case Shape::kWord:
      return Object().Add("enum", Words(key.words));
    case Shape::kWords:
      return ArraySchema(Object().Add("enum", Words(key.words)).OnOneLine(), key.max);
    case Shape::kIds:
      return ArraySchema(TextSchema(Shape::kId, kMaxId).OnOneLine(), key.max);
    case Shape::kRecord:
      return Object().AddText("$ref", fmt::format("#/$defs/{}", key.table));
    case Shape::kRecords:
      return ArraySchema(Reference(key.table), key.max);
    case Shape::kRows:
      return ArraySchema(
          OneOf({Reference("measure"), Reference("use"), Reference("heading")}).OnOneLine(),
          key.max);
    case Shape::kTerm:
      return OneOf({TextSchema(Shape::kText, key.max).OnOneLine(), Reference(key.table)});
    case Shape::kExecutors:
      return OneOf({TextSchema(Shape::kCell, key.max).OnOneLine(),
                    ArraySchema(Reference(key.table), kMaxListed).OnOneLine()});
    case Shape::kCalendar:
      return OneOf({TextSchema(key.shape, 0).OnOneLine(), Reference(key.table)});
    case Shape::kRoleNames:
      return Object()
          .AddText("type", "object")
          .AddNumber("maxProperties", key.max)
          .Add("additionalProperties", TextSchema(Shape::kName, kMaxId).OnOneLine());
    case Shape::kTargets:
      return TargetsSchema();
  }
  return {};
}

std::string Describe(std::string_view russian, std::string_view english) {
  return fmt::format("{} / {}", russian, english);
}

std::string TableSchema(const KeyTable& table) {
  Object properties;
  std::vector<std::string> required;
  for (const Key& key : table.keys) {
    Object schema = Schema(key);
    schema.AddText("description", Describe(key.russian, key.english));
    const std::string_view example = ExampleOf(table.name, key.name);
    if (!example.empty()) schema.Add("examples", fmt::format("[{}]", example));
    properties.Add(key.name, schema.OnOneLine());
    if (key.need == Need::kRequired) required.push_back(Quoted(key.name));
  }
  Object out;
  out.AddText("description", Describe(table.russian, table.english)).AddText("type", "object");
  out.AddNumber("minProperties", 1).Add("additionalProperties", "false");
  if (!required.empty()) out.Add("required", List(required));
  return out.Add("properties", properties.OnLines("      ")).OnLines("    ");
}

}  // namespace

std::string RoadmapJsonSchema() {
  Object definitions;
  for (const KeyTable* table : AllKeyTables()) {
    definitions.Add(table->name, TableSchema(*table));
  }
  return Object()
             .AddText("$schema", "https://json-schema.org/draft/2020-12/schema")
             .AddText("title", "Vekha: дорожная карта / roadmap")
             .Add("oneOf", List({Reference("roadmap"), Reference("library")}))
             .Add("$defs", definitions.OnLines("  "))
             .OnLines("") +
         "\n";
}

}  // namespace vekha::roadmap
