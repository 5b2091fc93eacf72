// vekha facts ingest: facts of many organizations from a file of JSON lines, batch by batch.
#include "service/cli/facts_ingest.h"

#include <fmt/format.h>

#include <charconv>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <utility>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/ingest_line.h"
#include "service/cli/input.h"
#include "service/cli/json_text.h"
#include "service/cli/rules.h"
#include "vekha/v1/state_service.grpc.pb.h"

namespace vekha::cli {
namespace {

constexpr int kFactsPerBatch = 5'000;
constexpr size_t kBatchBytesMax = size_t{3} << 20;  // a message has 4 MiB at most
constexpr size_t kUnderWayMax = 3;
constexpr char kOwnStream[] = "cli";

struct IngestArguments {
  std::string file;
  std::string stream;
};

struct Batch {
  v1::IngestFactsRequest message;
  std::vector<std::vector<int>> lines = {};  // of each fact of each part
  std::map<std::string, int> parts = {};     // by organization
  int facts = 0;
  size_t bytes = 0;

  void Add(IngestLine line, int number, size_t size) {
    const auto [part, is_new] = parts.emplace(line.organization, message.parts_size());
    if (is_new) {
      message.add_parts()->set_organization(line.organization);
      lines.emplace_back();
    }
    *message.mutable_parts(part->second)->add_facts() = std::move(line.fact);
    lines[static_cast<size_t>(part->second)].push_back(number);
    bytes += size;
    ++facts;
  }
  bool IsFull() const { return facts == kFactsPerBatch || bytes > kBatchBytesMax; }
};

struct Refused {
  int line = 0;  // the first of the batch when no fact is named
  int facts = 0;
  v1::IngestRefusal why;
};

struct Ingested {
  int64_t sequence = 0;
  int64_t revision = 0;
  int64_t batches = 0;
  int64_t known = 0;  // batches an earlier connection had brought
  int64_t recorded = 0;
  int64_t unchanged = 0;
  std::vector<Refused> refused;
};

// The number in "parts[2].facts[17]..." behind `word`; -1 when there is none.
int IndexAfter(std::string_view text, std::string_view word) {
  const size_t at = text.find(word);
  int index = -1;
  if (at != std::string_view::npos) {
    const std::string_view rest = text.substr(at + word.size());
    std::from_chars(rest.data(), rest.data() + rest.size(), index);
  }
  return index;
}

int LineOf(const Batch& batch, std::string_view message) {
  const int part = IndexAfter(message, "parts[");
  const int fact = IndexAfter(message, ".facts[");
  const bool known = part >= 0 && part < static_cast<int>(batch.lines.size());
  const std::vector<int>& lines = batch.lines[known ? static_cast<size_t>(part) : 0];
  return fact >= 0 && fact < static_cast<int>(lines.size()) ? lines[static_cast<size_t>(fact)]
                                                            : lines.front();
}

// The lines of a file, or of the standard input, as batches. The same text gives the same batches.
class BatchReader {
 public:
  BatchReader(std::istream& in, std::string name, const facts::FactCatalog& catalog)
      : in_(in), name_(std::move(name)), catalog_(catalog) {}

  // Empty at the end.
  absl::StatusOr<Batch> Next() {
    Batch batch;
    std::string text;
    while (!batch.IsFull() && std::getline(in_, text)) {
      ++number_;
      if (text.find_first_not_of(" \t\r") == std::string::npos) continue;
      const std::string place = fmt::format("{}:{}", name_, number_);
      if (text.size() > kLineBytesMax) {
        return InputError("LINE_INVALID",
                          {place + ": строка слишком длинная", place + ": the line is too long"});
      }
      VEKHA_ASSIGN_OR_RETURN(IngestLine line, ReadIngestLine(place, text, catalog_));
      batch.Add(std::move(line), number_, text.size());
    }
    return batch;
  }

 private:
  std::istream& in_;
  std::string name_;
  const facts::FactCatalog& catalog_;
  int number_ = 0;
};

// One connection.
class Transfer {
 public:
  Transfer(const std::shared_ptr<grpc::Channel>& channel, std::string server)
      : stub_(channel), server_(std::move(server)), stream_(stub_.IngestFacts(&context_)) {}

  ~Transfer() {
    if (stream_ != nullptr) context_.TryCancel();
    if (stream_ != nullptr) stream_->Finish();
  }

  absl::Status Open(const std::string& name) {
    v1::IngestFactsRequest request;
    request.set_stream(name);
    v1::IngestFactsResponse answer;
    if (!stream_->Write(request) || !stream_->Read(&answer)) return End();
    done.sequence = answer.sequence();
    done.revision = answer.revision();
    next_ = answer.sequence() + 1;
    return absl::OkStatus();
  }

  absl::Status Send(Batch batch) {
    batch.message.set_sequence(next_++);
    const bool sent = stream_->Write(batch.message);
    batch.message.Clear();
    under_way_.push_back(std::move(batch));
    if (!sent) return End();
    if (under_way_.size() < kUnderWayMax) return absl::OkStatus();
    return Take();
  }

  // After what is under way is acknowledged.
  absl::Status Close() {
    if (stream_ == nullptr) return absl::OkStatus();
    stream_->WritesDone();
    while (!under_way_.empty()) VEKHA_RETURN_IF_ERROR(Take());
    return End();
  }

  Ingested done;

 private:
  absl::Status Take() { return TakeOne() ? absl::OkStatus() : End(); }

