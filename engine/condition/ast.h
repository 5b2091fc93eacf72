// An expression as written. Nodes lie in one vector, children before parents.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/source.h"
#include "engine/condition/value.h"

namespace vekha::condition {

using NodeId = uint32_t;

enum class NodeKind {
  kConstant,
  kIdent,   // text; rooted for `.x`
  kSelect,  // children[0] . text
  kHas,     // has(children[0].text); without children has(text)
  kCall,    // text(children...); with receiver children[0].text(...)
  kIndex,   // children[0][children[1]]
  kList,
  kMap,          // key, value, key, value ...
  kConditional,  // children[0] ? children[1] : children[2]
  kAnd,          // two or more
  kOr,
  kNot,
  kNegate,
  kBinary,  // op
  kFold,    // a macro over a list or map, or cel.bind: range, [filter], body
};

enum class BinaryOp {
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kEqual,
  kNotEqual,
  kIn
};

enum class FoldKind {
  kAll,
  kExists,
  kExistsOne,
  kMap,           // also transformList
  kFilter,        // elements as they are
  kTransformMap,  // keys as they are
  kBind
};

struct Node {
  NodeKind kind = NodeKind::kConstant;
  SourceRange range;  // the whole of it
  SourceRange at;     // its operator or name: where complaints point
  std::string text;
  Value constant;
  std::vector<NodeId> children;
  std::vector<std::string> variables;  // of a fold: one or two
  BinaryOp op = BinaryOp::kAdd;
  FoldKind fold = FoldKind::kAll;
  bool receiver = false;
  bool rooted = false;
  bool quoted = false;      // the selector stood in backquotes: never part of a dotted name
  bool has_filter = false;  // of a fold
};

struct Ast {
  std::vector<Node> nodes;
  NodeId root = 0;
  const Node& operator[](NodeId id) const { return nodes[id]; }
};

inline constexpr const char* OperatorText(BinaryOp op) {
  constexpr const char* kTexts[] = {"+",  "-", "*",  "/",  "%",  "<",
                                    "<=", ">", ">=", "==", "!=", "in"};
  return kTexts[static_cast<size_t>(op)];
}

}  // namespace vekha::condition
