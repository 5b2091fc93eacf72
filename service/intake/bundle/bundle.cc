#include "service/intake/bundle/bundle.h"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "service/intake/bundle/agreement.h"
#include "service/intake/bundle/detect.h"
#include "service/intake/bundle/manifest.h"
#include "service/intake/bundle/records.h"
#include "service/intake/bundle/references.h"
#include "service/intake/bundle/table_reader.h"

namespace vekha::intake {
namespace {

using roster::Mode;

class BundleReader {
 public:
  BundleReader(BundleFiles& files, const BundleOptions& options, roster::RecordSink& sink)
      : files_(files),
        options_(options),
        sink_(sink),
        reporter_(report_, options.diagnostics_max),
        references_(options.limits, options.base) {}

  BundleReport Read() {
    set_ = ListFiles(files_, options_.limits, reporter_);
    if (!set_.empty()) ReadSet();
    reporter_.Finish();
    return std::move(report_);
  }

 private:
  void ReadSet() {
    FindFormat();
    if (report_.format == Format::kUnknown) return;
    CheckNames();
    for (const FileSpec& spec : FilesOf(report_.format)) {
      const auto mode = ModeOf(spec);
      if (mode) references_.Expect(spec.table, *mode);
    }
    for (const FileSpec& spec : FilesOf(report_.format)) {
      const auto mode = ModeOf(spec);
      if (mode) ReadFile(spec, *mode);
    }
    FinishRoles();
    CheckNotEmpty();
  }

  // "The case of when only the manifest.csv is supplied is used to denote that no updates
  // occurred."
  void CheckNotEmpty() {
    const size_t tables = report_.files.size() - (manifest_ ? 1 : 0);
    if (tables > 0 || report_.HasErrors()) return;
    if (manifest_) {
      reporter_.Note("R0114", "", 0, "",
                     {"в пакете один манифест: изменений нет",
                      "the bundle is a manifest alone: nothing has changed"});
    } else {
      reporter_.Error("R0114", "", 0, "",
                      {"в пакете нет ни одной таблицы", "the bundle has no table"});
    }
  }

  void FindFormat() {
    const auto manifest = FindIgnoringCase(kManifestFile);
    if (manifest != set_.end()) {
      CheckCase(manifest->first, kManifestFile, Severity::kError);
      manifest_ = ReadManifest(files_, manifest->second, options_.limits, report_, reporter_);
      report_.format = manifest_->format;
      read_.insert(manifest->first);
    }
    if (report_.format == Format::kUnknown) {
      report_.format = DetectFormat(files_, set_, options_.limits);
    }
    if (report_.format == Format::kUnknown) {
      reporter_.Error("R0413", "", 0, "",
                      {"формат пакета не узнан: это не OneRoster и не Microsoft SDS",
                       "the format is unknown: neither OneRoster nor Microsoft SDS"});
    } else if (IsOneRoster(report_.format) && !manifest_) {
      reporter_.Error(
          "R0401", kManifestFile, 0, "",
          {"в пакете OneRoster нет manifest.csv", "the OneRoster bundle has no manifest.csv"});
    }
  }

  FileSet::iterator FindIgnoringCase(std::string_view name) {
    const auto exact = set_.find(name);
    if (exact != set_.end()) return exact;
    const std::string lower = LowerAscii(name);
    for (auto at = set_.begin(); at != set_.end(); ++at) {
      if (LowerAscii(at->first) == lower) return at;
    }
    return set_.end();
  }

  void CheckCase(std::string_view name, std::string_view wanted, Severity severity) {
    if (name == wanted) return;
    reporter_.Add(severity, "R0414", name, 0, "",
                  {fmt::format("имя файла в другом регистре, нужно {}", wanted),
                   fmt::format("the file's name is in the wrong case, {} is needed", wanted)});
  }

  // Renames files to what the format calls them, and tells those it does not know.
  void CheckNames() {
    const bool oneroster = IsOneRoster(report_.format);
    for (const FileSpec& spec : FilesOf(report_.format)) {
      const auto found = FindIgnoringCase(spec.name);
      if (found == set_.end()) {
        if (spec.required) {
          references_.Distrust(spec.table);  // told here, and not of every row that points there
          reporter_.Error("R0411", spec.name, 0, "",
                          {fmt::format("в пакете нет обязательного файла {}", spec.name),
                           fmt::format("the bundle has no {}, which is required", spec.name)});
        }
        continue;
      }
      read_.insert(std::string(spec.name));
      if (found->first != spec.name) {
        CheckCase(found->first, spec.name, oneroster ? Severity::kError : Severity::kWarning);
        BundleEntry entry = std::move(found->second);
        set_.erase(found);
        set_.emplace(spec.name, std::move(entry));
      }
      if (!Belongs(spec.versions, report_.format)) {
        reporter_.Error(
            "R0416", spec.name, 0, "",
            {fmt::format("файла нет в версии {}", FormatVersion(report_.format)),
             fmt::format("version {} has no such file", FormatVersion(report_.format))});
      }
    }
    for (const auto& [name, entry] : set_) {
      if (read_.contains(name)) continue;
      reporter_.Warn("R0415", ShownCell(name), 0, "",
                     {"таблица формату неизвестна и не читается",
                      "the format does not know the table, it is not read"});
    }
    if (manifest_) CheckManifest(*manifest_, set_, reporter_);
    CheckRolesOfPeople();
  }

