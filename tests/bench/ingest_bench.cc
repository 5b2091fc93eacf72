// Facts of 1,000 schools over gRPC on loopback into a SQLite file with synchronous=FULL: a million
// through StateService.IngestFacts, each batch of 5,000 on the disk when it is acknowledged, and a
// few thousand one by one through RecordFacts. Against both SQLite alone: the same rows of events
// and facts by prepared statements, in transactions of the same size, in a file of the same tables
// and pragmas. "of_sqlite" is the service's speed as a part of that; the argument of the stream is
// how many facts of a school follow each other, that of the calls how many clients call at once.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <grpcpp/grpcpp.h>
#include <sqlite3.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "engine/workflow/event.h"
#include "service/app/app.h"
#include "service/base/rules.h"
#include "service/store/event_codec.h"
#include "service/store/sqlite/sqlite_store.h"
#include "vekha/v1/state_service.grpc.pb.h"

namespace vekha {
namespace {

namespace fs = std::filesystem;

constexpr int kSchools = 1'000;
constexpr int kFacts = 1'000'000;
constexpr int kBatch = 5'000;
constexpr int kCalls = 5'000;  // of RecordFacts
constexpr size_t kUnderWay = 4;
constexpr int64_t kMorning = 1'666'764'000;

using Clock = std::chrono::steady_clock;

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
  return {std::chrono::duration<double>(Clock::now() - begin).count(), CpuSeconds() - cpu};
}

void Must(bool ok, const std::string& what) {
  if (ok) return;
  fmt::print(stderr, "{}\n", what);
  std::abort();
}

std::string SchoolId(int school) { return fmt::format("school-{}", school); }

// The n-th fact of all: `run` of a school, then the next school.
struct Place {
  int school = 0;
  int number = 0;  // of the school's facts
};
Place PlaceOf(int n, int run) {
  const int turn = n / (run * kSchools);
  const int within = n % (run * kSchools);
  return {within / run, turn * run + within % run};
}

constexpr const char* kNames[] = {"mentees.count",  "mentees.without_request", "mentees.unpaired",
                                  "pairs.count",    "pairs.without_plan",      "mentors.count",
                                  "mentors.trained"};
const char* NameOf(int number) { return kNames[static_cast<size_t>(number) % std::size(kNames)]; }
int64_t TimeOf(int number) { return kMorning + number; }

void Fill(int n, const Place& place, v1::Fact& fact) {
  fact.set_name(NameOf(place.number));
  fact.set_source("e-journal");
  fact.set_scope("2022/23");
  fact.mutable_value()->set_int_value(n % 1000);
  fact.mutable_observed_time()->set_seconds(TimeOf(place.number));
}

v1::IngestFactsRequest Message(int batch, int run) {
  v1::IngestFactsRequest message;
  message.set_sequence(batch + 1);
  v1::OrganizationFacts* part = nullptr;
  for (int n = batch * kBatch; n < (batch + 1) * kBatch; ++n) {
    const Place place = PlaceOf(n, run);
    const std::string id = SchoolId(place.school);
    if (part == nullptr || part->organization() != id) {
      part = message.add_parts();
      part->set_organization(id);
    }
    Fill(n, place, *part->add_facts());
  }
  return message;
}

std::string NewFile() {
  const fs::path folder = fs::temp_directory_path() / "vekha-ingest-bench";
  fs::remove_all(folder);
  fs::create_directories(folder);
  return (folder / "vekha.db").string();
}

std::unique_ptr<store::Store> OpenWithSchools(const std::string& path) {
  auto opened = store::OpenSqliteStore(path);
  Must(opened.ok(), opened.status().ToString());
  store::Commit commit{1, std::chrono::sys_seconds(std::chrono::seconds(kMorning)), {}, {}};
  for (int school = 0; school < kSchools; ++school) {
    commit.events.emplace_back(workflow::OrganizationPut{
        {OrganizationId(SchoolId(school)), {}, roadmap::Level::kSchool, "Школа"}});
  }
  const absl::Status appended = (*opened)->Append(commit);
  Must(appended.ok(), appended.ToString());
  return *std::move(opened);
}

class Server {
 public:
  Server() {
    auto started = app::App::Start({.store = OpenWithSchools(NewFile()),
                                    .store_name = "bench",
                                    .rules = service::EmbeddedRules(),
                                    .clock = std::make_unique<service::SystemClock>(),
                                    .listen = "127.0.0.1:0"});
    Must(started.ok(), started.status().ToString());
    app_ = *std::move(started);
  }
  std::unique_ptr<v1::StateService::Stub> Stub() const {
    return v1::StateService::NewStub(grpc::CreateChannel(fmt::format("127.0.0.1:{}", app_->port()),
                                                         grpc::InsecureChannelCredentials()));
  }

