#include "engine/condition/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/condition/lexer.h"
#include "engine/condition/literal.h"
#include "engine/condition/macro.h"

namespace vekha::condition {
namespace {

using Parse = std::optional<NodeId>;

struct Precedence {
  std::string_view text;
  int level;
  BinaryOp op;
};
constexpr std::array<Precedence, 12> kBinary = {{
    {"<", 3, BinaryOp::kLess},
    {"<=", 3, BinaryOp::kLessEqual},
    {">", 3, BinaryOp::kGreater},
    {">=", 3, BinaryOp::kGreaterEqual},
    {"==", 3, BinaryOp::kEqual},
    {"!=", 3, BinaryOp::kNotEqual},
    {"in", 3, BinaryOp::kIn},
    {"+", 4, BinaryOp::kAdd},
    {"-", 4, BinaryOp::kSubtract},
    {"*", 5, BinaryOp::kMultiply},
    {"/", 5, BinaryOp::kDivide},
    {"%", 5, BinaryOp::kModulo},
}};
constexpr int kRelation = 3;
constexpr int kTightest = 6;

Bilingual Sign(std::string_view sign) {
  const std::string quoted = fmt::format("\"{}\"", sign);
  return {quoted, quoted};
}

class Parser {
 public:
  Parser(std::vector<Token> tokens, const Limits& limits, Problems& problems)
      : tokens_(std::move(tokens)), problems_(problems) {
    depth_max_ = std::min(limits.depth, kDepthHardMax);
    nodes_max_ = std::min(limits.nodes, kNodesHardMax);
  }

  std::optional<Ast> Run() {
    const Parse root = ParseExpr();
    if (!root) return std::nullopt;
    if (Peek().kind != TokenKind::kEnd) {
      FailUnexpected({"оператор или конец", "an operator or the end"});
      return std::nullopt;
    }
    if (problems_.any()) return std::nullopt;
    ast_.root = *root;
    return std::move(ast_);
  }

 private:
  const Token& Peek() const { return tokens_[at_]; }
  const Token& Next() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
  bool Take(std::string_view punctuation) {
    if (!Peek().Is(punctuation)) return false;
    ++at_;
    return true;
  }
  size_t LastEnd() const { return at_ == 0 ? 0 : tokens_[at_ - 1].range.end; }

  std::nullopt_t Fail(SourceRange range, const char* code, Bilingual message, Bilingual hint = {}) {
    problems_.Add(range, code, std::move(message), std::move(hint));
    return std::nullopt;
  }

  std::nullopt_t FailUnexpected(const Bilingual& wanted) {
    const Token& token = Peek();
    if (token.kind == TokenKind::kEnd) {
      return Fail(token.range, kSyntax,
                  {fmt::format("условие кончилось, а ожидается {}", wanted.ru),
                   fmt::format("the condition ends where {} should be", wanted.en)});
    }
    Bilingual hint;
    if (token.text == "and") hint = {"напишите &&", "write &&"};
    if (token.text == "or") hint = {"напишите ||", "write ||"};
    if (token.text == "not") hint = {"напишите !", "write !"};
    return Fail(
        token.range, kSyntax,
        {fmt::format("здесь ожидается {}", wanted.ru), fmt::format("{} should be here", wanted.en)},
        std::move(hint));
  }

  Parse Add(Node node) {
    if (ast_.nodes.size() >= nodes_max_) {
      return Fail(node.at, kTooLarge,
                  {fmt::format("в условии больше {} частей", nodes_max_),
                   fmt::format("the condition has over {} parts", nodes_max_)});
    }
    ast_.nodes.push_back(std::move(node));
    return static_cast<NodeId>(ast_.nodes.size() - 1);
  }

  Node MakeNode(NodeKind kind, size_t begin, SourceRange at, std::vector<NodeId> children) const {
    Node node;
    node.kind = kind;
    node.range = {begin, LastEnd()};
    node.at = at;
    node.children = std::move(children);
    return node;
  }

