// Ids of a bundle and what points at them. An id is kept as a 64-bit fingerprint with the line it
// stands on, 16 bytes whatever its length: two of ten million ids are taken for one with a
// probability of one in 300,000.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/roster/roster.h"
#include "service/intake/bundle/cell_check.h"
#include "service/intake/bundle/report.h"
#include "service/intake/bundle/schema.h"

namespace vekha::intake {

uint64_t Fingerprint(std::string_view text);
uint64_t Combine(uint64_t a, uint64_t b);

class References {
 public:
  // `base`: what earlier imports brought, for references of a delta; may be null.
  References(const BundleLimits& limits, const roster::Roster* base)
      : limits_(limits), base_(base) {}

  // A file of this table is in the bundle; several files may make one table.
  void Expect(TableId table, roster::Mode mode);

  // The table could not be read as a whole: what points at it is not judged.
  void Distrust(TableId table);

  struct Known {
    uint32_t row = 0;
    bool deleted = false;
  };
  // The row that had the id first, or nothing and the id is remembered.
  const Known* Register(TableId table, uint64_t id, uint32_t row, bool deleted);

  // May `id` of a delta's row be deleted? False when it is known that there is no such record.
  bool MayStand(TableId table, std::string_view id) const {
    return base_ == nullptr || InBase(table, id);
  }

  enum class Outcome { kFine, kDangling, kDeleted, kLater, kUnchecked, kNoTable };
  // `from` and `mode`: the table and mode of the file that has the reference.
  Outcome Look(TableId from, roster::Mode mode, TableId target, std::string_view id) const;

  // A reference to a row of its own file that may still come. False when too many wait.
  bool Wait(TableId target, std::string_view id, uint32_t row, std::string_view column,
            bool row_accepted);
  // At the end of a file: reports those that never came and returns how many accepted rows have
  // one.
  uint64_t Settle(const TableContext& context);

 private:
  struct Table {
    bool expected = false;
    bool distrusted = false;
    roster::Mode mode = roster::Mode::kAbsent;
    absl::flat_hash_map<uint64_t, Known> ids;
  };
  struct Waiting {
    TableId target;
    uint32_t row;
    uint32_t size;
    size_t at;  // in waiting_text_
    std::string_view column;
    bool row_accepted;
  };
  const Table& Of(TableId table) const { return tables_[static_cast<size_t>(table)]; }
  bool InBase(TableId target, std::string_view id) const;

  const BundleLimits& limits_;
  const roster::Roster* base_;
  std::array<Table, kTables> tables_;
  std::vector<Waiting> waiting_;
  std::string waiting_text_;
};

// R0601. An empty id is not quoted: that of somebody in a table of special needs.
void ReportDangling(const TableContext& context, uint32_t row, std::string_view column,
                    std::string_view id, Reporter& reporter);

}  // namespace vekha::intake
