#include "engine/task/below.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/base/utf8.h"

namespace vekha::task {
namespace {

constexpr size_t kShownLetters = 40;

std::string Shorten(std::string text) {
  const std::vector<CodePoint> letters = DecodeUtf8(text);
  if (letters.size() <= kShownLetters) return text;
  text.resize(letters[kShownLetters].offset);
  return text + "...";
}

void AddTo(LackedBelow& lacked, const facts::Member& member) {
  ++lacked.count;
  if (lacked.first.size() < condition::kShownMembers) {
    lacked.first.push_back({OrganizationId(member.id), member.name});
  }
}

// "school-1: 34, school-2: 12, +480": the first of them, and how many more there are.
class Summary {
 public:
  void Add(const facts::Member& member, const facts::FactRecord& record) {
    sources_.insert(record.source);
    if (++count_ > condition::kShownMembers) return;
    text_ += fmt::format("{}{}: {}", text_.empty() ? "" : ", ", member.id,
                         Shorten(condition::FormatValue(record.value)));
  }

  std::optional<FactUsed> Take(std::string name, std::string scope) {
    if (count_ == 0) return std::nullopt;
    if (count_ > condition::kShownMembers) {
      text_ += fmt::format(", +{}", count_ - condition::kShownMembers);
    }
    std::string source = *sources_.begin();
    if (sources_.size() > 1) source += fmt::format(", +{}", sources_.size() - 1);
    return FactUsed{std::move(name), std::move(scope), std::move(text_), std::move(source)};
  }

 private:
  std::string text_;
  std::set<std::string> sources_;
  size_t count_ = 0;
};

}  // namespace

std::string NameOf(const condition::NameBelow& name) { return name.list + "." + name.name; }

void LackedFacts::Add(const condition::Value& value) {
  const auto* unknown = value.As<condition::Unknown>();
  if (unknown == nullptr || unknown->below == nullptr) return;
  for (const condition::MissingBelow& missing : *unknown->below) {
    const auto known =
        std::find_if(lacked_.begin(), lacked_.end(),
                     [&](const condition::MissingBelow& m) { return m.fact == missing.fact; });
    if (known == lacked_.end()) {
      lacked_.push_back(missing);
      continue;
    }
    std::vector<std::string> both;
    std::set_union(known->members.begin(), known->members.end(), missing.members.begin(),
                   missing.members.end(), std::back_inserter(both));
    known->members = std::move(both);
  }
}

std::vector<LackedBelow> LackedFacts::Take(const facts::MemberTable& table) const {
  std::map<std::pair<std::string, std::string_view>, LackedBelow> by_list;
  for (const condition::MissingBelow& missing : lacked_) {
    for (const std::string& id : missing.members) {
      const facts::Member* member = table.Find(id);
      if (member == nullptr) continue;
      LackedBelow& lacked = by_list[{missing.fact, member->list}];
      lacked.name = NameOf({std::string(member->list), missing.fact});
      AddTo(lacked, *member);
    }
  }
  std::vector<LackedBelow> out;
  for (auto& [key, lacked] : by_list) out.push_back(std::move(lacked));
  return out;
}

ReadBelow ReadFactBelow(const condition::NameBelow& name, const facts::FactActivation& activation) {
  ReadBelow read;
  const facts::MemberTable* table = activation.table();
  if (table == nullptr) return read;
  Summary summary;
  LackedBelow lacked{NameOf(name), 0, {}};
  std::string scope;
  for (const facts::Member* member : table->Of(name.list)) {
    ++read.of;
    const facts::FactRecord* record = activation.FindRecordBelow(member->id, name.name);
    if (record == nullptr) {
      AddTo(lacked, *member);
      continue;
    }
    summary.Add(*member, *record);
    scope = record->scope;
    if (record->observed_on && (!read.last || *read.last < *record->observed_on)) {
      read.last = record->observed_on;
    }
  }
  read.recorded = summary.Take(NameOf(name), scope);
  if (lacked.count > 0) read.lacked = std::move(lacked);
  return read;
}

}  // namespace vekha::task
