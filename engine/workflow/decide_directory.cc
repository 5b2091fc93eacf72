#include <fmt/format.h>

#include <algorithm>

#include "engine/base/mail_address.h"
#include "engine/base/status.h"
#include "engine/base/utf8.h"
#include "engine/workflow/decisions.h"
#include "engine/workflow/input.h"
#include "engine/workflow/rejections.h"

namespace vekha::workflow {
namespace {

constexpr size_t kAddressMax = 512;  // code points
constexpr int kMinutesOfDay = 24 * 60;

// What a letter's header or an HTTP request could not carry, or would read as something else.
bool IsPlainAddress(std::string_view address) {
  return CodePointCount(address) <= kAddressMax &&
         std::none_of(address.begin(), address.end(), [](char c) {
           return (c >= 0 && c <= ' ') || c == 0x7f ||
                  std::string_view("<>\"").find(c) != std::string_view::npos;
         });
}

// With a host, and without user, password and fragment, which no receiver needs.
bool IsWebAddress(std::string_view address) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!address.starts_with(scheme)) continue;
    const std::string_view rest = address.substr(scheme.size());
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
    return IsPlainAddress(address) && !authority.empty() && authority.front() != ':' &&
           authority.find('@') == std::string_view::npos &&
           rest.find('#') == std::string_view::npos;
  }
  return false;
}

absl::Status ContactInvalid(std::string_view field, std::string message, std::string message_ru) {
  return Invalid("PERSON_INVALID", fmt::format("contact.{}", field), std::move(message),
                 std::move(message_ru));
}

absl::Status CheckAddress(const Contact& contact) {
  const std::string& address = contact.address;
  switch (contact.channel) {
    case Channel::kNone:
      if (address.empty()) return absl::OkStatus();
      return ContactInvalid("address", "an address is of no use without a channel",
                            "Адрес указан, а канал — нет.");
    case Channel::kSpool:
      if (IsPlainAddress(address)) return absl::OkStatus();
      return ContactInvalid("address", "an address has no spaces, quotes or angle brackets",
                            "В адресе не бывает пробелов, кавычек и угловых скобок.");
    case Channel::kEmail:
      if (ParseMailAddress(address)) return absl::OkStatus();
      return ContactInvalid("address", fmt::format("'{}' is no mail address", address),
                            fmt::format("«{}» — не адрес электронной почты.", address));
    case Channel::kWebhook:
      if (IsWebAddress(address)) return absl::OkStatus();
      return ContactInvalid("address", fmt::format("'{}' is no http or https URL", address),
                            fmt::format("«{}» — не ссылка http:// или https://.", address));
    case Channel::kPull:
      if (!address.empty() && IsPlainAddress(address)) return absl::OkStatus();
      return ContactInvalid("address", "say what the bot knows him by, without spaces",
                            "Укажите, под чем его знает бот, без пробелов.");
  }
  return absl::OkStatus();
}

absl::Status CheckContact(const Contact& contact) {
  if (auto s = CheckAddress(contact); !s.ok()) return s;
  if (contact.language != "ru" && contact.language != "en") {
    return ContactInvalid("language", "a language is ru or en", "Язык — ru или en.");
  }
  if (contact.digest_minute < 0 || contact.digest_minute >= kMinutesOfDay) {
    return ContactInvalid("digest_minute",
                          fmt::format("a minute of the day is 0 to {}", kMinutesOfDay - 1),
                          fmt::format("Минута дня — от 0 до {}.", kMinutesOfDay - 1));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Decision> DecidePerson(const State& state, const PutPerson& command) {
  if (auto s = CheckId("PERSON_INVALID", "id", command.person.id.value()); !s.ok()) return s;
  if (auto s = CheckName("PERSON_INVALID", command.person.name); !s.ok()) return s;
  Person person = command.person;
  const auto found = state.people.find(person.id);
  if (command.keeps_contact) {
    person.contact = found == state.people.end() ? Contact{} : found->second.person.contact;
  } else if (auto s = CheckContact(person.contact); !s.ok()) {
    return s;
  }
  if (found != state.people.end()) {
    if (!command.etag.empty() && command.etag != EtagOf(found->second.revision)) {
      return StaleEtag(command.etag, found->second.revision);
    }
    if (found->second.person == person) return Decision{};
  } else if (!command.etag.empty()) {
    return StaleEtag(command.etag, 0);
  }
  return Decision{{PersonPut{std::move(person)}}, {}};
}

absl::StatusOr<Decision> DecideRole(const State& state, const PutRole& command) {
  const RoleHolding& holding = command.holding;
  if (auto s = CheckId("ROLE_INVALID", "role", holding.role); !s.ok()) return s;
  if (!state.organizations.contains(holding.organization)) {
    return OrganizationUnknown(holding.organization);
  }
  if (!state.people.contains(holding.person)) return PersonUnknown(holding.person.value(), {});
  if (holding.to && *holding.to < holding.from) {
    return Invalid("ROLE_INVALID", "to", "the last day of a role is before its first",
                   "Последний день роли раньше первого.");
  }
  const auto known = state.roles.find(holding.organization);
  if (known != state.roles.end() &&
      std::find(known->second.begin(), known->second.end(), holding) != known->second.end()) {
    return Decision{};
  }
  return Decision{{RolePut{holding}}, {}};
}

}  // namespace vekha::workflow
