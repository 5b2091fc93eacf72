// Digests into a mail server on loopback: by the SMTP channel, with their rendering, and by a
// sender that has the bytes ready and speaks SMTP with nothing around it. The ratio of the two is
// what the channel costs. Another server (aiosmtpd, say) is measured with VEKHA_BENCH_SMTP_PORT.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>

#include "service/delivery/channels/mail.h"
#include "service/delivery/channels/message_id.h"
#include "service/delivery/channels/smtp_channel.h"
#include "service/delivery/channels/spool_channel.h"
#include "tests/bench/smtp_sink.h"
#include "tests/engine/digest/example.h"

namespace vekha::delivery {
namespace {

constexpr size_t kBatch = 1000;
constexpr std::chrono::sys_seconds kMorning{std::chrono::seconds(1666933200)};

int Port() {
  static bench::SmtpSink sink;
  const char* port = std::getenv("VEKHA_BENCH_SMTP_PORT");
  return port != nullptr ? std::atoi(port) : sink.port();
}

std::vector<Message> Messages() {
  std::vector<Message> messages(kBatch);
  for (size_t i = 0; i < kBatch; ++i) {
    messages[i].id = "digest/person-" + std::to_string(i) + "/2022-10-28";
    messages[i].to_name = "Мамедов М. Р.";
    messages[i].address = "person@school.ru";
    messages[i].day = *MakeDate(2022, 10, 28);
    messages[i].digest = digest::Example();
  }
  return messages;
}

std::string Letter(const Message& message) {
  return FormatMail({.message_id = MessageIdHeader(message.id, "school.ru"),
                     .date = kMorning,
                     .from_name = "Веха",
                     .from = "vekha@school.ru",
                     .to_name = message.to_name,
                     .to = message.address,
                     .reply_to = {},
                     .language = message.language,
                     .letter = digest::Render(message.digest, message.language)});
}

void Count(benchmark::State& state, size_t sent) {
  if (sent != kBatch) state.SkipWithError("not every mail was taken");
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(kBatch));
}

void BM_WriteMail(benchmark::State& state) {
  const std::vector<Message> messages = Messages();
  for (auto _ : state) {
    for (const Message& message : messages) benchmark::DoNotOptimize(Letter(message));
  }
  Count(state, kBatch);
}
BENCHMARK(BM_WriteMail)->Unit(benchmark::kMillisecond);

double Seconds(std::chrono::steady_clock::time_point since) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count();
}

// Timed is the channel; "of_bare" is its speed as a part of the bare sender's, which sends before
// each of its turns, so that a busy machine is busy for both.
void BM_SmtpChannel(benchmark::State& state) {
  const service::FakeClock clock(kMorning);
  SmtpConfig config;
  config.host = "127.0.0.1";
  config.port = Port();
  config.security = Security::kNone;
  config.from = "vekha@school.ru";
  SmtpChannel channel(config, clock);
  const std::vector<Message> messages = Messages();
  std::vector<std::string> mails;
  for (const Message& message : messages) mails.push_back(Letter(message));
  size_t sent = kBatch;
  double bare = 0;
  double ours = 0;
  for (auto _ : state) {
    auto begin = std::chrono::steady_clock::now();
    sent = std::min(sent, bench::SendBare(Port(), mails, "vekha@school.ru", "person@school.ru"));
    bare += Seconds(begin);
    begin = std::chrono::steady_clock::now();
    size_t now = 0;
    for (const SendResult& result : channel.Send(messages)) {
      now += result.outcome == SendOutcome::kSent ? 1 : 0;
    }
    state.SetIterationTime(Seconds(begin));
    ours += Seconds(begin);
    sent = std::min(sent, now);
  }
  state.counters["of_bare"] = bare / ours;
  Count(state, sent);
}
BENCHMARK(BM_SmtpChannel)->Unit(benchmark::kMillisecond)->UseManualTime();

void BM_Spool(benchmark::State& state) {
  const service::FakeClock clock(kMorning);
  const auto folder = std::filesystem::temp_directory_path() / "vekha_delivery_bench";
  SpoolChannel channel({.folder = folder.string()}, clock);
  const std::vector<Message> messages = Messages();
  for (auto _ : state) {
    state.PauseTiming();
    std::filesystem::remove_all(folder);
    state.ResumeTiming();
    benchmark::DoNotOptimize(channel.Send(messages));
  }
  std::filesystem::remove_all(folder);
  Count(state, kBatch);
}
BENCHMARK(BM_Spool)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace vekha::delivery
