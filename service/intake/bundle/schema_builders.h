// Short makers of ColumnSpec, so that a table of columns reads as the specification's own.
#pragma once

#include "service/intake/bundle/schema.h"

namespace vekha::intake::schema {

inline constexpr uint8_t k11 = 1;
inline constexpr uint8_t k12 = 2;

constexpr ColumnSpec Text(std::string_view name, Need need = Need::kNo, Field field = Field::kNone,
                          Privacy privacy = Privacy::kOpen) {
  return {.name = name, .kind = Kind::kText, .need = need, .field = field, .privacy = privacy};
}
constexpr ColumnSpec Of(Kind kind, std::string_view name, Need need = Need::kNo,
                        Field field = Field::kNone, Privacy privacy = Privacy::kOpen) {
  return {.name = name, .kind = kind, .need = need, .field = field, .privacy = privacy};
}
constexpr ColumnSpec Id(std::string_view name = "sourcedId") {
  return {.name = name, .kind = Kind::kId, .need = Need::kYes, .field = Field::kId};
}
constexpr ColumnSpec Ref(std::string_view name, TableId target, Need need,
                         Field field = Field::kNone) {
  return {.name = name, .kind = Kind::kReference, .need = need, .field = field, .target = target};
}
constexpr ColumnSpec Refs(std::string_view name, TableId target, Need need, Field field) {
  return {.name = name, .kind = Kind::kReferences, .need = need, .field = field, .target = target};
}
constexpr ColumnSpec Enum(std::string_view name, std::span<const std::string_view> values,
                          Need need, Field field = Field::kNone, bool extensible = false) {
  return {.name = name,
          .kind = Kind::kEnum,
          .need = need,
          .field = field,
          .values = values,
          .extensible = extensible};
}
constexpr ColumnSpec Only(uint8_t versions, ColumnSpec column) {
  column.versions = versions;
  return column;
}

inline constexpr ColumnSpec kStatus{
    .name = "status", .kind = Kind::kStatus, .need = Need::kDelta, .field = Field::kStatus};
inline constexpr ColumnSpec kModified{.name = "dateLastModified",
                                      .kind = Kind::kDateTime,
                                      .need = Need::kDelta,
                                      .field = Field::kModified};

}  // namespace vekha::intake::schema
