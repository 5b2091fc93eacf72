#include "service/importer/reader/xml_part.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/base/source.h"
#include "engine/base/utf8.h"
#include "service/importer/limits.h"
#include "service/importer/refusal.h"

namespace vekha::importer {
namespace {

class Depth : public pugi::xml_tree_walker {
 public:
  bool for_each(pugi::xml_node& /*node*/) override { return depth() < kDepthMax; }
};

std::string_view Local(std::string_view name) {
  const size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

absl::Status ParsePart(const std::string& name, const std::string& text, pugi::xml_document& xml) {
  if (static_cast<size_t>(std::ranges::count(text, '<')) > kElementsMax) {
    return Refuse("DOCUMENT_TOO_LARGE", fmt::format("{}: more than {} tags", name, kElementsMax),
                  fmt::format("{}: элементов больше {}", name, kElementsMax));
  }
  // The parser takes any bytes for UTF-8, unless a byte order mark says UTF-16.
  const bool wide = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
  if (const auto wrong = wide ? std::nullopt : FindInvalidUtf8(text)) {
    const Position at = Source("", text).PositionAt(*wrong);
    return Refuse(
        "DOCUMENT_DAMAGED", fmt::format("{}:{}:{}: not UTF-8", name, at.line, at.column),
        fmt::format("файл повреждён: {}, строка {}, знак {}: не UTF-8", name, at.line, at.column));
  }
  // White space of its own between words is kept: Word writes it as a text of one space.
  const auto result =
      xml.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
  if (!result) {
    const Position at = Source("", text).PositionAt(static_cast<size_t>(result.offset));
    return Refuse("DOCUMENT_DAMAGED",
                  fmt::format("{}:{}:{}: {}", name, at.line, at.column, result.description()),
                  fmt::format("файл повреждён: {}, строка {}, знак {}", name, at.line, at.column));
  }
  Depth depth;
  if (!xml.traverse(depth)) {
    return Refuse("DOCUMENT_TOO_LARGE", fmt::format("{}: nested too deep", name),
                  fmt::format("{}: вложенность больше {}", name, kDepthMax));
  }
  return absl::OkStatus();
}

std::string_view LocalName(const pugi::xml_node& node) { return Local(node.name()); }

pugi::xml_node ChildOf(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& child : node.children()) {
    if (LocalName(child) == name) return child;
  }
  return {};
}

std::string_view AttributeOf(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_attribute& attribute : node.attributes()) {
    if (Local(attribute.name()) == name) return attribute.value();
  }
  return {};
}

}  // namespace vekha::importer