  // Expr = ConditionalOr ["?" ConditionalOr ":" Expr]
  Parse ParseExpr() {
    if (++depth_ > depth_max_) {
      return Fail(Peek().range, kTooLarge,
                  {fmt::format("вложенность больше {} уровней", depth_max_),
                   fmt::format("nested over {} levels deep", depth_max_)});
    }
    const Parse result = ParseConditional();
    --depth_;
    return result;
  }

  Parse ParseConditional() {
    const size_t begin = Peek().range.begin;
    const Parse condition = ParseOr();
    if (!condition || !Peek().Is("?")) return condition;
    const SourceRange at = Next().range;
    const Parse then = ParseOr();
    if (!then) return then;
    if (!Take(":")) return FailUnexpected(Sign(":"));
    const Parse otherwise = ParseExpr();
    if (!otherwise) return otherwise;
    return Add(MakeNode(NodeKind::kConditional, begin, at, {*condition, *then, *otherwise}));
  }

  Parse ParseOr() {
    return ParseChain("||", NodeKind::kOr, [this] { return ParseAnd(); });
  }
  Parse ParseAnd() {
    return ParseChain("&&", NodeKind::kAnd, [this] { return ParseBinary(kRelation); });
  }

  // a && b && c is one node, so a long list of conditions is not a deep tree.
  template <typename ParseOperand>
  Parse ParseChain(std::string_view op, NodeKind kind, ParseOperand parse_operand) {
    const size_t begin = Peek().range.begin;
    const Parse first = parse_operand();
    if (!first || !Peek().Is(op)) return first;
    const SourceRange at = Peek().range;
    std::vector<NodeId> operands = {*first};
    while (Take(op)) {
      const Parse operand = parse_operand();
      if (!operand) return operand;
      operands.push_back(*operand);
    }
    return Add(MakeNode(kind, begin, at, std::move(operands)));
  }

  const Precedence* PeekBinary() const {
    const Token& token = Peek();
    if (token.kind != TokenKind::kPunctuation && token.kind != TokenKind::kIdent) return nullptr;
    const auto found = std::find_if(kBinary.begin(), kBinary.end(),
                                    [&](const Precedence& p) { return p.text == token.text; });
    return found == kBinary.end() ? nullptr : &*found;
  }

  Parse ParseBinary(int level) {
    if (level == kTightest) return ParseUnary();
    const size_t begin = Peek().range.begin;
    Parse left = ParseBinary(level + 1);
    while (left) {
      const Precedence* found = PeekBinary();
      if (found == nullptr || found->level != level) return left;
      const SourceRange at = Next().range;
      const Parse right = ParseBinary(level + 1);
      if (!right) return right;
      Node node = MakeNode(NodeKind::kBinary, begin, at, {*left, *right});
      node.op = found->op;
      left = Add(std::move(node));
    }
    return left;
  }

  Parse ParseUnary() {
    const bool negate = Peek().Is("-");
    std::vector<SourceRange> signs;
    while (Peek().Is(negate ? "-" : "!")) signs.push_back(Next().range);
    const bool number = Peek().kind == TokenKind::kInt || Peek().kind == TokenKind::kUint ||
                        Peek().kind == TokenKind::kFloat;
    const bool signed_literal = negate && number;
    if (signed_literal) signs.pop_back();
    Parse operand = ParseMember(signed_literal);
    while (operand && !signs.empty()) {
      const SourceRange at = signs.back();
      signs.pop_back();
      Node node = MakeNode(negate ? NodeKind::kNegate : NodeKind::kNot, at.begin, at, {*operand});
      operand = Add(std::move(node));
    }
    return operand;
  }

  Parse ParseMember(bool negative) {
    const size_t begin = Peek().range.begin;
    Parse member = ParsePrimary(negative);
    while (member) {
      if (Peek().Is(".")) {
        member = ParseSelector(begin, *member);
      } else if (Peek().Is("[")) {
        member = ParseIndex(begin, *member);
      } else if (Peek().Is("{") && IsNamePath(*member)) {
        return FailMessage(begin);
      } else {
        return member;
      }
    }
    return member;
  }

