// Why a row of the document has the tasks it has, or none. Inside this room only.
#pragma once

#include <absl/status/statusor.h>

#include <vector>

#include "engine/workflow/view.h"

namespace vekha::workflow {

// The row as the document has it: number, title and cells.
ExplanationLine RowLine(const roadmap::Roadmap& roadmap, const roadmap::Measure& measure);

// `measure` is "organization/roadmap/measure". TASK_UNKNOWN when no adoption has such a row.
absl::StatusOr<std::vector<ExplanationLine>> ExplainMeasure(const State& state,
                                                            const RuleBook& rules,
                                                            const TaskId& measure, Date today);

}  // namespace vekha::workflow
