// Diagnostics of rule files as people and programs read them.
#pragma once

#include <google/protobuf/repeated_ptr_field.h>

#include <string>
#include <vector>

#include "engine/base/diagnostic.h"
#include "service/cli/json_text.h"
#include "service/cli/session.h"
#include "vekha/v1/types.pb.h"

namespace vekha::cli {

// "file:14:9: error[E0103]: message" each, with the line and a caret when its file is in `sources`.
std::string ShowDiagnostics(const std::vector<Diagnostic>& diagnostics,
                            const std::vector<Source>& sources, const Session& session);

// {"diagnostics":[{"file","line","column","severity","code","message"}]}; the message in the
// reader's language, the rest the same in either.
Json JsonDiagnostics(const std::vector<Diagnostic>& diagnostics,
                     Language language = Language::kEnglish);

std::vector<Diagnostic> FromProto(
    const google::protobuf::RepeatedPtrField<v1::Diagnostic>& diagnostics);

}  // namespace vekha::cli
