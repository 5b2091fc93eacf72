#include "engine/condition/shape.h"

namespace vekha::condition {

Shape ShapeOfConstant(const Value& constant) {
  if (const auto* text = constant.As<std::string>()) {
    return {TypeKind::kString, static_cast<double>(text->size()), {}};
  }
  if (const auto* bytes = constant.As<Bytes>()) {
    return {TypeKind::kBytes, static_cast<double>(bytes->data.size()), {}};
  }
  return Scalar(KindOf(constant));
}

Shape Larger(const Shape& a, const Shape& b) {
  if (a.kind == TypeKind::kDyn || b.kind == TypeKind::kDyn) {
    return a.size * 2 > b.size * 2 ? a : b;
  }
  Shape larger = a.size >= b.size ? a : b;
  for (size_t i = 0; i < larger.parts.size(); ++i) {
    larger.parts[i] = Larger(PartOf(a, i), PartOf(b, i));
  }
  return larger;
}

}  // namespace vekha::condition
