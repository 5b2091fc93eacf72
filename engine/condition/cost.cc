#include "engine/condition/cost.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "engine/condition/shape.h"

namespace vekha::condition {
namespace {

// Products of sizes pass int64; doubles only lose digits nobody needs.
constexpr double kCostMax = 1e15;

class Estimator {
 public:
  Estimator(const Ast& ast, const Names& names, const Limits& limits)
      : ast_(ast),
        names_(names),
        limits_(limits),
        allowed_(static_cast<double>(limits.estimate + kMemberCost * limits.assumed.members)) {}

  struct Blame {
    NodeId node = 0;
    double cost = 0;
    double times = 1;  // it runs this often
  };

  double Run() {
    const auto [cost, shape] = Estimate(ast_.root, 1);
    return std::min(cost, kCostMax);
  }
  const std::optional<Blame>& blame() const { return blame_; }

 private:
  struct Estimated {
    double cost = 0;
    Shape shape;
  };

  // `times`: how often this node runs.
  Estimated Estimate(NodeId id, double times) {
    Estimated estimated = EstimateNode(id, times);
    const NodeKind kind = ast_[id].kind;
    const bool may_be_blamed =
        kind == NodeKind::kFold || kind == NodeKind::kCall || id == ast_.root;
    if (may_be_blamed && !blame_ && estimated.cost * times > allowed_) {
      blame_ = Blame{id, estimated.cost * times, times};
    }
    return estimated;
  }

  Estimated EstimateNode(NodeId id, double times) {
    const Node& node = ast_[id];
    switch (node.kind) {
      case NodeKind::kConstant:
        return {0, ShapeOfConstant(node.constant)};
      case NodeKind::kIdent:
      case NodeKind::kSelect:
        return EstimateName(id, times);
      case NodeKind::kHas:
        return EstimateHas(id, times);
      case NodeKind::kCall:
        return EstimateCall(id, times);
      case NodeKind::kIndex:
        return EstimateIndex(node, times);
      case NodeKind::kList:
        return EstimateList(node, times);
      case NodeKind::kMap:
        return EstimateMap(node, times);
      case NodeKind::kConditional:
        return EstimateConditional(node, times);
      case NodeKind::kAnd:
      case NodeKind::kOr:
      case NodeKind::kNot:
        return {1 + CostOfChildren(node, times), Scalar(TypeKind::kBool)};
      case NodeKind::kNegate:
        return {1 + CostOfChildren(node, times), Scalar(TypeKind::kDyn)};
      case NodeKind::kBinary:
        return EstimateBinary(node, times);
      case NodeKind::kFold:
        return EstimateFold(node, times);
    }
    return {};
  }

  Shape TextOf(double size) const {
    return {TypeKind::kString, std::min(size, static_cast<double>(run_.string_bytes)), {}};
  }
  Shape TextOf(size_t size) const { return TextOf(static_cast<double>(size)); }
  // `from`: the longest list it is made of; what is made of organizations may be as long as they
  // are many.
  Shape ListShape(double size, Shape element, double from = 0) const {
    const double max = std::max(static_cast<double>(run_.list_elements), from);
    return {TypeKind::kList, std::min(size, max), {std::move(element)}};
  }

  Shape ShapeOf(const Type& type) const {
    const AssumedSizes& assumed = limits_.assumed;
    switch (type.kind) {
      case TypeKind::kString:
      case TypeKind::kBytes:
        return {type.kind, static_cast<double>(assumed.text), {}};
      case TypeKind::kList:
        return {type.kind, static_cast<double>(assumed.list), {ShapeOf(ElementType(type))}};
      case TypeKind::kMap:
        return {type.kind,
                static_cast<double>(assumed.map),
                {ShapeOf(KeyType(type)), ShapeOf(MappedType(type))}};
      case TypeKind::kDyn:
      case TypeKind::kNull:
      case TypeKind::kBool:
      case TypeKind::kInt:
      case TypeKind::kUint:
      case TypeKind::kDouble:
      case TypeKind::kTimestamp:
      case TypeKind::kDuration:
      case TypeKind::kDate:
      case TypeKind::kType:
      case TypeKind::kMember:
        return Scalar(type.kind);
    }
    return {};
  }

  // What is gone over, compared or matched although its type is only known when it runs.
  Shape AsRange(const Shape& shape) const {
    if (shape.kind == TypeKind::kList || shape.kind == TypeKind::kMap) return shape;
    return {TypeKind::kDyn, static_cast<double>(limits_.assumed.list), {Shape{}, Shape{}}};
  }
  double TextSize(const Shape& shape) const {
    if (IsText(shape)) return shape.size;
    return shape.kind == TypeKind::kDyn ? static_cast<double>(limits_.assumed.text) : 0;
  }
  double CostOfLookup(const Shape& map, const Shape& key) const {
    const double entries =
        map.kind == TypeKind::kMap ? map.size : static_cast<double>(limits_.assumed.map);
    return entries / 8 + TextSize(key) / 10;
  }

