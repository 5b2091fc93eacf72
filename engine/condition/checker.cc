#include "engine/condition/checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/condition/checker_hint.h"
#include "engine/condition/compare.h"

namespace vekha::condition {
namespace {

const Type kDynType{};
const Type kBoolType{TypeKind::kBool, {}};
const Type kIntType{TypeKind::kInt, {}};

bool Is(const Type& type, TypeKind kind) { return type.kind == kind; }
bool IsOr(const Type& type, TypeKind kind) { return Is(type, kind) || Is(type, TypeKind::kDyn); }

bool IsOrdered(TypeKind kind) {
  switch (kind) {
    case TypeKind::kDyn:
    case TypeKind::kBool:
    case TypeKind::kInt:
    case TypeKind::kUint:
    case TypeKind::kDouble:
    case TypeKind::kString:
    case TypeKind::kBytes:
    case TypeKind::kTimestamp:
    case TypeKind::kDuration:
    case TypeKind::kDate:
      return true;
    case TypeKind::kNull:
    case TypeKind::kList:
    case TypeKind::kMap:
    case TypeKind::kType:
    case TypeKind::kMember:
      return false;
  }
  return false;
}

bool MayBeKey(const Type& type) {
  return Is(type, TypeKind::kDyn) || Is(type, TypeKind::kInt) || Is(type, TypeKind::kUint) ||
         Is(type, TypeKind::kBool) || Is(type, TypeKind::kString);
}

// null may be compared with anything: a rule asks `x == null` of whatever x is.
bool AreComparable(const Type& a, const Type& b) {
  return IsAssignable(a, b) || Is(a, TypeKind::kNull) || Is(b, TypeKind::kNull);
}

struct ArithmeticRow {
  TypeKind left;
  TypeKind right;
  TypeKind result;
  std::string_view operators;
};
constexpr ArithmeticRow kArithmetic[] = {
    {TypeKind::kInt, TypeKind::kInt, TypeKind::kInt, "+-*/%"},
    {TypeKind::kUint, TypeKind::kUint, TypeKind::kUint, "+-*/%"},
    {TypeKind::kDouble, TypeKind::kDouble, TypeKind::kDouble, "+-*/"},
    {TypeKind::kString, TypeKind::kString, TypeKind::kString, "+"},
    {TypeKind::kBytes, TypeKind::kBytes, TypeKind::kBytes, "+"},
    {TypeKind::kDuration, TypeKind::kDuration, TypeKind::kDuration, "+-"},
    {TypeKind::kTimestamp, TypeKind::kDuration, TypeKind::kTimestamp, "+-"},
    {TypeKind::kDuration, TypeKind::kTimestamp, TypeKind::kTimestamp, "+"},
    {TypeKind::kTimestamp, TypeKind::kTimestamp, TypeKind::kDuration, "-"},
};

class Checker {
 public:
  Checker(const Ast& ast, Names& names, Problems& problems)
      : ast_(ast), names_(names), problems_(problems) {}

  // What may be used in any way a value is used.
  Type Check(NodeId id) {
    Type type = CheckAny(id);
    if (!HoldsMembers(type)) return type;
    ReportMembers(id, type);
    return kDynType;
  }

 private:
  // Organizations below, too: where they may stand.
  Type CheckAny(NodeId id) {
    const Node& node = ast_[id];
    switch (node.kind) {
      case NodeKind::kConstant:
        return Type{KindOf(node.constant), {}};
      case NodeKind::kIdent:
      case NodeKind::kSelect:
        return CheckName(id);
      case NodeKind::kHas:
        return CheckHas(id);
      case NodeKind::kCall:
        return CheckCall(id);
      case NodeKind::kIndex:
        return CheckIndex(node);
      case NodeKind::kList:
        return CheckList(node);
      case NodeKind::kMap:
        return CheckMap(node);
      case NodeKind::kConditional:
        return CheckConditional(node);
      case NodeKind::kAnd:
      case NodeKind::kOr:
        for (const NodeId child : node.children) {
          ExpectBool(child, node.kind == NodeKind::kAnd ? "&&" : "||");
        }
        return kBoolType;
      case NodeKind::kNot:
        ExpectBool(node.children[0], "!");
        return kBoolType;
      case NodeKind::kNegate:
        return CheckNegate(node);
      case NodeKind::kBinary:
        return CheckBinary(node);
      case NodeKind::kFold:
        return CheckFold(node);
    }
    return kDynType;
  }

