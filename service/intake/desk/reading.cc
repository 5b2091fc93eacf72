#include "service/intake/desk/reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/facts/fact_catalog.h"
#include "service/importer/limits.h"
#include "service/intake/bundle/detect.h"
#include "service/intake/desk/import_record.h"
#include "service/intake/plan/bundle_import.h"
#include "service/intake/table/table_import.h"

namespace vekha::intake {
namespace {

namespace fs = std::filesystem;

absl::Status Refuse(absl::StatusCode code, std::string reason, std::string message,
                    std::string message_ru, std::map<std::string, std::string> metadata) {
  return ToStatus(
      {code, std::move(reason), std::move(message), std::move(message_ru), std::move(metadata)});
}

std::string ExtensionOf(const std::string& name) {
  return LowerAscii(fs::path(name).extension().string());
}

bool Any(const Upload& upload, std::string_view extension) {
  return std::any_of(upload.files().begin(), upload.files().end(),
                     [&](const UploadedFile& file) { return ExtensionOf(file.name) == extension; });
}

bool HasManifest(const Upload& upload) {
  return std::any_of(upload.files().begin(), upload.files().end(), [](const UploadedFile& file) {
    return LowerAscii(fs::path(file.name).filename().string()) == "manifest.csv";
  });
}

// A zip with other files beside it is no bundle either: each is then judged by itself.
bool IsZip(const Upload& upload) {
  return upload.files().size() == 1 && ExtensionOf(upload.files().front().name) == ".zip";
}

absl::StatusOr<std::unique_ptr<BundleFiles>> Open(const Upload& upload) {
  if (IsZip(upload)) return OpenBundle(upload.folder() / upload.files().front().name);
  return OpenBundle(upload.folder());
}

// Files that cannot be read any further once nobody waits for them.
class StoppableSource final : public ByteSource {
 public:
  StoppableSource(std::unique_ptr<ByteSource> inner, std::stop_token stop)
      : inner_(std::move(inner)), stop_(std::move(stop)) {}
  absl::StatusOr<size_t> Read(char* to, size_t size) override {
    if (stop_.stop_requested()) return Stopped();
    return inner_->Read(to, size);
  }

 private:
  std::unique_ptr<ByteSource> inner_;
  std::stop_token stop_;
};

class StoppableFiles final : public BundleFiles {
 public:
  StoppableFiles(BundleFiles& inner, std::stop_token stop)
      : inner_(inner), stop_(std::move(stop)) {}
  absl::StatusOr<std::vector<BundleEntry>> List() override { return inner_.List(); }
  absl::StatusOr<std::unique_ptr<ByteSource>> Open(const BundleEntry& entry) override {
    if (stop_.stop_requested()) return Stopped();
    VEKHA_ASSIGN_OR_RETURN(auto source, inner_.Open(entry));
    return std::unique_ptr<ByteSource>(std::make_unique<StoppableSource>(std::move(source), stop_));
  }

