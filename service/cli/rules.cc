#include "service/cli/rules.h"

#include "engine/base/status.h"
#include "service/base/rules.h"
#include "service/cli/failure.h"

namespace vekha::cli {

absl::Status RulesInvalid(const std::vector<Diagnostic>& diagnostics) {
  Text text{"правила не читаются:", "the rules are wrong:"};
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity != Severity::kError) continue;
    text.ru += "\n" + FormatDiagnostic(diagnostic, nullptr, Language::kRussian);
    text.en += "\n" + FormatDiagnostic(diagnostic, nullptr, Language::kEnglish);
  }
  return InputError("RULES_INVALID", std::move(text));
}

absl::StatusOr<RuleSources> LoadRuleSources(const std::string& folder) {
  RuleSources rules;
  if (folder.empty()) {
    rules.sources = service::EmbeddedRules();
  } else {
    VEKHA_ASSIGN_OR_RETURN(rules.sources, service::LoadRulesFrom(folder));
  }
  auto book = workflow::LoadRuleBook(rules.sources);
  if (!book.value || HasErrors(book.diagnostics)) return RulesInvalid(book.diagnostics);
  rules.book = std::move(*book.value);
  return rules;
}

absl::StatusOr<std::shared_ptr<const workflow::RuleBook>> LoadRules(const std::string& folder) {
  VEKHA_ASSIGN_OR_RETURN(const RuleSources rules, LoadRuleSources(folder));
  return rules.book;
}

}  // namespace vekha::cli
