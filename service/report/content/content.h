// Answers of the ReportService as papers: what a person would send on.
#pragma once

#include <vector>

#include "service/report/paper/paper.h"
#include "vekha/v1/report_service.pb.h"

namespace vekha::service::report {

// The check before a report, with all its pages: every task that is or will be late, and how many
// of them each organization has.
Paper OverduePaper(const v1::CheckOverdueResponse& check, const std::string& organization,
                   Language language);

// A summary with all its pages, and the organization's indicators on a sheet of their own. With
// `tasks`, its roadmap's picture on that day: each task that has a day.
Paper SummaryPaper(const v1::SummarizeResponse& summary, const std::string& organization,
                   const std::vector<v1::Task>& tasks, Language language);

}  // namespace vekha::service::report