  // OneRoster 1.2 says in roles.csv who is a pupil and who teaches: people who are given anew
  // without it would be nobody.
  void CheckRolesOfPeople() {
    if (report_.format != Format::kOneRoster12) return;
    const auto is_bulk = [this](std::string_view name) {
      for (const FileSpec& spec : FilesOf(report_.format)) {
        if (spec.name == name) return ModeOf(spec) == Mode::kBulk;
      }
      return false;
    };
    if (!is_bulk("users.csv") || is_bulk("roles.csv")) return;
    reporter_.Error("R0411", "roles.csv", 0, "",
                    {"users.csv дан целиком (bulk), а roles.csv нет: кто из них кто, не сказано",
                     "users.csv is given in bulk and roles.csv is not: who is who is not said"});
  }

  // Nothing: the file is not there or is not the format's.
  std::optional<Mode> ModeOf(const FileSpec& spec) const {
    if (!set_.contains(spec.name) || !Belongs(spec.versions, report_.format)) return std::nullopt;
    if (!manifest_) return Mode::kBulk;
    const auto said = manifest_->files.find(spec.name);
    if (said == manifest_->files.end() || said->second.mode == Mode::kAbsent) return Mode::kBulk;
    return said->second.mode;
  }

  TableContext ContextOf(std::string_view file, Mode mode) {
    return {.file = file,
            .format = report_.format,
            .mode = mode,
            .today = options_.today,
            .limits = options_.limits,
            .reporter = reporter_};
  }

  // A file that says it is too large is not begun.
  absl::StatusOr<std::unique_ptr<ByteSource>> Open(const BundleEntry& entry) {
    const uint64_t bytes_max = options_.limits.file_bytes_max;
    if (entry.bytes <= bytes_max) return files_.Open(entry);
    return absl::ResourceExhaustedError(fmt::format("is larger than {} MiB", bytes_max >> 20));
  }

  void ReadFile(const FileSpec& spec, Mode mode) {
    report_.files.push_back({.name = std::string(spec.name), .mode = mode});
    FileReport& file = report_.files.back();
    const TableContext context = ContextOf(spec.name, mode);
    auto source = Open(set_.find(spec.name)->second);
    if (!source.ok()) {
      ReportReadFailure(source.status(), spec.name, 0, reporter_);
      references_.Distrust(spec.table);
      return;
    }
    sink_.OnFile(file.name);
    SendModes(spec, report_.format, mode, sink_);
    report_.unchecked_references += ReadTable({.context = context,
                                               .spec = spec,
                                               .references = references_,
                                               .agreement = agreement_,
                                               .sink = sink_},
                                              **source, files_sent_++, file);
  }

  uint64_t AcceptedOf(const FileSpec& spec) const {
    for (const FileReport& file : report_.files) {
      if (file.name == spec.name) return file.accepted;
    }
    return 0;
  }

  void FinishRoles() {
    const FileSpec* users = nullptr;
    bool roles = false;
    for (const FileSpec& spec : FilesOf(report_.format)) {
      if (!ModeOf(spec)) continue;
      if (spec.table == TableId::kUsers) users = &spec;
      roles |= spec.table == TableId::kRoles && AcceptedOf(spec) > 0;
    }
    if (users == nullptr) return;
    agreement_.FinishBundle(ContextOf(users->name, *ModeOf(*users)), roles);
  }

  BundleFiles& files_;
  const BundleOptions& options_;
  roster::RecordSink& sink_;
  BundleReport report_;
  Reporter reporter_;
  References references_;
  Agreement agreement_;
  FileSet set_;
  std::optional<Manifest> manifest_;
  std::set<std::string, std::less<>> read_;
  uint32_t files_sent_ = 0;
};

}  // namespace

BundleReport ReadBundle(BundleFiles& files, const BundleOptions& options,
                        roster::RecordSink& sink) {
  return BundleReader(files, options, sink).Read();
}

}  // namespace vekha::intake
