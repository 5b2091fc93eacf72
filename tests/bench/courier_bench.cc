// A morning of 10,000 readers: 100,000 queued notifications in a SQLite file go through the courier
// as 10,000 digests into a mail server on loopback. Against it a bare sender: libcurl on one kept
// connection, with the same bytes ready. "of_bare" is the courier's speed as a part of that one's,
// "cpu_us" and "bare_cpu_us" what the process (with the sink, when it is ours) spent on a digest.
// The sink answers faster than any real server: another (aiosmtpd, say) is measured with
// VEKHA_BENCH_SMTP_PORT.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "service/delivery/channels/curl.h"
#include "service/delivery/channels/mail.h"
#include "service/delivery/channels/message_id.h"
#include "service/delivery/channels/smtp_channel.h"
#include "service/delivery/courier.h"
#include "service/store/sqlite/sqlite_store.h"
#include "tests/bench/smtp_sink.h"
#include "tests/support/rules.h"

namespace vekha::delivery {
namespace {

constexpr int kSchools = 1000;
constexpr int kPeoplePerSchool = 10;
constexpr int kMeasures = 10;
constexpr int kReaders = kSchools * kPeoplePerSchool;
constexpr std::chrono::sys_seconds kMorning{std::chrono::seconds(1666764000)};  // 9:00 in Moscow
constexpr char kFrom[] = "vekha@school.ru";

using Clock = std::chrono::steady_clock;
double Since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct Cost {
  double seconds = 0;
  double cpu = 0;
};
template <typename Work>
Cost CostOf(Work work) {
  const auto begin = Clock::now();
  const double cpu = CpuSeconds();
  work();
  return {Since(begin), CpuSeconds() - cpu};
}

int Port() {
  static bench::SmtpSink sink;
  const char* port = std::getenv("VEKHA_BENCH_SMTP_PORT");
  return port != nullptr ? std::atoi(port) : sink.port();
}

std::vector<workflow::Event> Directory() {
  using namespace workflow;
  std::vector<Event> events;
  const std::string zone = "Europe/Moscow";
  events.emplace_back(OrganizationPut{
      {OrganizationId("region"), OrganizationId(), roadmap::Level::kRegion, "Регион", zone}});
  for (int school = 0; school < kSchools; ++school) {
    const OrganizationId id(fmt::format("school-{}", school));
    events.emplace_back(OrganizationPut{
        {id, OrganizationId("region"), roadmap::Level::kSchool, "Школа " + id.value(), zone}});
    for (int i = 0; i < kPeoplePerSchool; ++i) {
      const PersonId person(fmt::format("person-{}-{}", i, school));
      Contact contact;
      contact.channel = workflow::Channel::kEmail;
      contact.address = person.value() + "@school.ru";
      events.emplace_back(PersonPut{{person, "Мамедов М. Р.", contact}});
      events.emplace_back(RolePut{{id, "mentor", person, test::Day("2020-01-01"), std::nullopt}});
    }
  }
  return events;
}

std::string Plan() {
  std::string text =
      "roadmap: plan\ntitle: План мероприятий\nlevel: region\nperiod: 2022-09-01..2023-08-31\n"
      "stages:\n  - id: \"1\"\n    title: Этап\n    measures:\n";
  for (int i = 1; i <= kMeasures; ++i) {
    text += fmt::format(
        "      - {{id: \"{}\", title: Формирование базы наставляемых, term: до 31 октября 2022, "
        "responsible: [{{name: Наставники, kind: role, role: mentor}}], ladder: strict, "
        "for: each school}}\n",
        i);
  }
  return text;
}

void Must(const absl::Status& status) {
  if (status.ok()) return;
  fmt::print(stderr, "{}\n", status.ToString());
  std::abort();
}

std::unique_ptr<runner::Runner> Queue(const std::string& path, const service::Clock& clock) {
  auto store = store::OpenSqliteStore(path);
  Must(store.status());
  Must((*store)->Append({1, kMorning, Directory(), std::nullopt}));
  auto runner = runner::Runner::Open(*std::move(store), test::Rules(), clock);
  Must(runner.status());
  const auto run = [&](workflow::Command command) {
    Must((*runner)->Execute({.command = std::move(command)}).status());
  };
  run(workflow::ApplyRoadmap{"plan.yaml", Plan(), ""});
  run(workflow::AdoptRoadmap{OrganizationId("region"), RoadmapId("plan"), 0,
                             test::Day("2022-09-01")});
  run(workflow::RunDay{test::Day("2022-10-26")});
  return *std::move(runner);
}

// Remembers what went through it.
class Watched : public Channel {
 public:
  Watched(SmtpConfig config, const service::Clock& clock, std::vector<Message>& seen)
      : smtp_(std::move(config), clock), seen_(seen) {}
  std::string_view name() const override { return smtp_.name(); }
  std::vector<SendResult> Send(const std::vector<Message>& messages) override {
    const auto begin = Clock::now();
    std::vector<SendResult> results = smtp_.Send(messages);
    busy_ += Since(begin);
    seen_.insert(seen_.end(), messages.begin(), messages.end());
    return results;
  }
  double busy() const { return busy_; }

