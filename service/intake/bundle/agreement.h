// Do the rows of a bundle agree with each other? Schools that are none, spans that end before they
// begin, a second primary teacher, an enrollment in another school than its class...
#pragma once

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "service/intake/bundle/cell_check.h"
#include "service/intake/bundle/references.h"
#include "service/intake/bundle/row_values.h"
#include "service/intake/bundle/table_header.h"

namespace vekha::intake {

class Agreement {
 public:
  // False when the row has an error: R0603, R0605, R0606, R0701..R0719.
  bool Check(const TableContext& context, const TableHeader& header, const FileSpec& spec,
             const RowValues& row);
  // At the end of a file; returns how many rows that were accepted are not after all.
  uint64_t FinishFile(const TableContext& context, const TableHeader& header, const FileSpec& spec);
  // When all is read: people without a role.
  void FinishBundle(const TableContext& users, bool roles_were_read);

 private:
  struct Org {
    uint64_t parent = 0;
    uint32_t row = 0;
    bool school = false;
  };
  struct Session {
    uint64_t parent = 0;
    uint32_t row = 0;
    std::optional<Date> start, end;
    std::string type;
  };
  struct Span {
    std::optional<Date> begin, end;
  };
  struct Class {
    uint64_t school = 0;
    Span span;  // of its terms together
    bool homeroom = false;
    std::vector<std::pair<uint32_t, Span>> primaries;  // row, span
  };
  struct User {
    uint32_t row = 0;
    bool has_kind = false;
    roster::PersonKind kind = roster::PersonKind::kStaff;
    bool has_role = false;
    bool contact = false;  // somebody's relative: SDS asks no role of him
    bool has_place = false;
    bool has_primary_role = false;
    uint64_t primary_org = 0;
    bool primary_org_met = false;
  };
  struct Homeroom {
    uint64_t in_class = 0;
    uint32_t row = 0;
    Span span;
  };
  struct Call {
    const TableContext& c;
    const TableHeader& header;
    const FileSpec& spec;
    const RowValues& row;
  };

  bool CheckSpan(const Call& call);
  bool CheckRange(const Call& call);
  void MustBeSession(const Call& call, std::string_view type);
  void CheckKeys(const Call& call);
  void CheckLists(const Call& call);
  bool CheckOrg(const Call& call);
  bool CheckSession(const Call& call);
  bool CheckClass(const Call& call);
  bool CheckUser(const Call& call);
  bool CheckRole(const Call& call);
  bool CheckEnrollment(const Call& call);
  bool CheckPrimary(const Call& call, Class* in_class, roster::PersonKind kind);
  void CheckHomeroom(const Call& call, uint64_t user, uint64_t in_class);
  bool CheckRepeated(const Call& call, uint64_t key);
  bool MustBeSchool(const Call& call, Field field);
  bool Overlaps(const TableContext& c, const Span& a, const Span& b) const;
  template <typename Table>
  uint64_t ReportLoops(const TableContext& context, const TableHeader& header, const Table& table);
  void CheckSessionsInParents(const TableContext& context, const TableHeader& header);

  absl::flat_hash_map<uint64_t, Org> orgs_;
  absl::flat_hash_map<uint64_t, Session> sessions_;
  absl::flat_hash_map<uint64_t, Class> classes_;
  absl::flat_hash_map<uint64_t, User> users_;
  absl::flat_hash_set<uint64_t> places_;                   // person in org
  absl::flat_hash_map<uint64_t, uint32_t> primary_roles_;  // person in org -> row
  absl::flat_hash_map<uint64_t, uint32_t> repeated_;       // of one file: key -> row
  absl::flat_hash_map<uint64_t, Homeroom> homerooms_;
  absl::flat_hash_map<uint64_t, uint64_t> profiles_;  // -> person
  absl::flat_hash_map<uint64_t, uint32_t> keys_;      // {type:id} of a person -> row
};

}  // namespace vekha::intake