  void ReportMembers(NodeId id, const Type& type) {
    const Node& node = ast_[id];
    const bool plain = node.kind == NodeKind::kIdent;
    if (Is(type, TypeKind::kMember)) {
      const std::string name = plain ? node.text : "s";
      Fail(node.range,
           {fmt::format("{} - организация: её не сравнить, не вывести и не сохранить", name),
            fmt::format("{} is an organization: it cannot be compared, printed or kept", name)},
           Write(name + ".mentees.count", name + ".id"));
      return;
    }
    const std::string list = plain ? node.text : "schools";
    Fail(node.range,
         {"список организаций можно только перебрать, отобрать или сосчитать",
          "a list of organizations can only be gone over, filtered or counted"},
         Write(list + ".all(s, s.mentees.count > 0)", list + ".size()"));
  }

  Type Fail(SourceRange range, Bilingual message, Bilingual hint = {}) {
    problems_.Add(range, kWrongType, std::move(message), std::move(hint));
    return kDynType;
  }

  void ExpectBool(NodeId id, std::string_view who) {
    const Type type = Check(id);
    if (IsOr(type, TypeKind::kBool)) return;
    const std::string found = FormatType(type);
    Fail(ast_[id].range,
         {fmt::format("для {} здесь нужно bool, а не {}", who, found),
          fmt::format("{} needs bool here, not {}", who, found)},
         IsNumeric(type.kind) ? Bilingual{"сравните с числом: x > 0", "compare it: x > 0"}
                              : Bilingual{});
  }

  Type CheckName(NodeId id) {
    const Reference& reference = names_[id];
    if (reference.kind == ReferenceKind::kLocal) return locals_[reference.local];
    if (reference.kind != ReferenceKind::kNone) return reference.type;
    const Node& node = ast_[id];
    if (node.kind == NodeKind::kIdent) return kDynType;  // undeclared, and said so
    return SelectedFrom(Check(node.children[0]), node);
  }

  Type SelectedFrom(const Type& operand, const Node& node) {
    if (Is(operand, TypeKind::kDyn)) return kDynType;
    if (Is(operand, TypeKind::kMap) && IsOr(KeyType(operand), TypeKind::kString)) {
      return MappedType(operand);
    }
    return Fail(node.at, {fmt::format("у {} нет поля {}", FormatType(operand), node.text),
                          fmt::format("{} has no field {}", FormatType(operand), node.text)});
  }

  Type CheckHas(NodeId id) {
    const Node& node = ast_[id];
    if (names_[id].kind == ReferenceKind::kNone && !node.children.empty()) {
      SelectedFrom(Check(node.children[0]), node);
    }
    return kBoolType;
  }

  Type CheckCall(NodeId id) {
    const Node& node = ast_[id];
    Reference& reference = names_.references[id];
    std::vector<Type> arguments;
    const bool counts = node.text == "size" || node.text == "count";
    for (size_t i = reference.drop_receiver ? 1 : 0; i < node.children.size(); ++i) {
      arguments.push_back(counts ? CheckAny(node.children[i]) : Check(node.children[i]));
    }
    if (reference.function == nullptr) return kDynType;
    if (reference.function->name == "dyn") return kDynType;
    std::optional<Type> result;
    for (const FunctionOverload& overload : reference.function->overloads) {
      if (!Accepts(overload, arguments)) continue;
      result = result ? JoinTypes(*result, overload.result) : overload.result;
    }
    if (result) return reference.type = *result;
    std::string given;
    for (const Type& argument : arguments)
      given += (given.empty() ? "" : ", ") + FormatType(argument);
    const std::string known = FormatOverloads(*reference.function);
    return Fail(node.at,
                {fmt::format("{}() не принимает ({})", reference.function->name, given),
                 fmt::format("{}() does not take ({})", reference.function->name, given)},
                {"бывает " + known, "it is " + known});
  }

  static bool Accepts(const FunctionOverload& overload, const std::vector<Type>& arguments) {
    if (!overload.Takes(arguments.size())) return false;
    for (size_t i = 0; i < arguments.size(); ++i) {
      if (!IsAssignable(arguments[i], overload.Parameter(i))) return false;
    }
    return true;
  }

