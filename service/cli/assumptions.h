// What `vekha simulate` is told to assume: a file, and words of the command line.
#pragma once

#include <absl/status/status.h>

#include <string>
#include <vector>

#include "engine/facts/fact_catalog.h"
#include "vekha/v1/simulation_service.pb.h"

namespace vekha::cli {

// A YAML file:
//   facts:
//     - {org: kambulat, on: 2022-10-05, values: {mentees.count: 34}, scope: 2022/23, source: …}
//   reports:
//     - {task: kambulat/…/2022-09-15, by: Мамедов М. Р., on: 2022-09-14, document: База}
//   acts:
//     - {accept: kambulat/…/2022-09-15, by: Османов Р. М., on: 2022-09-15}
//     - {extend: kambulat/…/2022-10-30, by: Османов Р. М., on: 2022-10-20, until: 2022-11-15,
//        reason: приказ}
//   absent:
//     - {person: Мамедов М. Р., from: 2022-10-01, to: 2022-10-14}
//   idle: [pizhanka-3]
// A report's evidence is `number`, `dated`, `document`, `url`; `scope`, `source`, `comment` and the
// `to` of an absence may be left out. An act is accept, return, reopen, withdraw, ask_extension
// (until), extend (until), refuse_extension, delegate (to, co_executor) or acknowledge, with a
// `reason`. Of one day facts come first, then reports, then acts. ASSUMPTIONS_INVALID lists every
// problem with its place.
absl::Status ReadAssumptionFile(const std::string& path, const facts::FactCatalog& catalog,
                                v1::SimulateRequest& request);

// --fact ORG NAME=VALUE@DATE …: a word without "=" names the organization of those after it;
// `organization` is that of those before.
absl::Status ReadFactWords(const std::vector<std::string>& words, std::string organization,
                           const facts::FactCatalog& catalog, v1::SimulateRequest& request);

// --absent PERSON@FROM..TO
absl::Status ReadAbsenceWords(const std::vector<std::string>& words, v1::SimulateRequest& request);

}  // namespace vekha::cli
