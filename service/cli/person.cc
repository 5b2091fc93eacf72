// vekha person: people who can answer for tasks.
#include <fmt/format.h>

#include <cctype>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/json_text.h"
#include "service/cli/mutation.h"
#include "service/cli/table.h"
#include "vekha/v1/directory_service.grpc.pb.h"

namespace vekha::cli {
namespace {

struct ContactArguments {
  std::string channel;
  std::string address;
  std::string language;
  std::string zone;
  std::optional<int> digest_minute;

  bool IsGiven() const { return digest_minute || !(channel + address + language + zone).empty(); }
};

struct ListArguments {
  std::string name;
  std::string organization;
};

struct ShowArguments {
  std::vector<std::string> person;
  std::string organization;
};

struct PutArguments {
  std::string id;
  std::string name;
  ContactArguments contact;
  Mutation mutation;
};

v1::Contact ToProto(const ContactArguments& arguments) {
  v1::Contact out;
  std::string channel = "CONTACT_CHANNEL_";
  for (const char c : arguments.channel) {
    channel += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  v1::ContactChannel parsed = v1::CONTACT_CHANNEL_UNSPECIFIED;
  v1::ContactChannel_Parse(channel, &parsed);
  out.set_channel(parsed);
  out.set_address(arguments.address);
  out.set_language(arguments.language);
  out.set_zone(arguments.zone);
  if (arguments.digest_minute) out.set_digest_minute(*arguments.digest_minute);
  return out;
}

absl::StatusOr<int> Put(Session& session, const PutArguments& arguments) {
  session.AllowNewDatabase();
  v1::PutPersonRequest request;
  request.mutable_person()->set_id(arguments.id);
  request.mutable_person()->set_name(arguments.name);
  if (arguments.contact.IsGiven()) {
    if (arguments.contact.channel.empty()) {
      return UsageError({"не хватает --channel: каким путём писать",
                         "--channel is missing: the way to reach him"});
    }
    *request.mutable_person()->mutable_contact() = ToProto(arguments.contact);
  }
  request.set_etag(arguments.mutation.etag);
  arguments.mutation.FillIn(request);
  VEKHA_ASSIGN_OR_RETURN(const v1::PutPersonResponse answer,
                         Call(session, &v1::DirectoryService::Stub::PutPerson, request));
  session.Print(session.options.json
                    ? FormatMessage(answer)
                    : fmt::format("{}  {}{}\n", answer.person().id(), answer.person().name(),
                                  ShowEffect(session, arguments.mutation, answer.changed())));
  return kDone;
}

std::string ShowContact(const v1::Contact& contact) {
  switch (contact.channel()) {
    case v1::CONTACT_CHANNEL_SPOOL:
      return "spool " + contact.address();
    case v1::CONTACT_CHANNEL_EMAIL:
      return "email " + contact.address();
    case v1::CONTACT_CHANNEL_WEBHOOK:
      return "webhook " + contact.address();
    case v1::CONTACT_CHANNEL_PULL:
      return "pull " + contact.address();
    default:
      return "-";
  }
}

std::string ShowPeople(const v1::ListPeopleResponse& answer, const Session& session) {
  Table table({"id", session.Say({"имя", "name"}), session.Say({"связь", "contact"})});
  for (const v1::Person& person : answer.people()) {
    table.Add({person.id(), person.name(), ShowContact(person.contact())});
  }
  return table.empty() ? session.Say({"Таких людей нет.\n", "No such people.\n"})
                       : table.Format(session.terminal);
}

absl::StatusOr<int> List(Session& session, const ListArguments& arguments) {
  v1::ListPeopleRequest request;
  request.set_name_contains(arguments.name);
  request.set_organization(arguments.organization);
  VEKHA_ASSIGN_OR_RETURN(const v1::ListPeopleResponse answer,
                         CallAllPages(session, &v1::DirectoryService::Stub::ListPeople, request, 0,
                                      [](const v1::ListPeopleResponse&) { return 0; }));
  session.Print(session.options.json ? FormatMessage(answer) : ShowPeople(answer, session));
  return kDone;
}

absl::StatusOr<int> Show(Session& session, const ShowArguments& arguments) {
  v1::GetPersonRequest request;
  request.set_person(JoinWords(arguments.person));
  request.set_organization(arguments.organization);
  VEKHA_ASSIGN_OR_RETURN(const v1::GetPersonResponse answer,
                         Call(session, &v1::DirectoryService::Stub::GetPerson, request));
  session.Print(session.options.json
                    ? FormatMessage(answer)
                    : fmt::format("{}  {}  {}\n", answer.person().id(), answer.person().name(),
                                  ShowContact(answer.person().contact())));
  return kDone;
}

// "08:30"
std::optional<Text> ReadMinute(const std::string& text, std::optional<int>& minute) {
  const auto digit = [&](size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  if (text.size() == 5 && digit(0) && digit(1) && text[2] == ':' && digit(3) && digit(4)) {
    const int hours = (text[0] - '0') * 10 + (text[1] - '0');
    const int minutes = (text[3] - '0') * 10 + (text[4] - '0');
    minute = hours * 60 + minutes;
    if (hours < 24 && minutes < 60) return std::nullopt;
  }
  return Text{fmt::format("«{}» не время; пишите ЧЧ:ММ, например 08:30", text),
              fmt::format("'{}' is no time; write HH:MM, as in 08:30", text)};
}

void AddContactOptions(CLI::App& put, Session& session, ContactArguments& contact) {
  AddChoice(put, session, "--channel", {"none", "spool", "email", "webhook", "pull"},
            {"каким путём писать (без этих ключей остаётся прежний)",
             "the way to reach him (without these options it stays)"},
            [&contact](const std::string& word) { contact.channel = word; });
  AddText(put, session, "--address", contact.address,
          {"адрес почты, ссылка или имя для бота", "mail address, URL or name for the bot"});
  AddChoice(put, session, "--digest-lang", {"ru", "en"},
            {"язык сводок (иначе ru)", "language of the digests (else ru)"},
            [&contact](const std::string& word) { contact.language = word; });
  AddText(put, session, "--zone", contact.zone,
          {"часовой пояс IANA (иначе организации)", "IANA time zone (else the organization's)"});
  AddRead(put, session, "--digest-at", "HH:MM",
          {"не раньше этого времени (иначе 08:00)", "not before this time (else 08:00)"},
          [&contact](const std::string& text) { return ReadMinute(text, contact.digest_minute); });
}

void AddList(CLI::App& group, Session& session) {
  auto arguments = std::make_shared<ListArguments>();
  CLI::App& list = AddCommand(group, session, "list", {"люди", "people"});
  AddText(list, session, "--name", arguments->name, {"часть имени", "a part of the name"});
  AddText(list, session, "--org", arguments->organization,
          {"люди этой организации и тех, что ниже", "people of this organization and those below"});
  AddServerOptions(list, session);
  OnRun(list, session, [&session, arguments] { return List(session, *arguments); });
}

void AddShow(CLI::App& group, Session& session) {
  auto arguments = std::make_shared<ShowArguments>();
  CLI::App& show = AddCommand(group, session, "show", {"один человек", "one person"});
  AddWords(show, session, "PERSON", arguments->person,
           {"id или имя: «Мамедов М. Р.»", "id or name: \"Мамедов М. Р.\""});
  AddText(show, session, "--org", arguments->organization,
          {"как его знает эта организация: никого, кроме людей её и тех, что ниже",
           "as this organization knows him: nobody but people of it and those below"});
  AddServerOptions(show, session);
  OnRun(show, session, [&session, arguments] { return Show(session, *arguments); });
}

}  // namespace

void AddPerson(CLI::App& root, Session& session) {
  CLI::App& group =
      AddGroup(root, session, "person", {"люди: put, list, show", "people: put, list, show"});
  auto arguments = std::make_shared<PutArguments>();
  CLI::App& put = AddCommand(group, session, "put",
                             {"завести или заменить человека", "create or replace a person"});
  AddArgument(put, session, "ID", arguments->id, {"id: a-z 0-9 -", "id: a-z 0-9 -"});
  AddText(
      put, session, "--name", arguments->name,
      {"имя, как в документах: «Мамедов М. Р.»", "name as documents write it: \"Мамедов М. Р.\""},
      Need::kRequired);
  AddContactOptions(put, session, arguments->contact);
  AddMutationOptions(put, session, arguments->mutation, Etag::kTaken);
  AddServerOptions(put, session);
  OnRun(put, session, [&session, arguments] { return Put(session, *arguments); });

  AddList(group, session);
  AddShow(group, session);
}

}  // namespace vekha::cli