  Type CheckIndex(const Node& node) {
    const Type operand = Check(node.children[0]);
    const Type index = Check(node.children[1]);
    if (Is(operand, TypeKind::kDyn)) return kDynType;
    if (Is(operand, TypeKind::kList) && IsOr(index, TypeKind::kInt)) return ElementType(operand);
    if (Is(operand, TypeKind::kMap) && IsAssignable(index, KeyType(operand))) {
      return MappedType(operand);
    }
    return Fail(node.at,
                {fmt::format("у {} нет элемента по {}", FormatType(operand), FormatType(index)),
                 fmt::format("{} has no element by {}", FormatType(operand), FormatType(index))});
  }

  Type CheckList(const Node& node) {
    if (node.children.empty()) return ListOf(kDynType);
    Type element = Check(node.children[0]);
    for (size_t i = 1; i < node.children.size(); ++i) {
      element = JoinTypes(element, Check(node.children[i]));
    }
    return ListOf(std::move(element));
  }

  Type CheckMap(const Node& node) {
    Type key;
    Type value;
    for (size_t i = 0; i + 1 < node.children.size(); i += 2) {
      const Type k = Check(node.children[i]);
      const Type v = Check(node.children[i + 1]);
      if (!MayBeKey(k)) {
        Fail(ast_[node.children[i]].range,
             {fmt::format("ключ словаря - int, uint, bool или string, а не {}", FormatType(k)),
              fmt::format("a key of a map is int, uint, bool or string, not {}", FormatType(k))});
      }
      if (IsRepeatedKey(node, i)) {
        problems_.Add(ast_[node.children[i]].range, kWrongConstant,
                      {"ключ этого словаря написан дважды", "a key of this map is written twice"},
                      {"1, 1u и 1.0 - один и тот же ключ", "1, 1u and 1.0 are one key"});
      }
      key = i == 0 ? k : JoinTypes(key, k);
      value = i == 0 ? v : JoinTypes(value, v);
    }
    return MapOf(std::move(key), std::move(value));
  }

  // Only keys written out can be told before it runs.
  bool IsRepeatedKey(const Node& map, size_t at) const {
    const Node& key = ast_[map.children[at]];
    if (key.kind != NodeKind::kConstant) return false;
    Meter meter{RunLimits{}};
    for (size_t i = 0; i < at; i += 2) {
      const Node& other = ast_[map.children[i]];
      if (other.kind == NodeKind::kConstant && Equal(other.constant, key.constant, meter)) {
        return true;
      }
    }
    return false;
  }

  Type CheckConditional(const Node& node) {
    ExpectBool(node.children[0], "?:");
    const Type then = Check(node.children[1]);
    const Type otherwise = Check(node.children[2]);
    if (AreComparable(then, otherwise)) return JoinTypes(then, otherwise);
    return Fail(node.at, {fmt::format("?: даёт {} или {}: тип должен быть один", FormatType(then),
                                      FormatType(otherwise)),
                          fmt::format("?: gives {} or {}: both must be of one type",
                                      FormatType(then), FormatType(otherwise))});
  }

  Type CheckNegate(const Node& node) {
    const Type type = Check(node.children[0]);
    if (IsOr(type, TypeKind::kInt) || Is(type, TypeKind::kDouble)) return type;
    return Fail(node.at, {fmt::format("минусу нужно int или double, а не {}", FormatType(type)),
                          fmt::format("- needs int or double, not {}", FormatType(type))});
  }

  Type CheckBinary(const Node& node) {
    const Type a = Check(node.children[0]);
    const Type b = Check(node.children[1]);
    switch (node.op) {
      case BinaryOp::kAdd:
      case BinaryOp::kSubtract:
      case BinaryOp::kMultiply:
      case BinaryOp::kDivide:
      case BinaryOp::kModulo:
        return CheckArithmetic(node, a, b);
      case BinaryOp::kLess:
      case BinaryOp::kLessEqual:
      case BinaryOp::kGreater:
      case BinaryOp::kGreaterEqual: {
        const bool numbers = IsNumeric(a.kind) && IsNumeric(b.kind);
        if (IsOrdered(a.kind) && IsOrdered(b.kind) && (numbers || IsAssignable(a, b)))
          return kBoolType;
        return FailComparison(node, a, b);
      }
      case BinaryOp::kEqual:
      case BinaryOp::kNotEqual:
        return AreComparable(a, b) ? kBoolType : FailComparison(node, a, b);
      case BinaryOp::kIn:
        return CheckIn(node, a, b);
    }
    return kDynType;
  }

  Type FailComparison(const Node& node, const Type& a, const Type& b) {
    Fail(node.at,
         {fmt::format("{} не сравнивает {} с {}", OperatorText(node.op), FormatType(a),
                      FormatType(b)),
          fmt::format("{} cannot compare {} with {}", OperatorText(node.op), FormatType(a),
                      FormatType(b))},
         ComparisonHint(a, b));
    return kBoolType;
  }

