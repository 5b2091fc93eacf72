#include "tests/engine/roadmap/rule_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

namespace vekha::roadmap {
namespace {

constexpr const char* kSmallFacts = R"yaml(facts:
  mentees.count: {type: int, per: cycle, title: Наставляемых}
  mentees.unpaired: {type: int, per: cycle, title: Без пары}
  order.model.number: {type: string, title: Номер приказа}
  order.model.on: {type: date, title: Дата приказа}
  training.started_on: {type: date, per: cycle, title: Начало обучения}
  group.members: {type: list<string>, title: Рабочая группа}
  kpi.share: {type: double, title: Доля}
)yaml";

constexpr const char* kSmallLibrary = R"yaml(library: gates
title: Ворота
measures:
  - id: order
    title: Приказ о внедрении
    term: до 15 сентября ежегодно
    responsible: [{name: Директор, kind: role, role: head}]
    evidence: order
    done_when: has(order.model.number) && has(order.model.on)
  - id: base
    title: База наставляемых
    term: с 1 по 15 сентября ежегодно
    after: [order]
    done_when: mentees.count > 0
  - id: pairs
    title: Наставнические пары
    after: [base]
    items:
      - {id: pairs(1), term: до 30 октября ежегодно}
      - {id: pairs(2), term: до 30 апреля ежегодно, after: ["pairs(1)"]
}
)yaml";

template <typename T>
T Good(Parsed<T> parsed) {
  EXPECT_TRUE(parsed.value) << FormatAll(parsed.diagnostics);
  return parsed.value ? *std::move(parsed.value) : T{};
}

Library GoodLibrary(const Source& source, const LoadContext& context) {
  Parsed<Library> parsed = LoadLibrary(source, context);
  EXPECT_EQ(FormatAll(parsed.diagnostics), "");
  return *std::move(parsed.value);
}

}  // namespace

std::string ReadText(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path << " is missing: run in the source root";
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::string> FilesIn(const std::string& folder, const std::string& extension) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == extension) paths.push_back(entry.path().string());
  }
  std::ranges::sort(paths);
  return paths;
}

const LoadContext& SmallContext() {
  static const facts::FactCatalog kFacts =
      Good(facts::LoadFactCatalog(Source("facts.yaml", kSmallFacts)));
  static const LoadContext kContext = [] {
    LoadContext context{kFacts, {}, {"gentle", "standard"}};
    context.libraries = {GoodLibrary(Source("gates.yaml", kSmallLibrary), context)};
    return context;
  }();
  return kContext;
}

const LoadContext& RulesContext() {
  static const facts::FactCatalog kFacts =
      Good(facts::LoadFactCatalog(Source("rules/facts.yaml", ReadText("rules/facts.yaml"))));
  static const LoadContext kContext = [] {
    LoadContext context{kFacts, {}, {"gentle", "standard"}};
    for (const std::string& path : FilesIn("rules/library", ".yaml")) {
      context.libraries.push_back(GoodLibrary(Source(path, ReadText(path)), context));
    }
    return context;
  }();
  return kContext;
}

std::string FormatAll(const std::vector<Diagnostic>& diagnostics) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) out += FormatDiagnostic(diagnostic) + "\n";
  return out;
}

}  // namespace vekha::roadmap
