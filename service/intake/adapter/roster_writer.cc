#include "service/intake/adapter/roster_writer.h"

#include <fmt/format.h>

#include <utility>

#include "engine/base/utf8.h"

namespace vekha::intake {
namespace {

std::string DayText(const std::optional<Date>& date) { return date ? FormatIso(*date) : ""; }

}  // namespace

RosterWriter::Place RosterWriter::Put(Item& item, const std::string& id, Known known,
                                      KnownRecords& records) {
  known.request = std::string(item.request());
  known.row = item.origin().row;
  const auto [at, added] = records.try_emplace(id, known);
  if (added) return Place::kNew;
  const Known& first = at->second;
  if (first.words != known.words) {
    item.Error("R0602", "id",
               {fmt::format("этот код уже у другой записи: {}:{}", first.request, first.row),
                fmt::format("the id is another record's: {}:{}", first.request, first.row)});
    return Place::kRefused;
  }
  if (first.request == known.request) {
    item.Warn("R0603", "id",
              {fmt::format("то же сказано в записи {}", first.row),
               fmt::format("the same is said in item {}", first.row)});
  }
  return Place::kKnown;
}

bool RosterWriter::AddPerson(Item& item, roster::Person person) {
  const std::string words = NormalizeName(
      fmt::format("{} {} {}", person.name.family, person.name.given, person.name.middle));
  person.origin = item.origin();
  const Place place = Put(item, person.id, {.words = words, .kind = person.kind}, people_);
  if (place == Place::kNew) sink_.OnPerson(std::move(person));
  return place != Place::kRefused;
}

bool RosterWriter::AddClass(Item& item, roster::Class in_class) {
  in_class.origin = item.origin();
  const Place place = Put(item, in_class.id, {.words = in_class.title}, classes_);
  if (place == Place::kNew) sink_.OnClass(std::move(in_class));
  return place != Place::kRefused;
}

bool RosterWriter::AddTerm(Item& item, roster::Term term) {
  if (term.start && term.end && *term.end < *term.start) {
    item.Error("R0704", "", {"конец раньше начала", "the end is before the beginning"});
    return false;
  }
  term.origin = item.origin();
  const std::string words = DayText(term.start) + ".." + DayText(term.end);
  const Place place = Put(item, term.id, {.words = words}, terms_);
  if (place == Place::kNew) sink_.OnTerm(std::move(term));
  return place != Place::kRefused;
}

void RosterWriter::AddSchool(roster::School school) {
  if (schools_.emplace(school.id, true).second) sink_.OnSchool(std::move(school));
}

void RosterWriter::AddMembership(roster::Membership membership) {
  if (membership.id.empty()) {
    membership.id = fmt::format("{}|{}|{}", membership.in_class, membership.person,
                                roster::PersonKindName(membership.kind));
  }
  if (memberships_.emplace(membership.id, true).second) {
    sink_.OnMembership(std::move(membership));
  }
}

std::optional<roster::PersonKind> RosterWriter::KindOf(const std::string& person) const {
  const auto found = people_.find(person);
  return found == people_.end() ? std::nullopt : found->second.kind;
}

}  // namespace vekha::intake
