// Bytes of one file, read forward.
#pragma once

#include <absl/status/statusor.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>

namespace vekha::intake {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Up to `size` bytes into `to`; 0 at the end. An error says what is wrong with
  // the bytes: kDataLoss when they are damaged or cut off, kResourceExhausted when a limit is
  // passed.
  virtual absl::StatusOr<size_t> Read(char* to, size_t size) = 0;
};

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}
  absl::StatusOr<size_t> Read(char* to, size_t size) override {
    const size_t n = std::min(size, bytes_.size());
    std::memcpy(to, bytes_.data(), n);
    bytes_.remove_prefix(n);
    return n;
  }

 private:
  std::string_view bytes_;
};

}  // namespace vekha::intake
