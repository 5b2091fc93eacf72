#include "engine/condition/names.h"

#include <fmt/format.h>

#include <algorithm>

namespace vekha::condition {
namespace {

// `a.b.c` as its parts and the node of its first.
struct Path {
  std::vector<std::string> parts;
  NodeId head = 0;
  bool rooted = false;

  std::string Join(size_t depth) const {
    std::string out = parts[0];
    for (size_t i = 1; i < depth; ++i) out += "." + parts[i];
    return out;
  }
};

std::optional<Path> PathOf(const Ast& ast, NodeId id) {
  Path path;
  while (ast[id].kind == NodeKind::kSelect && !ast[id].quoted) {
    path.parts.push_back(ast[id].text);
    id = ast[id].children[0];
  }
  if (ast[id].kind != NodeKind::kIdent) return std::nullopt;
  path.parts.push_back(ast[id].text);
  std::reverse(path.parts.begin(), path.parts.end());
  path.head = id;
  path.rooted = ast[id].rooted;
  return path;
}

// "a.b" -> "a.b.", "a.", "".
std::vector<std::string> PrefixesOf(std::string_view container) {
  std::vector<std::string> prefixes;
  while (!container.empty()) {
    prefixes.push_back(std::string(container) + ".");
    const size_t dot = container.rfind('.');
    container = container.substr(0, dot == std::string_view::npos ? 0 : dot);
  }
  prefixes.emplace_back();
  return prefixes;
}

Bilingual DidYouMean(const std::string& near) {
  return {fmt::format("возможно, {}?", near), fmt::format("did you mean {}?", near)};
}

class Resolver {
 public:
  Resolver(const Ast& ast, const CompileOptions& options, Problems& problems)
      : ast_(ast),
        environment_(options.environment),
        prefixes_(PrefixesOf(options.container)),
        problems_(problems) {
    names_.references.resize(ast.nodes.size());
  }

  Names Run() {
    Resolve(ast_.root);
    return std::move(names_);
  }

 private:
  void Resolve(NodeId id) {
    const Node& node = ast_[id];
    switch (node.kind) {
      case NodeKind::kIdent:
      case NodeKind::kSelect:
        return ResolvePath(id);
      case NodeKind::kHas:
        return ResolveHas(id);
      case NodeKind::kCall:
        return ResolveCall(id);
      case NodeKind::kFold:
        return ResolveFold(node);
      case NodeKind::kConstant:
      case NodeKind::kIndex:
      case NodeKind::kList:
      case NodeKind::kMap:
      case NodeKind::kConditional:
      case NodeKind::kAnd:
      case NodeKind::kOr:
      case NodeKind::kNot:
      case NodeKind::kNegate:
      case NodeKind::kBinary:
        for (const NodeId child : node.children) Resolve(child);
        return;
    }
  }

  std::optional<uint32_t> FindLocal(const Path& path) const {
    if (path.rooted) return std::nullopt;
    for (size_t i = scope_.size(); i > 0; --i) {
      if (scope_[i - 1] == path.parts[0]) return static_cast<uint32_t>(i - 1);
    }
    return std::nullopt;
  }

  // In the order they are tried: the longest path first, within it the innermost container.
  std::vector<Candidate> CandidatesOf(const Path& path, size_t shortest) const {
    std::vector<Candidate> candidates;
    for (size_t depth = path.parts.size(); depth >= shortest; --depth) {
      const std::string name = path.Join(depth);
      if (path.rooted) {
        candidates.push_back({name, depth});
        continue;
      }
      for (const std::string& prefix : prefixes_) candidates.push_back({prefix + name, depth});
    }
    return candidates;
  }

  void ResolvePath(NodeId id) {
    const auto path = PathOf(ast_, id);
    if (!path) return Resolve(ast_[id].children[0]);
    if (const auto local = FindLocal(*path)) {
      Reference& head = names_.references[path->head];
      head.kind = ReferenceKind::kLocal;
      head.local = *local;
      return;
    }
    if (environment_ == nullptr) {
      Reference& top = names_.references[id];
      top.kind = ReferenceKind::kDynamic;
      top.path = path->parts;
      top.candidates = CandidatesOf(*path, 1);
      return;
    }
    if (!ResolveDeclared(id, *path)) ReportUndeclared(ast_[id].range, *path);
  }

  bool ResolveDeclared(NodeId top, const Path& path) {
    for (const Candidate& candidate : CandidatesOf(path, 1)) {
      const auto type = environment_->FindVariable(candidate.name);
      const bool denotes_type = !type && FindDenotation(candidate.name).has_value();
      if (!type && !denotes_type) continue;
      for (size_t i = path.parts.size(); i > candidate.depth; --i) top = ast_[top].children[0];
      Reference& reference = names_.references[top];
      reference.kind = type ? ReferenceKind::kName : ReferenceKind::kType;
      reference.name = candidate.name;
      reference.type = type.value_or(Type{TypeKind::kType, {}});
      return true;
    }
    return false;
  }

