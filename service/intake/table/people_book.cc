#include "service/intake/table/people_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/facts/spelling.h"
#include "service/intake/bundle/references.h"

namespace vekha::intake {
namespace {

constexpr size_t kSimilarLookedAt = 5'000;
constexpr int kSlips = 2;

// An id that does not tell the name: ids get into logs and messages.
std::string IdOfName(const std::string& key) { return fmt::format("n-{:016x}", Fingerprint(key)); }

// "иванов и и" and "иванов иван иванович"; also where the middle name is left out.
bool AreOneByInitials(std::string_view one, std::string_view other) {
  const auto take = [](std::string_view& text) {
    const size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
  };
  if (take(one) != take(other) || one.empty() || other.empty()) return false;
  while (!one.empty() && !other.empty()) {
    if (!take(other).starts_with(take(one))) return false;
  }
  return true;
}

template <typename T>
void FillIn(std::optional<T>& to, const std::optional<T>& from) {
  if (!to) to = from;
}

}  // namespace

std::string NameKey(const roster::PersonName& name) {
  return NormalizeName(name.family + " " + name.given + " " + name.middle);
}

PersonFound PeopleBook::Add(PersonLine line, const Mapping& mapping) {
  std::string name_key = NameKey(line.person.name);
  if (!line.person.id.empty()) {
    const auto known = by_id_.find(line.person.id);
    if (known == by_id_.end()) return Create(std::move(line), std::move(name_key));
    Entry& entry = entries_[known->second];
    if (!name_key.empty() && !entry.name_key.empty() && name_key != entry.name_key) {
      return {PersonFault::kIdTaken, entry.person.id, entry.origin};
    }
    Fill(line, entry);
    return {PersonFault::kNone, entry.person.id};
  }
  if (name_key.empty()) return {PersonFault::kUnnamed, ""};
  const std::vector<size_t> candidates = Candidates(name_key, line);
  if (candidates.size() == 1) {
    Entry& entry = entries_[candidates.front()];
    Fill(line, entry);
    return {PersonFault::kNone, entry.person.id};
  }
  const bool keyed = mapping.key_birth_date || mapping.key_class;
  const auto namesakes = by_name_.find(name_key);
  if (candidates.size() > 1 || (namesakes != by_name_.end() && !keyed)) {
    const size_t other = namesakes->second.front();
    return {PersonFault::kNamesakes, "", entries_[other].origin};
  }
  std::string key = name_key;
  if (mapping.key_birth_date && line.person.birth_date) {
    key += "|" + FormatIso(*line.person.birth_date);
  }
  if (mapping.key_class) key += "|" + line.class_title;
  line.person.id = IdOfName(key);
  return Create(std::move(line), std::move(name_key));
}

PersonFound PeopleBook::Find(std::string_view id, std::string_view name,
                             std::string_view class_title) const {
  if (!id.empty()) {
    const auto known = by_id_.find(std::string(id));
    if (known == by_id_.end()) return {PersonFault::kUnknown, ""};
    return {PersonFault::kNone, entries_[known->second].person.id};
  }
  const std::string name_key = NormalizeName(name);
  if (name_key.empty()) return {PersonFault::kUnnamed, ""};
  PersonLine line;
  line.class_title = class_title;
  const std::vector<size_t> candidates = Candidates(name_key, line);
  if (candidates.empty()) return {PersonFault::kUnknown, ""};
  const Entry& first = entries_[candidates.front()];
  if (candidates.size() > 1) return {PersonFault::kNamesakes, "", first.origin};
  return {PersonFault::kNone, first.person.id};
}

std::optional<roster::Origin> PeopleBook::FindSimilar(std::string_view name) const {
  const std::string wanted = NormalizeName(name);
  for (size_t i = 0; i < entries_.size() && i < kSimilarLookedAt; ++i) {
    const std::string& known = entries_[i].name_key;
    if (AreOneByInitials(wanted, known) || AreOneByInitials(known, wanted) ||
        facts::EditDistance(wanted, known, kSlips) <= kSlips) {
      return entries_[i].origin;
    }
  }
  return std::nullopt;
}

std::vector<roster::Person> PeopleBook::Take() {
  std::vector<roster::Person> people;
  people.reserve(entries_.size());
  for (Entry& entry : entries_) people.push_back(std::move(entry.person));
  *this = {};
  return people;
}

// Of the people of one name those whom the row does not contradict.
std::vector<size_t> PeopleBook::Candidates(const std::string& name_key,
                                           const PersonLine& line) const {
  std::vector<size_t> candidates;
  const auto found = by_name_.find(name_key);
  if (found == by_name_.end()) return candidates;
  const auto birth = line.person.birth_date;
  for (const size_t index : found->second) {
    const Entry& entry = entries_[index];
    const auto known = entry.person.birth_date;
    if (birth && known && *birth != *known) continue;
    const bool classes = !line.class_title.empty() && !entry.class_title.empty();
    if (classes && line.class_title != entry.class_title) continue;
    candidates.push_back(index);
  }
  return candidates;
}

PersonFound PeopleBook::Create(PersonLine line, std::string name_key) {
  const size_t index = entries_.size();
  const std::string id = line.person.id;
  line.person.origin = line.origin;
  by_id_.emplace(id, index);
  if (!name_key.empty()) by_name_[name_key].push_back(index);
  entries_.push_back(
      {std::move(line.person), std::move(name_key), std::move(line.class_title), line.origin});
  return {PersonFault::kNone, id};
}

void PeopleBook::Fill(PersonLine& line, Entry& entry) {
  roster::Person& known = entry.person;
  roster::Person& said = line.person;
  FillIn(known.kind, said.kind);
  FillIn(known.birth_date, said.birth_date);
  FillIn(known.hired_on, said.hired_on);
  FillIn(known.teaching_since, said.teaching_since);
  FillIn(known.part_time, said.part_time);
  if (known.grade.empty()) known.grade = std::move(said.grade);
  if (known.position.empty()) known.position = std::move(said.position);
  if (!known.special_needs.said()) known.special_needs = said.special_needs;
  if (entry.class_title.empty()) entry.class_title = std::move(line.class_title);
  for (roster::SourceKey& key : said.same_as) known.same_as.push_back(std::move(key));
}

}  // namespace vekha::intake
