#include "engine/base/source.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/base/utf8.h"

namespace vekha {
namespace {

constexpr size_t kMarkBytes = 4096;

bool IsInsideLetter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

}  // namespace

Source::Source(std::string name, std::string text)
    : name_(std::move(name)), text_(std::move(text)), line_starts_{0} {
  for (size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') line_starts_.push_back(i + 1);
  }
  const std::string_view whole = text_;
  for (const size_t start : line_starts_) {
    const size_t end = std::min(whole.find('\n', start), whole.size());
    Mark mark{start, 1};
    while (end - mark.offset > kMarkBytes) {
      size_t next = mark.offset + kMarkBytes;
      while (next < end && IsInsideLetter(whole[next])) ++next;
      const std::string_view between = whole.substr(mark.offset, next - mark.offset);
      mark = {next, mark.column + static_cast<int>(CodePointCount(between))};
      marks_.push_back(mark);
    }
  }
}

Position Source::PositionAt(size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto line = static_cast<int>(next - line_starts_.begin());
  Mark from{line_starts_[static_cast<size_t>(line) - 1], 1};
  const auto after = std::upper_bound(marks_.begin(), marks_.end(), offset,
                                      [](size_t at, const Mark& mark) { return at < mark.offset; });
  if (after != marks_.begin() && std::prev(after)->offset > from.offset) from = *std::prev(after);
  const std::string_view before(text_.data() + from.offset, offset - from.offset);
  return Position{line, from.column + static_cast<int>(CodePointCount(before))};
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
