// vekha evidence: what an inspection takes away, and whether it is still as it was packed.
#include <fmt/format.h>
#include <google/protobuf/util/time_util.h>
#include <unistd.h>

#include <cstdio>
#include <sstream>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/json_text.h"
#include "service/cli/output_option.h"
#include "service/report/content/evidence_tables.h"
#include "service/report/evidence/pack.h"
#include "service/report/paper/write_paper.h"
#include "vekha/v1/report_service.grpc.pb.h"

namespace vekha::cli {
namespace {

namespace report = service::report;

struct PackArguments {
  std::string organization;
  std::string file;
  bool progress = false;
};

struct VerifyArguments {
  std::string file;
  std::string seal;
};

// "3000 entries, revision 512/1742" on a terminal or where asked for, gone at the end.
class Progress {
 public:
  Progress(const Session& session, bool asked)
      : session_(session),
        terminal_(DetectTerminal(STDERR_FILENO).width.has_value()),
        asked_(asked) {}
  ~Progress() {
    if (terminal_) fmt::print(stderr, "\r{:60}\r", "");
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void Show(uint64_t entries, int64_t revision, int64_t of) const {
    if (!terminal_ && !asked_) return;
    const std::string text = session_.Say(
        {fmt::format("записей {}, ревизия {} из {}", entries, std::min(revision, of), of),
         fmt::format("{} entries, revision {} of {}", entries, std::min(revision, of), of)});
    fmt::print(stderr, "{}{}{}", terminal_ ? "\r" : "", text, terminal_ ? "" : "\n");
    std::fflush(stderr);
  }

 private:
  const Session& session_;
  const bool terminal_;
  const bool asked_;
};

// The entries of all pages, one after the other; the tables are made on the way.
class Entries {
 public:
  Entries(Session& session, const PackArguments& arguments)
      : session_(session), tables_(session.language()), progress_(session, arguments.progress) {
    request_.set_organization(arguments.organization);
  }

  // The first page, which says what all of them are about.
  absl::Status Begin() { return Turn(); }
  const v1::ListEvidenceResponse& page() const { return page_; }

  absl::StatusOr<std::optional<report::LogEntry>> Next() {
    while (at_ == page_.entries_size()) {
      if (!page_.has_next()) return std::nullopt;
      VEKHA_RETURN_IF_ERROR(Turn());
    }
    const v1::EvidenceEntry& entry = page_.entries(at_++);
    tables_.Add(entry);
    ++given_;
    return report::LogEntry{
        static_cast<uint64_t>(entry.position().revision()),
        std::chrono::sys_seconds(std::chrono::seconds(
            google::protobuf::util::TimeUtil::TimestampToSeconds(entry.commit_time()))),
        EventOf(entry)};
  }

  // told.csv and done.csv.
  std::vector<report::PackFile> Tables() const {
    return {{"told.csv", Csv(tables_.Told(page_))}, {"done.csv", Csv(tables_.Done(page_))}};
  }

 private:
  absl::Status Turn() {
    if (page_.has_next()) *request_.mutable_start() = page_.next();
    VEKHA_ASSIGN_OR_RETURN(page_, Call(session_, &v1::ReportService::Stub::ListEvidence, request_));
    request_.set_end_revision(page_.end_revision());
    *request_.mutable_as_of() = page_.as_of();
    at_ = 0;
    progress_.Show(given_ + static_cast<uint64_t>(page_.entries_size()),
                   page_.has_next() ? page_.next().revision() : page_.end_revision(),
                   page_.end_revision());
    return absl::OkStatus();
  }

  // The stored event, and the row of the roadmap it is about.
  static std::string EventOf(const v1::EvidenceEntry& entry) {
    Json event = {{"index", entry.position().index()}, {"kind", entry.kind()}};
    if (!entry.roadmap().empty()) {
      event["row"] = {{"roadmap", entry.roadmap()},
                      {"measure", entry.measure()},
                      {"number", entry.measure_number()},
                      {"title", entry.measure_title()}};
    }
    event["payload"] = Json::parse(entry.json(), nullptr, false);
    if (event["payload"].is_discarded()) event["payload"] = entry.json();
    return event.dump(-1, ' ', false, Json::error_handler_t::replace);
  }

  static std::string Csv(const report::Paper& paper) {
    std::ostringstream out;
    // A stream of memory takes all, and the paper was made here.
    (void)report::WritePaper(paper, report::PaperFormat::kCsv, out);
    return out.str();
  }

