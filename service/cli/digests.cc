// vekha digests: what people were told in, and what could not be sent.
#include <fmt/format.h>

#include <cctype>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/json_text.h"
#include "service/cli/mutation.h"
#include "service/cli/words.h"
#include "vekha/v1/notification_service.grpc.pb.h"

namespace vekha::cli {
namespace {

using Notifications = v1::NotificationService::Stub;

struct DigestsArguments {
  std::string organization;
  v1::DigestState state = v1::DIGEST_STATE_UNSPECIFIED;
  std::string person;
  std::optional<Period> days;
  bool items = false;
  int limit = 0;
  std::string revive;
  Mutation mutation;
};

Cell ShowDigestState(v1::DigestState state, Language language) {
  const bool russian = language == Language::kRussian;
  switch (state) {
    case v1::DIGEST_STATE_LEASED:
      return russian ? "отправляется" : "being sent";
    case v1::DIGEST_STATE_WAITING:
      return {russian ? "ждёт повтора" : "waits to retry", Style::kYellow};
    case v1::DIGEST_STATE_SENT:
      return {russian ? "отправлена" : "sent", Style::kGreen};
    case v1::DIGEST_STATE_DEAD:
      return {russian ? "не доставлена" : "dead", Style::kRed};
    case v1::DIGEST_STATE_DROPPED:
      return {russian ? "не нужна" : "dropped", Style::kDim};
    default:
      return v1::DigestState_Name(state);
  }
}

std::string ShowItems(const v1::Digest& digest, const Session& session) {
  std::string out;
  for (const v1::DigestItem& item : digest.items()) {
    const std::string whose = item.instead_of().empty() ? "" : item.instead_of_name() + ": ";
    out += fmt::format("    {}{}\n", whose, OneLine(session.Say({item.text(), item.text_en()})));
  }
  return out;
}

std::string ShowDigests(const v1::ListDigestsResponse& answer, bool items, const Session& session) {
  const Language language = session.language();
  if (answer.digests().empty()) return session.Say({"Таких сводок нет.\n", "No such digests.\n"});
  std::string lines;
  Table table({session.Say({"день", "day"}), session.Say({"кому", "to"}),
               session.Say({"состояние", "state"}), session.Say({"попыток", "attempts"}),
               session.Say({"строк", "lines"}), session.Say({"почему", "why"}), "id"});
  for (const v1::Digest& digest : answer.digests()) {
    table.Add({ShowDate(digest.on_date(), language), digest.person_name(),
               ShowDigestState(digest.state(), language), fmt::format("{}", digest.attempts()),
               fmt::format("{}", digest.items_size()), digest.reason(), digest.id()});
    lines += fmt::format("\n{}\n{}", session.Paint(Style::kBold, digest.id()),
                         ShowItems(digest, session));
  }
  std::string out = table.Format(session.terminal);
  const int shown = answer.digests_size();
  if (answer.total_size() > shown) {
    out += session.Say({fmt::format("показано {} из {}\n", shown, answer.total_size()),
                        fmt::format("{} of {} shown\n", shown, answer.total_size())});
  }
  return items ? out + lines : out;
}

absl::StatusOr<int> List(Session& session, const DigestsArguments& arguments) {
  v1::ListDigestsRequest request;
  if (arguments.state != v1::DIGEST_STATE_UNSPECIFIED) request.add_states(arguments.state);
  request.set_person(arguments.person);
  request.set_organization(arguments.organization);
  if (arguments.days) {
    ToProto(arguments.days->first, request.mutable_first_date());
    ToProto(arguments.days->last, request.mutable_last_date());
  }
  VEKHA_ASSIGN_OR_RETURN(
      const v1::ListDigestsResponse answer,
      CallAllPages(session, &Notifications::ListDigests, request, arguments.limit,
                   [](const v1::ListDigestsResponse& all) { return all.digests_size(); }));
  session.Print(session.options.json ? FormatMessage(answer)
                                     : ShowDigests(answer, arguments.items, session));
  return kDone;
}

absl::StatusOr<int> Revive(Session& session, const DigestsArguments& arguments) {
  v1::ReviveDigestRequest request;
  request.set_digest(arguments.revive);
  arguments.mutation.FillIn(request);
  VEKHA_ASSIGN_OR_RETURN(const v1::ReviveDigestResponse answer,
                         Call(session, &Notifications::ReviveDigest, request));
  const Cell state = ShowDigestState(answer.digest().state(), session.language());
  session.Print(session.options.json
                    ? FormatMessage(answer)
                    : fmt::format("{}: {}{}\n", answer.digest().id(),
                                  session.Paint(state.style, state.text),
                                  ShowEffect(session, arguments.mutation, answer.changed())));
  return kDone;
}

}  // namespace

void AddDigests(CLI::App& root, Session& session) {
  auto arguments = std::make_shared<DigestsArguments>();
  CLI::App& command =
      AddCommand(root, session, "digests",
                 {"сводки: что кому ушло и что не удалось", "digests: what went out, what failed"});
  AddChoice(command, session, "--state", {"leased", "waiting", "sent", "dead", "dropped"},
            {"только в этом состоянии", "only in this state"},
            [arguments](const std::string& word) {
              std::string name = "DIGEST_STATE_";
              for (const char c : word) {
                name += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
              }
              v1::DigestState_Parse(name, &arguments->state);
            });
  AddText(command, session, "--person", arguments->person, {"id или имя", "id or name"});
  AddText(command, session, "--org", arguments->organization,
          {"только строки об этой организации и тех, что ниже",
           "only lines about this organization and those below"});
  AddPeriod(command, session, "--days", arguments->days, {"дни сводок", "days of the digests"});
  AddSwitch(command, session, "--items", arguments->items, {"и их строки", "their lines, too"});
  AddNumber(command, session, "--limit", arguments->limit, 1, 1000000,
            {"не больше стольких", "at most so many"});
  AddText(command, session, "--revive", arguments->revive,
          {"отправить снова недоставленную, по id", "have a dead one sent again, by its id"});
  AddMutationOptions(command, session, arguments->mutation, Etag::kNone);
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] {
    return arguments->revive.empty() ? List(session, *arguments) : Revive(session, *arguments);
  });
}

}  // namespace vekha::cli
