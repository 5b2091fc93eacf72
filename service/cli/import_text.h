// What an import has read and changed, for people and for programs.
#pragma once

#include <cstdint>
#include <string>

#include "service/cli/json_text.h"
#include "service/cli/mutation.h"
#include "service/cli/session.h"
#include "vekha/v1/intake_service.pb.h"

namespace vekha::cli {

// In JSON: {"sheets":[{"file","mapping","list","header_row","columns":[{"title","field",
// "suggestions"}],"mode","read","accepted","refused","blank"}],"diagnostics":[{"file","row","column",
// "severity","code","message","hint"}],"facts":[{"name","scope","was","value","rows":[{"file",
// "row"}],"rows_total"}],"gaps":[{"fact","scope","text"}],"collections":[{"collection","before",
// "added","changed","removed","vanishing"}],"changes":[{"collection","kind","file","row",
// "fields"}],"format","cycle","import","source","applied","changed","refusal","kept","errors",
// "recorded","unchanged","revision"}.
std::string ShowImport(const v1::ImportReport& report, int64_t revision, const Mutation& mutation,
                       const Session& session);

// What was deleted of a source, and the facts without it. In JSON as ShowImport().
std::string ShowForgotten(const v1::ImportReport& report, int64_t revision,
                          const Mutation& mutation, const Session& session);

// Of one fault: {"file","row","column","severity","code","message","hint"}, and as a line
// "users.csv:5: orgSourcedIds: error[R0601]: message".
Json JsonFault(const v1::ImportFault& fault, Language language);
std::string FaultLine(const v1::ImportFault& fault, Language language);
// The object of ShowImport().
Json JsonImport(const v1::ImportReport& report, Language language);

}  // namespace vekha::cli
