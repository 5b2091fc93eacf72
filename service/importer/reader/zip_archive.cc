#include "service/importer/reader/zip_archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "engine/base/status.h"
#include "service/importer/limits.h"
#include "service/importer/refusal.h"

namespace vekha::importer {
namespace {

struct Close {
  void operator()(archive* a) const { archive_read_free(a); }
};
using Archive = std::unique_ptr<archive, Close>;

absl::Status Damaged(archive* a) {
  const char* why = archive_error_string(a);
  return Refuse("DOCUMENT_DAMAGED", fmt::format("the archive is damaged: {}", why ? why : ""),
                "файл повреждён: его архив не распаковывается");
}

absl::Status TooLarge() {
  return Refuse(
      "DOCUMENT_TOO_LARGE",
      fmt::format("unpacks to more than {} MiB or {} parts", kUnpackedBytesMax >> 20, kPartsMax),
      fmt::format("в распакованном виде больше {} МиБ или {} частей", kUnpackedBytesMax >> 20,
                  kPartsMax));
}

absl::Status Bomb() {
  return Refuse(
      "DOCUMENT_TOO_LARGE", fmt::format("unpacks to more than {} times its size", kRatioMax),
      fmt::format("распаковывается больше чем в {} раз: так документы не сжимают", kRatioMax));
}

// Adds the bytes to `total`, so that all parts together stay within the limit.
absl::StatusOr<std::string> ReadPart(archive* a, size_t& total) {
  std::string part;
  const la_int64_t before = archive_filter_bytes(a, 0);
  while (true) {
    const void* data = nullptr;
    size_t size = 0;
    la_int64_t offset = 0;
    const int status = archive_read_data_block(a, &data, &size, &offset);
    if (status == ARCHIVE_EOF) return part;
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN) return Damaged(a);
    if ((total += size) > kUnpackedBytesMax) return TooLarge();
    const auto packed =
        static_cast<size_t>(std::max<la_int64_t>(1, archive_filter_bytes(a, 0) - before));
    if (part.size() > kRatioFromBytes && part.size() / kRatioMax > packed) return Bomb();
    part.append(static_cast<const char*>(data), size);
  }
}

}  // namespace

absl::StatusOr<std::map<std::string, std::string>> Unpack(std::string_view bytes,
                                                          bool (*wanted)(std::string_view name)) {
  const Archive a(archive_read_new());
  archive_read_support_format_zip(a.get());
  if (archive_read_open_memory(a.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
    return Damaged(a.get());
  }
  std::map<std::string, std::string> parts;
  size_t total = 0;
  for (int count = 0;; ++count) {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(a.get(), &entry);
    if (status == ARCHIVE_EOF) return parts;
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN) return Damaged(a.get());
    if (count >= kPartsMax) return TooLarge();
    if (archive_entry_is_encrypted(entry) != 0) {
      return Refuse("DOCUMENT_ENCRYPTED", "the document has a password",
                    "документ закрыт паролем: снимите пароль и сохраните снова");
    }
    const char* name = archive_entry_pathname(entry);
    if (name == nullptr || !wanted(name)) continue;
    VEKHA_ASSIGN_OR_RETURN(std::string part, ReadPart(a.get(), total));
    parts.emplace(name, std::move(part));
  }
}

}  // namespace vekha::importer
