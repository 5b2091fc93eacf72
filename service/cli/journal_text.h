// What an e-journal answered, for people and for programs. Neither names nor dates of people.
#pragma once

#include <string>

#include "service/cli/json_text.h"
#include "service/cli/session.h"
#include "service/intake/adapter/pull.h"

namespace vekha::cli {

// A line of sums, then a line each fault.
std::string ShowJournal(const std::string& adapter, const intake::AdapterReading& reading,
                        const Session& session);

// {"adapter","requests":[{"request","read","accepted","refused","passed_over"}],"diagnostics":
// [{"request","item","field","severity","code","message","hint"}],"errors"}
Json JsonJournal(const std::string& adapter, const intake::AdapterReading& reading,
                 Language language);

}  // namespace vekha::cli
