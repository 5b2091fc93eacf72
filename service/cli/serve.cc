// vekha serve: the service on a port, until SIGTERM or SIGINT.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <optional>

#include "engine/base/status.h"
#include "service/app/app.h"
#include "service/app/stop_signal.h"
#include "service/base/log.h"
#include "service/base/rules.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/failure.h"
#include "service/cli/input.h"
#include "service/http/origin.h"

namespace vekha::cli {
namespace {

struct ServeArguments {
  std::string db = "vekha.db";
  std::string listen = std::string(kDefaultServer);
  std::string log = "info";
  std::string delivery;
  std::optional<int> run_at;  // minute of the day
  http::Config http;
};

// HH:MM.
std::optional<Text> ReadRunAt(const std::string& text, std::optional<int>& minute) {
  int hours = -1;
  int minutes = -1;
  const bool formed =
      text.size() == 5 && text[2] == ':' &&
      std::from_chars(text.data(), text.data() + 2, hours).ptr == text.data() + 2 &&
      std::from_chars(text.data() + 3, text.data() + 5, minutes).ptr == text.data() + 5;
  if (!formed || hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
    return Text{fmt::format("«{}»: нужно время ЧЧ:ММ, например 06:00", text),
                fmt::format("'{}' is no time HH:MM such as 06:00", text)};
  }
  minute = hours * 60 + minutes;
  return std::nullopt;
}

// HOST:PORT. Told here, because gRPC takes a port modulo 65536.
std::optional<Text> ReadListen(const std::string& text, std::string& listen) {
  const size_t colon = text.rfind(':');
  const bool split = colon != std::string::npos && colon > 0;
  const std::string_view port = split ? std::string_view(text).substr(colon + 1) : "";
  int number = -1;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  const bool whole = error == std::errc() && end == port.data() + port.size();
  if (!whole || number < 0 || number > 65535) {
    return Text{fmt::format("«{}»: нужен АДРЕС:ПОРТ, порт от 0 до 65535", text),
                fmt::format("'{}' is no HOST:PORT with a port from 0 to 65535", text)};
  }
  listen = text;
  return std::nullopt;
}

// One or more, with commas between.
std::optional<Text> ReadOrigins(const std::string& text, std::vector<std::string>& origins) {
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find(',', begin), text.size());
    origins.push_back(text.substr(begin, end - begin));
    begin = end + 1;
    if (http::IsOrigin(origins.back())) continue;
    return Text{fmt::format("«{}»: нужен адрес сайта без пути, например https://school.example",
                            origins.back()),
                fmt::format("'{}' is no origin of a web page such as https://school.example",
                            origins.back())};
  }
  return std::nullopt;
}

std::string WithPort(const std::string& listen, int port) {
  return fmt::format("{}:{}", listen.substr(0, listen.rfind(':')), port);
}

absl::StatusOr<int> Serve(Session& session, const ServeArguments& arguments) {
  if (arguments.http.listen.empty() &&
      (!arguments.http.secrets_file.empty() || !arguments.http.origins.empty())) {
    return UsageError({"--http-secrets и --http-origins бывают только с --http",
                       "--http-secrets and --http-origins go with --http only"});
  }
  app::StopSignal stop;
  VEKHA_RETURN_IF_ERROR(service::SetUpLog(arguments.log));
  app::Config config{.db = arguments.db, .listen = arguments.listen, .rules = {}};
  if (session.options.rules.empty()) {
    config.rules = service::EmbeddedRules();
  } else {
    VEKHA_ASSIGN_OR_RETURN(config.rules, service::LoadRulesFrom(session.options.rules));
  }
  if (!arguments.delivery.empty()) {
    VEKHA_ASSIGN_OR_RETURN(config.delivery, ReadSource(arguments.delivery));
  }
  config.run_at = arguments.run_at;
  config.http = arguments.http;
  config.jobs = true;
  VEKHA_ASSIGN_OR_RETURN(const auto app, app::App::Open(std::move(config)));
  const std::string address = WithPort(arguments.listen, app->port());
  const std::string http = arguments.http.listen.empty()
                               ? ""
                               : ", HTTP " + WithPort(arguments.http.listen, app->http_port());
  session.Print(session.Say(
      {fmt::format("Веха слушает {}{}, база {}\n", address, http, arguments.db),
       fmt::format("Vekha listens on {}{}, database {}\n", address, http, arguments.db)}));
  std::fflush(stdout);
  stop.Wait();
  app->Stop();
  return kDone;
}

}  // namespace

void AddServe(CLI::App& root, Session& session) {
  auto arguments = std::make_shared<ServeArguments>();
  CLI::App& command = AddCommand(
      root, session, "serve",
      {"служить по gRPC и, с --http, по HTTP", "serve over gRPC and, with --http, over HTTP"});
  AddText(command, session, "--db", arguments->db,
          {"файл базы (иначе vekha.db здесь)", "database file (else vekha.db here)"});
  AddRead(command, session, "--listen", "HOST:PORT",
          {fmt::format("адрес (иначе {}); порт 0 - любой свободный", kDefaultServer),
           fmt::format("address (else {}); port 0 is any free one", kDefaultServer)},
          [arguments](const std::string& text) { return ReadListen(text, arguments->listen); });
  AddRead(
      command, session, "--http", "HOST:PORT",
      {"те же вызовы как JSON по HTTP на этом адресе (docs/http.md)",
       "the same calls as JSON over HTTP at this address (docs/http.md)"},
      [arguments](const std::string& text) { return ReadListen(text, arguments->http.listen); });
  AddText(command, session, "--http-secrets", arguments->http.secrets_file,
          {"файл секретов, по одному в строке: по HTTP принимаются только подписанные вызовы",
           "file of secrets, one a line: over HTTP only signed calls are taken"});
  AddRead(
      command, session, "--http-origins", "ORIGIN,...",
      {"сайты, страницам которых можно обращаться по HTTP",
       "web sites whose pages may call over HTTP"},
      [arguments](const std::string& text) { return ReadOrigins(text, arguments->http.origins); });
  AddRead(command, session, "--run-at", "HH:MM",
          {"ежедневный прогон сам, в это местное время каждого пояса",
           "the daily run by itself, at this local time of each zone"},
          [arguments](const std::string& text) { return ReadRunAt(text, arguments->run_at); });
  AddText(command, session, "--delivery", arguments->delivery,
          {"файл каналов доставки (docs/formats/delivery.md)",
           "file of delivery channels (docs/formats/delivery.md)"});
  AddChoice(command, session, "--log", {"trace", "debug", "info", "warning", "error", "off"},
            {"подробность журнала (иначе info)", "detail of the log (else info)"},
            [arguments](const std::string& word) { arguments->log = word; });
  AddRulesOption(command, session);
  OnRun(command, session, [&session, arguments] { return Serve(session, *arguments); });
}

}  // namespace vekha::cli
