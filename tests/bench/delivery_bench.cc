// A digest as a letter, and into a spool. By mail, through the whole courier: courier_bench.cc.
#include <benchmark/benchmark.h>

#include <filesystem>

#include "service/delivery/channels/mail.h"
#include "service/delivery/channels/message_id.h"
#include "service/delivery/channels/spool_channel.h"
#include "tests/engine/digest/example.h"

namespace vekha::delivery {
namespace {

constexpr size_t kBatch = 1000;
constexpr std::chrono::sys_seconds kMorning{std::chrono::seconds(1666933200)};

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

void Count(benchmark::State& state) {
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(kBatch));
}

void BM_WriteMail(benchmark::State& state) {
  const std::vector<Message> messages = Messages();
  for (auto _ : state) {
    for (const Message& message : messages) benchmark::DoNotOptimize(Letter(message));
  }
  Count(state);
}
BENCHMARK(BM_WriteMail)->Unit(benchmark::kMillisecond);

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
  Count(state);
}
BENCHMARK(BM_Spool)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace vekha::delivery