  void ReportUndeclared(SourceRange range, const Path& path) {
    const std::string name = path.Join(path.parts.size());
    const auto near = environment_->Suggest(name);
    if (environment_->IsPrefix(name)) {
      problems_.Add(range, kUndeclaredName,
                    {fmt::format("{} - начало имён, а не значение", name),
                     fmt::format("{} is the beginning of names, not a value", name)},
                    near.empty()
                        ? Bilingual{}
                        : Bilingual{"например, " + near.front(), "for example " + near.front()});
      return;
    }
    problems_.Add(
        range, kUndeclaredName,
        {fmt::format("имя {} не объявлено", name), fmt::format("{} is not declared", name)},
        near.empty() ? Bilingual{} : DidYouMean(near.front()));
  }

  void ResolveHas(NodeId id) {
    const Node& node = ast_[id];
    auto path = node.children.empty() ? Path{{}, id, node.rooted} : PathOf(ast_, node.children[0]);
    if (!path || node.quoted) return Resolve(node.children[0]);
    path->parts.push_back(node.text);
    if (FindLocal(*path)) {
      if (node.children.empty()) return ReportPlainHas(node);
      return Resolve(node.children[0]);
    }
    const auto candidates = CandidatesOf(*path, path->parts.size());
    if (environment_ == nullptr) {
      if (node.children.empty()) return ReportPlainHas(node);
      names_.references[id].kind = ReferenceKind::kDynamic;
      names_.references[id].candidates = candidates;
      return Resolve(node.children[0]);
    }
    for (const Candidate& candidate : candidates) {
      if (!environment_->FindVariable(candidate.name) && !environment_->IsPrefix(candidate.name)) {
        continue;
      }
      names_.references[id].kind = ReferenceKind::kHasName;
      names_.references[id].name = candidate.name;
      return;
    }
    const bool field = !node.children.empty() && ResolveDeclaredOperand(node.children[0]);
    if (!field) ReportUndeclared(node.at, *path);
  }

  bool ResolveDeclaredOperand(NodeId operand) {
    const auto path = PathOf(ast_, operand);
    return path && ResolveDeclared(operand, *path);
  }

  void ReportPlainHas(const Node& node) {
    problems_.Add(node.at, kWrongMacro,
                  {"has() спрашивает здесь о поле", "has() asks about a selection here"},
                  {"напишите has(a.b)", "write has(a.b)"});
  }

  void ResolveCall(NodeId id) {
    const Node& node = ast_[id];
    Reference& reference = names_.references[id];
    reference.kind = ReferenceKind::kFunction;
    if (node.receiver) reference.function = FindQualified(node);
    reference.drop_receiver = reference.function != nullptr;
    if (reference.function == nullptr) reference.function = FindFunction(node.text, node.receiver);
    const bool undeclared = reference.function == nullptr && environment_ != nullptr;
    if (undeclared) ReportUndeclaredFunction(node);
    // The arguments of a misspelt macro would only add noise.
    const size_t end = undeclared && node.receiver ? 1 : node.children.size();
    for (size_t i = reference.drop_receiver ? 1 : 0; i < end; ++i) Resolve(node.children[i]);
  }

  // math.abs(x) is a call of the function "math.abs", unless `math` is a macro's variable.
  const Function* FindQualified(const Node& node) const {
    const auto path = PathOf(ast_, node.children[0]);
    if (!path || FindLocal(*path)) return nullptr;
    return FindFunction(path->Join(path->parts.size()) + "." + node.text, false);
  }

  void ReportUndeclaredFunction(const Node& node) {
    Bilingual hint;
    if (FindFunction(node.text, !node.receiver) != nullptr) {
      const std::string call = fmt::format("{}{}(...)", node.receiver ? "" : "x.", node.text);
      hint = {"напишите " + call, "write " + call};
    } else if (const std::string near = SuggestFunction(node.text); !near.empty()) {
      hint = DidYouMean(near + "()");
    }
    problems_.Add(
        node.at, kUndeclaredFunction,
        {fmt::format("{} {}() нет", node.receiver ? "метода" : "функции", node.text),
         fmt::format("there is no {} {}()", node.receiver ? "method" : "function", node.text)},
        std::move(hint));
  }

  void ResolveFold(const Node& node) {
    Resolve(node.children[0]);
    for (const std::string& variable : node.variables) scope_.push_back(variable);
    names_.local_count = std::max(names_.local_count, static_cast<uint32_t>(scope_.size()));
    for (size_t i = 1; i < node.children.size(); ++i) Resolve(node.children[i]);
    scope_.resize(scope_.size() - node.variables.size());
  }

  const Ast& ast_;
  const Environment* environment_;
  std::vector<std::string> prefixes_;
  Problems& problems_;
  Names names_;
  std::vector<std::string> scope_;
};

}  // namespace

Names ResolveNames(const Ast& ast, const CompileOptions& options, Problems& problems) {
  return Resolver(ast, options, problems).Run();
}

}  // namespace vekha::condition
