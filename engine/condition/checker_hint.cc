#include "engine/condition/checker_hint.h"

#include <fmt/format.h>

namespace vekha::condition {
namespace {

bool Is(const Type& type, TypeKind kind) { return type.kind == kind; }

Bilingual Convert(TypeKind a, TypeKind b) {
  return {fmt::format("приведите к одному типу: {}() или {}()", FormatType({a, {}}),
                      FormatType({b, {}})),
          fmt::format("convert one with {}() or {}()", FormatType({a, {}}), FormatType({b, {}}))};
}

}  // namespace

Bilingual Write(const std::string& text, const std::string& other) {
  if (other.empty()) return {"напишите " + text, "write " + text};
  return {fmt::format("напишите {} или {}", text, other),
          fmt::format("write {} or {}", text, other)};
}

Bilingual ArithmeticHint(BinaryOp op, const Type& a, const Type& b) {
  const bool date = Is(a, TypeKind::kDate) || Is(b, TypeKind::kDate);
  if (date && op == BinaryOp::kAdd) return Write("d.addDays(n)", "d.addWorkdays(n)");
  if (Is(a, TypeKind::kDate) && Is(b, TypeKind::kDate)) return Write("daysBetween(a, b)");
  if (date) return Write("d.addDays(-n)", "d.addWorkdays(-n)");
  if (IsNumeric(a.kind) && IsNumeric(b.kind)) return Convert(TypeKind::kInt, TypeKind::kDouble);
  if (Is(a, TypeKind::kString) || Is(b, TypeKind::kString))
    return {"второе переведите в текст: string()", "convert the other with string()"};
  return {};
}

Bilingual ComparisonHint(const Type& a, const Type& b) {
  const auto one_is = [&](TypeKind x, TypeKind y) {
    return (Is(a, x) && Is(b, y)) || (Is(a, y) && Is(b, x));
  };
  if (one_is(TypeKind::kDate, TypeKind::kString)) return Write("date('2022-10-28')");
  if (one_is(TypeKind::kDate, TypeKind::kTimestamp))
    return Write("date(timestamp, 'Europe/Moscow')");
  if (one_is(TypeKind::kList, TypeKind::kInt)) return Write("size(list)");
  if (one_is(TypeKind::kInt, TypeKind::kDouble)) return Convert(TypeKind::kInt, TypeKind::kDouble);
  if (one_is(TypeKind::kInt, TypeKind::kString)) return Convert(TypeKind::kInt, TypeKind::kString);
  return {};
}

}  // namespace vekha::condition
