// vekha roadmap: rule files checked and shown here, without a server; roadmaps of a server listed.
#include <fmt/format.h>

#include "engine/roadmap/json_schema.h"
#include "engine/workflow/rule_book.h"
#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/diagnostic_text.h"
#include "service/cli/input.h"
#include "service/cli/json_text.h"
#include "service/cli/roadmap_text.h"
#include "service/cli/rules.h"
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

absl::StatusOr<Loaded> LoadFiles(const Session& session, const std::vector<std::string>& files) {
  VEKHA_ASSIGN_OR_RETURN(const auto book, LoadRules(session.options.rules));
  Loaded loaded;
  for (const std::string& file : files) {
    VEKHA_ASSIGN_OR_RETURN(Source source, ReadSource(file));
    loaded.sources.push_back(std::move(source));
  }
  for (const Source& source : loaded.sources) {
    auto parsed = workflow::LoadCheckedRoadmap(source, *book);
    for (Diagnostic& one : parsed.diagnostics) loaded.diagnostics.push_back(std::move(one));
    if (parsed.value) loaded.roadmaps.push_back(std::move(*parsed.value));
  }
  return loaded;
}

std::string ShowCheck(const Loaded& loaded, const Session& session) {
  std::string out = ShowDiagnostics(loaded.diagnostics, loaded.sources, session);
  for (const auto& roadmap : loaded.roadmaps) {
    const auto count = static_cast<long>(CountRows(*roadmap));
    out +=
        session.Say({fmt::format("{}: верно, {}\n", roadmap->text_name,
                                 CountRussian(count, "мероприятие", "мероприятия", "мероприятий")),
                     fmt::format("{}: correct, {}\n", roadmap->text_name,
                                 CountEnglish(count, "measure", "measures"))});
  }
  return out;
}

absl::StatusOr<int> Check(Session& session, const std::vector<std::string>& files) {
  VEKHA_ASSIGN_OR_RETURN(const Loaded loaded, LoadFiles(session, files));
  session.Print(session.options.json ? FormatJson(JsonDiagnostics(loaded.diagnostics))
                                     : ShowCheck(loaded, session));
  return HasErrors(loaded.diagnostics) ? kSaidNo : kDone;
}

// Wrong files are not shown at all: their diagnostics go to the standard error.
absl::StatusOr<int> Show(Session& session, const std::vector<std::string>& files) {
  VEKHA_ASSIGN_OR_RETURN(const Loaded loaded, LoadFiles(session, files));
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
  CLI::App& group = AddGroup(root, session, "roadmap",
                             {"файлы правил: check, show, schema; карты службы: list",
                              "rule files: check, show, schema; roadmaps of a server: list"});
  AddFileCommand(group, session, "check",
                 {"что не так в файлах, с местом каждой ошибки",
                  "what is wrong with files, each with its place"},
                 Check);
  AddFileCommand(group, session, "show",
                 {"как прочитаны мероприятия и сроки", "how measures and terms are read"}, Show);

  CLI::App& schema =
      AddCommand(group, session, "schema",
                 {"JSON Schema формата, для редакторов", "JSON Schema of the format, for editors"});
  OnRun(schema, session, [&session]() -> absl::StatusOr<int> {
    session.Print(roadmap::RoadmapJsonSchema());
    return kDone;
  });

  auto id = std::make_shared<std::string>();
  CLI::App& list = AddCommand(group, session, "list", {"карты службы", "roadmaps of a server"});
  AddText(list, session, "--roadmap", *id, {"все версии этой", "all versions of this one"});
  AddServerOptions(list, session);
  OnRun(list, session, [&session, id] { return List(session, *id); });
}

}  // namespace vekha::cli
