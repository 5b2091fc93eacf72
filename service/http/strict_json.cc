#include "service/http/strict_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace vekha::http {
namespace {

constexpr size_t kNameBytesMax = 100;

Rejection NotJson(std::string_view text, size_t at) {
  const std::string_view before = text.substr(0, std::min(at, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const size_t break_at = before.rfind('\n');
  const size_t column =
      break_at == std::string_view::npos ? before.size() + 1 : before.size() - break_at;
  return {absl::StatusCode::kInvalidArgument,
          "JSON_INVALID",
          fmt::format("the body is no JSON: line {}, column {}", line, column),
          fmt::format("Тело запроса - не JSON: строка {}, позиция {}.", line, column),
          {{"line", fmt::format("{}", line)}, {"column", fmt::format("{}", column)}}};
}

Rejection Repeated(const std::string& path) {
  return {absl::StatusCode::kInvalidArgument,
          "FIELD_REPEATED",
          fmt::format("{}: the field stands twice in its object", path),
          fmt::format("{}: поле названо в своём объекте дважды.", path),
          {{"field", path}}};
}

// Listens to the reader and remembers only the way down to where it is.
class Check : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Check(std::string_view text) : text_(text) {}

  std::optional<Rejection> found;

  bool null() override { return Value(); }
  bool boolean(bool) override { return Value(); }
  bool number_integer(number_integer_t) override { return Value(); }
  bool number_unsigned(number_unsigned_t) override { return Value(); }
  bool number_float(number_float_t, const string_t&) override { return Value(); }
  bool string(string_t&) override { return Value(); }
  bool binary(binary_t&) override { return Value(); }
  bool start_object(size_t) override { return Down(false); }
  bool start_array(size_t) override { return Down(true); }
  bool end_object() override { return Up(); }
  bool end_array() override { return Up(); }

  bool key(string_t& name) override {
    Level& level = levels_.back();
    level.name = name;
    if (level.names.insert(name).second) return true;
    found = Repeated(Path());
    return false;
  }

  bool parse_error(size_t position, const std::string&, const nlohmann::json::exception&) override {
    found = NotJson(text_, position == 0 ? 0 : position - 1);
    return false;
  }

 private:
  struct Level {
    bool is_list = false;
    size_t index = 0;
    std::string name;
    std::set<std::string> names;
  };

  bool Value() {
    if (!levels_.empty() && levels_.back().is_list) ++levels_.back().index;
    return true;
  }

  bool Down(bool is_list) {
    if (levels_.size() == static_cast<size_t>(kJsonDepthMax)) {
      found = {absl::StatusCode::kInvalidArgument,
               "JSON_TOO_DEEP",
               fmt::format("the body nests deeper than {} levels", kJsonDepthMax),
               fmt::format("Вложенность тела запроса больше {} уровней.", kJsonDepthMax),
               {}};
      return false;
    }
    levels_.push_back({.is_list = is_list, .index = 0, .name = {}, .names = {}});
    return true;
  }

  bool Up() {
    levels_.pop_back();
    return Value();
  }

  std::string Path() const {
    std::string out;
    for (const Level& level : levels_) {
      if (level.is_list) {
        out += fmt::format("[{}]", level.index);
      } else {
        out += (out.empty() ? "" : ".") + level.name.substr(0, kNameBytesMax);
      }
    }
    return out;
  }

  std::string_view text_;
  std::vector<Level> levels_;
};

}  // namespace

std::optional<Rejection> CheckJson(std::string_view text) {
  Check check(text);
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &check) && !check.found) {
    return NotJson(text, text.size());
  }
  return std::move(check.found);
}

}  // namespace vekha::http
