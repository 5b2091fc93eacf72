// What the clocks on the walls show, given by who can see them.
#pragma once

#include <map>
#include <string>

#include "engine/base/date.h"

namespace vekha::workflow {

struct LocalTime {
  Date day;
  int minute = 0;  // of the day
};
using LocalTimes = std::map<std::string, LocalTime>;  // by IANA zone

}  // namespace vekha::workflow
