#include "engine/workflow/unreached.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "engine/workflow/reader.h"
#include "engine/workflow/tree.h"

namespace vekha::workflow {
namespace {

// Who is told of people who cannot be reached: the first of these that somebody else holds who can.
constexpr std::string_view kCarers[] = {"curator", "head", "coordinator"};

struct Carers {
  std::string role;
  std::vector<PersonId> people;
};

Carers CarersOf(const State& state, const OrganizationId& organization, const PersonId& reader,
                Date day) {
  for (const std::string_view role : kCarers) {
    std::vector<PersonId> people = RoleHolders(state, organization, role, day);
    std::erase_if(people, [&](const PersonId& carer) {
      return carer == reader || ContactOf(state, carer).channel == Channel::kNone;
    });
    if (!people.empty()) return {std::string(role), std::move(people)};
  }
  return {};
}

}  // namespace

std::vector<Event> TellCarers(const State& state, const Notification& lost, const PersonId& reader,
                              const Wording& why, Date day) {
  if (lost.rung == kUnreached) return {};
  const auto person = state.people.find(reader);
  const std::string who =
      person == state.people.end() ? lost.addressee : person->second.person.name;
  std::vector<Event> events;
  const Carers carers = CarersOf(state, lost.organization, reader, day);
  for (const PersonId& carer : carers.people) {
    Notification n = lost;
    n.rung = kUnreached;
    n.rung_day = day;
    n.as_of = day;
    n.kind = reminder::NoticeKind::kNews;
    n.audience = carers.role;
    n.person = carer;
    const auto known = state.people.find(carer);
    n.addressee = known == state.people.end() ? carer.value() : known->second.person.name;
    n.reason = "UNREACHED";
    n.text = fmt::format("{}: сообщить не удалось ({})", who, why.ru);
    n.text_en = fmt::format("{} could not be told ({})", who, why.en);
    n.id = fmt::format("{}|{}|{}|{}|{}", kUnreached, lost.organization.value(),
                       reader.empty() ? who : reader.value(), FormatIso(day), carer.value());
    if (FindNotification(state, n.id) == nullptr) events.emplace_back(NotificationEmitted{n});
  }
  return events;
}

const Notification* LostWith(const State& state, const Digest& digest) {
  for (const DigestItem& item : digest.items) {
    const NotificationEntry* entry = FindNotification(state, item.notification);
    if (entry != nullptr && entry->notification.rung != kUnreached) return &entry->notification;
  }
  return nullptr;
}

}  // namespace vekha::workflow
