// The checks, each over one aspect of the document.
#pragma once

#include "engine/lint/document.h"
#include "engine/lint/report.h"

namespace vekha::lint {

void CheckDates(const Document& document, Report& report);
void CheckDependencies(const Document& document, Report& report);
void CheckTerms(const Document& document, Report& report);
void CheckNumbers(const Document& document, Report& report);
void CheckExecutors(const Document& document, Report& report);
void CheckResults(const Document& document, Report& report);
void CheckRoles(const Document& document, Report& report);
void CheckDuplicates(const Document& document, Report& report);
void CheckSpelling(const Document& document, Report& report);
void CheckTexts(const Document& document, Report& report);
void CheckIndicators(const Document& document, Report& report);

}  // namespace vekha::lint
