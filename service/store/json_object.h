// JSON objects field by field, for what is stored. A reader forgives unknown fields (a newer
// program may have added them) and nothing else; a writer refuses what could not be read back. Both
// remember their first problem, so a codec is a flat list of fields and one check at the end.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/base/date.h"

namespace vekha::store {

using Json = nlohmann::json;

// STORE_DAMAGED when it is no JSON; `what` says whose.
absl::StatusOr<Json> ParseJson(std::string_view text, std::string_view what);

class ObjectWriter {
 public:
  // Left out when empty.
  void Text(const char* key, std::string_view value);
  void Day(const char* key, Date value);
  void Day(const char* key, const std::optional<Date>& value);
  void Int(const char* key, int64_t value);
  void Texts(const char* key, const std::vector<std::string>& values);  // left out when empty
  void Put(const char* key, Json value) { json_[key] = std::move(value); }
  // A part becomes a field; its problem becomes the whole's.
  void Put(const char* key, ObjectWriter&& part);
  void Refuse(std::string why);

  const std::string& problem() const { return problem_; }
  Json Take() { return std::move(json_); }
  // EVENT_INVALID, when there was a problem; `what` names the whole.
  absl::StatusOr<std::string> TakeText(std::string_view what);

 private:
  Json json_ = Json::object();
  std::string problem_;
};

class ObjectReader {
 public:
  // `json` must outlive the reader.
  explicit ObjectReader(const Json& json);

  std::string Text(const char* key);         // must be there
  std::string TextOrEmpty(const char* key);  // as ObjectWriter::Text() leaves it out
  Date Day(const char* key);
  std::optional<Date> DayIfAny(const char* key);
  int64_t Int64(const char* key);
  // Also as programs before version 11 of the file wrote them: {"value":1}, [{"text":"a"}].
  std::optional<int64_t> Int64IfAny(const char* key);
  std::vector<std::string> Texts(const char* key);
  int Int(const char* key);
  uint32_t UInt(const char* key);
  const Json* Find(const char* key) const;

  // The enumerator of that name. A name that is not known was written by a newer program.
  template <typename E, size_t n>
  E Enum(const char* key, const std::array<E, n>& all, std::string_view (*name_of)(E)) {
    const std::string name = Text(key);
    for (const E value : all) {
      if (name_of(value) == name) return value;
    }
    if (ok()) problem_ = Problem{true, key + (" is " + name)};
    return all[0];
  }

  void Refuse(const char* key, std::string_view why);
  // The problem of a part, when it has one, is the whole's.
  void Absorb(const char* key, const ObjectReader& part);
  bool ok() const { return !problem_.has_value(); }
  // STORE_DAMAGED or STORE_NEWER; `what` names the whole, e.g. the event's kind.
  absl::Status status(std::string_view what) const;

 private:
  int64_t Int64Of(const char* key, const Json& json);

  struct Problem {
    bool newer = false;
    std::string text;
  };
  const Json& json_;
  std::optional<Problem> problem_;
};

}  // namespace vekha::store