 private:
  SmtpChannel smtp_;
  std::vector<Message>& seen_;
  double busy_ = 0;
};

std::string Letter(const Message& message) {
  return FormatMail({.message_id = MessageIdHeader(message.id, "school.ru"),
                     .date = kMorning,
                     .from_name = "Веха",
                     .from = kFrom,
                     .to_name = message.to_name,
                     .to = message.address,
                     .reply_to = {},
                     .language = message.language,
                     .letter = digest::Render(message.digest, message.language)});
}

struct Upload {
  std::string_view text;
};
size_t Read(char* buffer, size_t size, size_t count, void* data) {
  auto& upload = *static_cast<Upload*>(data);
  const size_t length = std::min(size * count, upload.text.size());
  std::memcpy(buffer, upload.text.data(), length);
  upload.text.remove_prefix(length);
  return length;
}

int SendBareByCurl(const std::vector<std::string>& mails, const std::string& to) {
  const CurlHandle curl = MakeCurl(30, "");
  CurlList recipients;
  Append(recipients, to);
  curl_easy_setopt(curl.get(), CURLOPT_URL, fmt::format("smtp://127.0.0.1:{}", Port()).c_str());
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, fmt::format("<{}>", kFrom).c_str());
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, &Read);
  int sent = 0;
  for (const std::string& mail : mails) {
    Upload upload{mail};
    curl_easy_setopt(curl.get(), CURLOPT_READDATA, &upload);
    if (curl_easy_perform(curl.get()) == CURLE_OK) ++sent;
  }
  return sent;
}

struct Morning {
  Cost courier;
  Cost bare;
  double sending = 0;  // of the courier's time, its channel
  bool whole = false;  // every notification was queued, and every digest sent by both
};

Morning LiveThrough(const std::filesystem::path& folder) {
  const service::FakeClock clock(kMorning);
  const auto runner = Queue((folder / "vekha.db").string(), clock);
  size_t queued = 0;
  runner->Read([&](const workflow::State& s) { queued = s.notifications.size(); });
  SmtpConfig config;
  config.host = "127.0.0.1";
  config.port = Port();
  config.security = Security::kNone;
  config.from = kFrom;
  std::vector<Message> seen;
  auto channel = std::make_unique<Watched>(config, clock, seen);
  const Watched& watched = *channel;
  Courier::Channels channels;
  channels[workflow::Channel::kEmail] = std::move(channel);
  Courier courier(*runner, std::move(channels), "bench");

  Morning out;
  absl::StatusOr<CourierCounts> counts;
  out.courier = CostOf([&] { counts = courier.Deliver(); });
  Must(counts.status());
  out.sending = watched.busy();
  std::vector<std::string> mails;
  for (const Message& message : seen) mails.push_back(Letter(message));
  int bare = 0;
  out.bare = CostOf([&] { bare = SendBareByCurl(mails, "<person@school.ru>"); });
  out.whole =
      queued == size_t{kReaders} * kMeasures && counts->sent == kReaders && bare == kReaders;
  return out;
}

void BM_Courier(benchmark::State& state) {
  const auto folder = std::filesystem::temp_directory_path() / "vekha_courier_bench";
  for (auto _ : state) {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    const Morning morning = LiveThrough(folder);
    if (!morning.whole) {
      state.SkipWithError("not every notification was queued and sent");
      break;
    }
    state.SetIterationTime(morning.courier.seconds);
    state.counters["of_bare"] = morning.bare.seconds / morning.courier.seconds;
    state.counters["bare_s"] = morning.bare.seconds;
    state.counters["sending_s"] = morning.sending;
    state.counters["cpu_us"] = morning.courier.cpu * 1e6 / kReaders;
    state.counters["bare_cpu_us"] = morning.bare.cpu * 1e6 / kReaders;
  }
  std::filesystem::remove_all(folder);
  state.SetItemsProcessed(state.iterations() * kReaders);
}
BENCHMARK(BM_Courier)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(1);

}  // namespace
}  // namespace vekha::delivery
