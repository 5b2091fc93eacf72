// The Orthodox Easter, from which Радоница (+9 days) and Троица (+49) are counted.
#pragma once

#include "engine/base/date.h"

namespace vekha::calendar {

// Sunday of the Orthodox Easter as a civil (Gregorian) date. `year` is within
// kFirstYear..kLastYear. Meeus, Astronomical Algorithms, ch. 8: the Julian computus, moved to the
// civil calendar.
Date OrthodoxEaster(int year);

}  // namespace vekha::calendar
