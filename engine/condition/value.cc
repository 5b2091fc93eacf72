#include "engine/condition/value.h"

#include <algorithm>
#include <bit>

namespace vekha::condition {
namespace {

bool IdenticalLists(const List& a, const List& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), Identical);
}

bool IdenticalMaps(const Map& a, const Map& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
    return Identical(x.first, y.first) && Identical(x.second, y.second);
  });
}

}  // namespace

bool Identical(const Value& a, const Value& b) {
  if (a.storage().index() != b.storage().index()) return false;
  if (const List* x = a.AsList()) return x == b.AsList() || IdenticalLists(*x, *b.AsList());
  if (const Map* x = a.AsMap()) return x == b.AsMap() || IdenticalMaps(*x, *b.AsMap());
  if (const auto* x = a.As<double>()) {
    return std::bit_cast<uint64_t>(*x) == std::bit_cast<uint64_t>(*b.As<double>());
  }
  return a.storage() == b.storage();
}

}  // namespace vekha::condition