  Session& session_;
  report::EvidenceTables tables_;
  const Progress progress_;
  v1::ListEvidenceRequest request_;
  v1::ListEvidenceResponse page_;
  int at_ = 0;
  uint64_t given_ = 0;
};

Json JsonOf(const report::PackSummary& summary, const std::string& file) {
  return {{"file", file},
          {"title", summary.title},
          {"organization", summary.organization},
          {"entries", summary.entries},
          {"head", summary.head},
          {"seal", summary.seal}};
}

std::string ShowSummary(const report::PackSummary& summary, const std::string& what,
                        const Session& session) {
  return session.Say(
      {fmt::format("{}\n{}\n{}\nзаписей: {}\nобщая сумма (в сопроводительное письмо): {}\n", what,
                   summary.title, summary.organization, summary.entries, summary.seal),
       fmt::format("{}\n{}\n{}\nentries: {}\nseal (for the letter that goes with it): {}\n", what,
                   summary.title, summary.organization, summary.entries, summary.seal)});
}

absl::StatusOr<int> Pack(Session& session, const PackArguments& arguments) {
  absl::StatusOr<report::PackSummary> packed;
  {
    Entries entries(session, arguments);
    VEKHA_RETURN_IF_ERROR(entries.Begin());
    const v1::ListEvidenceResponse& first = entries.page();
    const report::PackSubject subject{
        .title = session.Say(
            {"Подтверждения исполнения дорожных карт", "Evidence of what the roadmaps asked for"}),
        .organization = first.organization_name(),
        .day = *FromProto(first.as_of()),
        .revision = static_cast<uint64_t>(first.end_revision()),
        .later_files = [&entries] { return entries.Tables(); }};
    packed = report::WritePack(
        subject, [&entries] { return entries.Next(); }, arguments.file);
  }
  VEKHA_RETURN_IF_ERROR(packed.status());
  session.Print(session.options.json ? FormatJson(JsonOf(*packed, arguments.file))
                                     : ShowSummary(*packed, arguments.file, session));
  return kDone;
}

absl::StatusOr<int> Verify(Session& session, const VerifyArguments& arguments) {
  VEKHA_ASSIGN_OR_RETURN(const report::PackSummary found,
                         report::VerifyPack(arguments.file, arguments.seal));
  const std::string whole =
      arguments.seal.empty()
          ? session.Say({"Пакет цел. Сравните общую сумму с той, что в письме.",
                         "The pack is whole. Compare the seal with the one in the letter."})
          : session.Say({"Пакет цел, и общая сумма та самая.",
                         "The pack is whole, and the seal is the one given."});
  session.Print(session.options.json ? FormatJson(JsonOf(found, arguments.file))
                                     : ShowSummary(found, whole, session));
  return kDone;
}

void AddPack(CLI::App& group, Session& session) {
  auto arguments = std::make_shared<PackArguments>();
  CLI::App& command =
      AddCommand(group, session, "pack",
                 {"собрать пакет: кому, что и когда сказано, что сделано и чем подтверждено",
                  "make a pack: who was told what and when, what was done and its proof"});
  AddArgument(command, session, "ORG", arguments->organization,
              {"организация и всё ниже неё", "an organization and all below it"});
  AddOutputFile(command, session, arguments->file, {"файл .zip", "a .zip file"}, Need::kRequired);
  AddSwitch(command, session, "--progress", arguments->progress,
            {"показывать ход и не на терминале", "show how far it is also without a terminal"});
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Pack(session, *arguments); });
}

void AddVerify(CLI::App& group, Session& session) {
  auto arguments = std::make_shared<VerifyArguments>();
  CLI::App& command = AddCommand(
      group, session, "verify",
      {"цел ли пакет; без сервера и сети", "is a pack whole; without server or network"});
  AddArgument(command, session, "FILE", arguments->file, {"пакет", "a pack"});
  AddText(
      command, session, "--seal", arguments->seal,
      {"общая сумма из сопроводительного письма", "the seal from the letter that came with it"});
  OnRun(command, session, [&session, arguments] { return Verify(session, *arguments); });
}

}  // namespace

void AddEvidence(CLI::App& root, Session& session) {
  CLI::App& group = AddGroup(root, session, "evidence",
                             {"пакет подтверждений для проверки: pack, verify",
                              "an evidence pack for an inspection: pack, verify"});
  AddPack(group, session);
  AddVerify(group, session);
}

}  // namespace vekha::cli
