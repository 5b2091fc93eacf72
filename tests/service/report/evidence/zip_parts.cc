#include "tests/service/report/evidence/zip_parts.h"

#include "service/report/evidence/zip_file.h"

namespace vekha::service::report {

ZipParts Unpack(const std::filesystem::path& path) {
  ZipParts parts;
  ReadZip(path, {.begin =
                     [&](const std::string& name) {
                       parts.emplace_back(name, "");
                       return ZipStep::kRead;
                     },
                 .data =
                     [&](std::string_view bytes) {
                       parts.back().second += bytes;
                       return true;
                     },
                 .end = [] { return true; }});
  return parts;
}

void Pack(const ZipParts& parts, const std::filesystem::path& path) {
  ZipWriter zip(path, 0);
  for (const auto& [name, content] : parts) zip.File(name, content);
  zip.Close();
}

}  // namespace vekha::service::report
