// vekha roadmap test: the tests of rule files, without a server.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/failure.h"
#include "service/cli/input.h"
#include "service/cli/rule_test_text.h"
#include "service/cli/rules.h"

namespace vekha::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kGolden = ".golden.yaml";
constexpr std::string_view kTestFolder = "tests/";

struct TestOptions {
  std::vector<std::string> files;
  std::string name;
  std::string junit;
  bool coverage = false;
  bool update = false;
};

bool IsTestFile(const std::string& name) {
  return name.ends_with(".yaml") && !name.ends_with(kGolden);
}

// Of the rules in the program; what lies in folders below is what tests refer to.
bool IsTestOfRules(const std::string& name) {
  return name.starts_with(kTestFolder) && name.rfind('/') + 1 == kTestFolder.size() &&
         IsTestFile(name);
}

absl::StatusOr<std::vector<std::string>> FilesOf(const std::vector<std::string>& given) {
  std::vector<std::string> files;
  for (const std::string& path : given) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      files.push_back(path);
      continue;
    }
    const size_t before = files.size();
    for (fs::directory_iterator i(path, error), end; !error && i != end; i.increment(error)) {
      if (IsTestFile(i->path().filename().string())) files.push_back(i->path().string());
    }
    if (error || files.size() == before) {
      return OpenError("TESTS_NOT_FOUND", {fmt::format("{}: в папке нет тестов", path),
                                           fmt::format("{}: no tests in the folder", path)});
    }
    std::sort(files.begin() + static_cast<long>(before), files.end());
  }
  return files;
}

// Test files, and what lies beside them: on disk, or among the rules in the program.
class Shelf {
 public:
  Shelf(const RuleSources& rules, bool in_program) : rules_(rules), in_program_(in_program) {}

  absl::StatusOr<Source> Read(const std::string& name) const {
    if (!in_program_) return ReadSource(name);
    for (const Source& source : rules_.sources) {
      if (source.name() == name) return source;
    }
    return OpenError("FILE_UNREADABLE", {fmt::format("в программе нет файла {}", name),
                                         fmt::format("no file {} in the program", name)});
  }

  static std::string Beside(const Source& test, const std::string& name) {
    return (fs::path(test.name()).parent_path() / name).lexically_normal().generic_string();
  }

  bool Has(const std::string& name) const {
    std::error_code error;
    return in_program_ ? Read(name).ok() : fs::exists(name, error);
  }

 private:
  const RuleSources& rules_;
  bool in_program_;
};

// What stops a file from being tested, at the words that asked for it.
Diagnostic ProblemOf(const Source& test, SourceRange at, const absl::Status& why) {
  const Rejection rejection = RejectionOf(why);
  return MakeDiagnostic(test, at, Severity::kError, "E0807",
                        {rejection.message_ru, rejection.message});
}

absl::StatusOr<Source> SubjectOf(const rule_test::TestFile& file, const Source& test,
                                 const RuleSources& rules, const Shelf& shelf) {
  const rule_test::Subject& subject = file.subject;
  if (subject.kind == rule_test::Subject::Kind::kFile) {
    return shelf.Read(Shelf::Beside(test, subject.name.value));
  }
  auto source = rule_test::FindSubject(subject, rules.sources, *rules.book);
  if (source) return *std::move(source);
  return InputError("ROADMAP_UNKNOWN",
                    {fmt::format("среди правил нет «{}»", subject.name.value),
                     fmt::format("no '{}' among the rules", subject.name.value)});
}

using Goldens = std::map<std::string, std::string>;

// Those that are there; one that cannot be read is a problem of the file.
Goldens GoldensOf(const rule_test::TestFile& file, const Source& test, const Shelf& shelf,
                  std::vector<Diagnostic>& problems) {
  Goldens goldens;
  for (const rule_test::Test& one : file.tests) {
    if (!one.golden) continue;
    const std::string path = Shelf::Beside(test, one.golden->value);
    if (!shelf.Has(path)) continue;
    const auto source = shelf.Read(path);
    if (source.ok()) {
      goldens[one.golden->value] = source->text();
    } else {
      problems.push_back(ProblemOf(test, one.golden->at, source.status()));
    }
  }
  return goldens;
}

absl::Status WriteFile(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (out) return absl::OkStatus();
  return OpenError("FILE_UNWRITABLE", {fmt::format("в файл {} не записать", path),
                                       fmt::format("cannot write file {}", path)});
}

// The comments at the head of a golden are its author's and stay.
std::string HeadOf(const std::string& text) {
  size_t end = 0;
  while (end < text.size() && (text[end] == '#' || text[end] == '\n')) {
    end = std::min(text.find('\n', end), text.size() - 1) + 1;
  }
  return text.substr(0, end);
}

absl::Status UpdateGoldens(const TestedFile& file, const Goldens& known) {
  for (const auto& [name, text] : file.result.goldens) {
    const auto old = known.find(name);
    const std::string head =
        old == known.end() ? "# vekha roadmap test --update\n" : HeadOf(old->second);
    VEKHA_RETURN_IF_ERROR(WriteFile(Shelf::Beside(file.source, name), head + text));
  }
  return absl::OkStatus();
}

TestedFile Untested(Source source, std::vector<Diagnostic> problems) {
  rule_test::FileResult wrong;
  wrong.file = source.name();
  wrong.diagnostics = std::move(problems);
  return {std::move(source), std::move(wrong)};
}

