// JSON as text, members in the order they are added: what the schemas of the formats are made of.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vekha::roadmap {

std::string Quoted(std::string_view text);

// A JSON object under construction; values are JSON texts.
class Object {
 public:
  Object& Add(std::string_view name, std::string value);
  Object& AddText(std::string_view name, std::string_view text) { return Add(name, Quoted(text)); }
  Object& AddNumber(std::string_view name, int value) { return Add(name, std::to_string(value)); }

  std::string OnOneLine() const;
  // One member a line, indented below `indent`.
  std::string OnLines(std::string_view indent) const;

 private:
  std::vector<std::pair<std::string, std::string>> members_;
};

std::string List(const std::vector<std::string>& values);

}  // namespace vekha::roadmap
