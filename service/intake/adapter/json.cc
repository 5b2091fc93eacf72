#include "service/intake/adapter/json.h"

#include <vector>

namespace vekha::intake {
namespace {

// Counts brackets and values before anything is kept in memory. What it takes for granted the
// parser then checks.
class Scan {
 public:
  JsonFault Run(std::string_view text) {
    bool quoted = false;
    for (size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (quoted) {
        if (c == '\\') ++i;
        if (c == '"') quoted = false;
        continue;
      }
      quoted = c == '"';
      if (const JsonFault fault = Count(c); fault != JsonFault::kNone) return fault;
    }
    return quoted || !members_.empty() ? JsonFault::kTruncated : JsonFault::kNone;
  }

 private:
  JsonFault Count(char c) {
    if (c == '[' || c == '{') {
      if (members_.size() == static_cast<size_t>(kJsonDepthMax)) return JsonFault::kTooDeep;
      members_.push_back(0);
    } else if (c == ']' || c == '}') {
      if (members_.empty()) return JsonFault::kInvalid;
      members_.pop_back();
    } else if (c == ':') {
      if (!members_.empty() && ++members_.back() > kJsonMembersMax) return JsonFault::kTooMuch;
      return JsonFault::kNone;
    } else if (c != ',') {
      return JsonFault::kNone;
    }
    return ++values_ > kJsonValuesMax ? JsonFault::kTooMuch : JsonFault::kNone;
  }

  std::vector<size_t> members_;  // of each bracket that is open
  size_t values_ = 0;
};

// Compares without case and underscores.
bool IsSameName(std::string_view a, std::string_view b) {
  size_t i = 0;
  size_t j = 0;
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  while (true) {
    while (i < a.size() && a[i] == '_') ++i;
    while (j < b.size() && b[j] == '_') ++j;
    if (i == a.size() || j == b.size()) return i == a.size() && j == b.size();
    if (lower(a[i++]) != lower(b[j++])) return false;
  }
}

}  // namespace

JsonReading ParseJson(std::string_view text) {
  const JsonFault fault = Scan().Run(text);
  // A text that is no JSON at all may have any brackets.
  if (fault == JsonFault::kTooDeep || fault == JsonFault::kTooMuch) return {.fault = fault};
  JsonReading reading;
  reading.value = Json::parse(text.begin(), text.end(), nullptr, false);
  if (!reading.value.is_discarded()) return reading;
  return {.fault = fault == JsonFault::kTruncated || text.empty() ? JsonFault::kTruncated
                                                                  : JsonFault::kInvalid};
}

JsonMember FindMember(const Json& object, std::string_view name) {
  JsonMember found;
  if (!object.is_object()) return found;
  for (auto member = object.begin(); member != object.end(); ++member) {
    const bool exact = member.key() == name;
    if (!exact && (found.value != nullptr || !IsSameName(member.key(), name))) continue;
    if (member->is_null()) continue;
    found = {member.key(), &*member};
    if (exact) break;
  }
  return found;
}

}  // namespace vekha::intake
