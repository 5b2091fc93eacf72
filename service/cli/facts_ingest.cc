// vekha facts ingest: facts of many organizations from a file of JSON lines, batch by batch.
#include "service/cli/facts_ingest.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <random>
#include <utility>
#include <vector>

#include "engine/base/status.h"
#include "service/base/sha256.h"
#include "service/cli/command.h"
#include "service/cli/ingest_text.h"
#include "service/cli/ingest_transfer.h"
#include "service/cli/json_text.h"
#include "service/cli/rules.h"

namespace vekha::cli {
namespace {

constexpr std::string_view kCheckpointForm = "vekha-text/1 ";
constexpr size_t kNameDigits = 40;
constexpr int kWaitMax = 3'600;

struct IngestArguments {
  std::string file;
  std::string stream;
  int wait = 10;
};

// What the stream remembers of the text it was begun with.
struct Checkpoint {
  int64_t first = 0;   // the number of the text's first batch
  std::string digest;  // of the text up to the batch it is kept with
};

std::string WriteCheckpoint(const Checkpoint& checkpoint) {
  return fmt::format("{}{} {}", kCheckpointForm, checkpoint.first, checkpoint.digest);
}

std::optional<Checkpoint> ReadCheckpoint(std::string_view text) {
  if (!text.starts_with(kCheckpointForm)) return std::nullopt;
  text.remove_prefix(kCheckpointForm.size());
  Checkpoint out;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out.first);
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  if (error != std::errc() || !text.starts_with(' ')) return std::nullopt;
  out.digest = text.substr(1);
  return out;
}

absl::Status OtherText(const std::string& stream) {
  return InputError(
      "INGEST_OTHER_TEXT",
      {fmt::format("в потоке {} есть порции другого текста, ничего не послано; назовите другой "
                   "--stream или не называйте его",
                   stream),
       fmt::format("the stream {} has batches of another text, nothing was sent; name another "
                   "--stream, or none",
                   stream)});
}

// Where a text goes on in its stream.
struct Resumption {
  int64_t first = 1;  // as in its checkpoints
  int64_t known = 0;  // batches the server has
  std::string digest = {};
};

// After refusals all of it is sent once more, under further numbers: what was in their way may have
// been corrected here or there.
absl::StatusOr<Resumption> FindResumption(const std::string& stream,
                                          const v1::IngestFactsResponse& opened, Ingested& done) {
  const int64_t next = opened.sequence() + 1;
  if (opened.sequence() == 0) return Resumption{next};
  const std::optional<Checkpoint> last = ReadCheckpoint(opened.checkpoint());
  if (!last || last->first < 1 || last->first > opened.sequence()) return OtherText(stream);
  done.sent_again = opened.last_refused() >= last->first;
  if (done.sent_again) return Resumption{next};
  return Resumption{last->first, next - last->first, last->digest};
}

absl::Status PassOver(BatchReader& reader, const std::string& stream, const Resumption& from,
                      Ingested& done) {
  std::string digest;
  for (int64_t i = 0; i < from.known; ++i) {
    VEKHA_ASSIGN_OR_RETURN(const IngestBatch batch, reader.Next());
    if (batch.facts == 0) return OtherText(stream);
    digest = batch.digest;
  }
  if (digest != from.digest) return OtherText(stream);
  done.known = from.known;
  return absl::OkStatus();
}

absl::Status Move(BatchReader& reader, IngestTransfer& transfer, const std::string& stream) {
  VEKHA_ASSIGN_OR_RETURN(const Resumption from,
                         FindResumption(stream, transfer.opened, transfer.done));
  VEKHA_RETURN_IF_ERROR(PassOver(reader, stream, from, transfer.done));
  while (true) {
    VEKHA_ASSIGN_OR_RETURN(IngestBatch batch, reader.Next());
    if (batch.facts == 0) return transfer.Close();
    batch.message.set_checkpoint(WriteCheckpoint({from.first, batch.digest}));
    VEKHA_RETURN_IF_ERROR(transfer.Send(std::move(batch)));
  }
}

std::string ShowIngested(const Ingested& done, const Session& session) {
  std::string out = session.Say({fmt::format("записано {}, без изменений {}, порций {}",
                                             done.recorded, done.unchanged, done.batches),
                                 fmt::format("{} recorded, {} unchanged, {} batches", done.recorded,
                                             done.unchanged, done.batches)});
  if (done.known > 0) {
    out += session.Say({fmt::format(", принято раньше порций: {}", done.known),
                        fmt::format(", {} batches were taken before", done.known)});
  }
  if (done.sent_again) {
    out += session.Say({", в прошлый раз были отказы: послано всё",
                        ", there were refusals last time: everything was sent"});
  }
  out += "\n";
  for (const RefusedBatch& one : done.refused) {
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
  for (const RefusedBatch& one : done.refused) {
    refused.push_back({{"line", one.line},
                       {"facts", one.facts},
                       {"reason", one.why.reason()},
                       {"message", one.why.message()},
                       {"message_en", one.why.message_en()}});
  }
  return {
      {"stream", stream},          {"sequence", done.sequence},    {"revision", done.revision},
      {"batches", done.batches},   {"batches_before", done.known}, {"sent_again", done.sent_again},
      {"recorded", done.recorded}, {"unchanged", done.unchanged},  {"refused", std::move(refused)}};
}

absl::StatusOr<int> IngestFrom(std::istream& in, const std::string& stream, Session& session,
                               const IngestArguments& arguments) {
  VEKHA_ASSIGN_OR_RETURN(const auto rules, LoadRules(session.options.rules));
  VEKHA_ASSIGN_OR_RETURN(const auto channel, session.Connect());
  BatchReader reader(in, arguments.file, rules->facts);
  IngestTransfer transfer(channel, session.ServerName());
  VEKHA_RETURN_IF_ERROR(transfer.Open(stream, std::chrono::seconds(arguments.wait)));
  const absl::Status moved = Move(reader, transfer, stream);
  if (!moved.ok()) transfer.Close().IgnoreError();  // why it stopped matters more
  session.Print(session.options.json ? FormatJson(JsonIngested(transfer.done, stream))
                                     : ShowIngested(transfer.done, session));
  if (!moved.ok()) return moved;
  return transfer.done.refused.empty() ? kDone : kSaidNo;
}

// A stream that nobody opens again: a text that can be read once has no name of its own.
std::string NameOnce() {
  std::random_device random;
  std::string name = "once-";
  while (name.size() < kNameDigits) name += fmt::format("{:08x}", random());
  return name;
}

// The same text has the same stream, so that it goes on where it was broken off.
std::string NameAfter(std::ifstream& file) {
  service::Sha256 digest;
  std::vector<char> piece(size_t{1} << 20);
  while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())), file.gcount() > 0) {
    digest.Add({piece.data(), static_cast<size_t>(file.gcount())});
  }
  file.clear();
  file.seekg(0);
  return "text-" + digest.Take().substr(0, kNameDigits);
}

absl::StatusOr<int> Ingest(Session& session, const IngestArguments& arguments) {
  const bool named = !arguments.stream.empty();
  if (arguments.file == "-") {
    return IngestFrom(std::cin, named ? arguments.stream : NameOnce(), session, arguments);
  }
  std::error_code error;
  std::ifstream file(arguments.file, std::ios::binary);
  if (!file || std::filesystem::is_directory(arguments.file, error)) {
    return OpenError("FILE_UNREADABLE", {fmt::format("{}: файл не открывается", arguments.file),
                                         fmt::format("{}: cannot be opened", arguments.file)});
  }
  if (named) return IngestFrom(file, arguments.stream, session, arguments);
  const bool twice = std::filesystem::is_regular_file(arguments.file, error);
  return IngestFrom(file, twice ? NameAfter(file) : NameOnce(), session, arguments);
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
          {"имя передачи вместо имени по содержимому файла; одно имя - один текст",
           "a name of the transfer instead of one by the file's content; one name, one text"});
  AddNumber(command, session, "--wait", arguments->wait, 0, kWaitMax,
            {"сколько секунд ждать, пока поток занят (10)",
             "how many seconds to wait while the stream is taken (10)"});
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Ingest(session, *arguments); });
}

}  // namespace vekha::cli
