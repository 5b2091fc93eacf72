// Bytes packed by zlib, a piece at a time: neither side ever has all of them at once.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace vekha::intake {

// Appends to `packed`, which must outlive it.
class Deflater {
 public:
  explicit Deflater(std::string& packed);
  ~Deflater();
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  void Add(std::string_view bytes) { Run(bytes, Z_NO_FLUSH); }
  // Must be called once, after all bytes.
  void Finish() { Run({}, Z_FINISH); }

 private:
  void Run(std::string_view bytes, int flush);

  z_stream stream_{};
  std::string& packed_;
};

// Past the end, or past what is damaged, everything reads as nothing and ok() is false.
class Inflater {
 public:
  // `packed` must outlive it.
  explicit Inflater(std::string_view packed);
  ~Inflater();
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // Of 7 bits a byte, the lowest first.
  uint64_t Number();
  // Instead of what `text` was: a text with its size before it.
  void Text(std::string& text);

  bool ok() const { return ok_; }
  // All was read, and it is what was packed.
  bool AtEnd();

 private:
  bool Fill();  // until there is something unread

  z_stream stream_{};
  std::string buffer_;
  std::string_view unread_;
  bool ok_ = true;
  bool ended_ = false;
};

}  // namespace vekha::intake
