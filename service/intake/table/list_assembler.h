// Rows of lists put together as roster records: people first, then who is a mentee or mentor, then
// pairs.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "service/intake/table/list_rows.h"
#include "service/intake/table/people_book.h"
#include "service/intake/table/read_tables.h"

namespace vekha::intake {

class ListAssembler {
 public:
  ListAssembler(const TableOptions& options, Reporter& reporter)
      : options_(options), reporter_(reporter) {}

  // Reads all rows of a list. Lists of people must come before mentees and mentors, these before
  // pairs.
  void Read(const Grid& grid, const ListHeader& header, FileReport& report);

  roster::RosterUpdate Take();

 private:
  struct Sheet {
    const ListContext& context;
    uint32_t file = 0;
    const Mapping& mapping() const { return *context.header.mapping; }
  };

  void ReadPersonRow(const Sheet& sheet, ListRow& row);
  void ReadPairRow(const Sheet& sheet, ListRow& row);
  std::string CycleOf(ListRow& row) const;
  PersonLine ReadPersonLine(const Sheet& sheet, ListRow& row);
  void ReadName(ListRow& row, roster::Person& person);
  bool CheckNameCell(ListRow& row, ListField field, std::string_view text);
  void ReadClass(ListRow& row, ListField field, std::string& title, std::string& grade);
  void ReadSpecialNeeds(ListRow& row, roster::Person& person);
  void ReadKind(const Sheet& sheet, ListRow& row, const PersonLine& line, roster::Person& person);
  void ReportPerson(ListRow& row, const PersonFound& found);
  void AddPlaces(const Sheet& sheet, ListRow& row, const std::string& person,
                 const std::string& class_title, roster::PersonKind kind);
  void AddMembership(const Sheet& sheet, ListRow& row, const std::string& person,
                     const std::string& class_title, roster::PersonKind kind);
  void AddMentee(const Sheet& sheet, ListRow& row, const std::string& person);
  void AddMentor(const Sheet& sheet, ListRow& row, const std::string& person);
  std::string FindMember(const Sheet& sheet, ListRow& row, ListField id_field, ListField name_field,
                         const std::string& name, roster::Collection collection,
                         const std::string& cycle);
  void ReadPairMarks(ListRow& row, roster::Pair& pair);
  void AddPair(ListRow& row, roster::Pair pair);
  void Say(const ListHeader& header, roster::Collection collection, const std::string& cycle);
  bool IsKnownList(roster::Collection collection, const std::string& cycle) const;
  bool IsMember(roster::Collection collection, const std::string& cycle,
                const std::string& person) const;
  void KnowBase();
  void RemoveThoseWhoLeft();

  const TableOptions& options_;
  Reporter& reporter_;
  PeopleBook people_;
  bool base_known_ = false;
  roster::RosterUpdate update_;
  std::map<std::pair<roster::Collection, std::string>, roster::Says> lists_;
  absl::flat_hash_map<std::string, size_t> mentees_;  // id -> index in update_
  absl::flat_hash_map<std::string, size_t> mentors_;
  absl::flat_hash_map<std::string, size_t> pairs_;
  absl::flat_hash_map<std::string, bool> listed_;  // people of lists of people
  absl::flat_hash_map<std::string, bool> placed_;  // memberships of this import
  absl::flat_hash_map<std::string, bool> classes_;
  std::set<ListKind> rows_refused_;  // lists of this import that do not have all their people
};

}  // namespace vekha::intake