 private:
  std::unique_ptr<app::App> app_;
};

Cost OfCalls(int clients) {
  const Server server;
  std::vector<v1::RecordFactsRequest> requests(kCalls);
  for (int n = 0; n < kCalls; ++n) {
    const Place place = PlaceOf(n, 1);
    v1::RecordFactsRequest& request = requests[static_cast<size_t>(n)];
    request.set_organization(SchoolId(place.school));
    Fill(n, place, *request.add_facts());
  }
  const auto call = [&](int client) {
    const auto stub = server.Stub();
    for (int n = client; n < kCalls; n += clients) {
      grpc::ClientContext context;
      v1::RecordFactsResponse answer;
      const grpc::Status done =
          stub->RecordFacts(&context, requests[static_cast<size_t>(n)], &answer);
      Must(done.ok(), done.error_message());
    }
  };
  return CostOf([&] {
    std::vector<std::thread> threads;
    for (int client = 0; client < clients; ++client) threads.emplace_back(call, client);
    for (std::thread& thread : threads) thread.join();
  });
}

Cost OfStream(int run) {
  const Server server;
  std::vector<v1::IngestFactsRequest> messages;
  for (int batch = 0; batch < kFacts / kBatch; ++batch) messages.push_back(Message(batch, run));
  const auto stub = server.Stub();
  grpc::ClientContext context;
  const auto stream = stub->IngestFacts(&context);
  v1::IngestFactsRequest name;
  name.set_stream("bench");
  v1::IngestFactsResponse answer;
  Must(stream->Write(name) && stream->Read(&answer), "the stream does not open");
  int64_t recorded = 0;
  const auto take = [&] {
    Must(stream->Read(&answer), "the stream ended");
    Must(!answer.has_refusal(), answer.refusal().message_en());
    recorded += answer.recorded();
  };
  const Cost cost = CostOf([&] {
    for (size_t sent = 0; sent < messages.size(); ++sent) {
      Must(stream->Write(messages[sent]), "the stream ended");
      if (sent >= kUnderWay) take();
    }
    for (size_t left = 0; left < kUnderWay; ++left) take();
  });
  stream->WritesDone();
  Must(stream->Finish().ok() && recorded == kFacts, fmt::format("{} recorded", recorded));
  return cost;
}

// What the service leaves in the tables.
struct Row {
  std::string organization;
  std::string name;
  std::string value;
  int64_t observed_at = 0;
  std::string payload;
};
std::vector<Row> RowsOf(int first, int count, int run) {
  std::vector<Row> rows;
  for (int n = first; n < first + count; ++n) {
    const Place place = PlaceOf(n, run);
    workflow::FactRecorded fact{OrganizationId(SchoolId(place.school)), {}};
    fact.record.name = NameOf(place.number);
    fact.record.scope = "2022/23";
    fact.record.source = "e-journal";
    fact.record.value = condition::Value::Int(n % 1000);
    fact.record.observed_at = TimeOf(place.number);
    fact.record.observed_on = Date(2022, 10, 26);
    rows.push_back({fact.organization.value(), fact.record.name,
                    *store::EncodeValue(fact.record.value), fact.record.observed_at,
                    *store::EncodeEvent(fact)});
  }
  return rows;
}

class Bare {
 public:
  explicit Bare(const std::string& path) {
    Must(sqlite3_open(path.c_str(), &db_) == SQLITE_OK, "sqlite3_open");
    for (const char* pragma :
         {"locking_mode = EXCLUSIVE", "foreign_keys = ON", "cell_size_check = ON",
          "journal_mode = WAL", "synchronous = FULL", "cache_size = -65536", "temp_store = MEMORY",
          "wal_autocheckpoint = 16384"}) {
      Run(fmt::format("PRAGMA {}", pragma));
    }
    event_ = Prepare(
        "INSERT INTO event (revision, idx, at, organization, kind, payload)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    fact_ = Prepare(
        "INSERT INTO fact (organization, name, scope, value, source, observed_at, observed_on,"
        " version, revision) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, ?8)"
        " ON CONFLICT (organization, name, scope) DO UPDATE SET value = excluded.value,"
        " source = excluded.source, observed_at = excluded.observed_at,"
        " observed_on = excluded.observed_on, version = 0, revision = excluded.revision");
  }
  ~Bare() {
    sqlite3_finalize(event_);
    sqlite3_finalize(fact_);
    sqlite3_close(db_);
  }
  Bare(const Bare&) = delete;
  Bare& operator=(const Bare&) = delete;

