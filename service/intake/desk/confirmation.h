// The same files, seen again later: nothing of them is read, but what they say is then as new as
// the last time they were seen.
#pragma once

#include "engine/roster/roster.h"
#include "service/intake/desk/import_record.h"

namespace vekha::intake {

// When the source was last seen to say what the import says.
int64_t ConfirmedAt(const ImportRecord& record);

// The newest of all that was applied of the source.
int64_t NewestAt(const ImportRecord& record);

// Whether files of the import, seen at `observed_at`, can say nothing new: not when what another
// import of the source brought is newer than it, for then they are the newest word again.
bool IsConfirmedBy(const ImportRecord& record, int64_t observed_at);

// Remembers that they were.
void Confirm(int64_t observed_at, ImportRecord& record);

// Gives what the last import brought the time at which it was last seen.
void RenewStamps(const ImportRecord& last, roster::Roster& roster);

}  // namespace vekha::intake