  // False when the stream has ended.
  bool TakeOne() {
    v1::IngestFactsResponse answer;
    if (!stream_->Read(&answer)) return false;
    const Batch batch = std::move(under_way_.front());
    under_way_.pop_front();
    ++done.batches;
    done.sequence = answer.sequence();
    done.revision = answer.revision();
    done.recorded += answer.recorded();
    done.unchanged += answer.unchanged();
    if (answer.has_refusal()) {
      done.refused.push_back(
          {LineOf(batch, answer.refusal().message_en()), batch.facts, answer.refusal()});
    }
    return true;
  }

  // How it ended; what was acknowledged before is kept.
  absl::Status End() {
    while (!under_way_.empty() && TakeOne()) {
    }
    const grpc::Status status = std::exchange(stream_, nullptr)->Finish();
    return status.ok() ? absl::OkStatus() : FromGrpc(status, server_);
  }

  v1::StateService::Stub stub_;
  std::string server_;
  grpc::ClientContext context_;  // no deadline: it lasts as long as the file
  std::unique_ptr<grpc::ClientReaderWriter<v1::IngestFactsRequest, v1::IngestFactsResponse>>
      stream_;
  int64_t next_ = 1;
  std::deque<Batch> under_way_;
};

std::string ShowIngested(const Ingested& done, const Session& session) {
  std::string out = session.Say({fmt::format("записано {}, без изменений {}, порций {}",
                                             done.recorded, done.unchanged, done.batches),
                                 fmt::format("{} recorded, {} unchanged, {} batches", done.recorded,
                                             done.unchanged, done.batches)});
  if (done.known > 0) {
    out += session.Say({fmt::format(", принято раньше порций: {}", done.known),
                        fmt::format(", {} batches were taken before", done.known)});
  }
  out += "\n";
  for (const Refused& one : done.refused) {
    out += session.Say(
        {fmt::format("отказ, строка {} (порция из {} фактов не записана): {}\n", one.line,
                     one.facts, one.why.message()),
         fmt::format("refused, line {} (nothing of its batch of {} facts is recorded): {}\n",
                     one.line, one.facts, one.why.message_en())});
  }
  return out;
}

Json JsonIngested(const Ingested& done, const std::string& stream) {
  Json refused = Json::array();
  for (const Refused& one : done.refused) {
    refused.push_back({{"line", one.line},
                       {"facts", one.facts},
                       {"reason", one.why.reason()},
                       {"message", one.why.message()},
                       {"message_en", one.why.message_en()}});
  }
  return {{"stream", stream},
          {"sequence", done.sequence},
          {"revision", done.revision},
          {"batches", done.batches},
          {"batches_before", done.known},
          {"recorded", done.recorded},
          {"unchanged", done.unchanged},
          {"refused", std::move(refused)}};
}

// With a stream of its own the batches are those of the text from its beginning, and what the
// server has is passed over.
absl::Status Move(BatchReader& reader, Transfer& transfer, bool resumes) {
  int64_t known = resumes ? transfer.done.sequence : 0;
  while (true) {
    VEKHA_ASSIGN_OR_RETURN(Batch batch, reader.Next());
    if (batch.facts == 0) return transfer.Close();
    if (known > 0) {
      --known;
      ++transfer.done.known;
      continue;
    }
    VEKHA_RETURN_IF_ERROR(transfer.Send(std::move(batch)));
  }
}

absl::StatusOr<int> IngestFrom(std::istream& in, const std::string& name, Session& session,
                               const IngestArguments& arguments) {
  VEKHA_ASSIGN_OR_RETURN(const auto rules, LoadRules(session.options.rules));
  VEKHA_ASSIGN_OR_RETURN(const auto channel, session.Connect());
  const std::string stream = arguments.stream.empty() ? kOwnStream : arguments.stream;
  BatchReader reader(in, name, rules->facts);
  Transfer transfer(channel, session.ServerName());
  VEKHA_RETURN_IF_ERROR(transfer.Open(stream));
  const absl::Status moved = Move(reader, transfer, !arguments.stream.empty());
  if (!moved.ok()) transfer.Close().IgnoreError();  // why it stopped matters more
  session.Print(session.options.json ? FormatJson(JsonIngested(transfer.done, stream))
                                     : ShowIngested(transfer.done, session));
  if (!moved.ok()) return moved;
  return transfer.done.refused.empty() ? kDone : kSaidNo;
}

absl::StatusOr<int> Ingest(Session& session, const IngestArguments& arguments) {
  if (arguments.file == "-") return IngestFrom(std::cin, "-", session, arguments);
  std::error_code error;
  std::ifstream file(arguments.file, std::ios::binary);
  if (!file || std::filesystem::is_directory(arguments.file, error)) {
    return OpenError("FILE_UNREADABLE", {fmt::format("{}: файл не открывается", arguments.file),
                                         fmt::format("{}: cannot be opened", arguments.file)});
  }
  return IngestFrom(file, arguments.file, session, arguments);
}

}  // namespace

void AddFactsIngest(CLI::App& group, Session& session) {
  auto arguments = std::make_shared<IngestArguments>();
  CLI::App& command = AddCommand(group, session, "ingest",
                                 {"факты многих организаций, строка JSON - факт",
                                  "facts of many organizations, one a line of JSON"});
  AddArgument(command, session, "FILE", arguments->file,
              {"файл, - для стандартного ввода", "a file, - for the standard input"});
  AddText(command, session, "--stream", arguments->stream,
          {"имя передачи: прерванная продолжится, начатое имя - только для того же файла",
           "a name for it: one that was broken off goes on; one name, one file"});
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Ingest(session, *arguments); });
}

}  // namespace vekha::cli
