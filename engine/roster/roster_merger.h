// What a source said before and what it says now become one roster, record by record as they come.
#pragma once

#include <string>
#include <vector>

#include "engine/roster/roster_update.h"

namespace vekha::roster {

// As Merge() does it. Nothing is kept of a record but what the roster holds of it.
class RosterMerger final : public RecordSink {
 public:
  // `before` must outlive it. `stamp`: of every record that has none of its own.
  RosterMerger(const Roster& before, Stamp stamp);

  // A collection's mode, and that roles come with people, must be said before its records.
  void OnFile(std::string name) override { after_.files.push_back(std::move(name)); }
  void OnMode(Collection collection, Mode mode) override {
    modes_[static_cast<size_t>(collection)] = mode;
  }
  void OnRolesWithPeople() override { roles_with_people_ = true; }
  void OnSchool(School school) override;
  void OnTerm(Term term) override;
  void OnClass(Class in_class) override;
  void OnPerson(Person person) override;
  void OnDetail(PersonDetail detail) override;
  void OnRole(Role role) override;
  void OnMembership(Membership membership) override;
  void OnList(List list) override { lists_.push_back(std::move(list)); }
  void OnMentee(Mentee mentee) override;
  void OnMentor(Mentor mentor) override;
  void OnPair(Pair pair) override;
  void OnRemoval(Removal removal) override { removals_.push_back(std::move(removal)); }

  // The roster after it; call it once, when everything has been said.
  Roster Take();

 private:
  Mode ModeOf(Collection collection) const { return modes_[static_cast<size_t>(collection)]; }
  Departures& DeparturesOf(Collection c) { return after_.departures[static_cast<size_t>(c)]; }
  Stamp FloorOf(Collection collection) const;
  Stamp FloorOfList(Collection collection, const std::string& cycle) const;
  bool IsReplaced(const Role& role) const;
  template <typename Record>
  bool IsReplaced(const Record& /*record*/) const {
    return false;
  }

  template <typename Record>
  void Put(Collection collection, Stamp floor, Record record, Table<Record> Roster::*table);

  void TakeOver();
  template <typename Record>
  void TakeOver(Collection collection, Table<Record> Roster::*table);
  template <typename Record>
  void TakeOverLists(Collection collection, Table<Record> Roster::*table);
  void MergeHeads();
  void MergeDetails();
  void MergeRemovals();
  bool RemoveOne(const Removal& removal);
  template <typename Record>
  bool RemoveFrom(const Removal& removal, Table<Record>& table);

  const Roster& before_;
  const Stamp stamp_;
  const uint32_t first_file_;
  Roster after_;
  Mode modes_[kCollections] = {};
  bool roles_with_people_ = false;
  RowBlocks details_;
  std::string bytes_;  // of the detail that is being kept
  std::vector<List> lists_;
  std::vector<Removal> removals_;
};

}  // namespace vekha::roster
