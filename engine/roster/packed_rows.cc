#include "engine/roster/packed_rows.h"

#include <absl/hash/hash.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>

namespace vekha::roster {
namespace {

// A small table takes little, and the room left in the last block is little of a large one.
constexpr size_t kFirstBlock = size_t{1} << 10;
constexpr size_t kLastBlock = size_t{1} << 18;

// A row is one of these, its size and its bytes.
constexpr char kRow = 1;
constexpr char kDropped = 0;
constexpr size_t kHeadMax = 11;  // a size of 64 bits takes ten bytes of seven

// A text with its size before it, as ByteWriter writes it.
std::string_view TextAt(const char* at) {
  uint64_t size = 0;
  for (int shift = 0;; shift += 7) {
    const auto byte = static_cast<unsigned char>(*at++);
    size |= static_cast<uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return {at, static_cast<size_t>(size)};
  }
}

std::string_view IdAt(const char* at) { return IdOfRow(RowBlocks::RowAt(at)); }

}  // namespace

std::string_view IdOfRow(std::string_view row) { return TextAt(row.data()); }

std::string_view RowBlocks::RowAt(const char* at) { return TextAt(at + 1); }

void RowBlocks::Drop(char* at) { *at = kDropped; }

char* RowBlocks::Add(std::string_view row) {
  const size_t most = kHeadMax + row.size();
  if (blocks_.empty() || blocks_.back().size - blocks_.back().used < most) {
    const size_t next = blocks_.empty() ? kFirstBlock : blocks_.back().size * 2;
    const size_t size = std::max(most, std::min(next, kLastBlock));
    blocks_.push_back({std::make_unique_for_overwrite<char[]>(size), size, 0});
  }
  Block& block = blocks_.back();
  char* const at = block.bytes.get() + block.used;
  char* to = at;
  *to++ = kRow;
  size_t rest = row.size();
  for (; rest >= 0x80; rest >>= 7) *to++ = static_cast<char>(rest | 0x80);
  *to++ = static_cast<char>(rest);
  std::memcpy(to, row.data(), row.size());
  block.used += static_cast<size_t>(to - at) + row.size();
  return at;
}

RowBlocks::Iterator& RowBlocks::Iterator::operator++() {
  const std::string_view row = **this;
  at_ = static_cast<size_t>(row.data() + row.size() - block_->bytes.get());
  Settle();
  return *this;
}

void RowBlocks::Iterator::Settle() {
  while (block_ != end_) {
    if (at_ == block_->used) {
      ++block_;
      at_ = 0;
      continue;
    }
    if (*place() == kRow) return;
    const std::string_view row = **this;
    at_ = static_cast<size_t>(row.data() + row.size() - block_->bytes.get());
  }
}

size_t PackedRows::HashId::operator()(const char* at) const { return (*this)(IdAt(at)); }
size_t PackedRows::HashId::operator()(std::string_view id) const {
  return absl::Hash<std::string_view>()(id);
}

bool PackedRows::SameId::operator()(const char* a, const char* b) const {
  return IdAt(a) == IdAt(b);
}
bool PackedRows::SameId::operator()(const char* at, std::string_view id) const {
  return IdAt(at) == id;
}
bool PackedRows::SameId::operator()(std::string_view id, const char* at) const {
  return IdAt(at) == id;
}

PackedRows::PackedRows(const PackedRows& other) {
  places_.reserve(other.size());
  for (const std::string_view row : other) places_.insert(blocks_.Add(row));
}

PackedRows& PackedRows::operator=(const PackedRows& other) {
  if (this != &other) *this = PackedRows(other);
  return *this;
}

std::optional<std::string_view> PackedRows::Find(std::string_view id) const {
  const auto found = places_.find(id);
  if (found == places_.end()) return std::nullopt;
  return RowBlocks::RowAt(*found);
}

void PackedRows::Put(std::string_view row) {
  Erase(IdOfRow(row));
  places_.insert(blocks_.Add(row));
}

bool PackedRows::Erase(std::string_view id) {
  const auto known = places_.find(id);
  if (known == places_.end()) return false;
  RowBlocks::Drop(*known);
  places_.erase(known);
  return true;
}

std::vector<std::string_view> PackedRows::SortedById() const {
  std::vector<std::string_view> rows;
  rows.reserve(size());
  for (const std::string_view row : *this) rows.push_back(row);
  std::sort(rows.begin(), rows.end(),
            [](std::string_view a, std::string_view b) { return IdOfRow(a) < IdOfRow(b); });
  return rows;
}

}  // namespace vekha::roster
