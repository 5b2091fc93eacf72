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

// A list of organizations below and what may be asked of each; without `environment` none.
struct MemberList {
  std::string name;
  const Environment* environment = nullptr;
};

// A macro's variable. One that stands for an organization of a list has `member_of`, one that
// cel.bind makes a list of them has `list`.
struct Variable {
  std::string name;
  MemberList member_of;
  MemberList list;
};

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
        return ResolveFold(id);
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
      if (scope_[i - 1].name == path.parts[0]) return static_cast<uint32_t>(i - 1);
    }
    return std::nullopt;
  }

  // Organizations can be listed by name and filtered; nothing else makes a list of them.
  MemberList MembersOf(NodeId id) const {
    const Reference& reference = names_[id];
    if (reference.kind == ReferenceKind::kMembers) {
      return {reference.name, environment_->FindMembers(reference.name)};
    }
    if (reference.kind == ReferenceKind::kLocal) return scope_[reference.local].list;
    const Node& node = ast_[id];
    const bool filter = node.kind == NodeKind::kFold && node.fold == FoldKind::kFilter;
    return filter ? MembersOf(node.children[0]) : MemberList{};
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
      if (scope_[*local].member_of.environment != nullptr && path->parts.size() > 1) {
        return ResolveBelow(id, *path, *local);
      }
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

  // s.mentees.count of a school: the longest name that can be asked of one.
  void ResolveBelow(NodeId top, const Path& path, uint32_t local) {
    const SourceRange range = ast_[top].range;
    if (!ResolveNameBelow(top, path, local)) {
      ReportUndeclaredBelow(range, path, scope_[local].member_of);
      SetBelow(names_.references[top], ReferenceKind::kNameBelow, "", local);  // said once
    }
  }

  bool ResolveNameBelow(NodeId top, const Path& path, uint32_t local) {
    const MemberList& list = scope_[local].member_of;
    for (size_t depth = path.parts.size(); depth > 1; --depth) {
      const std::string name = path.Join(depth).substr(path.parts[0].size() + 1);
      if (const auto type = list.environment->FindVariable(name)) {
        SetBelow(names_.references[top], ReferenceKind::kNameBelow, name, local);
        names_.references[top].type = *type;
        return true;
      }
      top = ast_[top].children[0];
    }
    return false;
  }

  void SetBelow(Reference& reference, ReferenceKind kind, const std::string& name, uint32_t local) {
    reference.kind = kind;
    reference.name = name;
    reference.list = scope_[local].member_of.name;
    reference.local = local;
  }

  bool ResolveHasBelow(NodeId id, const Path& path, uint32_t local) {
    const Environment& environment = *scope_[local].member_of.environment;
    const std::string name = path.Join(path.parts.size()).substr(path.parts[0].size() + 1);
    if (!environment.FindVariable(name) && !environment.IsPrefix(name)) return false;
    SetBelow(names_.references[id], ReferenceKind::kHasBelow, name, local);
    return true;
  }

  void ReportUndeclaredBelow(SourceRange range, const Path& path, const MemberList& list) {
    const std::string asked = path.Join(path.parts.size());
    const std::string name = asked.substr(path.parts[0].size() + 1);
    const auto near = list.environment->Suggest(name);
    const bool prefix = list.environment->IsPrefix(name);
    Bilingual hint;
    if (!near.empty()) hint = DidYouMean(path.parts[0] + "." + near.front());
    problems_.Add(range, kUndeclaredName,
                  prefix
                      ? Bilingual{fmt::format("{} - начало имён, а не значение", asked),
                                  fmt::format("{} is the beginning of names, not a value", asked)}
                      : Bilingual{fmt::format("факт {} не объявлен, у организаций из {} его "
                                              "спросить нельзя",
                                              name, list.name),
                                  fmt::format("{} is not declared, so it cannot be asked of {}",
                                              name, list.name)},
                  std::move(hint));
  }

  bool ResolveDeclared(NodeId top, const Path& path) {
    for (const Candidate& candidate : CandidatesOf(path, 1)) {
      if (candidate.depth == 1 && ResolveMembers(top, path)) return true;
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

  bool ResolveMembers(NodeId top, const Path& path) {
    if (path.rooted || environment_->FindMembers(path.parts[0]) == nullptr) return false;
    for (size_t i = path.parts.size(); i > 1; --i) top = ast_[top].children[0];
    Reference& reference = names_.references[top];
    reference.kind = ReferenceKind::kMembers;
    reference.name = path.parts[0];
    reference.type = ListOf(Type{TypeKind::kMember, {}});
    return true;
  }

  void ReportUndeclared(SourceRange range, const Path& path) {
    const std::string name = path.Join(path.parts.size());
    if (Bilingual why = environment_->WhyAbsent(path.parts[0]); !why.en.empty()) {
      return problems_.Add(range, kUndeclaredName, std::move(why));
    }
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
    if (const auto local = FindLocal(*path)) {
      if (node.children.empty()) return ReportPlainHas(node);
      const MemberList& list = scope_[*local].member_of;
      if (list.environment == nullptr || path->parts.size() < 2) {
        return Resolve(node.children[0]);
      }
      if (ResolveHasBelow(id, *path, *local)) return;
      const auto operand = PathOf(ast_, node.children[0]);
      if (!operand || !ResolveNameBelow(node.children[0], *operand, *local)) {
        ReportUndeclaredBelow(node.at, *path, list);
        SetBelow(names_.references[id], ReferenceKind::kHasBelow, "", *local);
      }
      return;
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

  void ResolveFold(NodeId id) {
    const Node& node = ast_[id];
    Resolve(node.children[0]);
    const MemberList members = MembersOf(node.children[0]);
    if (node.fold != FoldKind::kBind) names_.references[id].list = members.name;
    for (const std::string& variable : node.variables) scope_.push_back({variable, {}, {}});
    if (node.fold == FoldKind::kBind) {
      scope_.back().list = members;
      const Reference& bound = names_[node.children[0]];
      if (bound.kind == ReferenceKind::kLocal) {
        scope_.back().member_of = scope_[bound.local].member_of;
      }
    } else {
      scope_.back().member_of = members;
    }
    names_.local_count = std::max(names_.local_count, static_cast<uint32_t>(scope_.size()));
    for (size_t i = 1; i < node.children.size(); ++i) Resolve(node.children[i]);
    scope_.resize(scope_.size() - node.variables.size());
  }

  const Ast& ast_;
  const Environment* environment_;
  std::vector<std::string> prefixes_;
  Problems& problems_;
  Names names_;
  std::vector<Variable> scope_;
};

}  // namespace

Names ResolveNames(const Ast& ast, const CompileOptions& options, Problems& problems) {
  return Resolver(ast, options, problems).Run();
}

}  // namespace vekha::condition
