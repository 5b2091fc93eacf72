// One row by the meaning of its columns, whatever the format calls them.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/base/date.h"
#include "service/intake/bundle/schema.h"

namespace vekha::intake {

struct RowValues {
  uint32_t row = 0;
  bool deleted = false;   // tobedeleted
  bool repeated = false;  // another row has this id, and is the one that counts
  // Empty where the cell is blank, wrong, or the file has no such column.
  std::array<std::string_view, kFields> text{};
  std::array<Date, kFields> date{};  // not_a_date_time likewise

  std::string_view Text(Field field) const { return text[static_cast<size_t>(field)]; }
  std::optional<Date> DateOf(Field field) const {
    const Date d = date[static_cast<size_t>(field)];
    return d.is_not_a_date() ? std::nullopt : std::optional<Date>(d);
  }
};

// "student" of any case, and of SDS's many names; nothing when the word is unknown.
roster::PersonKind KindOfRole(std::string_view role);

}  // namespace vekha::intake
