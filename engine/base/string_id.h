// Identifiers that cannot be mixed up: a MeasureId is no TaskId.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace vekha {

template <typename Tag>
class StringId {
 public:
  StringId() = default;
  explicit StringId(std::string value) : value_(std::move(value)) {}
  const std::string& value() const { return value_; }
  bool empty() const { return value_.empty(); }
  auto operator<=>(const StringId&) const = default;

  template <typename H>
  friend H AbslHashValue(H h, const StringId& id) {
    return H::combine(std::move(h), id.value_);
  }

 private:
  std::string value_;
};

using OrganizationId = StringId<struct OrganizationTag>;
using PersonId = StringId<struct PersonTag>;
using RoadmapId = StringId<struct RoadmapTag>;
using MeasureId = StringId<struct MeasureTag>;  // "3.2", or "1.3/2" for an item of measure 1.3
using TaskId = StringId<struct TaskTag>;

}  // namespace vekha

template <typename Tag>
struct std::hash<vekha::StringId<Tag>> {
  size_t operator()(const vekha::StringId<Tag>& id) const noexcept {
    return std::hash<std::string>{}(id.value());
  }
};
