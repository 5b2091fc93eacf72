// vekha apply: rule files become the newest versions of their roadmaps, each whole or not at all.
#include <fmt/format.h>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/diagnostic_text.h"
#include "service/cli/input.h"
#include "service/cli/json_text.h"
#include "service/cli/mutation.h"
#include "vekha/v1/roadmap_service.grpc.pb.h"

namespace vekha::cli {
namespace {

struct ApplyArguments {
  std::vector<std::string> files;
  Mutation mutation;
};

// Each file is a request of its own, so each has an id of its own under the one given.
std::string RequestId(const Mutation& mutation, size_t index, size_t count) {
  if (mutation.request_id.empty() || count == 1) return mutation.request_id;
  return fmt::format("{}/{}", mutation.request_id, index + 1);
}

enum class Effect { kAsAsked, kOnlyCheck };

absl::StatusOr<v1::ApplyResponse> ApplyOne(Session& session, const Source& file, size_t index,
                                           const ApplyArguments& arguments, Effect effect,
                                           std::vector<Diagnostic>& wrong) {
  v1::ApplyRequest request;
  request.set_name(file.name());
  request.set_text(file.text());
  request.set_etag(arguments.mutation.etag);
  arguments.mutation.FillIn(request);
  request.set_request_id(RequestId(arguments.mutation, index, arguments.files.size()));
  if (effect == Effect::kOnlyCheck) {
    request.set_validate_only(true);
    request.clear_request_id();
  }
  grpc::Status raw;
  auto answer = Call(session, &v1::RoadmapService::Stub::Apply, request, &raw);
  v1::Diagnostics detail;
  if (!answer.ok() && FindDetail(raw, detail)) {
    for (Diagnostic& one : FromProto(detail.diagnostics())) wrong.push_back(std::move(one));
  }
  return answer;
}

// Several files are all checked before the first is applied: a wrong one stops them all.
absl::Status CheckAll(Session& session, const std::vector<Source>& files,
                      const ApplyArguments& arguments, std::vector<Diagnostic>& wrong) {
  absl::Status first;
  for (size_t i = 0; i < files.size(); ++i) {
    const auto answer = ApplyOne(session, files[i], i, arguments, Effect::kOnlyCheck, wrong);
    first.Update(answer.status());
  }
  return first;
}

void PrintWrong(const std::vector<Diagnostic>& wrong, const std::vector<Source>& files,
                const Session& session) {
  if (wrong.empty()) return;
  session.Print(session.options.json ? FormatJson(JsonDiagnostics(wrong, session.language()))
                                     : ShowDiagnostics(wrong, files, session));
}

std::string ShowApplied(const v1::ApplyResponse& answer, const ApplyArguments& arguments,
                        const Source& file, const Session& session) {
  const v1::Roadmap& roadmap = answer.roadmap();
  return ShowDiagnostics(FromProto(answer.diagnostics()), {file}, session) +
         fmt::format("{}  {} {}  {}{}\n", roadmap.id(), session.Say({"версия", "version"}),
                     roadmap.version(), roadmap.title(),
                     ShowEffect(session, arguments.mutation, answer.changed()));
}

absl::StatusOr<std::string> ApplyAll(Session& session, const std::vector<Source>& files,
                                     const ApplyArguments& arguments,
                                     std::vector<Diagnostic>& wrong) {
  if (files.size() > 1) VEKHA_RETURN_IF_ERROR(CheckAll(session, files, arguments, wrong));
  std::string text;
  Json applied = Json::array();
  for (size_t i = 0; i < files.size(); ++i) {
    VEKHA_ASSIGN_OR_RETURN(const v1::ApplyResponse answer,
                           ApplyOne(session, files[i], i, arguments, Effect::kAsAsked, wrong));
    if (!session.options.json) {
      text += ShowApplied(answer, arguments, files[i], session);
    } else if (files.size() == 1) {
      text = FormatMessage(answer);
    } else {
      applied.push_back(Json::parse(FormatMessage(answer)));
    }
  }
  if (!applied.empty()) text = FormatJson({{"applied", applied}});
  return text;
}

// All files are read first, so a missing one stops everything.
absl::StatusOr<int> Apply(Session& session, const ApplyArguments& arguments) {
  session.AllowNewDatabase();
  std::vector<Source> files;
  for (const std::string& path : arguments.files) {
    VEKHA_ASSIGN_OR_RETURN(Source file, ReadSource(path));
    files.push_back(std::move(file));
  }
  std::vector<Diagnostic> wrong;
  const absl::StatusOr<std::string> text = ApplyAll(session, files, arguments, wrong);
  PrintWrong(wrong, files, session);
  if (!text.ok()) return text.status();
  session.Print(*text);
  return kDone;
}

}  // namespace

void AddApply(CLI::App& root, Session& session) {
  auto arguments = std::make_shared<ApplyArguments>();
  CLI::App& command = AddCommand(root, session, "apply",
                                 {"принять файлы правил новыми версиями карт",
                                  "make rule files the newest versions of their roadmaps"});
  AddWords(command, session, "FILE", arguments->files, {"файлы правил", "rule files"});
  AddMutationOptions(command, session, arguments->mutation, Etag::kTaken);
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Apply(session, *arguments); });
}

}  // namespace vekha::cli
