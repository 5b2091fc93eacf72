// Accepted rows as canonical records.
#pragma once

#include <string>

#include "engine/roster/roster_update.h"
#include "service/intake/bundle/cell_check.h"
#include "service/intake/bundle/row_values.h"

namespace vekha::intake {

// Which collections of the roster a file of this table fills. Sent before its first row.
void SendModes(const FileSpec& spec, Format format, roster::Mode mode, roster::RecordSink& sink);

// Special needs are read here and go nowhere else.
void SendRecord(const TableContext& context, const FileSpec& spec, uint32_t file,
                const RowValues& row, roster::RecordSink& sink);

}  // namespace vekha::intake
