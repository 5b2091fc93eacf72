#include "service/cli/import_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <system_error>
#include <utility>

#include "service/cli/call.h"
#include "service/cli/failure.h"
#include "vekha/v1/intake_service.grpc.pb.h"

namespace vekha::cli {
namespace {

namespace fs = std::filesystem;

constexpr size_t kFilesMax = 1'000;
constexpr size_t kPieceBytes = size_t{256} << 10;

absl::Status Unreadable(const std::string& path) {
  return OpenError("FILE_UNREADABLE", {fmt::format("{}: файл не читается", path),
                                       fmt::format("{}: cannot be read", path)});
}

absl::Status TooManyFiles(const std::string& path) {
  return InputError("TOO_MANY_FILES", {fmt::format("{}: файлов больше {}", path, kFilesMax),
                                       fmt::format("{}: more than {} files", path, kFilesMax)});
}

absl::Status FindInFolder(const std::string& folder, std::vector<ImportFile>& files) {
  std::error_code error;
  std::vector<ImportFile> found;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (!at->is_regular_file(error)) continue;
    found.push_back({at->path().string(), at->path().lexically_relative(folder).generic_string()});
    if (found.size() > kFilesMax) return TooManyFiles(folder);
  }
  if (error) return Unreadable(folder);
  std::sort(found.begin(), found.end(),
            [](const ImportFile& a, const ImportFile& b) { return a.name < b.name; });
  files.insert(files.end(), found.begin(), found.end());
  return absl::OkStatus();
}

// Files of one name in several folders are told apart by the folder, or else by a number.
void NameApart(std::vector<ImportFile>& files) {
  std::set<std::string> taken;
  for (ImportFile& file : files) {
    const fs::path path(file.path);
    const std::string name = file.name;
    if (taken.contains(file.name)) {
      file.name = path.parent_path().filename().string() + "/" + name;
    }
    for (int i = 2; taken.contains(file.name); ++i) file.name = fmt::format("{}/{}", i, name);
    taken.insert(file.name);
  }
}

// "list.xlsx[Пары]" is a sheet of "list.xlsx".
void ShowAsGiven(const std::map<std::string, std::string>& paths, std::string* name) {
  const size_t sheet = std::min(name->find('['), name->size());
  const auto path = paths.find(name->substr(0, sheet));
  if (path != paths.end()) *name = path->second + name->substr(sheet);
}

void ShowAsGiven(const std::vector<ImportFile>& files, v1::ImportReport& report) {
  std::map<std::string, std::string> paths;
  for (const ImportFile& file : files) paths[file.name] = file.path;
  for (v1::ImportedFile& one : *report.mutable_files()) ShowAsGiven(paths, one.mutable_name());
  for (v1::ImportFault& one : *report.mutable_faults()) ShowAsGiven(paths, one.mutable_file());
  for (v1::ImportedChange& one : *report.mutable_changes()) ShowAsGiven(paths, one.mutable_file());
  for (v1::ImportedFact& fact : *report.mutable_facts()) {
    for (v1::FactRow& row : *fact.mutable_rows()) ShowAsGiven(paths, row.mutable_file());
  }
  for (v1::ImportedGap& gap : *report.mutable_gaps()) {
    for (v1::FactRow& row : *gap.mutable_rows()) ShowAsGiven(paths, row.mutable_file());
  }
}

using Writer = grpc::ClientWriter<v1::ImportRosterRequest>;

// False when the server has heard enough. FILE_UNREADABLE.
absl::StatusOr<bool> SendFile(Writer& writer, const ImportFile& file) {
  std::ifstream in(file.path, std::ios::binary);
  if (!in) return Unreadable(file.path);
  std::string piece(kPieceBytes, '\0');
  for (bool first = true; first || in; first = false) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    if (in.bad()) return Unreadable(file.path);
    v1::ImportRosterRequest request;
    if (first) request.mutable_chunk()->set_name(file.name);
    request.mutable_chunk()->set_content(piece.data(), static_cast<size_t>(in.gcount()));
    if (!writer.Write(request)) return false;
  }
  return true;
}

absl::Status SendAll(Writer& writer, const v1::ImportHead& head,
                     const std::vector<ImportFile>& files) {
  v1::ImportRosterRequest request;
  *request.mutable_head() = head;
  bool heard = writer.Write(request);
  for (const ImportFile& file : files) {
    if (!heard) return absl::OkStatus();
    VEKHA_ASSIGN_OR_RETURN(heard, SendFile(writer, file));
  }
  request.set_end(true);
  if (heard) writer.Write(request);
  writer.WritesDone();
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<ImportFile>> FindImportFiles(const std::vector<std::string>& paths) {
  std::vector<ImportFile> files;
  for (const std::string& path : paths) {
    std::error_code error;
    if (fs::is_directory(path, error)) {
      VEKHA_RETURN_IF_ERROR(FindInFolder(path, files));
    } else if (fs::is_regular_file(path, error)) {
      files.push_back({path, fs::path(path).filename().string()});
    } else {
      return Unreadable(path);
    }
    if (files.size() > kFilesMax) return TooManyFiles(path);
  }
  NameApart(files);
  return files;
}

absl::StatusOr<v1::ImportRosterResponse> SendImport(Session& session, const v1::ImportHead& head,
                                                    const std::vector<ImportFile>& files) {
  VEKHA_ASSIGN_OR_RETURN(const auto channel, session.Connect());
  v1::IntakeService::Stub stub(channel);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kCallTimeout);
  v1::ImportRosterResponse response;
  const auto writer = stub.ImportRoster(&context, &response);
  const absl::Status sent = SendAll(*writer, head, files);
  if (!sent.ok()) context.TryCancel();
  const grpc::Status status = writer->Finish();
  if (!sent.ok()) return sent;
  if (!status.ok()) return FromGrpc(status, session.ServerName());
  ShowAsGiven(files, *response.mutable_report());
  return response;
}

}  // namespace vekha::cli
