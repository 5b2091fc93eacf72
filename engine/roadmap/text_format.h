// How texts of a rule file are written: ids, names, spans of days, offsets. The same patterns stand
// in the JSON Schema.
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/language.h"
#include "engine/roadmap/keys.h"
#include "engine/roadmap/raw.h"
#include "engine/schedule/schedule.h"

namespace vekha::roadmap {

// True for shapes without a format of their own.
bool HasShape(std::string_view text, Shape shape);
Bilingual ShapeHint(Shape shape);  // what to write
// An ECMA 262 expression that accepts what HasShape() accepts; empty for shapes without a format.
std::string_view ShapePattern(Shape shape);

// "09-01..05-31"; 29 February is no day of it. Sets both ends.
bool ParseDaySpan(std::string_view text, schedule::Settings& settings);

// "3d", "10wd": 0..kMaxOffsetDays.
inline constexpr int kMaxOffsetDays = 1000;
std::optional<RawOffset> ParseOffset(std::string_view text);

// "all", "5", "80%": a number from 1 to 100,000, a share from 1 % to 100 %.
inline constexpr int kMaxGathered = 100'000;
std::optional<Gather> ParseGather(std::string_view text);

}  // namespace vekha::roadmap
