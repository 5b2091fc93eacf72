#include "service/intake/bundle/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "service/intake/bundle/csv_faults.h"
#include "service/intake/bundle/csv_reader.h"

namespace vekha::intake {
namespace {

using roster::Mode;

std::optional<Mode> ReadMode(std::string_view value) {
  for (const Mode mode : {Mode::kAbsent, Mode::kBulk, Mode::kDelta}) {
    if (value == roster::ModeName(mode)) return mode;
  }
  return std::nullopt;
}

const FileSpec* FindFile(std::string_view name) {
  const auto files = OneRosterFiles();
  const auto found = std::find_if(files.begin(), files.end(),
                                  [name](const FileSpec& spec) { return spec.name == name; });
  return found == files.end() ? nullptr : &*found;
}

class ManifestReader {
 public:
  ManifestReader(BundleReport& report, Reporter& reporter) : reporter_(reporter) {
    report.files.push_back({.name = std::string(kManifestFile)});
    file_ = &report.files.back();
  }

  Manifest Read(ByteSource& source, const BundleLimits& limits) {
    CsvReader reader(source, limits);
    CsvRow row;
    if (!reader.Next(row)) {
      if (!reader.status().ok()) {
        ReportReadFailure(reader.status(), kManifestFile, 0, reporter_);
      } else {
        Error("R0301", 1, "", {"файл пуст, нет даже заголовка", "the file is empty"});
      }
      return std::move(manifest_);
    }
    if (!CheckHeaderRow(row, reader.utf16(), kManifestFile, reporter_)) return std::move(manifest_);
    manifest_.usable = ReadHeader(row);
    while (reader.Next(row)) {
      if (IsBlank(row)) {
        ++file_->blank;
        continue;
      }
      ++file_->read;
      const bool ok = manifest_.usable && CheckCsvRow(row, header_, kManifestFile, reporter_) &&
                      ReadProperty(row.line, Trim(row.cells[0]), Trim(row.cells[1]));
      ++(ok ? file_->accepted : file_->refused);
      if (file_->read > limits.entries_max) break;
    }
    file_->bytes = reader.bytes_read();
    if (!reader.status().ok())
      ReportReadFailure(reader.status(), kManifestFile, row.line, reporter_);
    if (manifest_.usable) CheckComplete();
    return std::move(manifest_);
  }

 private:
  void Error(std::string_view code, uint32_t row, std::string_view column, Bilingual message,
             Bilingual hint = {}) {
    reporter_.Error(code, kManifestFile, row, column, std::move(message), std::move(hint));
  }

  bool ReadHeader(const CsvRow& row) {
    constexpr std::string_view kNames[] = {"propertyName", "value"};
    const bool usable = row.cells.size() >= 2;
    const std::string_view first = row.cells.empty() ? std::string_view() : row.cells.front();
    if (!usable && first.find_first_of(";\t") != std::string_view::npos) {
      Error("R0313", row.line, "",
            {"столбцы разделены не запятой", "columns are not separated by commas"},
            {"заголовок манифеста: propertyName,value", "the header is propertyName,value"});
      return false;
    }
    for (size_t i = 0; i < 2; ++i) {
      header_.columns.push_back({std::string(kNames[i]), nullptr});
      if (i < row.cells.size() && Trim(row.cells[i]) == kNames[i]) continue;
      Error("R0303", row.line, kNames[i],
            {fmt::format("нет обязательного столбца «{}»", kNames[i]),
             fmt::format("the required column \"{}\" is missing", kNames[i])},
            {"заголовок манифеста: propertyName,value", "the header is propertyName,value"});
    }
    for (size_t i = 2; i < row.cells.size(); ++i) AddColumn(row, i);
    return usable;
  }

  // What others add is left alone.
  void AddColumn(const CsvRow& row, size_t index) {
    const std::string_view name = Trim(row.cells[index]);
    if (name.empty() && EmptyAtEnd(row, header_) > 0) {
      header_.empty_at_end = EmptyAtEnd(row, header_);
      return;
    }
    if (header_.empty_at_end > 0) return;
    header_.columns.push_back({ShownCell(name), nullptr});
    reporter_.Warn("R0304", kManifestFile, row.line, ShownCell(name),
                   {"столбец неизвестен и не читается", "the column is unknown and is not read"});
  }

  bool ReadProperty(uint32_t row, std::string_view name, std::string_view value) {
    const auto [at, added] = properties_.try_emplace(std::string(name), row);
    if (!added) {
      Error("R0405", row, "propertyName",
            {fmt::format("«{}» уже сказано в строке {}", ShownCell(name), at->second),
             fmt::format("\"{}\" was said in row {}", ShownCell(name), at->second)});
      return false;
    }
    if (name == "manifest.version") return ReadManifestVersion(row, value);
    if (name == "oneroster.version") return ReadVersion(row, value);
    if (name.substr(0, 5) == "file.") return ReadFile(row, name.substr(5), value);
    if (name != "source.systemName" && name != "source.systemCode") {
      reporter_.Warn("R0404", kManifestFile, row, "propertyName",
                     {fmt::format("«{}»: свойство неизвестно", ShownCell(name)),
                      fmt::format("\"{}\": an unknown property", ShownCell(name))});
    }
    return true;
  }

