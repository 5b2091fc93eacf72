// Who the people of an import are. Within one source a person without an id is known by the full
// name, and where the list says so by birth date or class too; two people of one name need ids.
// Nobody is taken for another because the names are alike.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/roster/roster.h"
#include "service/intake/table/mapping.h"

namespace vekha::intake {

// What a row says of a person.
struct PersonLine {
  roster::Person person;  // the id may be empty
  std::string class_title;
  roster::Origin origin{};
};

enum class PersonFault {
  kNone,
  kUnnamed,    // neither id nor name
  kIdTaken,    // the id is another name's
  kNamesakes,  // several people have the name: an id is needed
  kUnknown,    // nobody has it, and no one new was wanted
};

struct PersonFound {
  PersonFault fault = PersonFault::kNone;
  std::string id;
  roster::Origin other{};  // of kIdTaken and kNamesakes: where the other one stands
};

class PeopleBook {
 public:
  // Finds the person of the row or makes one, and adds what the row says to what is known.
  PersonFound Add(PersonLine line, const Mapping& mapping);

  // Finds one by name or id; `class_title` tells namesakes apart when it is not empty.
  PersonFound Find(std::string_view id, std::string_view name, std::string_view class_title) const;

  // Where somebody stands whose name is a slip away, or the same with initials: for a hint, never
  // for a match.
  std::optional<roster::Origin> FindSimilar(std::string_view name) const;

  const roster::Person& Get(const std::string& id) const { return entries_[by_id_.at(id)].person; }
  roster::Origin OriginOf(const std::string& id) const { return entries_[by_id_.at(id)].origin; }
  std::vector<roster::Person> Take();

 private:
  struct Entry {
    roster::Person person;
    std::string name_key;
    std::string class_title;
    roster::Origin origin;
  };
  std::vector<size_t> Candidates(const std::string& name_key, const PersonLine& line) const;
  PersonFound Create(PersonLine line, std::string name_key);
  static void Fill(PersonLine& line, Entry& entry);

  std::vector<Entry> entries_;
  absl::flat_hash_map<std::string, size_t> by_id_;
  absl::flat_hash_map<std::string, std::vector<size_t>> by_name_;
};

// "Иванов Иван Иванович" as it is compared: case, spaces and ё do not count.
std::string NameKey(const roster::PersonName& name);

}  // namespace vekha::intake
