// Lists in memory or from tests/service/intake/table/lists, read with the mappings of rules/.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "service/intake/table/table_import.h"

namespace vekha::intake {

// Of rules/mappings; a mapping with an error is left out.
const std::vector<Mapping>& RuleMappings();
std::vector<Source> MappingSources();

std::string ReadListFile(const std::string& name);

ImportOptions Options();  // 1 November 2022, the school year 2022/23

// The files by name, of lists/.
ImportPlan ImportLists(const std::vector<std::string>& names, ImportOptions options = Options());
// Name -> text.
ImportPlan ImportTexts(const std::map<std::string, std::string>& files,
                       ImportOptions options = Options());

// "file:row: column: severity[code]" of each diagnostic.
std::vector<std::string> Places(const ImportPlan& plan);
// All messages in both languages, a line each.
std::string Messages(const ImportPlan& plan);
// Name -> count of the facts, with "@scope" for those not of 2022/23.
std::map<std::string, int64_t> Facts(const ImportPlan& plan);

}  // namespace vekha::intake
