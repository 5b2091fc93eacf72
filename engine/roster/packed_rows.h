// Rows of bytes, each found by the text it begins with. What a large import has most of is held so:
// a membership takes some sixty bytes, a struct of it in a hash table takes three hundred.
#pragma once

#include <absl/container/flat_hash_set.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace vekha::roster {

// Rows one after another, each where it was put until the end.
class RowBlocks {
  struct Block {
    std::unique_ptr<char[]> bytes;
    size_t size = 0;
    size_t used = 0;
  };

 public:
  // Where the row stands now: RowAt() of it is `row`.
  char* Add(std::string_view row);
  static std::string_view RowAt(const char* at);
  // It is passed over from now on; its room stays taken.
  static void Drop(char* at);

  // In the order they were added in.
  class Iterator {
   public:
    Iterator(const Block* block, const Block* end) : block_(block), end_(end) { Settle(); }
    std::string_view operator*() const { return RowAt(place()); }
    const char* place() const { return block_->bytes.get() + at_; }
    Iterator& operator++();
    bool operator!=(const Iterator& other) const {
      return block_ != other.block_ || at_ != other.at_;
    }

   private:
    void Settle();  // on a row, or at the end

    const Block* block_;
    const Block* end_;
    size_t at_ = 0;
  };
  Iterator begin() const { return {blocks_.data(), blocks_.data() + blocks_.size()}; }
  Iterator end() const {
    const Block* const end = blocks_.data() + blocks_.size();
    return {end, end};
  }

 private:
  std::vector<Block> blocks_;
};

// The id a row begins with, a text as ByteWriter writes it.
std::string_view IdOfRow(std::string_view row);

// Rows that begin with an id; of each id one.
class PackedRows {
 public:
  PackedRows() = default;
  PackedRows(const PackedRows& other);  // without what other rows have left
  PackedRows& operator=(const PackedRows& other);
  PackedRows(PackedRows&&) = default;
  PackedRows& operator=(PackedRows&&) = default;

  size_t size() const { return places_.size(); }
  bool Contains(std::string_view id) const { return places_.contains(id); }
  std::optional<std::string_view> Find(std::string_view id) const;

  // Instead of the row with its id.
  void Put(std::string_view row);
  bool Erase(std::string_view id);
  template <typename Gone>
  void EraseIf(Gone gone) {
    absl::erase_if(places_, [&](char* at) {
      const bool erased = gone(RowBlocks::RowAt(at));
      if (erased) RowBlocks::Drop(at);
      return erased;
    });
  }

  // In the order they were put in. Rows must not change meanwhile.
  RowBlocks::Iterator begin() const { return blocks_.begin(); }
  RowBlocks::Iterator end() const { return blocks_.end(); }
  std::vector<std::string_view> SortedById() const;

 private:
  // A row is hashed and compared by its id; what is looked for is an id.
  struct HashId {
    using is_transparent = void;
    size_t operator()(const char* at) const;
    size_t operator()(std::string_view id) const;
  };
  struct SameId {
    using is_transparent = void;
    bool operator()(const char* a, const char* b) const;
    bool operator()(const char* at, std::string_view id) const;
    bool operator()(std::string_view id, const char* at) const;
  };

  RowBlocks blocks_;
  absl::flat_hash_set<char*, HashId, SameId> places_;
};

}  // namespace vekha::roster
