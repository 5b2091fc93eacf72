// What events and rows say of a task's report and closing, and of the ids an adoption keeps.
#pragma once

#include "engine/task/task.h"
#include "service/store/json_object.h"

namespace vekha::store {

ObjectWriter WriteReport(const task::Report& report);
ObjectWriter WriteClosing(const task::Closing& closing);
ObjectWriter WriteKeptIds(const task::KeptIds& ids);

// A problem of `json` is told to `whole`, the reader of what it is a part of.
task::Report ReadReport(const Json& json, ObjectReader& whole);
task::Closing ReadClosing(const Json& json, ObjectReader& whole);
task::KeptIds ReadKeptIds(const Json& json, ObjectReader& whole);

}  // namespace vekha::store
