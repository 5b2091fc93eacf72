// What each organization brings to an adoption, from a file (docs/formats/adoption.md):
//
//   - org: school-1
//     observed: 2022-09-01        # of its facts; else the adoption's first day
//     source: район               # who says so; else "manual"
//     facts: {training.started_on: 2022-10-03, order.model.number: "12"}
//     roles:
//       - {role: curator, person: Иванов И. И., from: 2022-09-01, to: 2023-08-31}
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <map>
#include <string>

#include "engine/base/source.h"
#include "engine/facts/fact_catalog.h"
#include "vekha/v1/roadmap_service.pb.h"

namespace vekha::cli {

class AdoptionParametersFile {
 public:
  // Fills the request's parameters. FILE_UNREADABLE; PARAMETERS_INVALID (exit 1) with every
  // mistake as "file:line:column: error[...]".
  static absl::StatusOr<AdoptionParametersFile> Read(const std::string& path,
                                                     const facts::FactCatalog& catalog,
                                                     v1::AdoptRequest& request);

  // A refusal that names a field of these parameters, with the place in the file before its
  // message; any other as it is.
  absl::Status AtPlace(const absl::Status& refusal) const;

 private:
  explicit AdoptionParametersFile(std::string name) : name_(std::move(name)) {}

  std::string name_;
  std::map<std::string, Position> places_;  // by the request's field: "parameters[3].facts[1]"
};

}  // namespace vekha::cli
