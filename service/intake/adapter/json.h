// JSON from a journal, bounded: its depth, its number of values and the names of one object.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace vekha::intake {

// Objects keep the order they were sent in, so that items of one can be counted.
using Json = nlohmann::ordered_json;

inline constexpr int kJsonDepthMax = 32;
inline constexpr size_t kJsonValuesMax = 1'000'000;
inline constexpr size_t kJsonMembersMax = 5'000;  // of one object: they are looked up one by one

enum class JsonFault { kNone, kInvalid, kTruncated, kTooDeep, kTooMuch };

struct JsonReading {
  JsonFault fault = JsonFault::kNone;
  Json value{};
};

// Strict RFC 8259 and UTF-8; a byte order mark in front is passed over. kTruncated when the text
// ends inside of something.
JsonReading ParseJson(std::string_view text);

// The member of an object, whatever way its name is written: "firstName", "FirstName" and
// "first_name" are one. nullptr when it is not there, is null, or `object` is none. Of two
// spellings the exact one counts, else the first.
struct JsonMember {
  std::string_view name{};  // as it is written
  const Json* value = nullptr;
};
JsonMember FindMember(const Json& object, std::string_view name);

}  // namespace vekha::intake