  bool IsNamePath(NodeId id) const {
    while (ast_[id].kind == NodeKind::kSelect) id = ast_[id].children[0];
    return ast_[id].kind == NodeKind::kIdent;
  }

  std::nullopt_t FailMessage(size_t begin) {
    return Fail({begin, Peek().range.end}, kUnsupported,
                {"сообщений вида Name{field: value} здесь не бывает",
                 "messages like Name{field: value} cannot be made here"},
                {"словарь пишется так: {\"field\": value}", "a map is {\"field\": value}"});
  }

  Parse ParseSelector(size_t begin, NodeId target) {
    Next();
    const Token& name = Peek();
    const bool quoted = name.kind == TokenKind::kQuotedIdent;
    if (!quoted && (name.kind != TokenKind::kIdent || IsKeyword(name.text))) {
      return FailUnexpected({"имя после точки", "a name after \".\""});
    }
    Next();
    if (!quoted && Take("(")) return ParseCall(begin, name, target);
    Node node = MakeNode(NodeKind::kSelect, begin, name.range, {target});
    node.text = name.text;
    node.quoted = quoted;
    return Add(std::move(node));
  }

  Parse ParseIndex(size_t begin, NodeId target) {
    const SourceRange at = Next().range;
    const Parse index = ParseExpr();
    if (!index) return index;
    if (!Take("]")) return FailUnexpected(Sign("]"));
    return Add(MakeNode(NodeKind::kIndex, begin, at, {target, *index}));
  }

  Parse ParsePrimary(bool negative) {
    const Token& token = Peek();
    if (token.kind == TokenKind::kIdent || token.Is(".")) return ParseName();
    if (token.Is("(")) return ParseParentheses();
    if (token.Is("[")) return ParseList();
    if (token.Is("{")) return ParseMap();
    return ParseLiteral(negative);
  }

  Parse ParseParentheses() {
    Next();
    const Parse inner = ParseExpr();
    if (!inner) return inner;
    if (!Take(")")) return FailUnexpected(Sign(")"));
    return inner;
  }

  Parse ParseName() {
    const size_t begin = Peek().range.begin;
    const bool rooted = Take(".");
    const Token& name = Peek();
    if (name.kind != TokenKind::kIdent) return FailUnexpected({"имя", "a name"});
    if (!rooted && IsKeyword(name.text) && name.text != "in") return ParseWord();
    if (IsKeyword(name.text) || IsReserved(name.text)) {
      return Fail(name.range, kSyntax,
                  {fmt::format("\"{}\" - зарезервированное слово", name.text),
                   fmt::format("\"{}\" is a reserved word", name.text)});
    }
    Next();
    if (Take("(")) return ParseCall(begin, name, std::nullopt);
    Node node = MakeNode(NodeKind::kIdent, begin, name.range, {});
    node.text = name.text;
    node.rooted = rooted;
    return Add(std::move(node));
  }

  Parse ParseWord() {
    const Token& word = Next();
    Node node = MakeNode(NodeKind::kConstant, word.range.begin, word.range, {});
    if (word.text != "null") node.constant = Value::Bool(word.text == "true");
    return Add(std::move(node));
  }

  Parse ParseLiteral(bool negative) {
    const Token& token = Peek();
    auto literal = ReadLiteral(token, negative);
    if (!literal) return FailUnexpected({"значение", "a value"});
    if (literal->IsError()) {
      return Fail(token.range, kWrongConstant,
                  {"число слишком велико: целые до 2^63-1, с u от 0 до 2^64-1, дробные до 1.8e308",
                   literal->As<Error>()->message});
    }
    Next();
    Node node = MakeNode(NodeKind::kConstant, token.range.begin, token.range, {});
    node.constant = std::move(*literal);
    return Add(std::move(node));
  }

  // After "(".
  Parse ParseCall(size_t begin, const Token& name, Parse target) {
    std::vector<NodeId> children;
    if (target) children.push_back(*target);
    if (!ParseItems(")", /*trailing_comma=*/false, children)) return std::nullopt;
    Node node = MakeNode(NodeKind::kCall, begin, name.range, std::move(children));
    node.text = name.text;
    node.receiver = target.has_value();
    auto macro = ExpandMacro(ast_, node, problems_);
    if (!macro) return Add(std::move(node));
    if (problems_.any()) return std::nullopt;
    return Add(std::move(*macro));
  }

