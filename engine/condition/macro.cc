#include "engine/condition/macro.h"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

namespace vekha::condition {
namespace {

struct FoldMacro {
  std::string_view name;
  size_t arguments;
  size_t variables;
  bool has_filter;
  FoldKind kind;
};
constexpr std::array<FoldMacro, 15> kFoldMacros = {{
    {"all", 2, 1, false, FoldKind::kAll},
    {"exists", 2, 1, false, FoldKind::kExists},
    {"exists_one", 2, 1, false, FoldKind::kExistsOne},
    {"existsOne", 2, 1, false, FoldKind::kExistsOne},
    {"map", 2, 1, false, FoldKind::kMap},
    {"map", 3, 1, true, FoldKind::kMap},
    {"filter", 2, 1, false, FoldKind::kFilter},
    {"all", 3, 2, false, FoldKind::kAll},
    {"exists", 3, 2, false, FoldKind::kExists},
    {"exists_one", 3, 2, false, FoldKind::kExistsOne},
    {"existsOne", 3, 2, false, FoldKind::kExistsOne},
    {"transformList", 3, 2, false, FoldKind::kMap},
    {"transformList", 4, 2, true, FoldKind::kMap},
    {"transformMap", 3, 2, false, FoldKind::kTransformMap},
    {"transformMap", 4, 2, true, FoldKind::kTransformMap},
}};

Node ExpandHas(const Ast& ast, const Node& call, Problems& problems) {
  const Node& argument = ast[call.children[0]];
  const bool selection = argument.kind == NodeKind::kSelect;
  if (!selection && argument.kind != NodeKind::kIdent) {
    problems.Add(argument.range, kWrongMacro,
                 {"has() спрашивает об имени или поле", "has() asks about a name or a selection"},
                 {"напишите has(a.b)", "write has(a.b)"});
    return call;
  }
  Node node = argument;
  node.kind = NodeKind::kHas;
  node.range = call.range;
  node.at = argument.range;
  return node;
}

// fact('mentees.count') is the name itself, so that it is checked and known like one.
Node ExpandFact(const Ast& ast, const Node& call, Problems& problems) {
  const Node& argument = ast[call.children[0]];
  const auto* name = argument.constant.As<std::string>();
  if (argument.kind != NodeKind::kConstant || name == nullptr) {
    problems.Add(argument.range, kWrongMacro,
                 {"fact() нужно имя факта, написанное прямо в скобках",
                  "fact() needs the name of a fact, written out"},
                 {"напишите fact('mentees.count')", "write fact('mentees.count')"});
    return call;
  }
  Node node;
  node.kind = NodeKind::kIdent;
  node.range = call.range;
  node.at = argument.range;
  node.text = *name;
  node.rooted = true;
  return node;
}

// Fills node.variables from the arguments that name them; false when one is not a plain name.
bool TakeVariables(const Ast& ast, const Node& call, size_t first, size_t count, Node& node,
                   Problems& problems) {
  for (size_t i = first; i < first + count; ++i) {
    const Node& variable = ast[call.children[i]];
    if (variable.kind != NodeKind::kIdent || variable.rooted) {
      problems.Add(variable.range, kWrongMacro,
                   {fmt::format("{}(): здесь нужно простое имя переменной", call.text),
                    fmt::format("{}() needs a plain name for its variable here", call.text)});
      return false;
    }
    node.variables.push_back(variable.text);
  }
  if (count == 2 && node.variables[0] == node.variables[1]) {
    problems.Add(ast[call.children[first + 1]].range, kWrongMacro,
                 {fmt::format("{}(): нужны две разные переменные", call.text),
                  fmt::format("{}() needs two different variables", call.text)});
    return false;
  }
  return true;
}

Node FoldOver(const Node& call, FoldKind kind) {
  Node node;
  node.kind = NodeKind::kFold;
  node.range = call.range;
  node.at = call.at;
  node.text = call.text;
  node.fold = kind;
  return node;
}

bool IsBind(const Ast& ast, const Node& call) {
  const Node& target = ast[call.children[0]];
  return call.text == "bind" && call.children.size() == 4 && target.kind == NodeKind::kIdent &&
         target.text == "cel";
}

}  // namespace

std::optional<Node> ExpandMacro(const Ast& ast, const Node& call, Problems& problems) {
  if (!call.receiver) {
    if (call.children.size() != 1) return std::nullopt;
    if (call.text == "has") return ExpandHas(ast, call, problems);
    if (call.text == "fact") return ExpandFact(ast, call, problems);
    return std::nullopt;
  }
  if (IsBind(ast, call)) {
    Node node = FoldOver(call, FoldKind::kBind);
    if (!TakeVariables(ast, call, 1, 1, node, problems)) return call;
    node.children = {call.children[2], call.children[3]};
    return node;
  }
  for (const FoldMacro& macro : kFoldMacros) {
    if (macro.name != call.text || macro.arguments + 1 != call.children.size()) continue;
    Node node = FoldOver(call, macro.kind);
    if (!TakeVariables(ast, call, 1, macro.variables, node, problems)) return call;
    node.has_filter = macro.has_filter;
    node.children = {call.children[0]};
    for (size_t i = 1 + macro.variables; i < call.children.size(); ++i) {
      node.children.push_back(call.children[i]);
    }
    return node;
  }
  return std::nullopt;
}

std::vector<std::string_view> MacroNames() {
  std::vector<std::string_view> names = {"has", "fact", "bind"};
  for (const FoldMacro& macro : kFoldMacros) names.push_back(macro.name);
  return names;
}

}  // namespace vekha::condition
