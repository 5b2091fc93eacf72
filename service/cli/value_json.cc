#include "service/cli/value_json.h"

#include <absl/strings/escaping.h>
#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>

#include "engine/base/overload.h"
#include "engine/condition/instant.h"

namespace vekha::cli {
namespace {

using condition::List;
using condition::Map;
using condition::Value;

template <typename Number>
std::optional<Number> ReadNumber(const std::string& text) {
  Number value{};
  const char* end = text.data() + text.size();
  const auto [read_to, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || read_to != end) return std::nullopt;
  return value;
}

std::optional<double> ReadDouble(const std::string& text) {
  if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (text == "Infinity") return std::numeric_limits<double>::infinity();
  if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
  return ReadNumber<double>(text);
}

// int, uint and double may also come as JSON numbers.
std::string NumberText(const Json& json) {
  return json.is_string() ? json.get<std::string>() : json.dump();
}

template <typename Number, typename Make>
std::optional<Value> Wrap(const std::optional<Number>& read, Make make) {
  if (!read) return std::nullopt;
  return make(*read);
}

std::optional<Value> FromText(const std::string& type, const std::string& text) {
  if (type == "string") return Value::String(text);
  if (type == "type") return Value::OfType(text);
  if (type == "bytes") {
    std::string data;
    if (!absl::Base64Unescape(text, &data)) return std::nullopt;
    return Value::OfBytes(std::move(data));
  }
  if (type == "timestamp") return Wrap(condition::ReadTimestamp(text), Value::OfTimestamp);
  if (type == "duration") {
    return Wrap(condition::ReadDuration(text),
                [](condition::Duration d) { return Value::OfDuration(d.nanos); });
  }
  if (type == "date") return Wrap(ParseIsoDate(text), Value::OfDate);
  return std::nullopt;
}

std::optional<Value> ListFromJson(const Json& json) {
  List list;
  for (const Json& element : json) {
    auto value = ValueFromJson(element);
    if (!value) return std::nullopt;
    list.push_back(std::move(*value));
  }
  return Value::OfList(std::move(list));
}

std::optional<Value> MapFromJson(const Json& json) {
  Map map;
  for (const Json& entry : json) {
    if (!entry.is_array() || entry.size() != 2) return std::nullopt;
    auto key = ValueFromJson(entry[0]);
    auto value = ValueFromJson(entry[1]);
    if (!key || !value) return std::nullopt;
    map.emplace_back(std::move(*key), std::move(*value));
  }
  return Value::OfMap(std::move(map));
}

Json Typed(const char* type, Json value) { return {{"type", type}, {"value", std::move(value)}}; }

std::string DoubleText(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  return fmt::format("{}", value);
}

std::string Base64(const std::string& data) {
  std::string out;
  absl::Base64Escape(data, &out);
  return out;
}

Json ListToJson(const List& list) {
  Json out = Json::array();
  for (const Value& element : list) out.push_back(ValueToJson(element));
  return out;
}

Json MapToJson(const Map& map) {
  Json out = Json::array();
  for (const auto& [key, value] : map) {
    out.push_back(Json::array({ValueToJson(key), ValueToJson(value)}));
  }
  return out;
}

}  // namespace

std::optional<Value> ValueFromJson(const Json& json) {
  if (!json.is_object() || !json.contains("type") || !json["type"].is_string()) return std::nullopt;
  const std::string type = json["type"];
  if (type == "null") return Value();
  if (!json.contains("value")) return std::nullopt;
  const Json& value = json["value"];
  if (type == "bool" && value.is_boolean()) return Value::Bool(value.get<bool>());
  if (type == "int") return Wrap(ReadNumber<int64_t>(NumberText(value)), Value::Int);
  if (type == "uint") return Wrap(ReadNumber<uint64_t>(NumberText(value)), Value::Uint);
  if (type == "double") return Wrap(ReadDouble(NumberText(value)), Value::Double);
  if (type == "list" && value.is_array()) return ListFromJson(value);
  if (type == "map" && value.is_array()) return MapFromJson(value);
  return value.is_string() ? FromText(type, value.get<std::string>()) : std::nullopt;
}

Json ValueToJson(const Value& value) {
  using condition::FormatDuration;
  using condition::FormatTimestamp;
  return std::visit(
      Overload{[](condition::Null) -> Json {
                 return {{"type", "null"}, {"value", nullptr}};
               },
               [](bool v) { return Typed("bool", v); },
               [](int64_t v) { return Typed("int", std::to_string(v)); },
               [](uint64_t v) { return Typed("uint", std::to_string(v)); },
               [](double v) { return Typed("double", DoubleText(v)); },
               [](const std::string& v) { return Typed("string", v); },
               [](const condition::Bytes& v) { return Typed("bytes", Base64(v.data)); },
               [](const std::shared_ptr<const List>& v) { return Typed("list", ListToJson(*v)); },
               [](const std::shared_ptr<const Map>& v) { return Typed("map", MapToJson(*v)); },
               [](condition::Timestamp v) { return Typed("timestamp", FormatTimestamp(v)); },
               [](condition::Duration v) { return Typed("duration", FormatDuration(v)); },
               [](Date v) { return Typed("date", FormatIso(v)); },
               [](const condition::TypeName& v) { return Typed("type", v.name); },
               [](const condition::Unknown&) -> Json { return nullptr; },
               [](const condition::Error&) -> Json { return nullptr; }},
      value.storage());
}

}  // namespace vekha::cli
