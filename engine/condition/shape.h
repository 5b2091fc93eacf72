// How large a value can be, for the estimate of cost. Internal to the room.
#pragma once

#include <vector>

#include "engine/condition/type.h"
#include "engine/condition/value.h"

namespace vekha::condition {

// Of a list the parts are its element's shape, of a map its key's and value's.
struct Shape {
  TypeKind kind = TypeKind::kDyn;
  double size = 1;  // bytes of text, elements, entries
  std::vector<Shape> parts;
};

inline Shape Scalar(TypeKind kind) { return {kind, 1, {}}; }
inline bool IsText(const Shape& shape) {
  return shape.kind == TypeKind::kString || shape.kind == TypeKind::kBytes;
}
inline Shape PartOf(const Shape& shape, size_t i) {
  return i < shape.parts.size() ? shape.parts[i] : Shape{};
}

Shape ShapeOfConstant(const Value& constant);
// Either of two may be there: no smaller than any of them.
Shape Larger(const Shape& a, const Shape& b);

}  // namespace vekha::condition
