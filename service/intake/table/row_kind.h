// Rows below a header that are about nobody: titles of parts, sums, signatures, the header again.
// What is not surely one of them is a record, and its cells say what is wrong with it.
#pragma once

#include <absl/container/flat_hash_set.h>

#include <string>
#include <vector>

#include "service/intake/table/list_header.h"

namespace vekha::intake {

enum class RowKind {
  kRecord,
  kEmpty,   // nothing but a number in a column that is not read, as in a list numbered beforehand
  kAside,   // about nobody
  kHeader,  // of another list: this one has ended
};

class RowSorter {
 public:
  // Both must outlive it.
  RowSorter(const Grid& grid, const ListHeader& header);

  // `index` into Grid::rows, below the header.
  RowKind KindOf(size_t index) const;

 private:
  bool SaysNothingRead(const importer::Row& row) const;
  bool IsHeaderWord(const std::string& text) const;
  bool HasId(const importer::Row& row) const;
  bool RepeatsHeader(const importer::Row& row) const;
  bool IsSignature(const importer::Row& row) const;
  bool IsLoneTitle(const importer::Row& row) const;
  std::vector<std::string> NameCells(const importer::Row& row) const;

  const Grid& grid_;
  const ListHeader& header_;
  std::vector<size_t> name_columns_;
  absl::flat_hash_set<std::string> own_words_;  // of the header's own columns
};

}  // namespace vekha::intake
