#include "service/app/app.h"

#include <fmt/format.h>
#include <grpc/health/v1/health.pb.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <spdlog/spdlog.h>

#include <mutex>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/workflow/rule_book.h"
#include "service/api/admin_service.h"
#include "service/api/calendar_service.h"
#include "service/api/directory_service.h"
#include "service/api/input.h"
#include "service/api/intake_service.h"
#include "service/api/notification_service.h"
#include "service/api/report_service.h"
#include "service/api/roadmap_service.h"
#include "service/api/run_service.h"
#include "service/api/simulation_service.h"
#include "service/api/state_service.h"
#include "service/api/task_service.h"
#include "service/app/health.h"
#include "service/app/jobs.h"
#include "service/delivery/channels/config.h"
#include "service/http/server.h"
#include "service/intake/desk/desk.h"
#include "service/runner/runner.h"
#include "service/store/sqlite/sqlite_store.h"

namespace vekha::app {
namespace {

// One process owns the store, so its leases need no other name.
constexpr char kWorker[] = "vekha";

absl::Status FileInvalid(std::string reason, const std::string& what_ru,
                         const std::vector<Diagnostic>& diagnostics) {
  std::string lines;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity != Severity::kError) continue;
    lines += (lines.empty() ? "" : "\n") + FormatDiagnostic(diagnostic);
  }
  return ToStatus({absl::StatusCode::kInvalidArgument,
                   std::move(reason),
                   lines,
                   what_ru + " с ошибками:\n" + lines,
                   {}});
}

absl::Status ListenFailed(const std::string& address) {
  return ToStatus(
      {absl::StatusCode::kUnavailable,
       "LISTEN_FAILED",
       fmt::format("cannot listen on {}: the port is taken or the address is not of "
                   "this machine",
                   address),
       fmt::format("Не удалось открыть {}: порт занят или это адрес другой машины.", address),
       {{"address", address}}});
}

absl::StatusOr<std::shared_ptr<const workflow::RuleBook>> LoadRules(
    const std::vector<Source>& sources) {
  auto rules = workflow::LoadRuleBook(sources);
  if (!rules.value) return FileInvalid("RULES_INVALID", "Правила", rules.diagnostics);
  return *std::move(rules.value);
}

absl::StatusOr<std::vector<intake::Mapping>> LoadListMappings(const std::vector<Source>& sources) {
  auto mappings = intake::LoadMappings(sources);
  if (HasErrors(mappings.diagnostics) || !mappings.value) {
    return FileInvalid("RULES_INVALID", "Раскладки", mappings.diagnostics);
  }
  return *std::move(mappings.value);
}

constexpr char kHealthService[] = "grpc.health.v1.Health";
constexpr char kHttpDoor[] = "http";  // its name for the health service

std::shared_ptr<grpc::Channel> Unlimited(grpc::Server& server) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(-1);
  return server.InProcessChannel(arguments);
}

std::vector<std::string> ServiceNames() {
  return {v1::AdminService::service_full_name(),        v1::CalendarService::service_full_name(),
          v1::DirectoryService::service_full_name(),    v1::IntakeService::service_full_name(),
          v1::NotificationService::service_full_name(), v1::ReportService::service_full_name(),
          v1::RoadmapService::service_full_name(),      v1::RunService::service_full_name(),
          v1::SimulationService::service_full_name(),   v1::StateService::service_full_name(),
          v1::TaskService::service_full_name()};
}

}  // namespace

// In order of construction; the server is last, so that it goes first.
struct App::Running {
  Running(std::unique_ptr<service::Clock> its_clock, std::unique_ptr<runner::Runner> its_runner,
          std::vector<intake::Mapping> mappings, std::string store_name,
          delivery::Courier::Channels channels, std::optional<int> run_at)
      : clock(std::move(its_clock)),
        runner(std::move(its_runner)),
        courier(*runner, std::move(channels), kWorker),
        jobs(*runner, courier, run_at),
        desk(*runner, std::move(mappings)),
        admin(*runner, VEKHA_VERSION, std::move(store_name)),
        calendar(*runner),
        directory(*runner),
        intake(*runner, desk),
        notification(*runner, courier),
        report(*runner),
        roadmap(*runner),
        run(*runner),
        simulation(*runner),
        state(*runner),
        task(*runner) {}

  std::unique_ptr<service::Clock> clock;
  std::unique_ptr<runner::Runner> runner;
  delivery::Courier courier;
  Jobs jobs;
  intake::Desk desk;
  api::AdminService admin;
  api::CalendarService calendar;
  api::DirectoryService directory;
  api::IntakeService intake;
  api::NotificationService notification;
  api::ReportService report;
  api::RoadmapService roadmap;
  api::RunService run;
  api::SimulationService simulation;
  api::StateService state;
  api::TaskService task;
  int port = 0;
  std::unique_ptr<grpc::Server> server;
  std::unique_ptr<http::Server> http;
  std::unique_ptr<Health> health;