  bool ReadManifestVersion(uint32_t row, std::string_view value) {
    if (value == "1.0") return true;
    Error("R0409", row, "value",
          {fmt::format("«{}»: версия манифеста бывает только 1.0", ShownCell(value)),
           fmt::format("\"{}\": the only version of a manifest is 1.0", ShownCell(value))});
    return false;
  }

  bool ReadVersion(uint32_t row, std::string_view value) {
    if (value == "1.1" || value == "1.1.1") manifest_.format = Format::kOneRoster11;
    if (value == "1.2" || value == "1.2.1") manifest_.format = Format::kOneRoster12;
    if (manifest_.format != Format::kUnknown) return true;
    Error("R0409", row, "value",
          {fmt::format("«{}»: читаются OneRoster 1.1 и 1.2", ShownCell(value)),
           fmt::format("\"{}\": OneRoster 1.1 and 1.2 are read", ShownCell(value))});
    return false;
  }

  bool ReadFile(uint32_t row, std::string_view name, std::string_view value) {
    const std::string file = fmt::format("{}.csv", name);
    const auto mode = ReadMode(value);
    if (!mode) {
      Error("R0403", row, "value",
            {fmt::format("«{}»: нужно absent, bulk или delta", ShownCell(value)),
             fmt::format("\"{}\": absent, bulk or delta is needed", ShownCell(value))});
    }
    if (FindFile(file) == nullptr) {
      reporter_.Warn("R0404", kManifestFile, row, "propertyName",
                     {fmt::format("«{}»: такого файла стандарт не знает", ShownCell(name)),
                      fmt::format("\"{}\": the standard has no such file", ShownCell(name))});
    } else {
      manifest_.files[file] = {mode.value_or(Mode::kBulk), row, mode.has_value()};
    }
    return mode.has_value();
  }

  void CheckComplete() {
    for (const std::string_view name : {"manifest.version", "oneroster.version"}) {
      if (properties_.contains(name)) continue;
      Error("R0402", 1, "propertyName",
            {fmt::format("нет обязательного свойства «{}»", name),
             fmt::format("the required property \"{}\" is missing", name)});
    }
    if (manifest_.format == Format::kUnknown) return;
    for (const FileSpec& spec : OneRosterFiles()) {
      const auto said = manifest_.files.find(spec.name);
      if (Belongs(spec.versions, manifest_.format)) {
        if (said != manifest_.files.end()) continue;
        const std::string_view base = spec.name.substr(0, spec.name.size() - 4);
        reporter_.Warn("R0402", kManifestFile, 1, "propertyName",
                       {fmt::format("нет обязательного свойства «file.{}»", base),
                        fmt::format("the required property \"file.{}\" is missing", base)});
      } else if (said != manifest_.files.end()) {
        reporter_.Warn(
            "R0410", kManifestFile, said->second.row, "propertyName",
            {fmt::format("файла {} в версии {} нет", spec.name, FormatVersion(manifest_.format)),
             fmt::format("version {} has no {}", FormatVersion(manifest_.format), spec.name)});
      }
    }
  }

  Reporter& reporter_;
  FileReport* file_ = nullptr;
  TableHeader header_;
  Manifest manifest_;
  std::map<std::string, uint32_t, std::less<>> properties_;
};

}  // namespace

Manifest ReadManifest(BundleFiles& files, const BundleEntry& entry, const BundleLimits& limits,
                      BundleReport& report, Reporter& reporter) {
  auto source = files.Open(entry);
  if (!source.ok()) {
    ReportReadFailure(source.status(), kManifestFile, 0, reporter);
    return {};
  }
  return ManifestReader(report, reporter).Read(**source, limits);
}

void CheckManifest(const Manifest& manifest, const FileSet& set, Reporter& reporter) {
  if (!manifest.usable) return;  // told, and it says nothing of any file
  for (const FileSpec& spec : OneRosterFiles()) {
    const auto said = manifest.files.find(spec.name);
    const bool present = set.contains(spec.name);
    if (said == manifest.files.end()) {
      if (!present) continue;
      reporter.Error("R0408", spec.name, 0, "",
                     {"файл есть, а в манифесте о нём не сказано",
                      "the file is there and the manifest does not name it"});
      continue;
    }
    const bool absent = said->second.mode == Mode::kAbsent;
    if (absent == !present || !said->second.said) continue;
    reporter.Error(absent ? "R0407" : "R0406", kManifestFile, said->second.row, "value",
                   absent
                       ? Bilingual(fmt::format("{} назван отсутствующим, а файл есть", spec.name),
                                   fmt::format("{} is said to be absent and is there", spec.name))
                       : Bilingual(fmt::format("{} обещан, а файла нет", spec.name),
                                   fmt::format("{} is promised and is not there", spec.name)));
  }
}

}  // namespace vekha::intake
