// Organizations come, move, merge and go.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/workflow/decisions.h"
#include "engine/workflow/input.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/tree.h"

namespace vekha::workflow {
namespace {

absl::Status OrganizationInvalid(std::string_view field, std::string message,
                                 std::string message_ru) {
  return Invalid("ORGANIZATION_INVALID", field, std::move(message), std::move(message_ru));
}

absl::Status Cycle(const OrganizationId& organization) {
  return Invalid("ORGANIZATION_CYCLE", "parent",
                 fmt::format("{} cannot stand below itself", organization.value()),
                 "Организация не может подчиняться сама себе.");
}

// Days on which something stands elsewhere than the day before; the first of all days too.
std::set<Date> DaysOfMoves(const State& state, const OrganizationEntry& entry) {
  std::set<Date> days = {Date(boost::gregorian::min_date_time)};
  for (const Move& move : entry.moves) days.insert(move.on);
  for (const auto& [id, other] : state.organizations) {
    for (const Move& move : other.moves) days.insert(move.on);
  }
  return days;
}

// True when `entry`, as it would be, stands below itself on some day.
bool ClosesACircle(const State& state, const OrganizationEntry& entry) {
  // Most have nothing below them, and loading a country puts each of them.
  const auto below = state.children.find(entry.organization.id);
  if (below == state.children.end() || below->second.empty()) return false;
  for (const Date day : DaysOfMoves(state, entry)) {
    const auto path = PathToRoot(state, ParentOn(entry, day), day);
    if (std::find(path.begin(), path.end(), entry.organization.id) != path.end()) return true;
  }
  return false;
}

// `entry` as it would be, newly below `parent`.
absl::Status CheckParent(const State& state, const OrganizationEntry& entry,
                         const OrganizationId& parent) {
  const Organization& organization = entry.organization;
  if (parent == organization.id) return Cycle(organization.id);
  const auto found = state.organizations.find(parent);
  if (found == state.organizations.end()) {
    return parent.empty() ? absl::OkStatus() : OrganizationUnknown(parent);
  }
  if (ClosesACircle(state, entry)) return Cycle(organization.id);
  const roadmap::Level above = found->second.organization.level;
  if (above <= organization.level) return absl::OkStatus();
  return OrganizationInvalid(
      "level",
      fmt::format("a {} cannot stand below a {}", roadmap::LevelName(organization.level),
                  roadmap::LevelName(above)),
      "Уровень организации выше уровня той, которой она подчинена.");
}

// What has ever stood below it may still do so.
absl::Status CheckLevelAbove(const State& state, const Organization& organization) {
  const auto children = state.children.find(organization.id);
  if (children == state.children.end()) return absl::OkStatus();
  for (const OrganizationId& child : children->second) {
    const roadmap::Level below = state.organizations.at(child).organization.level;
    if (organization.level <= below) continue;
    return OrganizationInvalid(
        "level",
        fmt::format("{}, a {}, stands or stood below it: it cannot be a {}", child.value(),
                    roadmap::LevelName(below), roadmap::LevelName(organization.level)),
        fmt::format("Ей подчинена (или была подчинена) организация {} более высокого уровня.",
                    child.value()));
  }
  return absl::OkStatus();
}

// A place in the tree: from a day on, or always; to the eve of another, or for good.
struct Placement {
  std::optional<Date> from;
  std::optional<Date> until;
  OrganizationId parent;
};

std::vector<Placement> PlacementsOf(const OrganizationEntry& entry) {
  std::vector<Placement> places = {
      {entry.organization.opened, std::nullopt, entry.organization.parent}};
  for (const Move& move : entry.moves) {
    places.back().until = move.on;
    places.push_back({move.on, std::nullopt, move.parent});
  }
  if (entry.closure) places.back().until = entry.closure->on;
  return places;
}

// ORGANIZATION_NOT_OPEN: it moves before its first day or after its closure, or stands below one
// that is not there.
absl::Status CheckOpenAbove(const State& state, const OrganizationEntry& entry) {
  for (const Move& move : entry.moves) {
    if (!IsOpen(entry, move.on)) return OrganizationNotOpen(entry, move.on);
  }
  for (const Placement& place : PlacementsOf(entry)) {
    const auto above = state.organizations.find(place.parent);
    if (above == state.organizations.end()) continue;
    if (place.from && !IsOpen(above->second, *place.from)) {
      return OrganizationNotOpen(above->second, *place.from);
    }
    const auto& closure = above->second.closure;
    if (closure && (!place.until || closure->on < *place.until)) {
      return OrganizationNotOpen(above->second, closure->on);
    }
  }
  return absl::OkStatus();
}

// An organization stands in one place. Another parent without a day would change what has been, so
// only who has seen it as it is may correct it, and only before its first move. One that stood
// below none is put in its place.
absl::Status CheckSamePlace(const OrganizationEntry& known, const PutOrganization& command) {
  const OrganizationId& parent =
      known.moves.empty() ? known.organization.parent : known.moves.back().parent;
  const bool may_correct = known.moves.empty() && (parent.empty() || !command.etag.empty());
  if (command.organization.parent == parent || may_correct) return absl::OkStatus();
  const std::string& id = command.organization.id.value();
  return ToStatus(
      {absl::StatusCode::kFailedPrecondition,
       "ORGANIZATION_MOVED",
       fmt::format(
           "{} stands below {}: say from which day it stands below {} (a move), or give its "
           "etag to correct a mistake",
           id, parent.empty() ? "none" : parent.value(),
           command.organization.parent.empty() ? "none" : command.organization.parent.value()),
       "Организация уже подчинена другой: укажите, с какого дня она переходит, или её etag, чтобы "
       "исправить ошибку.",
       {{"organization", id}, {"parent", parent.value()}}});
}

absl::Status CheckCalendar(const Organization& organization) {
  if (organization.week == 0 || organization.week == 5 || organization.week == 6) {
    return absl::OkStatus();
  }
  return OrganizationInvalid("week", "a week has 5 or 6 working days",
                             "В рабочей неделе 5 или 6 дней.");
}

absl::Status NotEmpty(const OrganizationId& organization, const OrganizationId& below, Date day) {
  return ToStatus({absl::StatusCode::kFailedPrecondition,
                   "ORGANIZATION_NOT_EMPTY",
                   fmt::format("{} stands below {} on {}: move or close it first", below.value(),
                               organization.value(), FormatIso(day)),
                   fmt::format("На {} ей подчинена организация {}: сначала переведите или "
                               "закройте её.",
                               FormatRussian(day), below.value()),
                   {{"organization", below.value()}}});
}

absl::StatusOr<const OrganizationEntry*> FindEntry(const State& state, const OrganizationId& id) {
  const auto found = state.organizations.find(id);
  if (found == state.organizations.end()) return OrganizationUnknown(id);
  return &found->second;
}

}  // namespace

absl::StatusOr<Decision> DecideOrganization(const State& state, const RuleBook& rules,
                                            const PutOrganization& command) {
  Organization organization = command.organization;
  VEKHA_RETURN_IF_ERROR(CheckId("ORGANIZATION_INVALID", "id", organization.id.value()));
  VEKHA_RETURN_IF_ERROR(CheckName("ORGANIZATION_INVALID", organization.name));
  VEKHA_RETURN_IF_ERROR(CheckCalendar(organization));
  if (!organization.region.empty()) {
    calendar::CalendarKey key;
    key.region = organization.region;
    if (const auto calendar = rules.calendars.Get(key); !calendar.ok()) {
      return OrganizationInvalid("region", std::string(calendar.status().message()),
                                 fmt::format("Нет календаря «{}».", organization.region));
    }
  }
  OrganizationEntry entry;
  const auto found = state.organizations.find(organization.id);
  if (found != state.organizations.end()) entry = found->second;
  const int64_t revision = found == state.organizations.end() ? 0 : entry.revision;
  if (!command.etag.empty() && command.etag != EtagOf(revision)) {
    return StaleEtag(command.etag, revision);
  }
  // As it is shown is as it is.
  const bool is_shown = !entry.moves.empty() && organization.parent == entry.moves.back().parent;
  if (is_shown) organization.parent = entry.organization.parent;
  const Organization before = std::exchange(entry.organization, organization);
  VEKHA_RETURN_IF_ERROR(CheckParent(state, entry, organization.parent));
  if (found != state.organizations.end()) {
    VEKHA_RETURN_IF_ERROR(CheckSamePlace(found->second, command));
    if (before == organization) return Decision{};
    VEKHA_RETURN_IF_ERROR(CheckLevelAbove(state, organization));
  }
  if (organization.opened && entry.closure && entry.closure->on <= *organization.opened) {
    return OrganizationInvalid("opened", "its first day is not before its closure",
                               "Первый день не раньше закрытия.");
  }
  VEKHA_RETURN_IF_ERROR(CheckOpenAbove(state, entry));
  return Decision{{OrganizationPut{std::move(organization)}}, {}};
}

absl::StatusOr<Decision> DecideMove(const State& state, const MoveOrganization& command) {
  VEKHA_ASSIGN_OR_RETURN(const OrganizationEntry* const known,
                         FindEntry(state, command.organization));
  VEKHA_RETURN_IF_ERROR(CheckReason(command.move.reason));
  const auto same = std::find(known->moves.begin(), known->moves.end(), command.move);
  if (same != known->moves.end()) return Decision{};
  const OrganizationMoved moved{command.organization, command.move};
  OrganizationEntry entry = *known;
  ApplyToOrganization(entry, moved);
  VEKHA_RETURN_IF_ERROR(CheckParent(state, entry, command.move.parent));
  VEKHA_RETURN_IF_ERROR(CheckOpenAbove(state, entry));
  return Decision{{moved}, {}};
}

absl::StatusOr<Decision> DecideClosure(const State& state, const CloseOrganization& command) {
  const Closure& closure = command.closure;
  VEKHA_ASSIGN_OR_RETURN(const OrganizationEntry* const known,
                         FindEntry(state, command.organization));
  VEKHA_RETURN_IF_ERROR(CheckReason(closure.reason));
  if (known->closure == closure) return Decision{};
  if (known->organization.opened && closure.on <= *known->organization.opened) {
    return OrganizationInvalid("on", "it is closed before its first day",
                               "Закрытие не позже первого дня.");
  }
  if (!closure.successor.empty()) {
    VEKHA_ASSIGN_OR_RETURN(const OrganizationEntry* const successor,
                           FindEntry(state, closure.successor));
    if (closure.successor == command.organization || !IsOpen(*successor, closure.on)) {
      return OrganizationInvalid("successor", "the successor must be another one, open on that day",
                                 "Преемник — другая организация, открытая в этот день.");
    }
  }
  for (const OrganizationId& below : Subtree(state, command.organization, closure.on)) {
    const bool is_open = IsOpen(state.organizations.at(below), closure.on);
    if (below == command.organization || !is_open) continue;
    return NotEmpty(command.organization, below, closure.on);
  }
  const auto children = state.children.find(command.organization);
  if (children != state.children.end()) {
    for (const OrganizationId& child : children->second) {
      for (const Move& move : state.organizations.at(child).moves) {
        const bool comes = move.parent == command.organization && closure.on < move.on;
        if (comes) return NotEmpty(command.organization, child, move.on);
      }
    }
  }
  return Decision{{OrganizationClosed{command.organization, closure}}, {}};
}

}  // namespace vekha::workflow
