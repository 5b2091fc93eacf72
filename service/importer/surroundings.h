// What the text around the table says of the whole roadmap: its title, period, level, approval.
#pragma once

#include <string>
#include <vector>

#include "service/importer/draft.h"

namespace vekha::importer {

// `before` are the paragraphs above the table, empty ones where the document leaves a line.
// Fills title, level, approved; every reading that is not printed there is a guess.
void ReadSurroundings(const std::vector<std::string>& before, Draft& draft);

// From the title or a school year named `above`, else from the dates of the terms and the years of
// the `headers` of other tables.
// Needs the stages. Always fills draft.period.
void ReadPeriod(const std::vector<std::string>& above, const std::vector<std::string>& headers,
                Draft& draft);

}  // namespace vekha::importer