  Parse ParseList() {
    const size_t begin = Peek().range.begin;
    const SourceRange at = Next().range;
    std::vector<NodeId> elements;
    if (!ParseItems("]", /*trailing_comma=*/true, elements)) return std::nullopt;
    return Add(MakeNode(NodeKind::kList, begin, at, std::move(elements)));
  }

  bool ParseItems(std::string_view closing, bool trailing_comma, std::vector<NodeId>& items) {
    if (Take(closing)) return true;
    for (;;) {
      const Parse item = ParseExpr();
      if (!item) return false;
      items.push_back(*item);
      if (Take(closing)) return true;
      if (!Take(",")) {
        FailUnexpected(
            {fmt::format("\",\" или \"{}\"", closing), fmt::format("\",\" or \"{}\"", closing)});
        return false;
      }
      if (trailing_comma && Take(closing)) return true;
    }
  }

  Parse ParseMap() {
    const size_t begin = Peek().range.begin;
    const SourceRange at = Next().range;
    std::vector<NodeId> entries;
    while (!Take("}")) {
      const Parse key = ParseExpr();
      if (!key) return key;
      if (!Take(":")) return FailUnexpected(Sign(":"));
      const Parse value = ParseExpr();
      if (!value) return value;
      entries.push_back(*key);
      entries.push_back(*value);
      if (!Take(",") && !Peek().Is("}"))
        return FailUnexpected({"\",\" или \"}\"", "\",\" or \"}\""});
    }
    return Add(MakeNode(NodeKind::kMap, begin, at, std::move(entries)));
  }

  std::vector<Token> tokens_;
  Problems& problems_;
  int depth_max_ = 0;
  size_t nodes_max_ = 0;
  size_t at_ = 0;
  int depth_ = 0;
  Ast ast_;
};

// Levels of folds that multiply: a fold in the filter or body of another. cel.bind does not.
int MacroNesting(const Ast& ast, std::vector<int>& nesting, NodeId id) {
  const Node& node = ast[id];
  int inside = 0;
  for (const NodeId child : node.children) inside = std::max(inside, nesting[child]);
  if (node.kind != NodeKind::kFold || node.fold == FoldKind::kBind) return inside;
  int body = 0;
  for (size_t i = 1; i < node.children.size(); ++i) {
    body = std::max(body, nesting[node.children[i]]);
  }
  return std::max(nesting[node.children[0]], body + 1);
}

bool CheckMacroNesting(const Ast& ast, int nesting_max, Problems& problems) {
  std::vector<int> nesting(ast.nodes.size());
  for (NodeId id = 0; id < ast.nodes.size(); ++id) {
    nesting[id] = MacroNesting(ast, nesting, id);
    if (nesting[id] <= nesting_max) continue;
    problems.Add(ast[id].at, kTooLarge,
                 {fmt::format("{}(): макросы вложены глубже {} уровней", ast[id].text, nesting_max),
                  fmt::format("{}() over {} levels of macros inside each other", ast[id].text,
                              nesting_max)});
    return false;
  }
  return true;
}

}  // namespace

std::optional<Ast> ParseExpression(std::string_view text, const Limits& limits,
                                   Problems& problems) {
  if (text.size() > limits.code_points && CodePointCount(text) > limits.code_points) {
    problems.Add({0, 1}, kTooLarge,
                 {fmt::format("условие длиннее {} знаков", limits.code_points),
                  fmt::format("the condition is over {} characters long", limits.code_points)});
    return std::nullopt;
  }
  auto tokens = Lex(text, problems);
  if (!tokens) return std::nullopt;
  auto ast = Parser(std::move(*tokens), limits, problems).Run();
  if (!ast || !CheckMacroNesting(*ast, limits.macro_nesting, problems)) return std::nullopt;
  return ast;
}

}  // namespace vekha::condition
