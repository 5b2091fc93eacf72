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

size_t Source::OffsetAt(Position position) const {
  if (position.line < 1) return 0;
  if (static_cast<size_t>(position.line) > line_starts_.size()) return text_.size();
  const std::string_view line = Line(position.line);
  Mark from{line_starts_[static_cast<size_t>(position.line) - 1], 1};
  const size_t end = from.offset + line.size();
  auto mark = std::upper_bound(marks_.begin(), marks_.end(), from.offset,
                               [](size_t at, const Mark& m) { return at < m.offset; });
  for (; mark != marks_.end() && mark->offset < end && mark->column <= position.column; ++mark) {
    from = *mark;
  }
  const size_t most = std::min(end - from.offset, 2 * kMarkBytes);
  const auto letters = DecodeUtf8(std::string_view(text_).substr(from.offset, most));
  const auto index = static_cast<size_t>(std::max(position.column - from.column, 0));
  return index < letters.size() ? from.offset + letters[index].offset : end;
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
