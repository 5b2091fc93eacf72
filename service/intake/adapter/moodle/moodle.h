// Moodle web services (core_enrol_get_enrolled_users): the people of the courses that the settings
// name, page by page; groups as classes and profile fields where the settings say so.
#pragma once

#include <memory>

#include "service/intake/adapter/adapter.h"

namespace vekha::intake::moodle {

std::unique_ptr<Adapter> MakeAdapter();

}  // namespace vekha::intake::moodle
