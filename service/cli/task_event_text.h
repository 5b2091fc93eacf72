// What happened to a task, in one line.
#pragma once

#include <string>

#include "service/cli/language.h"
#include "vekha/v1/task_service.pb.h"

namespace vekha::cli {

// "24.10.2022  Османов Р. М.  просят продлить до 15.11.2022  1.3 Провести встречу: типография".
std::string ShowTaskEvent(const v1::TaskEvent& event, Language language);

}  // namespace vekha::cli
