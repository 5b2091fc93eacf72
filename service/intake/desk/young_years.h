// Until when a teacher is a young specialist: the law leaves it to regions and districts.
#pragma once

#include "engine/base/date.h"
#include "engine/workflow/state.h"

namespace vekha::intake {

// For how many years of teaching: the fact `young_teachers.years` of the organization, else of the
// nearest one it stands below on the day, else 3. Never negative, at most 100.
int YoungYears(const workflow::State& state, const OrganizationId& organization, Date day);

}  // namespace vekha::intake
