// The rules of the program itself, or those of a folder.
#pragma once

#include <absl/status/statusor.h>

#include <memory>
#include <string>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/workflow/rule_book.h"

namespace vekha::cli {

struct RuleSources {
  std::vector<Source>
      sources;  // named from the folder of rules: "roadmaps/000-kambulat-school.yaml"
  std::shared_ptr<const workflow::RuleBook> book;
};

// `folder` empty: the rules in the program. Wrong rules are RulesInvalid().
absl::StatusOr<RuleSources> LoadRuleSources(const std::string& folder);
absl::StatusOr<std::shared_ptr<const workflow::RuleBook>> LoadRules(const std::string& folder);

// RULES_INVALID (exit 1) with every diagnostic in its message.
absl::Status RulesInvalid(const std::vector<Diagnostic>& diagnostics);

}  // namespace vekha::cli
