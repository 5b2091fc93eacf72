#include "engine/facts/fact_base.h"

#include <tuple>

namespace vekha::facts {
namespace {

using condition::Value;

bool IsKnown(const FactRecord* record) {
  return record != nullptr && record->value.As<condition::Null>() == nullptr;
}

}  // namespace

bool operator==(const FactRecord& a, const FactRecord& b) {
  return std::tie(a.name, a.scope, a.source, a.observed_at, a.observed_on, a.revision) ==
             std::tie(b.name, b.scope, b.source, b.observed_at, b.observed_on, b.revision) &&
         condition::Identical(a.value, b.value);
}

void FactBase::Record(FactRecord record) {
  Entry& entry = facts_[record.name][record.scope];
  entry.history.push_back(std::move(record));
  const FactRecord& last = entry.history.back();
  const FactRecord& newest = entry.history[entry.newest];
  if (std::tie(last.observed_at, last.revision) >= std::tie(newest.observed_at, newest.revision)) {
    entry.newest = entry.history.size() - 1;
  }
}

const FactBase::Entry* FactBase::FindEntry(std::string_view name, std::string_view scope) const {
  const auto fact = facts_.find(name);
  if (fact == facts_.end()) return nullptr;
  const auto found = fact->second.find(scope);
  return found == fact->second.end() ? nullptr : &found->second;
}

const FactRecord* FactBase::Find(std::string_view name, std::string_view scope) const {
  const Entry* entry = FindEntry(name, scope);
  return entry == nullptr ? nullptr : &entry->history[entry->newest];
}

const std::vector<FactRecord>& FactBase::History(std::string_view name,
                                                 std::string_view scope) const {
  static const std::vector<FactRecord> kNone;
  const Entry* entry = FindEntry(name, scope);
  return entry == nullptr ? kNone : entry->history;
}

std::vector<const FactRecord*> FactBase::Current() const {
  std::vector<const FactRecord*> out;
  for (const auto& [name, scopes] : facts_) {
    for (const auto& [scope, entry] : scopes) out.push_back(&entry.history[entry.newest]);
  }
  return out;
}

const FactRecord* FactActivation::FindRecord(std::string_view name) const {
  const FactDeclaration* declaration = catalog_.Find(name);
  if (declaration == nullptr) return nullptr;
  const FactRecord* record = base_.Find(name, ScopeKey(declaration->per, due_));
  return IsKnown(record) ? record : nullptr;
}

Value FactActivation::Get(std::string_view name) const {
  if (name == FactCatalog::kToday) return Value::OfDate(today_);
  const FactRecord* record = FindRecord(name);
  if (record == nullptr) return Value::OfUnknown({std::string(name)});
  // A record older than the declaration may be of another type; an int still serves for a double.
  absl::StatusOr<Value> conformed = ConformFact(catalog_, name, record->value);
  return conformed.ok() ? *std::move(conformed)
                        : Value::OfError(std::string(conformed.status().message()));
}

bool FactActivation::Has(std::string_view name) const {
  if (name == FactCatalog::kToday || FindRecord(name) != nullptr) return true;
  const std::string prefix = std::string(name) + ".";
  const auto& declarations = catalog_.declarations();
  for (auto i = declarations.lower_bound(prefix);
       i != declarations.end() && i->first.starts_with(prefix); ++i) {
    if (FindRecord(i->first) != nullptr) return true;
  }
  return false;
}

}  // namespace vekha::facts
