// Tells a sink each record of a journal once: the same person stands in many of its lists.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <optional>
#include <string>

#include "engine/roster/roster_update.h"
#include "service/intake/adapter/item.h"

namespace vekha::intake {

class RosterWriter {
 public:
  explicit RosterWriter(roster::RecordSink& sink) : sink_(sink) {}

  // False when the item is refused: R0602, its id is another's. The same again in one list is
  // R0603, a warning; in another list it is nothing.
  bool AddPerson(Item& item, roster::Person person);
  bool AddClass(Item& item, roster::Class in_class);
  bool AddTerm(Item& item, roster::Term term);
  void AddSchool(roster::School school);
  void AddMembership(roster::Membership membership);

  bool HasPerson(const std::string& id) const { return people_.contains(id); }
  bool HasClass(const std::string& id) const { return classes_.contains(id); }
  std::optional<roster::PersonKind> KindOf(const std::string& person) const;

 private:
  struct Known {
    std::string words{};  // what makes two records of one id the same
    std::string request{};
    uint32_t row = 0;
    std::optional<roster::PersonKind> kind{};
  };
  using KnownRecords = absl::flat_hash_map<std::string, Known>;
  enum class Place { kNew, kKnown, kRefused };
  static Place Put(Item& item, const std::string& id, Known known, KnownRecords& records);

  roster::RecordSink& sink_;
  KnownRecords people_;
  KnownRecords classes_;
  KnownRecords terms_;
  absl::flat_hash_map<std::string, bool> schools_;
  absl::flat_hash_map<std::string, bool> memberships_;
};

}  // namespace vekha::intake
