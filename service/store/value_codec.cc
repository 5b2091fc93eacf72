#include "service/store/value_codec.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/overload.h"
#include "engine/base/utf8.h"

namespace vekha::store {
namespace {

using condition::Value;

std::optional<Json> Tagged(const char* tag, Json value) {
  Json out = Json::object();
  out[tag] = std::move(value);
  return out;
}

std::optional<Json> TaggedText(const char* tag, const std::string& text) {
  if (FindInvalidUtf8(text)) return std::nullopt;
  return Tagged(tag, text);
}

// The shortest text that reads back as the same double; JSON has no infinities and no NaN.
std::string FormatDouble(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  return {buffer, end};
}

template <typename T>
std::optional<T> ParseNumber(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> ParseDouble(std::string_view text) {
  if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (text == "Infinity") return std::numeric_limits<double>::infinity();
  if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
  return ParseNumber<double>(text);
}

std::string ToHex(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

std::optional<std::string> FromHex(std::string_view hex) {
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string out;
  for (size_t i = 0; i < hex.size(); i += 2) {
    unsigned byte = 0;
    const auto [end, error] = std::from_chars(hex.data() + i, hex.data() + i + 2, byte, 16);
    if (error != std::errc() || end != hex.data() + i + 2) return std::nullopt;
    out += static_cast<char>(byte);
  }
  return out;
}

std::optional<Json> Encode(const Value& value, int depth);

std::optional<Json> EncodeList(const condition::List& list, int depth) {
  Json out = Json::array();
  for (const Value& item : list) {
    std::optional<Json> json = Encode(item, depth + 1);
    if (!json) return std::nullopt;
    out.push_back(*std::move(json));
  }
  return Tagged("list", std::move(out));
}

std::optional<Json> EncodeMap(const condition::Map& map, int depth) {
  Json out = Json::array();
  for (const auto& [key, item] : map) {
    std::optional<Json> key_json = Encode(key, depth + 1);
    std::optional<Json> item_json = Encode(item, depth + 1);
    if (!key_json || !item_json) return std::nullopt;
    Json pair = Json::array();
    pair.push_back(*std::move(key_json));
    pair.push_back(*std::move(item_json));
    out.push_back(std::move(pair));
  }
  return Tagged("map", std::move(out));
}

std::optional<Json> EncodeUnknown(const condition::Unknown& unknown) {
  Json out = Json::array();
  for (const std::string& fact : unknown.facts) {
    if (FindInvalidUtf8(fact)) return std::nullopt;
    out.push_back(fact);
  }
  return Tagged("unknown", std::move(out));
}

std::optional<Json> EncodeDate(Date date) {
  if (date.is_special() || date.year() < kFirstYear || date.year() > kLastYear) return std::nullopt;
  return Tagged("date", FormatIso(date));
}

std::optional<Json> Encode(const Value& value, int depth) {
  if (depth > kValueDepthMax) return std::nullopt;
  return std::visit(
      Overload{
          [](condition::Null) { return Tagged("null", true); },
          [](bool v) { return Tagged("bool", v); },
          [](int64_t v) { return Tagged("int", std::to_string(v)); },
          [](uint64_t v) { return Tagged("uint", std::to_string(v)); },
          [](double v) { return Tagged("double", FormatDouble(v)); },
          [](const std::string& v) { return TaggedText("string", v); },
          [](const condition::Bytes& v) { return Tagged("bytes", ToHex(v.data)); },
          [&](const std::shared_ptr<const condition::List>& v) { return EncodeList(*v, depth); },
          [&](const std::shared_ptr<const condition::Map>& v) { return EncodeMap(*v, depth); },
          [](condition::Timestamp v) {
            Json pair = Json::array({std::to_string(v.seconds), v.nanos});
            return Tagged("timestamp", std::move(pair));
          },
          [](condition::Duration v) { return Tagged("duration", std::to_string(v.nanos)); },
          [](Date v) { return EncodeDate(v); },
          [](const condition::TypeName& v) { return TaggedText("type", v.name); },
          [](const condition::Unknown& v) { return EncodeUnknown(v); },
          [](const condition::Error& v) { return TaggedText("error", v.message); },
      },
      value.storage());
}

std::optional<Value> Decode(const Json& json, int depth);

std::optional<Value> DecodeList(const Json& json, int depth) {
  if (!json.is_array()) return std::nullopt;
  condition::List list;
  for (const Json& item : json) {
    std::optional<Value> value = Decode(item, depth + 1);
    if (!value) return std::nullopt;
    list.push_back(*std::move(value));
  }
  return Value::OfList(std::move(list));
}

std::optional<Value> DecodeMap(const Json& json, int depth) {
  if (!json.is_array()) return std::nullopt;
  condition::Map map;
  for (const Json& pair : json) {
    if (!pair.is_array() || pair.size() != 2) return std::nullopt;
    std::optional<Value> key = Decode(pair[0], depth + 1);
    std::optional<Value> value = Decode(pair[1], depth + 1);
    if (!key || !value) return std::nullopt;
    map.emplace_back(*std::move(key), *std::move(value));
  }
  return Value::OfMap(std::move(map));
}

std::optional<Value> DecodeUnknown(const Json& json) {
  if (!json.is_array()) return std::nullopt;
  std::vector<std::string> facts;
  for (const Json& fact : json) {
    if (!fact.is_string()) return std::nullopt;
    facts.push_back(fact.get<std::string>());
  }
  return Value::OfUnknown(std::move(facts));
}

std::optional<Value> DecodeTimestamp(const Json& json) {
  if (!json.is_array() || json.size() != 2) return std::nullopt;
  if (!json[0].is_string() || !json[1].is_number_integer()) return std::nullopt;
  const auto seconds = ParseNumber<int64_t>(json[0].get_ref<const std::string&>());
  const auto nanos = json[1].get<int64_t>();
  if (!seconds || nanos < 0 || nanos > 999'999'999) return std::nullopt;
  return Value(Value::Storage(condition::Timestamp{*seconds, static_cast<int32_t>(nanos)}));
}

template <typename T, typename Make>
std::optional<Value> Made(const std::optional<T>& parsed, Make make) {
  return parsed ? std::optional<Value>(make(*parsed)) : std::nullopt;
}

std::optional<Value> DecodeText(const std::string& tag, const std::string& text) {
  if (tag == "string") return Value::String(text);
  if (tag == "int") return Made(ParseNumber<int64_t>(text), Value::Int);
  if (tag == "uint") return Made(ParseNumber<uint64_t>(text), Value::Uint);
  if (tag == "double") return Made(ParseDouble(text), Value::Double);
  if (tag == "date") return Made(ParseIsoDate(text), Value::OfDate);
  if (tag == "type") return Value(Value::Storage(condition::TypeName{text}));
  if (tag == "error") return Value::OfError(text);
  if (tag == "bytes") {
    return Made(FromHex(text),
                [](const std::string& v) { return Value(Value::Storage(condition::Bytes{v})); });
  }
  if (tag == "duration") {
    return Made(ParseNumber<int64_t>(text),
                [](int64_t v) { return Value(Value::Storage(condition::Duration{v})); });
  }
  return std::nullopt;
}

std::optional<Value> Decode(const Json& json, int depth) {
  if (depth > kValueDepthMax || !json.is_object() || json.size() != 1) return std::nullopt;
  const std::string& tag = json.begin().key();
  const Json& inner = json.begin().value();
  if (inner.is_string()) return DecodeText(tag, inner.get_ref<const std::string&>());
  if (tag == "null") return Value();
  if (tag == "bool" && inner.is_boolean()) return Value::Bool(inner.get<bool>());
  if (tag == "list") return DecodeList(inner, depth);
  if (tag == "map") return DecodeMap(inner, depth);
  if (tag == "unknown") return DecodeUnknown(inner);
  if (tag == "timestamp") return DecodeTimestamp(inner);
  return std::nullopt;
}

}  // namespace

std::optional<Json> ValueToJson(const Value& value) { return Encode(value, 0); }

std::optional<Value> ValueFromJson(const Json& json) { return Decode(json, 0); }

}  // namespace vekha::store
