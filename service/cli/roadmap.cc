// vekha roadmap: rule files checked and shown here, without a server; roadmaps of a server listed.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iostream>

#include "engine/lint/lint.h"
#include "engine/roadmap/json_schema.h"
#include "engine/rule_test/json_schema.h"
#include "engine/workflow/rule_book.h"
#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/diagnostic_text.h"
#include "service/cli/failure.h"
#include "service/cli/input.h"
#include "service/cli/json_text.h"
#include "service/cli/roadmap_text.h"
#include "service/cli/rules.h"
#include "service/cli/sarif.h"
#include "service/cli/table.h"
#include "service/cli/words.h"
#include "vekha/v1/roadmap_service.grpc.pb.h"

namespace vekha::cli {
namespace {

// Rule files read and loaded; every problem of every file is in `diagnostics`.
struct Loaded {
  std::vector<Source> sources;
  std::vector<std::shared_ptr<const roadmap::Roadmap>> roadmaps;  // of the files without errors
  std::vector<Diagnostic> diagnostics;
};

enum class Depth { kLoad, kLint };

// The standard input as a file named "-".
absl::StatusOr<Source> ReadInput() {
  std::string text(kFileBytesMax + 1, '\0');
  std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(std::cin.gcount()));
  if (text.size() <= kFileBytesMax) return Source("-", std::move(text));
  return InputError("FILE_TOO_LARGE", {"-: на входе больше 1 МиБ", "-: the input is over 1 MiB"});
}

// What the linter finds beside what loading said.
std::vector<Diagnostic> LintOne(const workflow::RuleBook& book, const roadmap::Roadmap& roadmap,
                                const Source& source, std::vector<Diagnostic> loading) {
  const auto calendar = book.calendars.Get(roadmap.calendar);
  if (!calendar.ok()) return loading;
  return lint::Join(std::move(loading), lint::Lint(roadmap, source, **calendar));
}

absl::StatusOr<Loaded> LoadFiles(const Session& session, const std::vector<std::string>& files,
                                 Depth depth) {
  VEKHA_ASSIGN_OR_RETURN(const auto book, LoadRules(session.options.rules));
  Loaded loaded;
  for (const std::string& file : files) {
    VEKHA_ASSIGN_OR_RETURN(Source source, file == "-" ? ReadInput() : ReadSource(file));
    loaded.sources.push_back(std::move(source));
  }
  for (const Source& source : loaded.sources) {
    auto parsed = workflow::LoadCheckedRoadmap(source, *book);
    if (parsed.value && depth == Depth::kLint) {
      parsed.diagnostics = LintOne(*book, **parsed.value, source, std::move(parsed.diagnostics));
    }
    for (Diagnostic& one : parsed.diagnostics) loaded.diagnostics.push_back(std::move(one));
    if (parsed.value) loaded.roadmaps.push_back(std::move(*parsed.value));
  }
  return loaded;
}

std::string ShowCheck(const Loaded& loaded, const Session& session) {
  std::string out = ShowDiagnostics(loaded.diagnostics, loaded.sources, session);
  for (const auto& roadmap : loaded.roadmaps) {
    const auto count = static_cast<long>(CountRows(*roadmap));
    const auto findings =
        std::count_if(loaded.diagnostics.begin(), loaded.diagnostics.end(),
                      [&](const Diagnostic& d) { return d.file == roadmap->text_name; });
    const std::string rows_ru = CountRussian(count, "мероприятие", "мероприятия", "мероприятий");
    const std::string rows_en = CountEnglish(count, "measure", "measures");
    if (findings == 0) {
      out += session.Say({fmt::format("{}: верно, {}\n", roadmap->text_name, rows_ru),
                          fmt::format("{}: correct, {}\n", roadmap->text_name, rows_en)});
      continue;
    }
    out += session.Say({fmt::format("{}: верно, {}; {}\n", roadmap->text_name, rows_ru,
                                    CountRussian(findings, "замечание", "замечания", "замечаний")),
                        fmt::format("{}: correct, {}; {}\n", roadmap->text_name, rows_en,
                                    CountEnglish(findings, "finding", "findings"))});
  }
  return out;
}

struct CheckOptions {
  std::vector<std::string> files;
  Severity fail_on = Severity::kError;
  bool strict = false;
  std::string sarif;
};

absl::Status WriteSarif(const std::string& path, const std::vector<Diagnostic>& diagnostics,
                        Language language) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << FormatSarif(diagnostics, language);
  out.close();
  if (out) return absl::OkStatus();
  return OpenError("FILE_UNWRITABLE", {fmt::format("в файл {} не записать", path),
                                       fmt::format("cannot write file {}", path)});
}

absl::StatusOr<int> Check(Session& session, const CheckOptions& options) {
  VEKHA_ASSIGN_OR_RETURN(Loaded loaded, LoadFiles(session, options.files, Depth::kLint));
  if (options.strict) lint::MakeStrict(loaded.diagnostics);
  if (!options.sarif.empty()) {
    VEKHA_RETURN_IF_ERROR(WriteSarif(options.sarif, loaded.diagnostics, session.language()));
  }
  session.Print(session.options.json
                    ? FormatJson(JsonDiagnostics(loaded.diagnostics, session.language()))
                    : ShowCheck(loaded, session));
  const bool fails =
      std::any_of(loaded.diagnostics.begin(), loaded.diagnostics.end(),
                  [&](const Diagnostic& d) { return d.severity <= options.fail_on; });
  return fails ? kSaidNo : kDone;
}

