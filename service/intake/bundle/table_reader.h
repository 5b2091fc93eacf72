// One file of a bundle, from its header to its last row.
#pragma once

#include "service/intake/bundle/agreement.h"
#include "service/intake/bundle/cell_check.h"
#include "service/intake/bundle/references.h"
#include "service/intake/bundle/report.h"

namespace vekha::intake {

struct TableReading {
  const TableContext& context;
  const FileSpec& spec;
  References& references;
  Agreement& agreement;
  roster::RecordSink& sink;
};

// Every row is accepted or refused, and counted in `report`. Memory is one row, plus ids. The sink
// has been told of `file_index` files before. Returns how many references of a delta could not be
// checked.
uint64_t ReadTable(const TableReading& reading, ByteSource& source, uint32_t file_index,
                   FileReport& report);

}  // namespace vekha::intake
