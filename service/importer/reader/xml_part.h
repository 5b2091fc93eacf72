// A part of an Office document as XML.
#pragma once

#include <absl/status/status.h>

#include <string>
#include <string_view>

#include <pugixml.hpp>

namespace vekha::importer {

// DOCUMENT_DAMAGED with the place when the part is no XML, DOCUMENT_TOO_LARGE when its elements
// are nested deeper than kDepthMax.
absl::Status ParsePart(const std::string& name, const std::string& text, pugi::xml_document& xml);

// Element names without their namespace: "w:tbl" -> "tbl".
std::string_view LocalName(const pugi::xml_node& node);
// The first child element of this local name.
pugi::xml_node ChildOf(const pugi::xml_node& node, std::string_view name);
// The attribute of this local name, as text.
std::string_view AttributeOf(const pugi::xml_node& node, std::string_view name);

}  // namespace vekha::importer
