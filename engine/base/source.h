// A text from outside and places in it. Engine code keeps byte offsets; lines and columns are
// computed when shown.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vekha {

// 1-based; columns count code points, as an editor does, not bytes.
struct Position {
  int line = 1;
  int column = 1;
  bool operator==(const Position&) const = default;
};

// Bytes [begin, end) of a text.
struct SourceRange {
  size_t begin = 0;
  size_t end = 0;
  bool operator==(const SourceRange&) const = default;
};

// A named text, immutable. Safe to share between threads.
class Source {
 public:
  Source(std::string name, std::string text);

  const std::string& name() const { return name_; }
  const std::string& text() const { return text_; }

  // An offset past the end gives the position just after the last character.
  Position PositionAt(size_t offset) const;

  // The byte of a position; past the end of its line or of the text the end of that.
  size_t OffsetAt(Position position) const;

  // Line `line` (1-based) without its line break; empty when there is none.
  std::string_view Line(int line) const;

 private:
  std::string name_;
  std::string text_;
  std::vector<size_t> line_starts_;
  // Places inside long lines with their columns, so that none is counted from the line's beginning.
  struct Mark {
    size_t offset = 0;
    int column = 1;
  };
  std::vector<Mark> marks_;
};

}  // namespace vekha
