// Any bytes as a bundle: read or refused within bounds, every row counted, every message UTF-8. The
// first byte chooses how the rest comes: z as a zip, else as one table of a bundle of each format.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

#include "engine/base/utf8.h"
#include "service/intake/bundle/bundle.h"

namespace vekha::intake {
namespace {

void Require(bool holds, const char* claim, std::string_view detail) {
  if (holds) return;
  std::fprintf(stderr, "%s: %.*s\n", claim, static_cast<int>(detail.size()), detail.data());
  std::abort();
}

class MapFiles final : public BundleFiles {
 public:
  explicit MapFiles(std::map<std::string, std::string> files) : files_(std::move(files)) {}
  absl::StatusOr<std::vector<BundleEntry>> List() override {
    std::vector<BundleEntry> entries;
    for (const auto& [name, text] : files_) entries.push_back({.path = name, .bytes = text.size()});
    return entries;
  }
  absl::StatusOr<std::unique_ptr<ByteSource>> Open(const BundleEntry& entry) override {
    return std::make_unique<MemorySource>(files_.at(entry.path));
  }

 private:
  std::map<std::string, std::string> files_;
};

void Check(BundleFiles& files) {
  BundleOptions options{.today = *MakeDate(2022, 11, 1)};
  options.limits.row_bytes_max = 4096;  // so that rows reach the end of the buffer often
  roster::RosterUpdate update;
  const BundleReport report = ReadBundle(files, options, update);
  for (const FileReport& file : report.files) {
    Require(file.read == file.accepted + file.refused, "a row is lost", file.name);
  }
  for (const roster::RowDiagnostic& d : report.diagnostics) {
    const std::string line = roster::FormatRowDiagnostic(d, Language::kRussian);
    Require(!FindInvalidUtf8(line), "a message is not UTF-8", line);
    Require(!d.message.ru.empty() && !d.message.en.empty(), "a message without words", d.code);
  }
  Merge({}, update);
}

std::string Manifest(std::string_view file, std::string_view version, std::string_view mode) {
  std::string text = "propertyName,value\nmanifest.version,1.0\noneroster.version,";
  text += version;
  text += "\nfile.";
  text += file;
  text += ",";
  text += mode;
  return text + "\n";
}

}  // namespace
}  // namespace vekha::intake

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace vekha::intake;
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] == 'z') {
    Check(*OpenBundleBytes(bytes));
    return 0;
  }
  static constexpr const char* kFiles[] = {"users",       "orgs",    "academicSessions", "classes",
                                           "enrollments", "courses", "demographics",     "roles"};
  const std::string name = kFiles[data[0] % 8];
  const bool delta = data[0] >= 128;
  const auto manifest = Manifest(name, data[0] % 16 < 8 ? "1.1" : "1.2", delta ? "delta" : "bulk");
  MapFiles table({{"manifest.csv", manifest}, {name + ".csv", bytes}});
  Check(table);
  MapFiles sds({{"users.csv", bytes}, {"orgs.csv", bytes}, {"Section.csv", bytes}});
  Check(sds);
  MapFiles only_manifest({{"manifest.csv", bytes}});
  Check(only_manifest);
  return 0;
}