  Estimated EstimateHas(NodeId id, double times) {
    const Node& node = ast_[id];
    if (names_[id].kind == ReferenceKind::kHasBelow) return {1, Scalar(TypeKind::kBool)};
    if (node.children.empty()) return {1, Scalar(TypeKind::kBool)};
    const Estimated operand = Estimate(node.children[0], times);
    return {operand.cost + 1 + CostOfLookup(operand.shape, TextOf(node.text.size())),
            Scalar(TypeKind::kBool)};
  }

  double CostOfChildren(const Node& node, double times) {
    double cost = 0;
    for (const NodeId child : node.children) cost += Estimate(child, times).cost;
    return cost;
  }

  Estimated EstimateName(NodeId id, double times) {
    const Node& node = ast_[id];
    const Reference& reference = names_[id];
    switch (reference.kind) {
      case ReferenceKind::kLocal:
        return {1, locals_[reference.local]};
      case ReferenceKind::kName:
      case ReferenceKind::kNameBelow:
        return {1, ShapeOf(reference.type)};
      case ReferenceKind::kMembers:
        return {1,
                {TypeKind::kList,
                 static_cast<double>(limits_.assumed.members),
                 {Scalar(TypeKind::kMember)}}};
      case ReferenceKind::kType:
        return {0, Scalar(TypeKind::kType)};
      case ReferenceKind::kNone:
      case ReferenceKind::kDynamic:
      case ReferenceKind::kHasName:
      case ReferenceKind::kHasBelow:
      case ReferenceKind::kFunction:
        break;
    }
    if (node.children.empty()) return {1, Shape{}};
    const Estimated operand = Estimate(node.children[0], times);
    return {operand.cost + 1 + CostOfLookup(operand.shape, TextOf(node.text.size())),
            PartOf(operand.shape, 1)};
  }

  Estimated EstimateIndex(const Node& node, double times) {
    const Estimated operand = Estimate(node.children[0], times);
    const Estimated index = Estimate(node.children[1], times);
    const bool map = operand.shape.kind != TypeKind::kList;
    return {operand.cost + index.cost + 1 + (map ? CostOfLookup(operand.shape, index.shape) : 0),
            PartOf(operand.shape, map ? 1 : 0)};
  }

  Estimated EstimateList(const Node& node, double times) {
    double cost = 11;
    Shape element;
    for (const NodeId child : node.children) {
      const Estimated one = Estimate(child, times);
      cost += one.cost;
      element = child == node.children[0] ? one.shape : Larger(element, one.shape);
    }
    return {cost, ListShape(static_cast<double>(node.children.size()), std::move(element))};
  }

  Estimated EstimateMap(const Node& node, double times) {
    double cost = 31;
    Shape key;
    Shape value;
    for (size_t i = 0; i + 1 < node.children.size(); i += 2) {
      const Estimated k = Estimate(node.children[i], times);
      const Estimated v = Estimate(node.children[i + 1], times);
      cost += k.cost + v.cost + static_cast<double>(i) / 16 + TextSize(k.shape) / 10;
      key = i == 0 ? k.shape : Larger(key, k.shape);
      value = i == 0 ? v.shape : Larger(value, v.shape);
    }
    return {cost,
            {TypeKind::kMap,
             static_cast<double>(node.children.size()) / 2,
             {std::move(key), std::move(value)}}};
  }

  Estimated EstimateConditional(const Node& node, double times) {
    const double condition = Estimate(node.children[0], times).cost;
    const Estimated then = Estimate(node.children[1], times);
    const Estimated otherwise = Estimate(node.children[2], times);
    return {1 + condition + std::max(then.cost, otherwise.cost),
            Larger(then.shape, otherwise.shape)};
  }

  // == and < of two values: by the smaller, element by element.
  double CostOfComparing(const Shape& a, const Shape& b) const {
    if (a.kind == TypeKind::kList || a.kind == TypeKind::kMap) {
      const double element =
          1 + CostOfComparing(PartOf(a, a.parts.size() - 1),
                              PartOf(b, b.parts.empty() ? 0 : b.parts.size() - 1));
      const double entries = std::min(a.size, b.kind == TypeKind::kDyn ? a.size : b.size);
      return entries * (element + (a.kind == TypeKind::kMap ? entries / 8 : 0));
    }
    return std::min(TextSize(a), TextSize(b)) / 10;
  }

