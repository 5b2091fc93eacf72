#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/facts/fact_catalog.h"
#include "engine/yaml/reader.h"

namespace vekha::facts {
namespace {

using condition::Type;
using condition::TypeKind;

constexpr size_t kMaxNameLength = 64;
constexpr size_t kMaxTitleLength = 2000;

// Words that CEL keeps for itself (langdef.md, "Syntax": RESERVED and literals).
constexpr auto kReserved = std::to_array<std::string_view>(
    {"as",        "break",   "const",  "continue", "else", "false", "for",
     "function",  "if",      "import", "in",       "let",  "loop",  "null",
     "namespace", "package", "return", "true",     "var",  "void",  "while"});

bool IsNamePart(std::string_view part) {
  if (part.empty() || std::ranges::find(kReserved, part) != kReserved.end()) return false;
  if (part.front() >= '0' && part.front() <= '9') return false;
  return std::ranges::all_of(
      part, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

bool IsFactName(std::string_view name) {
  if (name.size() > kMaxNameLength || name == FactCatalog::kToday) return false;
  while (true) {
    const size_t dot = name.find('.');
    if (!IsNamePart(name.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    name.remove_prefix(dot + 1);
  }
}

bool IsRecordable(const Type& type) {
  switch (type.kind) {
    case TypeKind::kBool:
    case TypeKind::kInt:
    case TypeKind::kDouble:
    case TypeKind::kString:
    case TypeKind::kDate:
      return true;
    case TypeKind::kList:
      return type.parameters.size() == 1 && IsRecordable(type.parameters.front());
    case TypeKind::kDyn:
    case TypeKind::kNull:
    case TypeKind::kUint:
    case TypeKind::kBytes:
    case TypeKind::kMap:
    case TypeKind::kTimestamp:
    case TypeKind::kDuration:
    case TypeKind::kType:
    case TypeKind::kMember:
      return false;
  }
  return false;
}

class CatalogReader {
 public:
  explicit CatalogReader(const Source& source) : reader_(source) {}

  std::vector<FactDeclaration> Read(const yaml::Node& root) {
    std::vector<FactDeclaration> out;
    if (!reader_.IsMapping(root)) return out;
    reader_.OnlyKeys(root, {"facts"});
    const yaml::Node* facts = reader_.Require(root, "facts");
    if (facts == nullptr || !reader_.IsMapping(*facts)) return out;
    for (const yaml::Entry& entry : facts->entries) out.push_back(Declaration(entry));
    return out;
  }

  std::vector<Diagnostic> Take() { return reader_.Take(); }

 private:
  FactDeclaration Declaration(const yaml::Entry& entry) {
    FactDeclaration out;
    out.name = entry.key.text;
    out.position = reader_.source().PositionAt(entry.key.range.begin);
    if (!IsFactName(out.name)) {
      reader_.Error(entry.key, "E0301", fmt::format("\"{}\" cannot name a fact", out.name),
                    "lower-case Latin words joined by dots, 64 characters at most; \"today\" and "
                    "the words of the condition language are taken");
    }
    const yaml::Node& body = entry.value;
    if (!reader_.IsMapping(body)) return out;
    reader_.OnlyKeys(body, {"type", "per", "title", "title_en"});
    if (const yaml::Node* node = reader_.Require(body, "type")) ReadType(*node, out);
    if (const yaml::Node* node = body.Find("per")) ReadPer(*node, out);
    if (const yaml::Node* node = reader_.Require(body, "title")) out.title = Title(*node);
    if (const yaml::Node* node = body.Find("title_en")) out.title_en = Title(*node);
    return out;
  }

  void ReadType(const yaml::Node& node, FactDeclaration& out) {
    const std::optional<std::string> text = reader_.AsText(node);
    if (!text) return;
    const std::optional<Type> type = condition::ParseType(*text);
    if (type && IsRecordable(*type)) {
      out.type = *type;
    } else {
      reader_.Error(node, "E0302", fmt::format("\"{}\" is no type of a fact", *text),
                    "one of bool, int, double, string, date, list<...>");
    }
  }

  void ReadPer(const yaml::Node& node, FactDeclaration& out) {
    const auto word = reader_.AsWord(node, {"once", "cycle", "half", "quarter", "year"});
    if (word) out.per = static_cast<FactPer>(*word);
  }

  std::string Title(const yaml::Node& node) {
    std::optional<std::string> title = reader_.AsText(node);
    if (!title) return {};
    if (CodePointCount(*title) > kMaxTitleLength) {
      reader_.Error(node, "E0303",
                    fmt::format("a title has {} characters at most", kMaxTitleLength));
    }
    return *std::move(title);
  }

  yaml::Reader reader_;
};

}  // namespace

Parsed<FactCatalog> LoadFactCatalog(const Source& source) {
  Parsed<yaml::Document> document = yaml::Parse(source);
  std::vector<Diagnostic> diagnostics = std::move(document.diagnostics);
  std::vector<FactDeclaration> declarations;
  if (document.value) {
    CatalogReader reader(source);
    declarations = reader.Read(document.value->root);
    std::ranges::move(reader.Take(), std::back_inserter(diagnostics));
  }
  SortDiagnostics(diagnostics);
  if (HasErrors(diagnostics)) return {std::nullopt, std::move(diagnostics)};
  return {FactCatalog(std::move(declarations)), std::move(diagnostics)};
}

}  // namespace vekha::facts
