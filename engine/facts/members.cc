#include "engine/facts/members.h"

#include <algorithm>
#include <utility>

namespace vekha::facts {

using condition::Type;
using condition::TypeKind;
using condition::Value;

MemberTable::MemberTable(std::vector<Member> members) : members_(std::move(members)) {
  std::sort(members_.begin(), members_.end(),
            [](const Member& a, const Member& b) { return a.id < b.id; });
  std::map<std::string_view, condition::List> ids;
  by_id_.reserve(members_.size());
  for (const Member& member : members_) {
    by_id_.emplace(member.id, &member);
    ids[member.list].push_back(Value::String(member.id));
  }
  for (auto& [list, of_list] : ids) {
    ids_.emplace(std::string(list), Value::OfList(std::move(of_list)));
  }
}

const Value& MemberTable::Ids(std::string_view list) const {
  static const Value kNone = Value::OfList({});
  const auto found = ids_.find(list);
  return found == ids_.end() ? kNone : found->second;
}

const Member* MemberTable::Find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

std::vector<const Member*> MemberTable::Of(std::string_view list) const {
  std::vector<const Member*> out;
  for (const Member& member : members_) {
    if (member.list == list) out.push_back(&member);
  }
  return out;
}

std::optional<Type> MemberEnvironment::FindVariable(std::string_view name) const {
  if (name == kId || name == kName) return Type{TypeKind::kString, {}};
  return name == FactCatalog::kToday ? std::nullopt : catalog_.FindVariable(name);
}

std::vector<std::string> MemberEnvironment::Suggest(std::string_view name) const {
  std::vector<std::string> near = catalog_.Suggest(name);
  std::erase(near, FactCatalog::kToday);
  return near;
}

}  // namespace vekha::facts