// What is wrong with one file is told in its result and stops no other; an error is only that
// goldens cannot be written.
absl::StatusOr<TestedFile> TestOne(Source source, const RuleSources& rules, const Shelf& shelf,
                                   const TestOptions& options) {
  auto parsed = rule_test::ParseTestFile(source, rules.book->facts);
  if (!parsed.value) return Untested(std::move(source), std::move(parsed.diagnostics));
  const auto subject = SubjectOf(*parsed.value, source, rules, shelf);
  std::vector<Diagnostic> problems;
  if (!subject.ok()) {
    problems.push_back(ProblemOf(source, parsed.value->subject.name.at, subject.status()));
  }
  Goldens goldens = GoldensOf(*parsed.value, source, shelf, problems);
  if (!problems.empty()) return Untested(std::move(source), std::move(problems));
  const auto run = [&] {
    return rule_test::RunTestFile(*parsed.value, source, *subject, *rules.book, goldens,
                                  {options.name});
  };
  TestedFile tested{source, run()};
  if (options.update && !tested.result.goldens.empty()) {
    VEKHA_RETURN_IF_ERROR(UpdateGoldens(tested, goldens));
    for (const auto& [name, text] : tested.result.goldens) goldens[name] = text;
    tested.result = run();
  }
  return tested;
}

absl::StatusOr<int> NothingToTest(const TestOptions& options) {
  if (!options.name.empty()) {
    return InputError("TESTS_NOT_FOUND",
                      {fmt::format("нет тестов с «{}» в названии", options.name),
                       fmt::format("no test has '{}' in its name", options.name)});
  }
  return OpenError("TESTS_NOT_FOUND", {"среди правил нет тестов", "no tests among the rules"});
}

absl::StatusOr<int> RunTests(Session& session, const TestOptions& options) {
  VEKHA_ASSIGN_OR_RETURN(const RuleSources rules, LoadRuleSources(session.options.rules));
  std::vector<std::string> given = options.files;
  if (given.empty() && !session.options.rules.empty()) {
    given.push_back((fs::path(session.options.rules) / kTestFolder).string());
  }
  const bool in_program = given.empty();
  if (in_program && options.update) {
    return UsageError({"--update пишет файлы: назовите их", "--update writes files: name them"});
  }
  VEKHA_ASSIGN_OR_RETURN(std::vector<std::string> files, FilesOf(given));
  if (in_program) {
    for (const Source& source : rules.sources) {
      if (IsTestOfRules(source.name())) files.push_back(source.name());
    }
  }
  const Shelf shelf(rules, in_program);
  std::vector<TestedFile> tested;
  CoverageByRoadmap coverage;
  int code = kDone;
  for (const std::string& path : files) {
    auto source = shelf.Read(path);
    if (!source.ok()) {
      code = std::max(code, ExitCodeOf(source.status()));
      const Source unread(path, "");
      tested.push_back(Untested(unread, {ProblemOf(unread, {}, source.status())}));
      continue;
    }
    VEKHA_ASSIGN_OR_RETURN(TestedFile one, TestOne(*std::move(source), rules, shelf, options));
    const rule_test::Coverage& seen = one.result.coverage;
    if (!seen.measures().empty()) {
      const auto [known, is_new] = coverage.try_emplace(seen.roadmap(), seen);
      if (!is_new) known->second.Add(seen);
    }
    tested.push_back(std::move(one));
  }
  const bool nothing = std::all_of(tested.begin(), tested.end(), [](const TestedFile& file) {
    return file.result.tests.empty() && file.result.diagnostics.empty();
  });
  if (nothing) return NothingToTest(options);
  if (!options.junit.empty()) VEKHA_RETURN_IF_ERROR(WriteFile(options.junit, FormatJunit(tested)));
  if (session.options.json) {
    session.Print(FormatJson(JsonTests(tested, options.coverage ? &coverage : nullptr, session)));
  } else {
    session.Print(ShowTests(tested, session));
    if (options.coverage) session.Print(ShowCoverage(coverage, session));
  }
  const bool passed = std::all_of(tested.begin(), tested.end(),
                                  [](const TestedFile& file) { return file.result.passed(); });
  return passed ? kDone : std::max(code, kSaidNo);
}

}  // namespace

void AddRoadmapTest(CLI::App& group, Session& session) {
  auto options = std::make_shared<TestOptions>();
  CLI::App& command = AddCommand(group, session, "test",
                                 {"тесты файлов правил (без FILE - все тесты правил)",
                                  "tests of rule files (without FILE all tests of the rules)"});
  AddWords(command, session, "FILE", options->files,
           {"файлы тестов или папки с ними", "test files, or folders of them"}, Need::kOptional);
  AddText(command, session, "--run", options->name,
          {"только тесты, в названии которых есть это", "only tests with this in their name"});
  AddSwitch(command, session, "--coverage", options->coverage,
            {"какие мероприятия и исходы условий проверены",
             "which measures and answers of conditions are tested"});
  AddSwitch(command, session, "--update", options->update,
            {"записать файлы golden заново", "write the golden files anew"});
  AddText(
      command, session, "--junit", options->junit,
      {"записать итог и в этот файл JUnit XML", "write the result to this JUnit XML file, too"});
  AddRulesOption(command, session);
  OnRun(command, session, [&session, options] { return RunTests(session, *options); });
}

}  // namespace vekha::cli
