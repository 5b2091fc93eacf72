// The kinds of findings. Scripts rely on the names: add, never rename.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "engine/base/diagnostic.h"

namespace vekha::lint {

// kContradiction: the document cannot be carried out as written; kTrap: it can be misread or a
// reading had to be chosen; kRemark: worth knowing.
enum class Weight { kContradiction, kTrap, kRemark };

struct Kind {
  std::string_view name;  // the diagnostic's code: "DUE_OUTSIDE_PERIOD"
  Weight weight = Weight::kTrap;
  std::string_view meaning;  // one line
  std::string_view meaning_en;
  std::string_view hint;  // what to do, when the finding does not say better
  std::string_view hint_en;
};

std::span<const Kind> Kinds();  // by name
const Kind* FindKind(std::string_view name);

Severity SeverityOf(Weight weight);

}  // namespace vekha::lint