 private:
  BundleFiles& inner_;
  std::stop_token stop_;
};

absl::StatusOr<std::vector<Mapping>> MappingsFor(const ReadingOrder& order,
                                                 std::span<const Mapping> known) {
  std::vector<Mapping> mappings(known.begin(), known.end());
  if (!order.mapping_text.empty()) {
    Parsed<Mapping> own = LoadMapping(Source("mapping.yaml", order.mapping_text));
    if (!own.value) {
      std::string lines;
      for (const Diagnostic& diagnostic : own.diagnostics) {
        lines += (lines.empty() ? "" : "\n") + FormatDiagnostic(diagnostic);
      }
      return Refuse(absl::StatusCode::kInvalidArgument, "MAPPING_INVALID", lines,
                    "Раскладка с ошибками:\n" + lines, {{"field", "head.mapping_text"}});
    }
    std::erase_if(mappings, [&](const Mapping& mapping) { return mapping.id == own.value->id; });
    mappings.push_back(*std::move(own.value));
  }
  if (!order.mapping.empty() && FindMapping(mappings, order.mapping) == nullptr) {
    return Refuse(absl::StatusCode::kInvalidArgument, "MAPPING_UNKNOWN",
                  fmt::format("there is no mapping {}", order.mapping),
                  fmt::format("Раскладки {} нет.", order.mapping),
                  {{"field", "head.mapping"}, {"mapping", order.mapping}});
  }
  return mappings;
}

absl::StatusOr<std::string> CycleOf(const ReadingOrder& order, Date today) {
  if (order.cycle.empty()) return facts::ScopeKey(facts::FactPer::kCycle, today);
  if (facts::IsScopeOf(facts::FactPer::kCycle, order.cycle)) return order.cycle;
  return Refuse(absl::StatusCode::kInvalidArgument, "CYCLE_INVALID",
                fmt::format("'{}' is no school year; write 2022/23", order.cycle),
                fmt::format("«{}» — не учебный год; пишите 2022/23.", order.cycle),
                {{"field", "head.cycle"}});
}

absl::StatusOr<UploadReading> ReadBundleOf(const Upload& upload, const ReadingOrder& order,
                                           const Standpoint& standpoint,
                                           const PlanOptions& options) {
  VEKHA_ASSIGN_OR_RETURN(const auto files, Open(upload));
  BundleImportOptions bundle;
  static_cast<PlanOptions&>(bundle) = options;
  bundle.bundle.today = standpoint.today;
  bundle.bundle.base = standpoint.before;
  bundle.stamp.observed_at = order.observed_at;
  StoppableFiles stoppable(*files, standpoint.stop);
  UploadReading reading{.plan = PlanBundleImport(stoppable, bundle)};
  const Format format = reading.plan.reading.report.format;
  reading.format = fmt::format("{} {}", FormatName(format), FormatVersion(format));
  return reading;
}

absl::StatusOr<UploadReading> ReadListsOf(const Upload& upload, const ReadingOrder& order,
                                          std::span<const Mapping> known,
                                          const Standpoint& standpoint,
                                          const PlanOptions& options) {
  VEKHA_ASSIGN_OR_RETURN(const auto mappings, MappingsFor(order, known));
  if (upload.files().size() > kTableFilesMax) {
    return Refuse(absl::StatusCode::kResourceExhausted, "TOO_MANY_FILES",
                  fmt::format("more than {} lists", kTableFilesMax),
                  fmt::format("Списков больше {}.", kTableFilesMax),
                  {{"max", fmt::format("{}", kTableFilesMax)},
                   {"file", upload.files()[kTableFilesMax].name}});
  }
  ImportOptions lists;
  static_cast<PlanOptions&>(lists) = options;
  lists.tables.today = standpoint.today;
  lists.tables.school = standpoint.school;
  lists.tables.cycle_certain = !order.cycle.empty();
  VEKHA_ASSIGN_OR_RETURN(lists.tables.cycle, CycleOf(order, standpoint.today));
  lists.tables.stamp.observed_at = order.observed_at;
  lists.tables.base = standpoint.before;
  std::vector<std::string> contents;
  for (const UploadedFile& file : upload.files()) {
    if (standpoint.stop.stop_requested()) return Stopped();
    VEKHA_ASSIGN_OR_RETURN(std::string bytes, upload.Read(file, importer::kFileBytesMax));
    contents.push_back(std::move(bytes));
  }
  std::vector<TableFile> files;
  for (size_t i = 0; i < contents.size(); ++i) {
    files.push_back({upload.files()[i].name, contents[i], order.mapping});
  }
  return UploadReading{PlanTableImport(files, mappings, lists), std::string(kListsFormat),
                       lists.tables.cycle};
}

}  // namespace

absl::Status Stopped() {
  return Refuse(absl::StatusCode::kCancelled, "IMPORT_STOPPED",
                "the import was told to stop; nothing of it was applied",
                "Загрузка остановлена: ничего не записано.", {});
}

absl::StatusOr<bool> IsBundle(const Upload& upload, const ReadingOrder& order) {
  if (!order.mapping.empty() || !order.mapping_text.empty() || Any(upload, ".xlsx")) return false;
  if (IsZip(upload) || HasManifest(upload)) return true;
  if (upload.files().size() < 2) return false;
  VEKHA_ASSIGN_OR_RETURN(const auto files, OpenBundle(upload.folder()));
  BundleReport report;
  Reporter reporter(report, 0);
  const FileSet set = ListFiles(*files, {}, reporter);
  return DetectFormat(*files, set, {}) != Format::kUnknown;
}

absl::StatusOr<UploadReading> ReadUpload(const Upload& upload, const ReadingOrder& order,
                                         std::span<const Mapping> mappings,
                                         const Standpoint& standpoint, const PlanOptions& options) {
  if (upload.files().empty()) {
    return Refuse(absl::StatusCode::kInvalidArgument, "NO_FILES", "an import without files",
                  "В импорте нет файлов.", {{"field", "chunk"}});
  }
  VEKHA_ASSIGN_OR_RETURN(const bool bundle, IsBundle(upload, order));
  return bundle ? ReadBundleOf(upload, order, standpoint, options)
                : ReadListsOf(upload, order, mappings, standpoint, options);
}

}  // namespace vekha::intake
