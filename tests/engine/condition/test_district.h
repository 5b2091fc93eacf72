// A district: its own facts, and schools below it with theirs.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "tests/engine/condition/test_facts.h"

namespace vekha::condition {

class TestDistrict : public TestFacts {
 public:
  TestDistrict() {
    static_cast<TestFacts&>(*this) = SchoolFacts();
    member_.Declare("id", "string").Declare("name", "string");
    member_.Declare("mentees.count", "int").Declare("mentees.without_request", "int");
    member_.Declare("order.model.number", "string").Declare("order.model.on", "date");
    member_.Declare("share", "double").Declare("days", "list<date>");
    member_.Declare("marks", "map<string, int>");
  }

  using FactsBelow = std::map<std::string, Value, std::less<>>;
  TestDistrict& AddSchool(const std::string& id, FactsBelow facts = {}) {
    facts["id"] = Value::String(id);
    facts["name"] = Value::String("Школа " + id);
    schools_[id] = std::move(facts);
    List ids;
    for (const auto& [known, nothing] : schools_) ids.push_back(Value::String(known));
    ids_ = Value::OfList(std::move(ids));
    return *this;
  }
  // Many at once, all the same.
  void FillSchools(size_t count, const FactsBelow& facts) {
    List ids;
    for (size_t i = 0; i < count; ++i) {
      const std::string id = "s" + std::to_string(100000 + i);
      schools_[id] = facts;
      schools_[id]["id"] = Value::String(id);
      schools_[id]["name"] = Value::String("Школа " + id);
      ids.push_back(Value::String(id));
    }
    ids_ = Value::OfList(std::move(ids));
  }
  void ForgetWhoIsBelow() { ids_.reset(); }

  const Environment* FindMembers(std::string_view list) const override {
    return list == "schools" ? &member_ : nullptr;
  }
  Bilingual WhyAbsent(std::string_view name) const override {
    if (name != "municipalities") return {};
    return {"муниципалитетов ниже нет", "there are no municipalities below"};
  }
  Value MemberIds(std::string_view list) const override {
    return ids_ ? *ids_ : Activation::MemberIds(list);
  }
  Value GetBelow(std::string_view member, std::string_view name) const override {
    const auto school = schools_.find(member);
    if (school == schools_.end()) return Activation::GetBelow(member, name);
    const auto found = school->second.find(name);
    return found == school->second.end() ? Activation::GetBelow(member, name) : found->second;
  }
  bool HasBelow(std::string_view member, std::string_view name) const override {
    const auto school = schools_.find(member);
    if (school == schools_.end()) return false;
    const std::string beginning = std::string(name) + ".";
    const auto next = school->second.lower_bound(beginning);
    return school->second.contains(name) ||
           (next != school->second.end() && next->first.starts_with(beginning));
  }

 private:
  TestFacts member_;
  std::map<std::string, FactsBelow, std::less<>> schools_;
  std::optional<Value> ids_ = Value::OfList({});
};

}  // namespace vekha::condition
