// vekha info: what runs there, on what data and rules.
#include <fmt/format.h>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/json_text.h"
#include "service/cli/table.h"
#include "vekha/v1/admin_service.grpc.pb.h"

namespace vekha::cli {
namespace {

std::string ShowInfo(const v1::GetSystemInfoResponse& info, const Session& session) {
  const Language language = session.language();
  Table table(std::vector<std::string>(2));
  const auto row = [&](const Text& name, std::string value) {
    table.Add({session.Say(name), std::move(value)});
  };
  row({"версия", "version"}, info.version());
  row({"база", "store"}, info.store());
  row({"ревизия", "revision"}, std::to_string(info.revision()));
  row({"сегодня", "today"}, ShowDay(info.today(), language));
  row({"прогоны до", "run up to"},
      info.has_run_mark_date() ? ShowDay(info.run_mark_date(), language) : "-");
  row({"календарь", "calendar"},
      fmt::format("{}-{}", info.calendar_first_year(), info.calendar_last_year()));
  row({"организаций", "organizations"}, std::to_string(info.counts().organizations()));
  row({"людей", "people"}, std::to_string(info.counts().people()));
  row({"дорожных карт", "roadmaps"}, std::to_string(info.counts().roadmaps()));
  row({"принятий", "adoptions"}, std::to_string(info.counts().adoptions()));
  row({"уведомлений", "notifications"}, std::to_string(info.counts().notifications()));
  row({"умеет", "can"}, fmt::format("{}", fmt::join(info.capabilities(), ", ")));
  return table.Format(session.terminal);
}

absl::StatusOr<int> Info(Session& session) {
  VEKHA_ASSIGN_OR_RETURN(
      const v1::GetSystemInfoResponse info,
      Call(session, &v1::AdminService::Stub::GetSystemInfo, v1::GetSystemInfoRequest()));
  session.Print(session.options.json ? FormatMessage(info) : ShowInfo(info, session));
  return kDone;
}

}  // namespace

void AddInfo(CLI::App& root, Session& session) {
  CLI::App& command = AddCommand(
      root, session, "info", {"что за служба и на каких данных", "what runs there, on what data"});
  AddServerOptions(command, session);
  OnRun(command, session, [&session] { return Info(session); });
}

}  // namespace vekha::cli