Severity SeverityOf(const std::string& word) {
  for (const Severity one : {Severity::kError, Severity::kWarning}) {
    if (word == SeverityName(one)) return one;
  }
  return Severity::kNote;
}

void AddCheck(CLI::App& group, Session& session) {
  auto options = std::make_shared<CheckOptions>();
  CLI::App& command = AddCommand(group, session, "check",
                                 {"ошибки файлов и противоречия документов, с местом каждого",
                                  "errors of files and contradictions of documents, each placed"});
  AddWords(command, session, "FILE", options->files,
           {"файлы правил; - это стандартный ввод", "rule files; - is the standard input"});
  AddChoice(command, session, "--fail-on", {"error", "warning", "note"},
            {"с чего начиная код выхода 1 (обычно error)",
             "from what on the exit code is 1 (error by default)"},
            [options](const std::string& word) { options->fail_on = SeverityOf(word); });
  AddSwitch(command, session, "--strict", options->strict,
            {"противоречия документа считать ошибками", "contradictions count as errors"});
  AddText(command, session, "--sarif", options->sarif,
          {"записать всё и в этот файл SARIF", "write everything to this SARIF file, too"});
  AddRulesOption(command, session);
  OnRun(command, session, [&session, options] { return Check(session, *options); });
}

// Wrong files are not shown at all: their diagnostics go to the standard error.
absl::StatusOr<int> Show(Session& session, const std::vector<std::string>& files) {
  VEKHA_ASSIGN_OR_RETURN(const Loaded loaded, LoadFiles(session, files, Depth::kLoad));
  if (HasErrors(loaded.diagnostics)) return RulesInvalid(loaded.diagnostics);
  if (session.options.json) {
    session.Print(FormatJson(JsonRoadmaps(loaded.roadmaps)));
    return kDone;
  }
  for (const auto& roadmap : loaded.roadmaps) session.Print(ShowRoadmap(*roadmap, session));
  return kDone;
}

std::string ShowList(const v1::RoadmapServiceListResponse& answer, const Session& session) {
  const Language language = session.language();
  Table table({"id", session.Say({"версия", "version"}), session.Say({"уровень", "level"}),
               session.Say({"период", "period"}), session.Say({"строк", "rows"}),
               session.Say({"название", "title"})});
  for (const v1::Roadmap& roadmap : answer.roadmaps()) {
    table.Add({roadmap.id(), std::to_string(roadmap.version()),
               ShowLevel(roadmap.level(), language),
               fmt::format("{} - {}", ShowDate(roadmap.period().first_date(), language),
                           ShowDate(roadmap.period().last_date(), language)),
               std::to_string(roadmap.work_measures()),
               roadmap.problem().empty() ? roadmap.title() : roadmap.problem()});
  }
  return table.empty() ? session.Say({"Дорожных карт нет.\n", "No roadmaps.\n"})
                       : table.Format(session.terminal);
}

absl::StatusOr<int> List(Session& session, const std::string& roadmap) {
  v1::RoadmapServiceListRequest request;
  request.set_roadmap(roadmap);
  VEKHA_ASSIGN_OR_RETURN(const v1::RoadmapServiceListResponse answer,
                         CallAllPages(session, &v1::RoadmapService::Stub::List, request, 0,
                                      [](const v1::RoadmapServiceListResponse&) { return 0; }));
  session.Print(session.options.json ? FormatMessage(answer) : ShowList(answer, session));
  return kDone;
}

void AddFileCommand(CLI::App& group, Session& session, const std::string& name, const Text& what,
                    absl::StatusOr<int> (*run)(Session&, const std::vector<std::string>&)) {
  auto files = std::make_shared<std::vector<std::string>>();
  CLI::App& command = AddCommand(group, session, name, what);
  AddWords(command, session, "FILE", *files, {"файлы правил", "rule files"});
  AddRulesOption(command, session);
  OnRun(command, session, [&session, files, run] { return run(session, *files); });
}

}  // namespace

void AddRoadmap(CLI::App& root, Session& session) {
  CLI::App& group =
      AddGroup(root, session, "roadmap",
               {"файлы правил: check, show, import, test, schema; карты службы: list",
                "rule files: check, show, import, test, schema; roadmaps of a server: list"});
  AddCheck(group, session);
  AddFileCommand(group, session, "show",
                 {"как прочитаны мероприятия и сроки", "how measures and terms are read"}, Show);

  AddRoadmapImport(group, session);
  AddRoadmapTest(group, session);

  CLI::App& schema =
      AddCommand(group, session, "schema",
                 {"JSON Schema формата, для редакторов", "JSON Schema of the format, for editors"});
  auto of_tests = std::make_shared<bool>(false);
  AddSwitch(schema, session, "--tests", *of_tests,
            {"формата файлов тестов", "of the format of test files"});
  OnRun(schema, session, [&session, of_tests]() -> absl::StatusOr<int> {
    session.Print(*of_tests ? rule_test::TestFileJsonSchema() : roadmap::RoadmapJsonSchema());
    return kDone;
  });

  auto id = std::make_shared<std::string>();
  CLI::App& list = AddCommand(group, session, "list", {"карты службы", "roadmaps of a server"});
  AddText(list, session, "--roadmap", *id, {"все версии этой", "all versions of this one"});
  AddServerOptions(list, session);
  OnRun(list, session, [&session, id] { return List(session, *id); });
}

}  // namespace vekha::cli
