#include "service/intake/desk/quarantine.h"

#include <fmt/format.h>

#include <utility>

#include "engine/base/status.h"
#include "engine/roster/byte_fields.h"
#include "service/store/rejections.h"

namespace vekha::intake {

using roster::Is;

template <typename C, Is<QuarantinedFile> V>
void Code(C& c, V& v) {
  c(v.name, v.bytes);
}
template <typename C, Is<ReadingOrder> V>
void Code(C& c, V& v) {
  c(v.mapping, v.mapping_text, v.cycle, v.observed_at);
}
template <typename C, Is<Quarantine> V>
void Code(C& c, V& v) {
  c(v.order, v.files);
}

namespace {

constexpr uint8_t kShape = 1;

}  // namespace

std::string EncodeQuarantine(const Quarantine& quarantine) {
  std::string bytes;
  roster::ByteWriter{bytes}(kShape, quarantine);
  return bytes;
}

absl::StatusOr<Quarantine> DecodeQuarantine(std::string_view bytes) {
  roster::ByteReader in(bytes);
  uint8_t shape = 0;
  in(shape);
  if (in.ok() && shape != kShape) {
    return store::StoreNewer("", fmt::format("a quarantine of shape {}", shape));
  }
  Quarantine quarantine;
  in(quarantine);
  if (!in.ok() || !in.AtEnd()) return store::StoreDamaged("", "a quarantine is cut off or broken");
  return quarantine;
}

absl::StatusOr<std::vector<QuarantinedFile>> FilesOf(const Upload& upload) {
  std::vector<QuarantinedFile> files;
  if (upload.bytes() > kQuarantineBytesMax) return files;
  for (const UploadedFile& file : upload.files()) {
    VEKHA_ASSIGN_OR_RETURN(std::string bytes, upload.Read(file, kQuarantineBytesMax));
    files.push_back({file.name, std::move(bytes)});
  }
  return files;
}

}  // namespace vekha::intake
