// YAML that remembers its place. A rule file is read by people and corrected by people, so every
// node keeps where it stands in the text, and nothing is interpreted: `010`, `no` and `2022-10-30`
// stay the text they are until a typed reader (reader.h) is asked for a number, a bool or a date.
//
// The accepted language is a part of YAML 1.2: mappings with unique text keys, sequences and
// scalars of every style. Refused, each with its place: anchors and aliases (a reader would have to
// expand them in the head, and they can explode), tags, directives, several documents, keys that
// are not text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/base/source.h"

namespace vekha::yaml {

// Limits of one file. Our largest real rule file has some 2,000 nodes and depth 8.
inline constexpr size_t kMaxFileBytes = size_t{4} << 20;
inline constexpr size_t kMaxNodes = 200'000;
inline constexpr size_t kMaxDepth = 32;  // mappings and sequences inside one another

// kNull is an empty value, `~` or an unquoted `null`.
enum class NodeKind { kNull, kScalar, kSequence, kMapping };

// How a scalar is written. Only kPlain could have meant a number or a bool in YAML's own view.
enum class ScalarStyle { kPlain, kSingleQuoted, kDoubleQuoted, kLiteral, kFolded };

struct Entry;

struct Node {
  NodeKind kind = NodeKind::kNull;
  ScalarStyle style = ScalarStyle::kPlain;
  std::string text;  // of a scalar: unquoted, unescaped, lines folded; empty for the other kinds

  // Bytes of the source. Of a scalar: its text, without quotes; for a block scalar without its `|`
  // or `>` line (from the first character of its content). Of a mapping or sequence: from its first
  // character to the end of its last child. Of an empty value: an empty range just after its key.
  SourceRange range;

  std::vector<Node> items;     // of a sequence
  std::vector<Entry> entries;  // of a mapping, in the order written

  bool IsNull() const { return kind == NodeKind::kNull; }
  bool IsScalar() const { return kind == NodeKind::kScalar; }
  bool IsSequence() const { return kind == NodeKind::kSequence; }
  bool IsMapping() const { return kind == NodeKind::kMapping; }

  // The entry or value under `key`; null when this is no mapping or has no such key.
  const Entry* FindEntry(std::string_view key) const;
  const Node* Find(std::string_view key) const;
};

struct Entry {
  Node key;  // always a scalar
  Node value;
};

struct Document {
  Node root;
};

// Reads one document. Codes:
//   E0001 not YAML                       E0007 duplicate key (the first is kept)
//   E0002 not UTF-8                      E0008 anchor or alias
//   E0003 control character              E0009 tag
//   E0004 file over kMaxFileBytes        E0010 more than one document, or a directive
//   E0005 deeper than kMaxDepth          E0011 key that is not text
//   E0006 more than kMaxNodes nodes      E0012 empty file
// A byte order mark at the start is skipped. After E0007..E0009 and E0011 a document is still
// given, so that the reader above can report its own problems in the same go; it has errors and
// must not be used. After 200 of them reading stops without one.
Parsed<Document> Parse(const Source& source);

// The place in the source of byte `text_offset` of a scalar's text: for errors inside a condition
// or a phrase written in a rule file. Exact for every style on the characters that are not white
// space; inside folded white space it is a place in that white space. An offset past the text gives
// the end.
size_t SourceOffset(const Source& source, const Node& scalar, size_t text_offset);

// The same for a span [begin, end) of the text.
SourceRange SourceSpan(const Source& source, const Node& scalar, size_t begin, size_t end);

}  // namespace vekha::yaml
