// Files that are part of the program: cmake/Embed.cmake writes them into it when it is built.
#pragma once

#include <span>
#include <string_view>

namespace vekha::service {

struct EmbeddedText {
  std::string_view name;  // relative to the folder that was embedded: "calendars/federal.yaml"
  std::string_view text;  // byte for byte
};

// The files of rules/, by name.
std::span<const EmbeddedText> RuleTexts();

}  // namespace vekha::service
