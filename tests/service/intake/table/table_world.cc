#include "tests/service/intake/table/table_world.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace vekha::intake {
namespace {

std::string ReadWhole(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

std::vector<Source> MappingSources() {
  std::set<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator("rules/mappings")) {
    paths.insert(entry.path());
  }
  std::vector<Source> sources;
  for (const auto& path : paths) {
    sources.emplace_back("mappings/" + path.filename().string(), ReadWhole(path));
  }
  return sources;
}

const std::vector<Mapping>& RuleMappings() {
  static const std::vector<Mapping> kMappings = *LoadMappings(MappingSources()).value;
  return kMappings;
}

std::string ReadListFile(const std::string& name) {
  return ReadWhole("tests/service/intake/table/lists/" + name);
}

ImportOptions Options() {
  ImportOptions options;
  options.tables.today = *MakeDate(2022, 11, 1);
  options.tables.cycle = "2022/23";
  options.tables.stamp = {.observed_at = 1'667'300'000, .version = 1};
  options.tables.school = "school-3";
  options.source = "lists";
  return options;
}

ImportPlan ImportLists(const std::vector<std::string>& names, ImportOptions options) {
  std::map<std::string, std::string> files;
  for (const std::string& name : names) files[name] = ReadListFile(name);
  return ImportTexts(files, std::move(options));
}

ImportPlan ImportTexts(const std::map<std::string, std::string>& files, ImportOptions options) {
  std::vector<TableFile> tables;
  for (const auto& [name, text] : files) tables.push_back({.name = name, .bytes = text});
  return PlanTableImport(tables, RuleMappings(), options);
}

std::vector<std::string> Places(const ImportPlan& plan) {
  std::vector<std::string> places;
  for (const roster::RowDiagnostic& d : plan.reading.report.diagnostics) {
    const std::string line = roster::FormatRowDiagnostic(d);
    places.push_back(line.substr(0, line.find("]: ", line.find("[R")) + 1));
  }
  return places;
}

std::string Messages(const ImportPlan& plan) {
  std::string all;
  for (const roster::RowDiagnostic& d : plan.reading.report.diagnostics) {
    all += roster::FormatRowDiagnostic(d, Language::kRussian) + "\n";
    all += roster::FormatRowDiagnostic(d, Language::kEnglish) + "\n";
  }
  return all;
}

std::map<std::string, int64_t> Facts(const ImportPlan& plan) {
  std::map<std::string, int64_t> facts;
  for (const roster::DerivedFact& fact : plan.derivation.facts) {
    const std::string& scope = fact.record.scope;
    const std::string suffix = scope == "2022/23" || scope == "2022" ? "" : "@" + scope;
    facts[fact.record.name + suffix] = *fact.record.value.As<int64_t>();
  }
  return facts;
}

}  // namespace vekha::intake
