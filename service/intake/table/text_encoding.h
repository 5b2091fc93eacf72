// Bytes of a csv file as UTF-8, with what is wrong with them by line.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "service/intake/bundle/report.h"

namespace vekha::intake {

// UTF-8 with or without a byte order mark, UTF-16, windows-1251. Nothing when it is none of them or
// several at once: R0209, R0815; R0211 and R0212 of marks and zeros inside; R0816 notes another
// encoding than UTF-8.
std::optional<std::string> ReadTextOfTable(std::string_view bytes, const std::string& file,
                                           Reporter& reporter);

}  // namespace vekha::intake