  absl::Status OpenHttp(const http::Config& config);
  std::once_flag stopped;
};

// Its calls go through the gRPC server in this process.
absl::Status App::Running::OpenHttp(const http::Config& config) {
  if (config.listen.empty()) return absl::OkStatus();
  std::vector<std::string> services = ServiceNames();
  services.push_back(kHealthService);
  auto started = http::Server::Start(config, std::move(services), Unlimited(*server), *clock);
  if (absl::IsUnavailable(started.status())) return ListenFailed(config.listen);
  if (!started.ok()) return started.status();
  http = *std::move(started);
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<App>> App::Open(Config config) {
  auto clock = std::make_unique<service::SystemClock>();
  delivery::Courier::Channels channels;
  if (config.delivery) {
    const auto loaded = delivery::LoadDeliveryConfig(*config.delivery);
    if (!loaded.value) {
      return FileInvalid("DELIVERY_INVALID", "Настройки доставки", loaded.diagnostics);
    }
    channels = delivery::ByKind(delivery::MakeChannels(*loaded.value, *clock));
  }
  VEKHA_ASSIGN_OR_RETURN(std::unique_ptr<store::Store> store, store::OpenSqliteStore(config.db));
  return Start({.store = std::move(store),
                .store_name = "sqlite " + config.db,
                .rules = std::move(config.rules),
                .clock = std::move(clock),
                .listen = std::move(config.listen),
                .channels = std::move(channels),
                .run_at = config.run_at,
                .jobs = config.jobs,
                .http = std::move(config.http)});
}

absl::StatusOr<std::unique_ptr<App>> App::Start(Parts parts) {
  VEKHA_ASSIGN_OR_RETURN(auto rules, LoadRules(parts.rules));
  VEKHA_ASSIGN_OR_RETURN(auto mappings, LoadListMappings(parts.rules));
  VEKHA_ASSIGN_OR_RETURN(auto runner,
                         runner::Runner::Open(std::move(parts.store), rules, *parts.clock));
  if (const size_t left = intake::RemoveAbandonedUploads(); left > 0) {
    spdlog::warn("intake: {} uploads of a process that was killed are deleted", left);
  }
  auto running = std::make_unique<Running>(std::move(parts.clock), std::move(runner),
                                           std::move(mappings), std::move(parts.store_name),
                                           std::move(parts.channels), parts.run_at);

  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  // Named, so that the linker keeps what reflection needs to describe the health service.
  grpc::health::v1::HealthCheckRequest::descriptor();
  grpc::ServerBuilder builder;
  builder.SetMaxReceiveMessageSize(api::kMessageBytesMax);
  // Two servers on one port would each get half of the calls.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  // A client that vanished without a word must not keep the name of its stream.
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, 60'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 20'000);
  if (!parts.listen.empty()) {
    builder.AddListeningPort(parts.listen, grpc::InsecureServerCredentials(), &running->port);
  }
  for (grpc::Service* service : std::initializer_list<grpc::Service*>{
           &running->admin, &running->calendar, &running->directory, &running->intake,
           &running->notification, &running->report, &running->roadmap, &running->run,
           &running->simulation, &running->state, &running->task}) {
    builder.RegisterService(service);
  }
  running->server = builder.BuildAndStart();
  if (running->server == nullptr || (!parts.listen.empty() && running->port == 0)) {
    return ListenFailed(parts.listen);
  }
  VEKHA_RETURN_IF_ERROR(running->OpenHttp(parts.http));
  if (parts.jobs) running->jobs.Start();
  std::vector<std::string> names = ServiceNames();
  if (running->http != nullptr) names.emplace_back(kHttpDoor);
  running->health = std::make_unique<Health>(*running->runner, *running->server, names,
                                             !running->courier.served().empty());
  return std::unique_ptr<App>(new App(std::move(running)));
}

App::App(std::unique_ptr<Running> running) : running_(std::move(running)) {}

App::~App() { Stop(); }

std::shared_ptr<grpc::Channel> App::InProcessChannel() { return Unlimited(*running_->server); }

int App::port() const { return running_->port; }

int App::http_port() const { return running_->http == nullptr ? 0 : running_->http->port(); }

void App::Stop(std::chrono::milliseconds patience) {
  std::call_once(running_->stopped, [&] {
    const auto until = std::chrono::system_clock::now() + patience;
    running_->health->Stop();
    running_->jobs.Stop();
    running_->intake.Stop();
    running_->notification.Stop();
    running_->state.Stop();
    running_->task.Stop();
    if (running_->http != nullptr) running_->http->Stop(patience);
    running_->server->Shutdown(until);
    running_->server->Wait();
  });
}

}  // namespace vekha::app
