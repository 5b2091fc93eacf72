#include "engine/roadmap/json_text.h"

#include <fmt/format.h>

namespace vekha::roadmap {

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out + "\"";
}

Object& Object::Add(std::string_view name, std::string value) {
  members_.emplace_back(name, std::move(value));
  return *this;
}

std::string Object::OnOneLine() const {
  std::string out;
  for (const auto& [name, value] : members_) {
    out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", Quoted(name), value);
  }
  return "{" + out + "}";
}

std::string Object::OnLines(std::string_view indent) const {
  std::string out;
  for (const auto& [name, value] : members_) {
    out += fmt::format("{}\n{}  {}: {}", out.empty() ? "" : ",", indent, Quoted(name), value);
  }
  return fmt::format("{{{}\n{}}}", out, indent);
}

std::string List(const std::vector<std::string>& values) {
  return fmt::format("[{}]", fmt::join(values, ", "));
}

}  // namespace vekha::roadmap
