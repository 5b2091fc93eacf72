#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/facts/fact_catalog.h"
#include "engine/facts/spelling.h"
#include "engine/yaml/document.h"

namespace vekha::facts {
namespace {

using condition::Type;
using condition::TypeKind;

constexpr size_t kMaxNameLength = 64;
constexpr size_t kMaxTitleLength = 2000;
constexpr std::string_view kTypes = "bool, int, double, string, date, list<...>";
constexpr std::array<std::string_view, 4> kKeys = {"type", "per", "title", "title_en"};

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
      return false;
  }
  return false;
}

class Reader {
 public:
  explicit Reader(const Source& source) : source_(source) {}

  Parsed<FactCatalog> Read() {
    Parsed<yaml::Document> document = yaml::Parse(source_);
    diagnostics_ = std::move(document.diagnostics);
    if (document.value) ReadRoot(document.value->root);
    SortDiagnostics(diagnostics_);
    if (HasErrors(diagnostics_)) return {std::nullopt, std::move(diagnostics_)};
    return {FactCatalog(std::move(declarations_)), std::move(diagnostics_)};
  }

 private:
  void Error(SourceRange range, std::string_view code, std::string message, std::string hint = {}) {
    diagnostics_.push_back(MakeDiagnostic(source_, range, Severity::kError, std::string(code),
                                          std::move(message), std::move(hint)));
  }

  void RefuseUnknownKeys(const yaml::Node& mapping, std::span<const std::string_view> keys) {
    for (const yaml::Entry& entry : mapping.entries) {
      if (std::ranges::find(keys, entry.key.text) != keys.end()) continue;
      Error(entry.key.range, "E0301", fmt::format("unknown key `{}`", entry.key.text),
            DidYouMean(NearestNames(entry.key.text, keys)));
    }
  }

  void ReadRoot(const yaml::Node& root) {
    static constexpr std::array<std::string_view, 1> kRootKeys = {"facts"};
    if (!root.IsMapping()) {
      Error(root.range, "E0303", "a facts file is a mapping with the key `facts`");
      return;
    }
    RefuseUnknownKeys(root, kRootKeys);
    const yaml::Node* facts = root.Find("facts");
    if (facts == nullptr) {
      Error(root.range, "E0302", "missing key `facts`");
    } else if (!facts->IsMapping()) {
      Error(facts->range, "E0303", "`facts` is a mapping from names to declarations");
    } else {
      for (const yaml::Entry& entry : facts->entries) ReadDeclaration(entry);
    }
  }

  void ReadDeclaration(const yaml::Entry& entry) {
    FactDeclaration out;
    out.name = entry.key.text;
    out.position = source_.PositionAt(entry.key.range.begin);
    if (!IsFactName(out.name)) {
      Error(entry.key.range, "E0304", fmt::format("`{}` cannot be the name of a fact", out.name),
            "lower-case Latin words joined by dots, 64 characters at most; `today` and the words "
            "of the condition language are taken");
    }
    if (!entry.value.IsMapping()) {
      Error(entry.value.range, "E0303", "a declaration is a mapping: {type: ..., title: ...}");
      return;
    }
    RefuseUnknownKeys(entry.value, kKeys);
    ReadType(entry, out);
    ReadPer(entry, out);
    out.title = ReadTitle(entry, "title");
    out.title_en = ReadTitle(entry, "title_en");
    if (entry.value.Find("title") == nullptr) Missing(entry, "title");
    declarations_.push_back(std::move(out));
  }

  void Missing(const yaml::Entry& entry, std::string_view key) {
    Error(entry.key.range, "E0302",
          fmt::format("fact `{}`: missing key `{}`", entry.key.text, key));
  }

  // The scalar under `key`; nullptr when there is none or it was refused.
  const yaml::Node* Scalar(const yaml::Entry& entry, std::string_view key) {
    const yaml::Node* node = entry.value.Find(key);
    if (node == nullptr || (node->IsScalar() && !node->text.empty())) return node;
    Error(node->range, "E0303", fmt::format("`{}` is a text", key));
    return nullptr;
  }

  void ReadType(const yaml::Entry& entry, FactDeclaration& out) {
    if (entry.value.Find("type") == nullptr) return Missing(entry, "type");
    const yaml::Node* node = Scalar(entry, "type");
    if (node == nullptr) return;
    const std::optional<Type> type = condition::ParseType(node->text);
    if (type && IsRecordable(*type)) {
      out.type = *type;
    } else {
      Error(node->range, "E0305", fmt::format("`{}` is no type of a fact", node->text),
            fmt::format("one of {}", kTypes));
    }
  }

  void ReadPer(const yaml::Entry& entry, FactDeclaration& out) {
    const yaml::Node* node = Scalar(entry, "per");
    if (node == nullptr) return;
    if (const std::optional<FactPer> per = ParseFactPer(node->text)) {
      out.per = *per;
    } else {
      Error(node->range, "E0306", fmt::format("`per: {}` is not known", node->text),
            "one of once, cycle, half, quarter, year");
    }
  }

  std::string ReadTitle(const yaml::Entry& entry, std::string_view key) {
    const yaml::Node* node = Scalar(entry, key);
    if (node == nullptr) return {};
    if (CodePointCount(node->text) > kMaxTitleLength) {
      Error(node->range, "E0303",
            fmt::format("`{}` is longer than {} characters", key, kMaxTitleLength));
    }
    return node->text;
  }

  const Source& source_;
  std::vector<FactDeclaration> declarations_;
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace

Parsed<FactCatalog> LoadFactCatalog(const Source& source) { return Reader(source).Read(); }

}  // namespace vekha::facts
