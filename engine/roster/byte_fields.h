// Values one after another as bytes: numbers of 7 bits a byte, texts with their length before them.
// A type names its fields once for both ways, in its own namespace:
//   template <typename C, Is<School> V>
//   void Code(C& c, V& v) { c(v.id, v.name); }
// and an enumeration its greatest: constexpr Stage LastOf(Stage) { return Stage::kBrokenOff; }
#pragma once

#include <absl/container/flat_hash_map.h>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/base/date.h"

namespace vekha::roster {

template <typename V, typename T>
concept Is = std::same_as<std::remove_const_t<V>, T>;

// Appends to `bytes`, which must outlive it.
class ByteWriter {
 public:
  explicit ByteWriter(std::string& bytes) : bytes_(bytes) {}

  template <typename... Ts>
  void operator()(const Ts&... values) {
    (Put(values), ...);
  }

 private:
  void Number(uint64_t rest) {
    for (; rest >= 0x80; rest >>= 7) bytes_.push_back(static_cast<char>(rest | 0x80));
    bytes_.push_back(static_cast<char>(rest));
  }

  template <typename T>
  void Put(const T& value) {
    if constexpr (std::is_enum_v<T> || std::is_unsigned_v<T>) {
      Number(static_cast<uint64_t>(value));
    } else if constexpr (std::is_integral_v<T>) {
      const auto wide = static_cast<int64_t>(value);  // small negative numbers are short too
      Number((static_cast<uint64_t>(wide) << 1) ^ static_cast<uint64_t>(wide >> 63));
    } else {
      Code(*this, value);
    }
  }
  void Put(const std::string& text) { Put(std::string_view(text)); }
  void Put(std::string_view text) {
    Number(text.size());
    bytes_ += text;
  }
  void Put(const Date& day) { Number(day.day_number()); }
  template <typename T>
  void Put(const std::optional<T>& value) {
    Put(value.has_value());
    if (value) Put(*value);
  }
  template <typename A, typename B>
  void Put(const std::pair<A, B>& value) {
    Put(value.first);
    Put(value.second);
  }
  template <typename T>
  void Put(const std::vector<T>& values) {
    Number(values.size());
    for (const T& value : values) Put(value);
  }
  template <typename T, size_t n>
  void Put(const std::array<T, n>& values) {
    for (const T& value : values) Put(value);
  }
  template <typename K, typename T>
  void Put(const std::map<K, T>& table) {
    Number(table.size());
    for (const auto& entry : table) Put(entry);
  }
  // In order of their keys: equal tables give equal bytes.
  template <typename T>
  void Put(const absl::flat_hash_map<std::string, T>& table) {
    std::vector<const std::pair<const std::string, T>*> entries;
    entries.reserve(table.size());
    for (const auto& entry : table) entries.push_back(&entry);
    std::sort(entries.begin(), entries.end(),
              [](const auto* a, const auto* b) { return a->first < b->first; });
    Number(entries.size());
    for (const auto* entry : entries) Put(*entry);
  }

  std::string& bytes_;
};

// Past the end, or past what a value may be, everything reads as nothing and ok() is false.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  template <typename... Ts>
  void operator()(Ts&... values) {
    (Get(values), ...);
  }
  bool ok() const { return ok_; }
  bool AtEnd() const { return bytes_.empty(); }
  // Of what says its size first: each entry takes a byte at least.
  size_t Size() {
    const uint64_t size = Number();
    if (size <= bytes_.size()) return static_cast<size_t>(size);
    Fail();
    return 0;
  }

 private:
  void Fail() {
    ok_ = false;
    bytes_ = {};
  }
  uint64_t Number() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64 && !bytes_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes_.front());
      bytes_.remove_prefix(1);
      value |= static_cast<uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    Fail();
    return 0;
  }
  template <typename T>
  void Get(T& value) {
    if constexpr (std::is_enum_v<T>) {
      const uint64_t number = Number();
      if (number > static_cast<uint64_t>(LastOf(T()))) return Fail();
      value = static_cast<T>(number);
    } else if constexpr (std::is_same_v<T, bool>) {
      const uint64_t number = Number();
      if (number > 1) return Fail();
      value = number == 1;
    } else if constexpr (std::is_unsigned_v<T>) {
      value = static_cast<T>(Number());
    } else if constexpr (std::is_integral_v<T>) {
      const uint64_t number = Number();
      value = static_cast<T>(static_cast<int64_t>(number >> 1) ^ -static_cast<int64_t>(number & 1));
    } else {
      Code(*this, value);
    }
  }
  void Get(std::string& text) {
    const size_t size = Size();
    text.assign(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
  }
  void Get(Date& day) {
    const uint64_t number = Number();
    const Date first(boost::gregorian::min_date_time);
    const Date last(boost::gregorian::max_date_time);
    if (number < first.day_number() || number > last.day_number()) return Fail();
    day = first + boost::gregorian::days(static_cast<long>(number - first.day_number()));
  }
  template <typename T>
  void Get(std::optional<T>& value) {
    bool is = false;
    Get(is);
    if (!is) return;
    T read{};
    Get(read);
    value = std::move(read);
  }
  void Get(std::optional<Date>& value) {
    bool is = false;
    Get(is);
    if (is) Get(value.emplace(Date(1900, 1, 1)));
  }
  template <typename A, typename B>
  void Get(std::pair<A, B>& value) {
    Get(value.first);
    Get(value.second);
  }
  template <typename T>
  void Get(std::vector<T>& values) {
    const size_t size = Size();
    values.reserve(size);
    for (size_t i = 0; i < size && ok_; ++i) Get(values.emplace_back());
  }
  template <typename T, size_t n>
  void Get(std::array<T, n>& values) {
    for (T& value : values) Get(value);
  }
  template <typename K, typename T>
  void Get(std::map<K, T>& table) {
    for (size_t left = Size(); left > 0 && ok_; --left) {
      std::pair<K, T> entry;
      Get(entry);
      table.insert(std::move(entry));
    }
  }
  template <typename T>
  void Get(absl::flat_hash_map<std::string, T>& table) {
    size_t left = Size();
    table.reserve(left);
    for (; left > 0 && ok_; --left) {
      std::string key;
      Get(key);
      Get(table[std::move(key)]);
    }
  }

  std::string_view bytes_;
  bool ok_ = true;
};

}  // namespace vekha::roster
