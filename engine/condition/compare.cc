#include "engine/condition/compare.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <variant>

#include "engine/base/overload.h"
#include "engine/condition/type.h"

namespace vekha::condition {
namespace {

using Ordering = std::partial_ordering;

constexpr double kTwo63 = 9223372036854775808.0;
constexpr double kTwo64 = 18446744073709551616.0;

// Exact, not by rounding the integer to a double; but the double just past the largest integer
// counts as that integer, since a literal like 9223372036854775807.0 can only be rounded up to it
// (cel-spec comparisons/lt_literal/not_lt_dyn_int_big_lossy_double).
Ordering CompareWithDouble(int64_t a, double b) {
  if (std::isnan(b)) return Ordering::unordered;
  if (b > kTwo63) return Ordering::less;
  if (b < -kTwo63) return Ordering::greater;
  if (b == kTwo63) return a <=> std::numeric_limits<int64_t>::max();
  const double whole = std::trunc(b);
  const auto truncated = static_cast<int64_t>(whole);
  return a != truncated ? Ordering(a <=> truncated) : whole <=> b;
}

Ordering CompareWithDouble(uint64_t a, double b) {
  if (std::isnan(b)) return Ordering::unordered;
  if (b > kTwo64) return Ordering::less;
  if (b < 0) return Ordering::greater;
  if (b == kTwo64) return a <=> std::numeric_limits<uint64_t>::max();
  const double whole = std::trunc(b);
  const auto truncated = static_cast<uint64_t>(whole);
  return a != truncated ? Ordering(a <=> truncated) : whole <=> b;
}

Ordering CompareMixed(int64_t a, uint64_t b) {
  return a < 0 ? Ordering::less : Ordering(static_cast<uint64_t>(a) <=> b);
}

Ordering Reverse(Ordering order) { return 0 <=> order; }

std::optional<Ordering> CompareNumbers(const Value& a, const Value& b) {
  using Result = std::optional<Ordering>;
  const auto compare = Overload{
      [](int64_t x, int64_t y) -> Result { return x <=> y; },
      [](uint64_t x, uint64_t y) -> Result { return x <=> y; },
      [](double x, double y) -> Result { return x <=> y; },
      [](int64_t x, uint64_t y) -> Result { return CompareMixed(x, y); },
      [](uint64_t x, int64_t y) -> Result { return Reverse(CompareMixed(y, x)); },
      [](int64_t x, double y) -> Result { return CompareWithDouble(x, y); },
      [](double x, int64_t y) -> Result { return Reverse(CompareWithDouble(y, x)); },
      [](uint64_t x, double y) -> Result { return CompareWithDouble(x, y); },
      [](double x, uint64_t y) -> Result { return Reverse(CompareWithDouble(y, x)); },
  };
  const auto with = [&](auto x) -> Result {
    if (const auto* y = b.As<int64_t>()) return compare(x, *y);
    if (const auto* y = b.As<uint64_t>()) return compare(x, *y);
    if (const auto* y = b.As<double>()) return compare(x, *y);
    return std::nullopt;
  };
  if (const auto* x = a.As<int64_t>()) return with(*x);
  if (const auto* x = a.As<uint64_t>()) return with(*x);
  if (const auto* x = a.As<double>()) return with(*x);
  return std::nullopt;
}

bool EqualLists(const List& a, const List& b, Meter& meter) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (!meter.Charge(1) || !Equal(a[i], b[i], meter)) return false;
  }
  return true;
}

bool EqualMaps(const Map& a, const Map& b, Meter& meter) {
  if (a.size() != b.size()) return false;
  for (const auto& [key, value] : a) {
    const Value* other = meter.Charge(1) ? FindKey(b, key, meter) : nullptr;
    if (other == nullptr || !Equal(value, *other, meter)) return false;
  }
  return true;
}

}  // namespace

std::optional<Ordering> Compare(const Value& a, const Value& b) {
  const TypeKind kind = KindOf(a);
  if (IsNumeric(kind)) return CompareNumbers(a, b);
  if (kind != KindOf(b)) return std::nullopt;
  switch (kind) {
    case TypeKind::kBool:
      return *a.As<bool>() <=> *b.As<bool>();
    case TypeKind::kString:
      return *a.As<std::string>() <=> *b.As<std::string>();
    case TypeKind::kBytes:
      return a.As<Bytes>()->data <=> b.As<Bytes>()->data;
    case TypeKind::kTimestamp:
      return *a.As<Timestamp>() <=> *b.As<Timestamp>();
    case TypeKind::kDuration:
      return *a.As<Duration>() <=> *b.As<Duration>();
    case TypeKind::kDate:
      return a.As<Date>()->day_number() <=> b.As<Date>()->day_number();
    case TypeKind::kDyn:
    case TypeKind::kNull:
    case TypeKind::kInt:
    case TypeKind::kUint:
    case TypeKind::kDouble:
    case TypeKind::kList:
    case TypeKind::kMap:
    case TypeKind::kType:
    case TypeKind::kMember:
      return std::nullopt;
  }
  return std::nullopt;
}

bool Equal(const Value& a, const Value& b, Meter& meter) {
  if (const List* x = a.AsList()) {
    const List* y = b.AsList();
    return y != nullptr && EqualLists(*x, *y, meter);
  }
  if (const Map* x = a.AsMap()) {
    const Map* y = b.AsMap();
    return y != nullptr && EqualMaps(*x, *y, meter);
  }
  if (const auto* x = a.As<std::string>()) {
    const auto* y = b.As<std::string>();
    return y != nullptr && meter.ChargeText(std::min(x->size(), y->size())) && *x == *y;
  }
  if (a.As<Null>() != nullptr) return b.As<Null>() != nullptr;
  if (const auto* x = a.As<TypeName>())
    return b.As<TypeName>() != nullptr && *x == *b.As<TypeName>();
  const auto order = Compare(a, b);
  return order.has_value() && *order == 0;
}

const Value* FindKey(const Map& map, const Value& key, Meter& meter) {
  if (const auto* field = key.As<std::string>()) return FindField(map, *field, meter);
  if (!meter.Charge(static_cast<int64_t>(map.size() / 8))) return nullptr;
  const auto found = std::find_if(
      map.begin(), map.end(), [&](const auto& entry) { return Equal(entry.first, key, meter); });
  return found == map.end() ? nullptr : &found->second;
}

const Value* FindField(const Map& map, const std::string& field, Meter& meter) {
  if (!meter.Charge(static_cast<int64_t>(map.size() / 8 + field.size() / 10))) return nullptr;
  for (const auto& [key, value] : map) {
    const auto* name = key.As<std::string>();
    if (name != nullptr && *name == field) return &value;
  }
  return nullptr;
}

}  // namespace vekha::condition