  Type CheckArithmetic(const Node& node, const Type& a, const Type& b) {
    const std::string_view op = OperatorText(node.op);
    if (Is(a, TypeKind::kDyn) || Is(b, TypeKind::kDyn)) return kDynType;
    if (Is(a, TypeKind::kList) && Is(b, TypeKind::kList) && op == "+") {
      return ListOf(JoinTypes(ElementType(a), ElementType(b)));
    }
    for (const ArithmeticRow& row : kArithmetic) {
      if (row.left == a.kind && row.right == b.kind &&
          row.operators.find(op) != std::string_view::npos) {
        return Type{row.result, {}};
      }
    }
    return Fail(node.at,
                {fmt::format("{} не применяется к {} и {}", op, FormatType(a), FormatType(b)),
                 fmt::format("{} cannot take {} and {}", op, FormatType(a), FormatType(b))},
                ArithmeticHint(node.op, a, b));
  }

  Type CheckIn(const Node& node, const Type& a, const Type& b) {
    if (Is(b, TypeKind::kDyn)) return kBoolType;
    const bool container = Is(b, TypeKind::kList) || Is(b, TypeKind::kMap);
    if (container && AreComparable(a, b.parameters.empty() ? kDynType : b.parameters[0])) {
      return kBoolType;
    }
    const bool texts = Is(a, TypeKind::kString) && Is(b, TypeKind::kString);
    Fail(node.at,
         {fmt::format("in не ищет {} в {}", FormatType(a), FormatType(b)),
          fmt::format("in cannot look for {} in {}", FormatType(a), FormatType(b))},
         texts ? Write("text.contains(part)") : Bilingual{});
    return kBoolType;
  }

  Type CheckFold(const Node& node) {
    const Type range = CheckAny(node.children[0]);
    if (!PushVariables(node, range)) {
      Fail(
          ast_[node.children[0]].range,
          {fmt::format("{}() перебирает список или словарь, а не {}", node.text, FormatType(range)),
           fmt::format("{}() goes over a list or a map, not {}", node.text, FormatType(range))});
      for (size_t i = 0; i < node.variables.size(); ++i) locals_.push_back(kDynType);
    }
    const bool predicate = node.fold == FoldKind::kAll || node.fold == FoldKind::kExists ||
                           node.fold == FoldKind::kExistsOne || node.fold == FoldKind::kFilter;
    if (node.has_filter) ExpectBool(node.children[1], fmt::format("{}()", node.text));
    Type body;
    if (predicate) {
      ExpectBool(node.children.back(), fmt::format("{}()", node.text));
    } else {
      body = Check(node.children.back());
    }
    const Type first = locals_[locals_.size() - node.variables.size()];
    locals_.resize(locals_.size() - node.variables.size());
    return FoldResult(node.fold, first, body);
  }

  static Type FoldResult(FoldKind kind, const Type& first, const Type& body) {
    switch (kind) {
      case FoldKind::kAll:
      case FoldKind::kExists:
      case FoldKind::kExistsOne:
        return kBoolType;
      case FoldKind::kMap:
        return ListOf(body);
      case FoldKind::kFilter:
        return ListOf(first);
      case FoldKind::kTransformMap:
        return MapOf(first, body);
      case FoldKind::kBind:
        return body;
    }
    return kDynType;
  }

  // False, and nothing pushed, when `range` cannot be gone over.
  bool PushVariables(const Node& node, const Type& range) {
    const bool two = node.variables.size() == 2;
    if (node.fold == FoldKind::kBind) {
      locals_.push_back(range);
    } else if (Is(range, TypeKind::kDyn)) {
      locals_.resize(locals_.size() + node.variables.size());
    } else if (Is(range, TypeKind::kList)) {
      if (two) locals_.push_back(kIntType);
      locals_.push_back(ElementType(range));
    } else if (Is(range, TypeKind::kMap)) {
      locals_.push_back(KeyType(range));
      if (two) locals_.push_back(MappedType(range));
    } else {
      return false;
    }
    return true;
  }

  const Ast& ast_;
  Names& names_;
  Problems& problems_;
  std::vector<Type> locals_;
};

}  // namespace

Type CheckTypes(const Ast& ast, Names& names, Problems& problems) {
  return Checker(ast, names, problems).Check(ast.root);
}

}  // namespace vekha::condition
