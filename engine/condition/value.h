// Values of conditions. CEL's (google/cel-spec, doc/langdef.md) with three of ours: `date`, a civil
// day; Unknown, "no answer yet, these facts are missing"; and Error, which CEL's && and || absorb
// like any value.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/date.h"

namespace vekha::condition {

class Value;

struct Null {
  bool operator==(const Null&) const = default;
};
struct Bytes {
  std::string data;
  bool operator==(const Bytes&) const = default;
};
using List = std::vector<Value>;
using Map = std::vector<std::pair<Value, Value>>;  // in order of entry; keys are unique
struct Timestamp {  // nanoseconds are kept apart: int64 nanoseconds do not reach year 9999
  int64_t seconds = 0;
  int32_t nanos = 0;  // 0..999,999,999
  auto operator<=>(const Timestamp&) const = default;
};
struct Duration {
  int64_t nanos = 0;
  auto operator<=>(const Duration&) const = default;
};
struct TypeName {
  std::string name;
  bool operator==(const TypeName&) const = default;
};
// A fact that organizations below have not recorded.
struct MissingBelow {
  std::string fact;                  // "mentees.count"
  std::vector<std::string> members;  // their ids, sorted, unique; all of them
  bool operator==(const MissingBelow&) const = default;
};
struct Unknown {
  std::vector<std::string> facts;  // sorted, unique: what would have to be known
  // By fact; nullptr when nothing is missing below. Shared, as there may be thousands of them.
  std::shared_ptr<const std::vector<MissingBelow>> below = nullptr;
  bool operator==(const Unknown& other) const {
    const bool same = below == other.below || (below && other.below && *below == *other.below);
    return same && facts == other.facts;
  }
};
struct Error {
  std::string message;
  bool operator==(const Error&) const = default;
};

// Immutable; lists and maps are shared, so copies are cheap.
class Value {
 public:
  using Storage = std::variant<Null, bool, int64_t, uint64_t, double, std::string, Bytes,
                               std::shared_ptr<const List>, std::shared_ptr<const Map>, Timestamp,
                               Duration, Date, TypeName, Unknown, Error>;

  Value() : storage_(Null{}) {}
  explicit Value(Storage storage) : storage_(std::move(storage)) {}

  static Value Bool(bool v) { return Value(Storage(v)); }
  static Value Int(int64_t v) { return Value(Storage(v)); }
  static Value Uint(uint64_t v) { return Value(Storage(v)); }
  static Value Double(double v) { return Value(Storage(v)); }
  static Value String(std::string v) { return Value(Storage(std::move(v))); }
  static Value OfDate(Date v) { return Value(Storage(v)); }
  static Value OfList(List v) { return Value(Storage(std::make_shared<const List>(std::move(v)))); }
  static Value OfMap(Map v) { return Value(Storage(std::make_shared<const Map>(std::move(v)))); }
  static Value OfBytes(std::string v) { return Value(Storage(Bytes{std::move(v)})); }
  static Value OfTimestamp(Timestamp v) { return Value(Storage(v)); }
  static Value OfDuration(int64_t nanos) { return Value(Storage(Duration{nanos})); }
  static Value OfType(std::string name) { return Value(Storage(TypeName{std::move(name)})); }
  static Value OfUnknown(std::vector<std::string> facts) {
    return Value(Storage(Unknown{std::move(facts)}));
  }
  static Value OfUnknownBelow(std::string fact, std::string member) {
    std::vector<MissingBelow> below{{std::move(fact), {std::move(member)}}};
    return Value(
        Storage(Unknown{{}, std::make_shared<const std::vector<MissingBelow>>(std::move(below))}));
  }
  static Value OfError(std::string message) { return Value(Storage(Error{std::move(message)})); }

  const Storage& storage() const { return storage_; }
  template <typename T>
  const T* As() const {
    return std::get_if<T>(&storage_);
  }
  const List* AsList() const {
    const auto* list = As<std::shared_ptr<const List>>();
    return list == nullptr ? nullptr : list->get();
  }
  const Map* AsMap() const {
    const auto* map = As<std::shared_ptr<const Map>>();
    return map == nullptr ? nullptr : map->get();
  }
  bool IsTrue() const { return As<bool>() != nullptr && *As<bool>(); }
  bool IsFalse() const { return As<bool>() != nullptr && !*As<bool>(); }
  bool IsUnknown() const { return As<Unknown>() != nullptr; }
  bool IsError() const { return As<Error>() != nullptr; }
  bool IsAnswer() const { return !IsUnknown() && !IsError(); }

 private:
  Storage storage_;
};

// Same type and same value, bit for bit: for tests and for "did the fact change", not CEL's ==.
bool Identical(const Value& a, const Value& b);

// As a rule's author would write it: 34, "text", date('2022-10-30'), unknown(mentees.count). Cut
// with "..." after kFormattedMax bytes, because shared lists can print far larger than they are.
// A fact missing below is written with how many lack it: unknown(mentees.count of 3).
inline constexpr size_t kFormattedMax = 16 * 1024;
std::string FormatValue(const Value& value);

}  // namespace vekha::condition
