#include "engine/base/source.h"

#include <algorithm>
#include <utility>

#include "engine/base/utf8.h"

namespace vekha {

Source::Source(std::string name, std::string text)
    : name_(std::move(name)), text_(std::move(text)), line_starts_{0} {
  for (size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') line_starts_.push_back(i + 1);
  }
}

Position Source::PositionAt(size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto line = static_cast<int>(next - line_starts_.begin());
  const size_t start = line_starts_[static_cast<size_t>(line) - 1];
  const std::string_view before(text_.data() + start, offset - start);
  return Position{line, static_cast<int>(CodePointCount(before)) + 1};
}

std::string_view Source::Line(int line) const {
  if (line < 1 || static_cast<size_t>(line) > line_starts_.size()) return {};
  const size_t start = line_starts_[static_cast<size_t>(line) - 1];
  const size_t end = text_.find('\n', start);
  std::string_view found = std::string_view(text_).substr(start, end - start);
  if (!found.empty() && found.back() == '\r') found.remove_suffix(1);
  return found;
}

}  // namespace vekha