  Estimated EstimateBinary(const Node& node, double times) {
    const Estimated a = Estimate(node.children[0], times);
    const Estimated b = Estimate(node.children[1], times);
    const double cost = 1 + a.cost + b.cost;
    if (node.op == BinaryOp::kAdd) return EstimateAdd(cost, a.shape, b.shape);
    if (node.op == BinaryOp::kIn) {
      const Shape range = AsRange(b.shape);
      const double each = 1 + CostOfComparing(PartOf(range, 0), a.shape);
      return {cost + range.size * (range.kind == TypeKind::kMap ? each / 8 : each),
              Scalar(TypeKind::kBool)};
    }
    const bool compares = node.op >= BinaryOp::kLess;
    return {cost + (compares ? CostOfComparing(a.shape, b.shape) : 0),
            Scalar(compares ? TypeKind::kBool : a.shape.kind)};
  }

  Estimated EstimateAdd(double cost, const Shape& a, const Shape& b) const {
    if (IsText(a) || IsText(b)) {
      const double size = TextSize(a) + TextSize(b);
      return {cost + size / 10, TextOf(size)};
    }
    if (a.kind == TypeKind::kList || b.kind == TypeKind::kList) {
      const double size = AsRange(a).size + AsRange(b).size;
      return {cost + size, ListShape(size, Larger(PartOf(a, 0), PartOf(b, 0)),
                                     std::max(AsRange(a).size, AsRange(b).size))};
    }
    return {cost, Scalar(a.kind)};
  }

  Estimated EstimateCall(NodeId id, double times) {
    const Node& node = ast_[id];
    const Reference& reference = names_[id];
    double cost = 1;
    std::vector<Shape> arguments;
    for (size_t i = reference.drop_receiver ? 1 : 0; i < node.children.size(); ++i) {
      Estimated argument = Estimate(node.children[i], times);
      cost += argument.cost;
      arguments.push_back(std::move(argument.shape));
    }
    if (reference.function == nullptr) return {cost, Shape{}};
    const Function& function = *reference.function;
    cost += CostOfBody(function.name, arguments);
    if (function.name == "matches" && ast_[node.children.back()].kind != NodeKind::kConstant) {
      cost += 100 + TextSize(arguments.back());  // compiled each time
    }
    return {cost, ResultOf(function, arguments)};
  }

  // As the bodies in functions_*.cc charge.
  double CostOfBody(std::string_view name, const std::vector<Shape>& arguments) const {
    const auto text = [&](size_t i) { return i < arguments.size() ? TextSize(arguments[i]) : 0.0; };
    if (name == "matches") return (text(0) / 10 + 1) * (text(1) / 4 + 1);
    if (name == "contains") return (text(0) / 10 + 1) * (text(1) / 10 + 1);
    if (name == "split") return text(0);
    if (name == "replace") return text(0) / 10 + ReplacedSize(arguments) / 10;
    if (name == "join") return JoinedSize(arguments) / 10 + AsRange(arguments[0]).size;
    if (name == "math.greatest" || name == "math.least") return AsRange(arguments[0]).size;
    if (name == "sum") return AsRange(arguments[0]).size;
    if (name == "min" || name == "max") return CostOfExtreme(AsRange(arguments[0]));
    if (name == "addWorkdays" || name == "workdaysBetween") {
      return static_cast<double>(limits_.assumed.days_walked) / 70 + 1;
    }
    double all = 0;
    for (size_t i = 0; i < arguments.size(); ++i) all += text(i) / 10;
    return all;
  }

  double CostOfExtreme(const Shape& range) const {
    return range.size * (1 + TextSize(PartOf(range, 0)) / 10);
  }

  double JoinedSize(const std::vector<Shape>& arguments) const {
    const Shape range = AsRange(arguments[0]);
    const double separator = arguments.size() > 1 ? TextSize(arguments[1]) : 0;
    return TextOf(range.size * (TextSize(PartOf(range, 0)) + separator)).size;
  }
  double ReplacedSize(const std::vector<Shape>& arguments) const {
    return TextOf((TextSize(arguments[0]) + 1) * (TextSize(arguments[2]) + 1)).size;
  }

