#include "service/cli/paper_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/failure.h"
#include "service/cli/json_text.h"
#include "service/cli/output_option.h"
#include "service/report/paper/whole_file.h"
#include "service/report/paper/write_paper.h"
#include "vekha/v1/directory_service.grpc.pb.h"

namespace vekha::cli {
namespace {

namespace report = service::report;

constexpr uint64_t kLongPaper = 20'000;  // rows

bool IsJson(const std::filesystem::path& path) { return path.extension() == ".json"; }

// One line that is written over, on the terminal of the standard error.
report::Progress ProgressOf(const Session& session) {
  if (isatty(STDERR_FILENO) == 0) return {};
  return [&session](uint64_t done, uint64_t all) {
    if (all < kLongPaper) return;
    std::cerr << fmt::format("\r{}: {}%", session.Say({"строки", "rows"}), done * 100 / all)
              << (done == all ? "\n" : "") << std::flush;
  };
}

}  // namespace

void AddPaperOption(CLI::App& command, Session& session, std::string& path) {
  AddOutputFile(command, session, path,
                {"ещё и в файл: .xlsx, .csv, .html или .json",
                 "to a file, too: .xlsx, .csv, .html or .json"});
}

absl::StatusOr<std::string> OrganizationName(Session& session, const std::string& id) {
  v1::GetOrganizationRequest request;
  request.set_organization(id);
  VEKHA_ASSIGN_OR_RETURN(const v1::GetOrganizationResponse answer,
                         Call(session, &v1::DirectoryService::Stub::GetOrganization, request));
  return answer.organization().name();
}

absl::Status CheckPaperName(const std::string& path) {
  if (path.empty() || IsJson(path) || report::PaperFormatOf(path)) return absl::OkStatus();
  return UsageError({fmt::format("{}: файл оканчивается на .xlsx, .csv, .html или .json", path),
                     fmt::format("{}: a file ends in .xlsx, .csv, .html or .json", path)});
}

absl::Status WritePaperFile(const Session& session, const google::protobuf::Message& answer,
                            const std::function<report::Paper()>& paper, const std::string& path) {
  if (!IsJson(path)) {
    return report::WritePaper(paper(), *report::PaperFormatOf(path), path, ProgressOf(session));
  }
  return report::WriteStreamWhole(path, [&](std::ostream& out) {
    out << FormatMessage(answer);
    return absl::OkStatus();
  });
}

}  // namespace vekha::cli
