#include "tests/engine/schedule/phrase_case.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

namespace vekha::schedule {
namespace {

PhraseCase FromJson(const nlohmann::json& line) {
  const auto date = [](const nlohmann::json& text) {
    return ParseIsoDate(text.get<std::string>()).value();
  };
  PhraseCase made;
  made.id = line.at("id");
  made.phrase = line.at("phrase");
  made.period = {date(line.at("period").at(0)), date(line.at("period").at(1))};
  for (const nlohmann::json& window : line.at("windows")) {
    std::optional<Date> start;
    if (!window.at(0).is_null()) start = date(window.at(0));
    made.windows.push_back({start, date(window.at(1))});
  }
  std::sort(made.windows.begin(), made.windows.end(), [](const Window& a, const Window& b) {
    return a.due != b.due ? a.due < b.due : a.start < b.start;
  });
  made.flags = line.at("flags").get<std::vector<std::string>>();
  return made;
}

std::string Join(const std::vector<Window>& windows, const std::vector<std::string>& flags) {
  std::string out;
  for (const Window& window : windows) out += FormatWindow(window) + " ";
  out += "|";
  for (const std::string& flag : flags) out += " " + flag;
  return out;
}

}  // namespace

std::vector<PhraseCase> ReadPhraseCases(const std::string& path) {
  std::vector<PhraseCase> cases;
  std::ifstream in(path);
  std::string line;
  while (std::getline(in, line)) {
    if (!line.empty()) cases.push_back(FromJson(nlohmann::json::parse(line)));
  }
  return cases;
}

std::vector<PhraseCase> ReadCorpus() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator("tests/corpus/terms")) {
    if (entry.path().extension() == ".jsonl") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<PhraseCase> cases;
  for (const std::string& path : paths) {
    const std::vector<PhraseCase> more = ReadPhraseCases(path);
    cases.insert(cases.end(), more.begin(), more.end());
  }
  return cases;
}

std::string Meaning(const PhraseCase& labelled) { return Join(labelled.windows, labelled.flags); }

std::string Meaning(const Expansion& expansion) {
  std::vector<Window> windows;
  for (const Occurrence& one : expansion.occurrences) windows.push_back(one.window);
  std::vector<std::string> flags;
  for (const term::Flag flag : expansion.flags) flags.emplace_back(term::FlagName(flag));
  return Join(windows, flags);
}

}  // namespace vekha::schedule
