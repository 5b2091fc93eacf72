// Comma-separated values (RFC 4180) as Excel in Russian opens them by a double click: UTF-8 with
// BOM, ";", CRLF, decimal comma, "12,5%", "20.12.2021" (2021-12-20 in English).
//
// All sheets stand in the one file: a header line, the rows, a line of totals when the sheet has
// any; in a paper of several sheets an empty line before each but the first, and a line with its
// name. Title and notes are not there, so that a single sheet reads as a plain table. Text that
// looks like a number or a date is left to the program that opens it: Excel takes "3.2" for a day,
// so .xlsx is the paper for people.
#pragma once

#include <ostream>
#include <string>
#include <string_view>

#include "service/report/paper/meter.h"
#include "service/report/paper/paper.h"

namespace vekha::service::report {

void WriteCsv(const Paper& paper, std::ostream& out, Meter& meter);

// A text that a spreadsheet would calculate (its first character, after spaces and apostrophes, is
// one of = + - @ or their full-width forms, or it begins with a tab or a line break) gets an
// apostrophe before it; others stay. Reversible: one apostrophe before such a text is ours.
std::string HarmlessText(std::string_view text);

// In quotes where RFC 4180 or a spreadsheet's trimming asks for it.
std::string CsvField(std::string_view text);

}  // namespace vekha::service::report
