// A compiled condition: operations in one flat array, children before parents, everything named or
// constant resolved to an index.
#pragma once

#include <re2/re2.h>

#include <memory>
#include <string>
#include <vector>

#include "engine/base/source.h"
#include "engine/condition/ast.h"
#include "engine/condition/function_table.h"
#include "engine/condition/names.h"
#include "engine/condition/type.h"
#include "engine/condition/value.h"

namespace vekha::condition {

enum class OpCode : uint8_t {
  kConstant,    // constants[index]
  kName,        // names[index]
  kMembers,     // member_lists[index]
  kNameBelow,   // below[index]
  kLocal,       // the macro variable `index`
  kDynamic,     // dynamics[index]
  kHasName,     // has_names: names[index]
  kHasBelow,    // below[index]
  kHasDynamic,  // dynamics[index], or a field of operand 0
  kHasField,    // constants[index] in operand 0
  kSelect,      // constants[index] of operand 0
  kCall,        // functions[index]
  kMatch,       // operand 0 against regexes[index]
  kIndex,
  kList,
  kMap,
  kConditional,
  kAnd,
  kOr,
  kNot,
  kNegate,
  kArithmetic,  // index is a BinaryOp
  kCompare,     // index is a BinaryOp
  kEqual,
  kNotEqual,
  kIn,
  kFold,  // folds[index]: operands are range, [filter], body
};

struct Op {
  OpCode code = OpCode::kConstant;
  uint32_t index = 0;
  uint32_t first = 0;  // operands[first .. first + count)
  uint32_t count = 0;
};

struct FoldPlan {
  FoldKind kind = FoldKind::kAll;
  uint32_t local = 0;  // of its first variable
  bool two_variables = false;
  bool has_filter = false;
  bool over_members = false;
  std::string variable;  // the last one, as written
};

// A name asked of the organization that a macro variable stands for.
struct BelowPlan {
  uint32_t local = 0;
  std::string list;
  std::string name;
};

struct DynamicName {
  std::vector<std::string> path;
  std::vector<Candidate> candidates;
  Value field;  // of a has()
};

class Program {
 public:
  std::string text;
  Type result;
  std::vector<Op> ops;
  std::vector<uint32_t> operands;
  std::vector<SourceRange> ranges;  // by op
  std::vector<Value> constants;
  std::vector<std::string> names;         // sorted
  std::vector<std::string> member_lists;  // sorted
  std::vector<NameBelow> names_below;     // sorted
  std::vector<BelowPlan> below;
  std::vector<DynamicName> dynamics;
  std::vector<const Function*> functions;
  std::vector<std::unique_ptr<const RE2>> regexes;
  std::vector<FoldPlan> folds;
  int64_t estimated_cost = 0;
  int64_t estimated_member_cost = 0;
  uint32_t root = 0;
  uint32_t local_count = 0;

  uint32_t Operand(const Op& op, uint32_t i) const { return operands[op.first + i]; }
};

}  // namespace vekha::condition
