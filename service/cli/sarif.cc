#include "service/cli/sarif.h"

#include <map>

#include "engine/lint/kind.h"
#include "engine/roadmap/diagnostic_code.h"
#include "service/cli/json_text.h"

namespace vekha::cli {
namespace {

// What a code stands for; the code itself when another room owns it.
std::string MeaningOf(const std::string& code, Language language) {
  const bool russian = language == Language::kRussian;
  if (const lint::Kind* kind = lint::FindKind(code)) {
    return std::string(russian ? kind->meaning : kind->meaning_en);
  }
  for (const roadmap::code::Meaning& one : roadmap::code::kMeanings) {
    if (one.code == code) return std::string(russian ? one.russian : one.meaning);
  }
  return code;
}

// A rule: its level is what its findings have unless one says otherwise.
Json RuleOf(const Diagnostic& first, Language language) {
  Json rule = {{"id", first.code},
               {"shortDescription", {{"text", MeaningOf(first.code, language)}}},
               {"defaultConfiguration", {{"level", SeverityName(first.severity)}}}};
  const lint::Kind* kind = lint::FindKind(first.code);
  if (kind == nullptr) return rule;
  const std::string_view hint = language == Language::kRussian ? kind->hint : kind->hint_en;
  if (!hint.empty()) rule["help"] = {{"text", std::string(hint)}};
  return rule;
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

std::string FormatSarif(const std::vector<Diagnostic>& diagnostics, Language language) {
  std::map<std::string, size_t> places;  // of each rule in `rules`
  Json rules = Json::array();
  Json results = Json::array();
  for (const Diagnostic& one : diagnostics) {
    const auto [place, is_new] = places.emplace(one.code, rules.size());
    if (is_new) rules.push_back(RuleOf(one, language));
    const std::string& hint = one.Hint(language);
    results.push_back(
        {{"ruleId", one.code},
         {"ruleIndex", place->second},
         {"level", SeverityName(one.severity)},  // SARIF's own words
         {"message", {{"text", one.Message(language) + (hint.empty() ? "" : "\n" + hint)}}},
         {"locations", Json::array({LocationOf(one)})}});
  }
  const Json driver = {{"name", "vekha"}, {"version", VEKHA_VERSION}, {"rules", rules}};
  const Json run = {{"tool", {{"driver", driver}}},
                    {"language", language == Language::kRussian ? "ru-RU" : "en-US"},
                    {"columnKind", "unicodeCodePoints"},
                    {"results", results}};
  return FormatJson({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                     {"version", "2.1.0"},
                     {"runs", Json::array({run})}});
}

}  // namespace vekha::cli