  void Write(int64_t revision, const std::vector<Row>& rows) {
    Run("BEGIN IMMEDIATE");
    for (size_t i = 0; i < rows.size(); ++i) {
      const Row& row = rows[i];
      Int(event_, 1, revision);
      Int(event_, 2, static_cast<int64_t>(i));
      Int(event_, 3, kMorning);
      Text(event_, 4, row.organization);
      Text(event_, 5, "fact_recorded");
      Text(event_, 6, row.payload);
      Step(event_);
    }
    for (size_t i = 0; i < rows.size(); ++i) {
      const Row& row = rows[i];
      Text(fact_, 1, row.organization);
      Text(fact_, 2, row.name);
      Text(fact_, 3, "2022/23");
      Text(fact_, 4, row.value);
      Text(fact_, 5, "e-journal");
      Int(fact_, 6, row.observed_at);
      Text(fact_, 7, "2022-10-26");
      Int(fact_, 8, revision);
      Step(fact_);
    }
    Run("COMMIT");
  }

 private:
  void Run(const std::string& sql) {
    Must(sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK, sql);
  }
  sqlite3_stmt* Prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    Must(sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr) == SQLITE_OK, sql);
    return statement;
  }
  static void Int(sqlite3_stmt* statement, int at, int64_t value) {
    sqlite3_bind_int64(statement, at, value);
  }
  static void Text(sqlite3_stmt* statement, int at, std::string_view text) {
    sqlite3_bind_text(statement, at, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
  }
  void Step(sqlite3_stmt* statement) {
    Must(sqlite3_step(statement) == SQLITE_DONE, sqlite3_errmsg(db_));
    sqlite3_reset(statement);
  }

  sqlite3* db_ = nullptr;
  sqlite3_stmt* event_ = nullptr;
  sqlite3_stmt* fact_ = nullptr;
};

// `facts` of them in transactions of `batch`.
Cost OfBare(int facts, int batch, int run) {
  const std::string path = NewFile();
  OpenWithSchools(path).reset();
  Bare bare(path);
  Cost all;
  for (int n = 0; n < facts / batch; ++n) {
    const std::vector<Row> rows = RowsOf(n * batch, batch, run);
    const Cost cost = CostOf([&] { bare.Write(n + 2, rows); });
    all.seconds += cost.seconds;
    all.cpu += cost.cpu;
  }
  return all;
}

void Report(benchmark::State& state, int facts, const Cost& service, const Cost& bare) {
  state.SetIterationTime(service.seconds);
  state.counters["facts_per_s"] = facts / service.seconds;
  state.counters["cpu_us"] = service.cpu * 1e6 / facts;
  state.counters["sqlite_facts_per_s"] = facts / bare.seconds;
  state.counters["sqlite_cpu_us"] = bare.cpu * 1e6 / facts;
  state.counters["of_sqlite"] = bare.seconds / service.seconds;
  fs::remove_all(fs::temp_directory_path() / "vekha-ingest-bench");
}

void IngestAMillionFacts(benchmark::State& state) {
  const int run = static_cast<int>(state.range(0));
  for ([[maybe_unused]] const auto unused : state) {
    const Cost bare = OfBare(kFacts, kBatch, run);
    Report(state, kFacts, OfStream(run), bare);
  }
}
BENCHMARK(IngestAMillionFacts)
    ->Arg(1'000)
    ->Arg(5)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

void RecordFactsOneByOne(benchmark::State& state) {
  for ([[maybe_unused]] const auto unused : state) {
    const Cost bare = OfBare(kCalls, 1, 1);
    Report(state, kCalls, OfCalls(static_cast<int>(state.range(0))), bare);
  }
}
BENCHMARK(RecordFactsOneByOne)
    ->Arg(1)
    ->Arg(4)
    ->Arg(16)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace vekha
