#include "engine/facts/fact_base.h"

#include <tuple>
#include <utility>

namespace vekha::facts {
namespace {

using condition::Value;

bool IsKnown(const FactRecord* record) {
  return record != nullptr && record->value.As<condition::Null>() == nullptr;
}

int64_t VersionOf(const FactRecord& record) { return record.origin ? record.origin->version : 0; }

// Of two alike the one that came later.
bool IsNewer(const FactRecord& a, const FactRecord& b) {
  return std::tuple(a.observed_at, VersionOf(a), a.revision) >=
         std::tuple(b.observed_at, VersionOf(b), b.revision);
}

bool SameOrigin(const FactRecord& a, const FactRecord& b) {
  if (a.origin == nullptr || b.origin == nullptr) return a.origin == b.origin;
  return *a.origin == *b.origin;
}

}  // namespace

bool operator==(const FactRecord& a, const FactRecord& b) {
  return std::tie(a.name, a.scope, a.source, a.observed_at, a.observed_on, a.revision) ==
             std::tie(b.name, b.scope, b.source, b.observed_at, b.observed_on, b.revision) &&
         condition::Identical(a.value, b.value) && SameOrigin(a, b);
}

void FactBase::Record(FactRecord record) {
  auto& scopes = newest_[record.name];
  const auto known = scopes.find(record.scope);
  if (known == scopes.end()) {
    scopes.emplace(record.scope, std::move(record));
  } else if (IsNewer(record, known->second)) {
    known->second = std::move(record);
  }
}

const FactRecord* FactBase::Find(std::string_view name, std::string_view scope) const {
  const auto fact = newest_.find(name);
  if (fact == newest_.end()) return nullptr;
  const auto found = fact->second.find(scope);
  return found == fact->second.end() ? nullptr : &found->second;
}

std::vector<const FactRecord*> FactBase::Current() const {
  std::vector<const FactRecord*> out;
  for (const auto& [name, scopes] : newest_) {
    for (const auto& [scope, record] : scopes) out.push_back(&record);
  }
  return out;
}

const FactRecord* FactActivation::FindRecordIn(const FactBase& base, std::string_view name) const {
  auto scope = scopes_.find(name);
  if (scope == scopes_.end()) {
    const FactDeclaration* declaration = catalog_.Find(name);
    if (declaration == nullptr) return nullptr;
    scope = scopes_.emplace(std::string(name), ScopeKey(declaration->per, due_)).first;
  }
  const FactRecord* record = base.Find(name, scope->second);
  return IsKnown(record) ? record : nullptr;
}

bool FactActivation::HasIn(const FactBase& base, std::string_view name) const {
  if (FindRecordIn(base, name) != nullptr) return true;
  const std::string prefix = std::string(name) + ".";
  const auto& declarations = catalog_.declarations();
  for (auto i = declarations.lower_bound(prefix);
       i != declarations.end() && i->first.starts_with(prefix); ++i) {
    if (FindRecordIn(base, i->first) != nullptr) return true;
  }
  return false;
}

// A record older than the declaration may be of another type; an int still serves for a double.
Value FactActivation::ValueOf(const FactRecord& record) const {
  absl::StatusOr<Value> conformed = ConformFact(catalog_, record.name, record.value);
  return conformed.ok() ? *std::move(conformed)
                        : Value::OfError(std::string(conformed.status().message()));
}

const FactRecord* FactActivation::FindRecord(std::string_view name) const {
  return FindRecordIn(base_, name);
}

Value FactActivation::Get(std::string_view name) const {
  if (name == FactCatalog::kToday) return Value::OfDate(today_);
  const FactRecord* record = FindRecord(name);
  return record == nullptr ? Value::OfUnknown({std::string(name)}) : ValueOf(*record);
}

bool FactActivation::Has(std::string_view name) const {
  return name == FactCatalog::kToday || HasIn(base_, name);
}

Value FactActivation::MemberIds(std::string_view list) const {
  return members_ == nullptr ? Activation::MemberIds(list) : members_->Table().Ids(list);
}

const FactRecord* FactActivation::FindRecordBelow(std::string_view member,
                                                  std::string_view name) const {
  const Member* found = members_ == nullptr ? nullptr : members_->Table().Find(member);
  if (found == nullptr || found->facts == nullptr) return nullptr;
  return FindRecordIn(*found->facts, name);
}

Value FactActivation::GetBelow(std::string_view member, std::string_view name) const {
  if (name == MemberEnvironment::kId) return Value::String(std::string(member));
  if (name == MemberEnvironment::kName && members_ != nullptr) {
    const Member* found = members_->Table().Find(member);
    if (found != nullptr) return Value::String(found->name);
  }
  const FactRecord* record = FindRecordBelow(member, name);
  return record == nullptr ? Activation::GetBelow(member, name) : ValueOf(*record);
}

bool FactActivation::HasBelow(std::string_view member, std::string_view name) const {
  if (name == MemberEnvironment::kId || name == MemberEnvironment::kName) return true;
  const Member* found = members_ == nullptr ? nullptr : members_->Table().Find(member);
  return found != nullptr && found->facts != nullptr && HasIn(*found->facts, name);
}

}  // namespace vekha::facts
