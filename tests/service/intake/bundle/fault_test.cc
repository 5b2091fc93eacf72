// Each fault of cases/*.txt and tests/corpus/bundles/*.txt put into a sound bundle, and the places
// it is reported at: these and no others.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/service/intake/bundle/memory_bundle.h"

namespace vekha::intake {
namespace {

// "users.csv:3 = text" puts text in place of line 3, ":+" adds a line, "users.csv = text" replaces
// the file, "users.csv delete" removes it. \n \r \t \" and \xHH stand for bytes.
struct Case {
  std::string name;
  std::string bundle;
  std::string base;  // what stands already; empty: nothing is known of it
  std::vector<std::string> edits;
  std::string expected;
};

std::string Unescape(const std::string& text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char c = text[++i];
    if (c == 'x') {
      out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      out += c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
    }
  }
  return out;
}

void Edit(const std::string& edit, Files& files) {
  const std::string kDelete = " delete";
  if (edit.size() > kDelete.size() && edit.substr(edit.size() - kDelete.size()) == kDelete) {
    ASSERT_EQ(files.erase(edit.substr(0, edit.size() - kDelete.size())), 1u) << edit;
    return;
  }
  const size_t equals = edit.find(" =");
  ASSERT_NE(equals, std::string::npos) << edit;
  const std::string where = edit.substr(0, equals);
  const std::string text =
      edit.size() > equals + 3 ? Unescape(edit.substr(equals + 3)) : std::string();
  const size_t colon = where.find(':');
  if (colon == std::string::npos) {
    files[where] = text;
    return;
  }
  std::string& file = files.at(where.substr(0, colon));
  const std::string line = where.substr(colon + 1);
  if (line == "+") {
    file += text + "\n";
    return;
  }
  size_t begin = 0;
  for (int at = 1; at < std::stoi(line); ++at) begin = file.find('\n', begin) + 1;
  file.replace(begin, file.find('\n', begin) - begin, text);
}

std::vector<Case> LoadCases() {
  std::vector<std::filesystem::path> paths;
  for (const char* folder : {"tests/service/intake/bundle/cases", "tests/corpus/bundles"}) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  std::vector<Case> cases;
  for (const auto& path : paths) {
    std::ifstream in(path);
    std::string line;
    while (std::getline(in, line)) {
      if (line.empty() || line[0] == '#') continue;
      if (line.rfind("== ", 0) == 0) {
        cases.push_back({path.stem().string() + ": " + line.substr(3), "", "", {}, ""});
      } else if (line.rfind("bundle ", 0) == 0) {
        cases.back().bundle = line.substr(7);
      } else if (line.rfind("base ", 0) == 0) {
        cases.back().base = line.substr(5);
      } else if (line.rfind("> ", 0) == 0) {
        cases.back().expected += line.substr(2) + "\n";
      } else {
        cases.back().edits.push_back(line);
      }
    }
  }
  return cases;
}

TEST(BundleFaults, AreReportedAtTheirPlaceAndNowhereElse) {
  const std::vector<Case> cases = LoadCases();
  ASSERT_GT(cases.size(), 170u);
  for (const Case& c : cases) {
    Files files = LoadBundle(c.bundle);
    for (const std::string& edit : c.edits) Edit(edit, files);
    roster::Roster base;
    if (!c.base.empty()) base = roster::Merge({}, ReadFiles(LoadBundle(c.base)).update);
    const BundleReport report = ReadFiles(files, c.base.empty() ? nullptr : &base).report;
    EXPECT_EQ(Places(report), c.expected) << c.name;
  }
}

}  // namespace
}  // namespace vekha::intake
