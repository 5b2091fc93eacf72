// One occurrence of a measure on one line: "2022-09-01..2022-09-15 -> 2022-09-14" is a window and,
// when a day off moved it, the day that counts; "ongoing 2022-09-01..2023-12-31"; "waits
// training.due".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/task/task.h"

namespace vekha::rule_test {

// The one spelling of the cell; nothing when it is none.
std::optional<std::string> NormalizeDue(std::string_view text);

std::string FormatDue(const task::PlannedTask& task);

}  // namespace vekha::rule_test
