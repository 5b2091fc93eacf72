// vekha deliver, vekha test-delivery: what is due goes out now; and a drill of one channel.
#include <fmt/format.h>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/json_text.h"
#include "vekha/v1/notification_service.grpc.pb.h"

namespace vekha::cli {
namespace {

struct DrillArguments {
  std::string person;
  v1::ContactChannel channel = v1::CONTACT_CHANNEL_UNSPECIFIED;
  std::string address;
};

std::string ShowDelivered(const v1::DeliverResponse& done, const Session& session) {
  std::string out = session.Say(
      {fmt::format("Отправлено сводок: {}, повторим: {}, не удалось: {}; снято сообщений: {}.\n",
                   done.sent(), done.retried(), done.dead(), done.dropped()),
       fmt::format("Digests sent: {}, to be tried again: {}, given up: {}; notifications dropped: "
                   "{}.\n",
                   done.sent(), done.retried(), done.dead(), done.dropped())});
  for (const auto& [reason, times] : done.reasons()) {
    out += fmt::format("  {}: {}\n", reason, times);
  }
  return out;
}

absl::StatusOr<int> Deliver(Session& session) {
  VEKHA_ASSIGN_OR_RETURN(
      const v1::DeliverResponse done,
      Call(session, &v1::NotificationService::Stub::Deliver, v1::DeliverRequest()));
  session.Print(session.options.json ? FormatMessage(done) : ShowDelivered(done, session));
  return done.retried() + done.dead() == 0 ? kDone : kSaidNo;
}

absl::StatusOr<int> Drill(Session& session, const DrillArguments& arguments) {
  v1::NotificationServiceTestRequest request;
  request.set_person(arguments.person);
  request.set_channel(arguments.channel);
  request.set_address(arguments.address);
  VEKHA_ASSIGN_OR_RETURN(const v1::NotificationServiceTestResponse done,
                         Call(session, &v1::NotificationService::Stub::Test, request));
  if (session.options.json) {
    session.Print(FormatMessage(done));
  } else if (done.sent()) {
    session.Print(session.Say({"Учебное сообщение принято.\n", "The drill was taken.\n"}));
  } else {
    session.Print(session.Say({fmt::format("Не принято: {} {}\n", done.reason(), done.detail()),
                               fmt::format("Not taken: {} {}\n", done.reason(), done.detail())}));
  }
  return done.sent() ? kDone : kSaidNo;
}

void AddDeliveryOption(CLI::App& command, Session& session) {
  AddText(command, session, "--delivery", session.options.delivery,
          {"с --db: файл каналов доставки", "with --db: file of delivery channels"});
}

}  // namespace

void AddDeliver(CLI::App& root, Session& session) {
  CLI::App& command =
      AddCommand(root, session, "deliver",
                 {"отправить сводки, которым пора", "send the digests that are due"});
  AddDeliveryOption(command, session);
  AddServerOptions(command, session);
  OnRun(command, session, [&session] { return Deliver(session); });
}

void AddTestDelivery(CLI::App& root, Session& session) {
  auto arguments = std::make_shared<DrillArguments>();
  CLI::App& command = AddCommand(root, session, "test-delivery",
                                 {"учебное сообщение по каналу", "a drill of a channel"});
  AddText(command, session, "--person", arguments->person,
          {"кому, по его каналу: id или имя", "to whom, over his channel: id or name"});
  AddChoice(command, session, "--channel", {"spool", "email", "webhook"},
            {"или по этому каналу", "or over this channel"}, [arguments](const std::string& word) {
              arguments->channel = word == "spool"   ? v1::CONTACT_CHANNEL_SPOOL
                                   : word == "email" ? v1::CONTACT_CHANNEL_EMAIL
                                                     : v1::CONTACT_CHANNEL_WEBHOOK;
            });
  AddText(command, session, "--address", arguments->address, {"на этот адрес", "to this address"});
  AddDeliveryOption(command, session);
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Drill(session, *arguments); });
}

}  // namespace vekha::cli
