#pragma once

#include "service/report/paper/paper.h"

namespace vekha::service::report {

// A district before its report: schools in groups of two levels, tasks, a timeline.
Paper ExamplePaper(Language language);

// Everything in it that is text is out to do harm.
Paper HostilePaper();

// `rows` rows of a whole number and a share, in groups of ten.
Paper LongPaper(size_t rows);

Date Day(int year, int month, int day);

}  // namespace vekha::service::report
