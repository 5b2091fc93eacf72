#include "service/intake/desk/deflate.h"

#include <algorithm>
#include <cassert>

namespace vekha::intake {
namespace {

constexpr size_t kPiece = size_t{1} << 16;

// zlib takes what it only reads as not const.
Bytef* BytesOf(std::string_view bytes) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
}

}  // namespace

// The quickest level: a stronger one takes three times as long for a tenth less.
Deflater::Deflater(std::string& packed) : packed_(packed) {
  [[maybe_unused]] const int code = deflateInit(&stream_, Z_BEST_SPEED);
  assert(code == Z_OK);
}

Deflater::~Deflater() { deflateEnd(&stream_); }

void Deflater::Run(std::string_view bytes, int flush) {
  char piece[kPiece];
  stream_.next_in = BytesOf(bytes);
  stream_.avail_in = static_cast<uInt>(bytes.size());
  do {
    stream_.next_out = reinterpret_cast<Bytef*>(piece);
    stream_.avail_out = sizeof(piece);
    deflate(&stream_, flush);
    packed_.append(piece, sizeof(piece) - stream_.avail_out);
  } while (stream_.avail_out == 0);
}

Inflater::Inflater(std::string_view packed) : buffer_(kPiece, '\0') {
  stream_.next_in = BytesOf(packed);
  stream_.avail_in = static_cast<uInt>(packed.size());
  ok_ = inflateInit(&stream_) == Z_OK;
}

Inflater::~Inflater() { inflateEnd(&stream_); }

bool Inflater::Fill() {
  while (ok_ && !ended_ && unread_.empty()) {
    stream_.next_out = reinterpret_cast<Bytef*>(buffer_.data());
    stream_.avail_out = static_cast<uInt>(buffer_.size());
    const int code = inflate(&stream_, Z_NO_FLUSH);
    ended_ = code == Z_STREAM_END;
    ok_ = code == Z_OK || ended_;
    unread_ = std::string_view(buffer_).substr(0, buffer_.size() - stream_.avail_out);
  }
  ok_ = ok_ && !unread_.empty();
  return ok_;
}

uint64_t Inflater::Number() {
  uint64_t value = 0;
  for (int shift = 0; shift < 64 && Fill(); shift += 7) {
    const auto byte = static_cast<unsigned char>(unread_.front());
    unread_.remove_prefix(1);
    value |= static_cast<uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  ok_ = false;
  return 0;
}

void Inflater::Text(std::string& text) {
  text.clear();
  for (uint64_t left = Number(); left > 0 && Fill();) {
    const auto piece = unread_.substr(0, static_cast<size_t>(std::min<uint64_t>(left, kPiece)));
    text += piece;
    unread_.remove_prefix(piece.size());
    left -= piece.size();
  }
}

bool Inflater::AtEnd() {
  if (!ok_) return false;
  Fill();
  return ended_ && unread_.empty() && stream_.avail_in == 0;
}

}  // namespace vekha::intake
