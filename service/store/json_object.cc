#include "service/store/json_object.h"

#include <fmt/format.h>

#include <limits>
#include <utility>

#include "engine/base/utf8.h"
#include "service/store/rejections.h"

namespace vekha::store {

absl::StatusOr<Json> ParseJson(std::string_view text, std::string_view what) {
  Json json = Json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return StoreDamaged("", fmt::format("{} is no JSON", what));
  return json;
}

void ObjectWriter::Refuse(std::string why) {
  if (problem_.empty()) problem_ = std::move(why);
}

void ObjectWriter::Put(const char* key, ObjectWriter&& part) {
  if (!part.problem().empty()) Refuse(part.problem());
  Put(key, part.Take());
}

absl::StatusOr<std::string> ObjectWriter::TakeText(std::string_view what) {
  if (!problem_.empty()) return EventInvalid(what, problem_);
  return Take().dump();
}

void ObjectWriter::Text(const char* key, std::string_view value) {
  if (value.empty()) return;
  if (FindInvalidUtf8(value)) return Refuse(fmt::format("{} is not UTF-8", key));
  json_[key] = value;
}

void ObjectWriter::Day(const char* key, Date value) {
  if (value.is_special() || value.year() < kFirstYear || value.year() > kLastYear) {
    return Refuse(fmt::format("{} is no day of {}-{}", key, kFirstYear, kLastYear));
  }
  json_[key] = FormatIso(value);
}

void ObjectWriter::Day(const char* key, const std::optional<Date>& value) {
  if (value) Day(key, *value);
}

void ObjectWriter::Int(const char* key, int64_t value) { json_[key] = value; }

void ObjectWriter::Texts(const char* key, const std::vector<std::string>& values) {
  if (values.empty()) return;
  for (const std::string& value : values) {
    if (FindInvalidUtf8(value)) return Refuse(fmt::format("{} is not UTF-8", key));
  }
  json_[key] = values;
}

ObjectReader::ObjectReader(const Json& json) : json_(json) {
  if (!json.is_object()) problem_ = Problem{false, "is no JSON object"};
}

const Json* ObjectReader::Find(const char* key) const {
  if (!json_.is_object()) return nullptr;
  const auto found = json_.find(key);
  return found == json_.end() ? nullptr : &*found;
}

void ObjectReader::Refuse(const char* key, std::string_view why) {
  if (ok()) problem_ = Problem{false, fmt::format("{} {}", key, why)};
}

std::string ObjectReader::TextOrEmpty(const char* key) {
  const Json* field = Find(key);
  if (field == nullptr) return {};
  if (!field->is_string()) {
    Refuse(key, "is no string");
    return {};
  }
  return field->get<std::string>();
}

std::string ObjectReader::Text(const char* key) {
  std::string text = TextOrEmpty(key);
  if (text.empty()) Refuse(key, "is missing");
  return text;
}

void ObjectReader::Absorb(const char* key, const ObjectReader& part) {
  if (!ok() || part.ok()) return;
  problem_ = Problem{part.problem_->newer, fmt::format("{}.{}", key, part.problem_->text)};
}

std::optional<Date> ObjectReader::DayIfAny(const char* key) {
  if (Find(key) == nullptr) return std::nullopt;
  const std::string text = TextOrEmpty(key);
  const std::optional<Date> day = ParseIsoDate(text);
  if (!day) Refuse(key, "is no day");
  return day;
}

Date ObjectReader::Day(const char* key) {
  const std::optional<Date> day = DayIfAny(key);
  if (!day) Refuse(key, "is missing");
  return day.value_or(Date());
}

int64_t ObjectReader::Int64(const char* key) {
  const Json* field = Find(key);
  return Int64Of(key, field == nullptr ? Json() : *field);
}

int64_t ObjectReader::Int64Of(const char* key, const Json& json) {
  const bool fits = json.is_number_integer() &&
                    (!json.is_number_unsigned() ||
                     json.get<uint64_t>() <= uint64_t{std::numeric_limits<int64_t>::max()});
  if (!fits) {
    Refuse(key, "is no integer");
    return 0;
  }
  return json.get<int64_t>();
}

std::optional<int64_t> ObjectReader::Int64IfAny(const char* key) {
  const Json* field = Find(key);
  if (field == nullptr) return std::nullopt;
  return Int64Of(key, field->is_object() ? field->value("value", Json()) : *field);
}

std::vector<std::string> ObjectReader::Texts(const char* key) {
  std::vector<std::string> texts;
  const Json* list = Find(key);
  if (list == nullptr) return texts;
  if (!list->is_array()) {
    Refuse(key, "is no list");
    return texts;
  }
  for (const Json& item : *list) {
    // An empty text of theirs was left out.
    const Json text = item.is_object() ? item.value("text", Json("")) : item;
    if (!text.is_string()) {
      Refuse(key, "has what is no string");
      return texts;
    }
    texts.push_back(text.get<std::string>());
  }
  return texts;
}

int ObjectReader::Int(const char* key) {
  const int64_t value = Int64(key);
  if (value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max()) {
    Refuse(key, "is out of range");
    return 0;
  }
  return static_cast<int>(value);
}

uint32_t ObjectReader::UInt(const char* key) {
  const int64_t value = Int64(key);
  if (value < 0 || value > std::numeric_limits<uint32_t>::max()) {
    Refuse(key, "is out of range");
    return 0;
  }
  return static_cast<uint32_t>(value);
}

absl::Status ObjectReader::status(std::string_view what) const {
  if (ok()) return absl::OkStatus();
  const std::string text = fmt::format("{}: {}", what, problem_->text);
  return problem_->newer ? StoreNewer("", text) : StoreDamaged("", text);
}

}  // namespace vekha::store
