// What has been recorded about one organization, as a fold: of several observations of a fact the
// newest counts, whatever the order they arrive in, and only that one is kept.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/date.h"
#include "engine/condition/condition.h"
#include "engine/condition/value.h"
#include "engine/facts/fact_catalog.h"
#include "engine/facts/members.h"

namespace vekha::facts {

struct FactRow {
  std::string file;
  int row = 0;  // the header of a csv file is 1
  bool operator==(const FactRow&) const = default;
};

// Where a source has a fact from.
struct FactOrigin {
  std::string id = {};             // the source's own: "mentees.csv", the number of a record
  int64_t version = 0;             // the source's edition
  std::vector<FactRow> rows = {};  // some of them, by file and row
  int rows_total = 0;
  bool operator==(const FactOrigin&) const = default;
};

struct FactRecord {
  std::string name;         // "mentees.count"
  std::string scope;        // "2022/23"; empty for a fact recorded once (fact_catalog.h, ScopeKey)
  condition::Value value;   // null withdraws: the fact is again not known
  std::string source;       // who says so: "e-journal", "curator"
  int64_t observed_at = 0;  // seconds since 1970-01-01 UTC
  std::optional<Date> observed_on;  // the same moment's civil day in the organization's zone
  int64_t revision = 0;             // of the event log; breaks ties of observed_at and version
  std::shared_ptr<const FactOrigin> origin = {};  // null: not said
};
// Same record, bit for bit (condition::Identical on the value).
bool operator==(const FactRecord& a, const FactRecord& b);

class FactBase {
 public:
  void Record(FactRecord record);

  // The newest by observed_at, then the origin's version, then revision, then arrival; nullptr when
  // nothing was recorded. The pointer lives until the next Record().
  const FactRecord* Find(std::string_view name, std::string_view scope) const;

  // The newest record of every fact and scope, by name, then scope.
  std::vector<const FactRecord*> Current() const;

  bool empty() const { return newest_.empty(); }

 private:
  std::map<std::string, std::map<std::string, FactRecord, std::less<>>, std::less<>> newest_;
};

// The facts of one organization as a condition of a task due on `due` sees them on `today`: each
// fact in the scope of the due day, also the facts of organizations below it. Refers to its
// arguments; they must outlive it. For one thread.
class FactActivation : public condition::Activation {
 public:
  // Without `members` every list of organizations below is Unknown.
  FactActivation(const FactCatalog& catalog, const FactBase& base, Date due, Date today,
                 const condition::DayArithmetic* days, const Members* members = nullptr)
      : catalog_(catalog), base_(base), due_(due), today_(today), days_(days), members_(members) {}

  // Unknown{name} for a fact not recorded, withdrawn, or not declared.
  condition::Value Get(std::string_view name) const override;
  // True when the fact, or any declared fact below the name, is recorded and not withdrawn.
  bool Has(std::string_view name) const override;
  const condition::DayArithmetic* days() const override { return days_; }

  // The record Get(name) answers with; nullptr when it answers Unknown, and for `today`.
  const FactRecord* FindRecord(std::string_view name) const;

  condition::Value MemberIds(std::string_view list) const override;
  // `id` and `name` of a member, or its fact.
  condition::Value GetBelow(std::string_view member, std::string_view name) const override;
  bool HasBelow(std::string_view member, std::string_view name) const override;
  // As FindRecord(), of a member.
  const FactRecord* FindRecordBelow(std::string_view member, std::string_view name) const;
  // nullptr without members.
  const MemberTable* table() const { return members_ == nullptr ? nullptr : &members_->Table(); }

 private:
  const FactRecord* FindRecordIn(const FactBase& base, std::string_view name) const;
  bool HasIn(const FactBase& base, std::string_view name) const;
  condition::Value ValueOf(const FactRecord& record) const;

  const FactCatalog& catalog_;
  const FactBase& base_;
  Date due_;
  Date today_;
  const condition::DayArithmetic* days_;
  const facts::Members* members_;
  // By name, of what was asked: thousands of members are asked for the same few facts.
  mutable std::map<std::string, std::string, std::less<>> scopes_;
};

}  // namespace vekha::facts
