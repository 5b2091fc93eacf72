// The records of one collection by id, held as bytes: a record is made anew each time it is asked
// for, and a changed one is put back.
#pragma once

#include <cassert>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/roster/packed_rows.h"
#include "engine/roster/record_bytes.h"

namespace vekha::roster {

template <typename Record>
class Table {
 public:
  bool empty() const { return rows_.size() == 0; }
  size_t size() const { return rows_.size(); }
  bool contains(std::string_view id) const { return rows_.Contains(id); }
  std::optional<Record> Find(std::string_view id) const {
    const auto row = rows_.Find(id);
    return row ? std::optional(Read(*row)) : std::nullopt;
  }
  // It must be there.
  Record at(std::string_view id) const { return Read(rows_.Find(id).value()); }

  // Instead of the one with its id.
  void Put(const Record& record) {
    bytes_.clear();
    WriteRecord(record, bytes_);
    rows_.Put(bytes_);
  }
  bool Erase(std::string_view id) { return rows_.Erase(id); }
  template <typename Gone>
  void EraseIf(Gone gone) {
    rows_.EraseIf([&](std::string_view row) { return gone(Read(row)); });
  }
  // Of `other` the records whose ids are not here and of which `stays` holds.
  template <typename Stays>
  void AddMissing(const Table& other, Stays stays) {
    for (const std::string_view row : other.rows_) {
      if (!rows_.Contains(IdOfRow(row)) && stays(Read(row))) rows_.Put(row);
    }
  }

  // In the order they were put in; the table must not change meanwhile. Each is a Record of its
  // own.
  class Iterator {
   public:
    explicit Iterator(RowBlocks::Iterator row) : row_(row) {}
    Record operator*() const { return Read(*row_); }
    Iterator& operator++() {
      ++row_;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return row_ != other.row_; }

   private:
    RowBlocks::Iterator row_;
  };
  Iterator begin() const { return Iterator(rows_.begin()); }
  Iterator end() const { return Iterator(rows_.end()); }

  // As they are held, for the store. False when `row` is no record: then nothing is put.
  std::vector<std::string_view> SortedRows() const { return rows_.SortedById(); }
  bool PutRow(std::string_view row) {
    Record record;
    if (!ReadRecord(row, record)) return false;
    rows_.Put(row);
    return true;
  }

 private:
  static Record Read(std::string_view row) {
    Record record;
    [[maybe_unused]] const bool read = ReadRecord(row, record);
    assert(read);
    return record;
  }

  PackedRows rows_;
  std::string bytes_;  // of the record that is being put
};

}  // namespace vekha::roster
