// What a careful reader finds wrong in a roadmap: contradictions and traps of the document itself,
// which a rule file repeats because it quotes the document. Only what follows from the file is
// said: a finding quotes the words, gives the computed days and what to do about it.
//
// Nothing found here makes a file unusable, so no finding is an error: kinds of weight E and W (see
// kind.h) are warnings, those of weight I notes. Strict() makes errors of the weight E ones.
#pragma once

#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/base/source.h"
#include "engine/calendar/work_calendar.h"
#include "engine/roadmap/roadmap.h"

namespace vekha::lint {

// `roadmap` was loaded from `source`; `calendar` is the one its header names. Days the calendar
// does not cover are taken as working. In the order of the file.
std::vector<Diagnostic> Lint(const roadmap::Roadmap& roadmap, const Source& source,
                             const calendar::WorkCalendar& calendar);

// Joins what loading said with what lint found, by place: a repair that both name is said once, by
// lint.
std::vector<Diagnostic> Join(std::vector<Diagnostic> loading, std::vector<Diagnostic> findings);

// Contradictions (weight E) count as errors.
void MakeStrict(std::vector<Diagnostic>& findings);

}  // namespace vekha::lint
