// Values of facts as a person writes them: mentees.count=34, order.model.on=2022-08-30, a name.
#pragma once

#include <absl/status/statusor.h>

#include <string>
#include <string_view>

#include "engine/facts/fact_catalog.h"
#include "service/cli/language.h"
#include "vekha/v1/state_service.pb.h"

namespace vekha::cli {

// "NAME=VALUE" or "NAME:TYPE=VALUE". Without a type, that of the catalog; for a name the catalog
// does not have, what the value looks like: true, 34, 12.5, 2022-10-30, [a, b], else a string. A
// list is written [a, b]. A usage error says what was expected.
absl::StatusOr<v1::Fact> ParseFact(std::string_view text, const facts::FactCatalog& catalog);

// 34, да, 30.10.2022, [a, b].
std::string ShowValue(const v1::FactValue& value, Language language);

// "table, из mentees.csv, строки 3, 7": who says so, and where he has it from.
std::string ShowSource(const v1::Fact& fact, Language language);

}  // namespace vekha::cli
