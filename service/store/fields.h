// One list of fields for writing and reading: a type says Fields(f, value) once, and f is a
// FieldWriter or a FieldReader. For what has many optional parts.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/string_id.h"
#include "service/store/json_object.h"

namespace vekha::store {

class FieldWriter {
 public:
  template <typename Tag>
  void Id(const char* key, const StringId<Tag>& id) {
    out_.Text(key, id.value());
  }
  void Text(const char* key, const std::string& text) { out_.Text(key, text); }
  void Day(const char* key, const Date& day) { out_.Day(key, day); }
  void Day(const char* key, const std::optional<Date>& day) { out_.Day(key, day); }
  void Int(const char* key, int value) { out_.Int(key, value); }
  void UInt(const char* key, uint32_t value) { out_.Int(key, value); }
  void Int64(const char* key, int64_t value) { out_.Int(key, value); }
  void Int64(const char* key, const std::optional<int64_t>& value) {
    if (value) out_.Int(key, *value);
  }
  void Bool(const char* key, bool value) { out_.Put(key, value); }
  void Texts(const char* key, const std::vector<std::string>& texts) { out_.Texts(key, texts); }
  template <typename E, size_t n>
  void Enum(const char* key, const E& value, const std::array<E, n>&,
            std::string_view (*name_of)(E)) {
    out_.Text(key, name_of(value));
  }
  template <typename T>
  void Part(const char* key, T& value) {
    out_.Put(key, Written(value));
  }
  template <typename T>
  void Part(const char* key, std::optional<T>& value) {
    if (value) Part(key, *value);
  }
  template <typename T>
  void Parts(const char* key, std::vector<T>& values) {
    if (values.empty()) return;
    Json list = Json::array();
    for (T& value : values) list.push_back(Written(value));
    out_.Put(key, std::move(list));
  }

  ObjectWriter Take() { return std::move(out_); }

 private:
  template <typename T>
  Json Written(T& value) {
    FieldWriter part;
    Fields(part, value);
    if (!part.out_.problem().empty()) out_.Refuse(part.out_.problem());
    return part.out_.Take();
  }

  ObjectWriter out_;
};

class FieldReader {
 public:
  explicit FieldReader(ObjectReader& in) : in_(in) {}

  template <typename Tag>
  void Id(const char* key, StringId<Tag>& id) {
    id = StringId<Tag>(in_.TextOrEmpty(key));
  }
  void Text(const char* key, std::string& text) { text = in_.TextOrEmpty(key); }
  void Day(const char* key, Date& day) { day = in_.Day(key); }
  void Day(const char* key, std::optional<Date>& day) { day = in_.DayIfAny(key); }
  void Int(const char* key, int& value) { value = in_.Int(key); }
  void UInt(const char* key, uint32_t& value) { value = in_.UInt(key); }
  void Int64(const char* key, int64_t& value) { value = in_.Int64(key); }
  void Int64(const char* key, std::optional<int64_t>& value) { value = in_.Int64IfAny(key); }
  void Texts(const char* key, std::vector<std::string>& texts) { texts = in_.Texts(key); }
  void Bool(const char* key, bool& value) {
    const Json* json = in_.Find(key);
    if (json == nullptr || !json->is_boolean()) return in_.Refuse(key, "is not true or false");
    value = json->get<bool>();
  }
  template <typename E, size_t n>
  void Enum(const char* key, E& value, const std::array<E, n>& all,
            std::string_view (*name_of)(E)) {
    value = in_.Enum(key, all, name_of);
  }
  template <typename T>
  void Part(const char* key, T& value) {
    const Json* json = in_.Find(key);
    if (json == nullptr) return in_.Refuse(key, "is missing");
    Read(key, *json, value);
  }
  template <typename T>
  void Part(const char* key, std::optional<T>& value) {
    if (const Json* json = in_.Find(key)) Read(key, *json, value.emplace());
  }
  template <typename T>
  void Parts(const char* key, std::vector<T>& values) {
    const Json* list = in_.Find(key);
    if (list == nullptr) return;
    if (!list->is_array()) return in_.Refuse(key, "is no list");
    for (const Json& item : *list) Read(key, item, values.emplace_back());
  }

 private:
  template <typename T>
  void Read(const char* key, const Json& json, T& value) {
    ObjectReader part(json);
    FieldReader fields(part);
    Fields(fields, value);
    in_.Absorb(key, part);
  }

  ObjectReader& in_;
};

}  // namespace vekha::store
