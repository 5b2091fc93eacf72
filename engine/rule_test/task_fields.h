// A task on a day as the words a test uses for it. Inside this room only.
#pragma once

#include <string>
#include <string_view>

#include "engine/rule_test/context.h"

namespace vekha::rule_test {

// "open", "2022-10-29", "true", "3.3, 3.4"; "~" for none.
std::string FieldText(const task::Task& task, std::string_view field, const workflow::State& state,
                      Date today, const Context& context);

}  // namespace vekha::rule_test