  Shape ResultOf(const Function& function, const std::vector<Shape>& arguments) const {
    const std::string_view name = function.name;
    if (name == "dyn" || name == "math.greatest" || name == "math.least") return arguments[0];
    if (name == "min" || name == "max") return PartOf(AsRange(arguments[0]), 0);
    if (name == "join") return TextOf(JoinedSize(arguments));
    if (name == "replace") return TextOf(ReplacedSize(arguments));
    const double text = arguments.empty() ? 0 : TextSize(arguments[0]);
    if (name == "split") return ListShape(text + 1, TextOf(text));
    Shape shape = ShapeOf(function.overloads.front().result);
    // Any other function gives no longer a text than it was given.
    if (IsText(shape)) shape.size = std::max(text, 40.0);
    return shape;
  }

  Estimated EstimateFold(const Node& node, double times) {
    const Estimated range = Estimate(node.children[0], times);
    if (node.fold == FoldKind::kBind) {
      locals_.push_back(range.shape);
      Estimated body = Estimate(node.children[1], times);
      locals_.pop_back();
      body.cost += range.cost + 1;
      return body;
    }
    const Shape over = AsRange(range.shape);
    const size_t outer = locals_.size();
    PushVariables(node, over);
    double each = 1;
    Shape body;
    for (size_t i = 1; i < node.children.size(); ++i) {
      Estimated part = Estimate(node.children[i], times * over.size);
      each += part.cost;
      body = std::move(part.shape);
    }
    const Shape first = locals_[outer];
    locals_.resize(outer);
    return {1 + range.cost + over.size * each, FoldShape(node.fold, over, first, std::move(body))};
  }

  void PushVariables(const Node& node, const Shape& over) {
    const bool list = over.kind == TypeKind::kList;
    if (node.variables.size() == 2) {
      locals_.push_back(list ? Scalar(TypeKind::kInt) : PartOf(over, 0));
      locals_.push_back(PartOf(over, list ? 0 : 1));
    } else {
      locals_.push_back(PartOf(over, 0));
    }
  }

  Shape FoldShape(FoldKind kind, const Shape& over, const Shape& first, Shape body) const {
    switch (kind) {
      case FoldKind::kAll:
      case FoldKind::kExists:
      case FoldKind::kExistsOne:
        return Scalar(TypeKind::kBool);
      case FoldKind::kFilter:
        return ListShape(over.size, first, over.size);
      case FoldKind::kMap:
        return ListShape(over.size, std::move(body), over.size);
      case FoldKind::kTransformMap:
        return {TypeKind::kMap, over.size, {first, std::move(body)}};
      case FoldKind::kBind:
        break;
    }
    return body;
  }

  const Ast& ast_;
  const Names& names_;
  const Limits& limits_;
  const double allowed_;
  const RunLimits run_;
  std::vector<Shape> locals_;
  std::optional<Blame> blame_;
};

Bilingual ManyTimes(double times, int64_t list) {
  return {
      fmt::format("повторится до {:.0f} раз, если в списках по {} элементов: перебирайте списки "
                  "один за другим",
                  times, list),
      fmt::format("it may run {:.0f} times, as lists are taken to have {} elements: go over "
                  "them one after the other",
                  times, list)};
}

bool GoesOverMembers(const Names& names) {
  return std::ranges::any_of(names.references, [](const Reference& reference) {
    return reference.kind == ReferenceKind::kMembers;
  });
}

void Report(const Estimator::Blame& blame, const Ast& ast, const Limits& limits, bool members,
            Problems& problems) {
  const Node& node = ast[blame.node];
  const double price = std::min(blame.cost, kCostMax);
  const int64_t allowed = limits.estimate + kMemberCost * limits.assumed.members;
  problems.Add(node.at, kTooCostly,
               {fmt::format("это может стоить {:.0f} единиц, разрешено {}", price, allowed),
                fmt::format("this could cost {:.0f} units, {} are allowed", price, allowed)},
               blame.times > 1
                   ? ManyTimes(blame.times, members ? limits.assumed.members : limits.assumed.list)
                   : Bilingual{});
}

}  // namespace

CostEstimate EstimateCost(const Ast& ast, const Names& names, const Limits& limits,
                          Problems& problems) {
  Limits alone = limits;
  alone.assumed.members = 0;
  Estimator estimator(ast, names, alone);
  CostEstimate cost{static_cast<int64_t>(estimator.Run()), 0};
  if (estimator.blame()) Report(*estimator.blame(), ast, alone, false, problems);
  if (estimator.blame() || !GoesOverMembers(names)) return cost;

  Estimator with_members(ast, names, limits);
  const double members = static_cast<double>(std::max<int64_t>(limits.assumed.members, 1));
  const double more = with_members.Run() - static_cast<double>(cost.alone);
  cost.each_member = static_cast<int64_t>(std::ceil(more / members));
  if (with_members.blame()) Report(*with_members.blame(), ast, limits, true, problems);
  return cost;
}

}  // namespace vekha::condition
