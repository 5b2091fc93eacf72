// What an import of lists has read and changed, for people and for programs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "service/cli/mutation.h"
#include "service/cli/session.h"
#include "service/intake/table/table_import.h"
#include "vekha/v1/state_service.pb.h"

namespace vekha::cli {

struct FactChange {
  std::string name;
  std::string scope;
  std::optional<int64_t> was{};  // nothing: it was not known
  int64_t is = 0;
  const roster::DerivedFact* derived = nullptr;
};

// In JSON: {"sheets":[{"file","mapping","list","header_row","columns":[{"title","field",
// "suggestions"}],"read","accepted","refused","blank"}],"diagnostics":[{"file","row","column",
// "severity","code","message","hint"}],"facts":[{"name","scope","was","value","rows":[{"file",
// "row"}],"rows_total"}],"gaps":[{"fact","scope","text"}],"applied","recorded","unchanged",
// "revision"}. `answer` is nullptr when nothing was sent because of errors.
std::string ShowTableImport(const intake::ImportPlan& plan, const std::vector<FactChange>& changes,
                            const v1::RecordFactsResponse* answer, const Mutation& mutation,
                            const Session& session);

}  // namespace vekha::cli
