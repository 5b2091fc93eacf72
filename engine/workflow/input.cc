#include "engine/workflow/input.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/workflow/rejections.h"

namespace vekha::workflow {
namespace {

constexpr size_t kIdMax = 64;
constexpr size_t kNameMax = 300;     // code points
constexpr size_t kReasonMax = 1000;  // code points

bool IsPlainId(std::string_view id) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !id.empty() && id.size() <= kIdMax && plain(id.front()) &&
         std::all_of(id.begin(), id.end(),
                     [&](char c) { return plain(c) || c == '-' || c == '_'; });
}

bool IsText(std::string_view text, size_t max) {
  return !NormalizeName(text).empty() && CodePointCount(text) <= max;
}

}  // namespace

absl::Status CheckId(std::string reason, std::string_view field, std::string_view id) {
  if (IsPlainId(id)) return absl::OkStatus();
  return Invalid(
      std::move(reason), field,
      fmt::format("{} must be 1 to {} characters of a-z, 0-9, - and _", field, kIdMax),
      fmt::format("Идентификатор ({}) — от 1 до {} знаков: a-z, 0-9, - и _.", field, kIdMax));
}

absl::Status CheckName(std::string reason, std::string_view name) {
  if (IsText(name, kNameMax)) return absl::OkStatus();
  return Invalid(std::move(reason), "name", fmt::format("a name has 1 to {} characters", kNameMax),
                 fmt::format("Имя или название — от 1 до {} знаков.", kNameMax));
}

absl::Status CheckReason(std::string_view reason) {
  if (IsText(reason, kReasonMax)) return absl::OkStatus();
  return Invalid("REASON_REQUIRED", "reason",
                 fmt::format("say why, in 1 to {} characters", kReasonMax),
                 fmt::format("Нужна причина, от 1 до {} знаков.", kReasonMax));
}

}  // namespace vekha::workflow
