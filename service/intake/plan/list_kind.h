// What a list of a school is about.
#pragma once

#include <cstdint>
#include <string_view>

namespace vekha::intake {

enum class ListKind : uint8_t { kPeople, kMentees, kMentors, kPairs };
std::string_view ListKindName(ListKind kind);  // "people", "mentees"...

}  // namespace vekha::intake
