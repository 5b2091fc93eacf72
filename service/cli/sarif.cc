#include "service/cli/sarif.h"

#include <map>

#include "engine/lint/kind.h"
#include "engine/roadmap/diagnostic_code.h"
#include "service/cli/json_text.h"

namespace vekha::cli {
namespace {

// What a code stands for; empty of codes other rooms own.
std::string MeaningOf(const std::string& code) {
  if (const lint::Kind* kind = lint::FindKind(code)) return std::string(kind->meaning);
  for (const roadmap::code::Meaning& one : roadmap::code::kMeanings) {
    if (one.code == code) return std::string(one.meaning);
  }
  return code;
}

// RFC 3986: what a path may hold stays, the rest is percent-encoded byte by byte.
std::string UriOf(const std::string& path) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string uri;
  for (const char c : path) {
    if (kPlain.find(c) != std::string_view::npos) {
      uri.push_back(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    uri.push_back('%');
    uri.push_back(kHex[byte >> 4U]);
    uri.push_back(kHex[byte & 15U]);
  }
  return uri;
}

Json LocationOf(const Diagnostic& diagnostic) {
  const Position& at = diagnostic.position;
  return {{"physicalLocation",
           {{"artifactLocation", {{"uri", UriOf(diagnostic.file)}}},
            {"region",
             {{"startLine", at.line},
              {"startColumn", at.column},
              {"endColumn", at.column + diagnostic.length}}}}}};
}

}  // namespace

std::string FormatSarif(const std::vector<Diagnostic>& diagnostics) {
  std::map<std::string, Json> rules;
  Json results = Json::array();
  for (const Diagnostic& one : diagnostics) {
    rules[one.code] = {{"id", one.code}, {"shortDescription", {{"text", MeaningOf(one.code)}}}};
    const std::string hint = one.hint.empty() ? std::string() : "\n" + one.hint;
    results.push_back({{"ruleId", one.code},
                       {"level", SeverityName(one.severity)},  // SARIF's own words
                       {"message", {{"text", one.message + hint}}},
                       {"locations", Json::array({LocationOf(one)})}});
  }
  Json list = Json::array();
  for (auto& [code, rule] : rules) list.push_back(std::move(rule));
  const Json driver = {{"name", "vekha"}, {"version", VEKHA_VERSION}, {"rules", list}};
  const Json run = {
      {"tool", {{"driver", driver}}}, {"columnKind", "unicodeCodePoints"}, {"results", results}};
  return FormatJson({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                     {"version", "2.1.0"},
                     {"runs", Json::array({run})}});
}

}  // namespace vekha::cli
