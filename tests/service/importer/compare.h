// An imported document against the rule file made of it by hand.
#pragma once

#include <memory>
#include <string>

#include "engine/roadmap/roadmap.h"
#include "engine/workflow/rule_book.h"
#include "service/importer/importer.h"

namespace vekha::importer {

std::string ReadFile(const std::string& path);

const workflow::RuleBook& Rules();

// As `vekha roadmap import` reads a file.
absl::StatusOr<Import> ImportFile(const std::string& bytes, const std::string& name);

// As `vekha roadmap check` reads it; its errors fail the test.
std::shared_ptr<const roadmap::Roadmap> Load(const std::string& name, const std::string& text);

// Imports the document and holds every cell against rules/roadmaps/NAME.yaml: each difference is
// printed, 95 of 100 cells must be equal, and no row may be missing. White space does not count:
// how a cell was broken over lines is not its text.
void CompareWithRules(const std::string& bytes, const std::string& file, const std::string& name);

}  // namespace vekha::importer
