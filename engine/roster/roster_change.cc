#include "engine/roster/roster_change.h"

#include <algorithm>
#include <tuple>

namespace vekha::roster {
namespace {

// Calls visit(name, a, b) for each pair of members that are content. An empty name is not told.
template <typename Visit>
void VisitFields(const School& a, const School& b, Visit visit) {
  visit("name", a.name, b.name);
  visit("type", a.type, b.type);
  visit("parent", a.parent, b.parent);
}
template <typename Visit>
void VisitFields(const Term& a, const Term& b, Visit visit) {
  visit("title", a.title, b.title);
  visit("type", a.type, b.type);
  visit("start", a.start, b.start);
  visit("end", a.end, b.end);
  visit("parent", a.parent, b.parent);
}
template <typename Visit>
void VisitFields(const Class& a, const Class& b, Visit visit) {
  visit("title", a.title, b.title);
  visit("kind", a.kind, b.kind);
  visit("school", a.school, b.school);
  visit("grade", a.grade, b.grade);
  visit("terms", a.terms, b.terms);
}
template <typename Visit>
void VisitFields(const Person& a, const Person& b, Visit visit) {
  visit("kind", a.kind, b.kind);
  visit("name", a.name, b.name);
  visit("birth_date", a.birth_date, b.birth_date);
  visit("grade", a.grade, b.grade);
  visit("position", a.position, b.position);
  visit("hired_on", a.hired_on, b.hired_on);
  visit("teaching_since", a.teaching_since, b.teaching_since);
  visit("part_time", a.part_time, b.part_time);
  visit("enabled", a.enabled, b.enabled);
  visit("", a.special_needs, b.special_needs);
  visit("same_as", a.same_as, b.same_as);
  visit("relatives", a.relatives, b.relatives);
}
template <typename Visit>
void VisitFields(const Role& a, const Role& b, Visit visit) {
  visit("person", a.person, b.person);
  visit("school", a.school, b.school);
  visit("kind", a.kind, b.kind);
  visit("title", a.title, b.title);
  visit("primary", a.primary, b.primary);
  visit("begin", a.begin, b.begin);
  visit("end", a.end, b.end);
}
template <typename Visit>
void VisitFields(const Membership& a, const Membership& b, Visit visit) {
  visit("person", a.person, b.person);
  visit("class", a.in_class, b.in_class);
  visit("kind", a.kind, b.kind);
  visit("primary", a.primary, b.primary);
  visit("begin", a.begin, b.begin);
  visit("end", a.end, b.end);
}
template <typename Visit>
void VisitFields(const Mentee& a, const Mentee& b, Visit visit) {
  visit("person", a.person, b.person);
  visit("request", a.request, b.request);
  visit("topic", a.topic, b.topic);
  visit("consent", a.consent, b.consent);
  visit("supported", a.supported, b.supported);
}
template <typename Visit>
void VisitFields(const Mentor& a, const Mentor& b, Visit visit) {
  visit("person", a.person, b.person);
  visit("topics", a.topics, b.topics);
  visit("consent", a.consent, b.consent);
  visit("surveyed", a.surveyed, b.surveyed);
  visit("interviewed", a.interviewed, b.interviewed);
  visit("selected", a.selected, b.selected);
  visit("trained", a.trained, b.trained);
}
template <typename Visit>
void VisitFields(const Pair& a, const Pair& b, Visit visit) {
  visit("mentor", a.mentor, b.mentor);
  visit("mentees", a.mentees, b.mentees);
  visit("begin", a.begin, b.begin);
  visit("end", a.end, b.end);
  visit("stage", a.stage, b.stage);
  visit("plan", a.plan, b.plan);
  visit("feedback", a.feedback, b.feedback);
  visit("met", a.met, b.met);
}

template <typename Record>
bool SameContent(const Record& a, const Record& b) {
  bool same = true;
  VisitFields(a, b, [&same](const char*, const auto& x, const auto& y) { same &= x == y; });
  return same;
}

template <typename Visit>
void VisitTables(const Roster& before, const Roster& after, Visit visit) {
  visit(Collection::kSchools, before.schools, after.schools);
  visit(Collection::kTerms, before.terms, after.terms);
  visit(Collection::kClasses, before.classes, after.classes);
  visit(Collection::kPeople, before.people, after.people);
  visit(Collection::kRoles, before.roles, after.roles);
  visit(Collection::kMemberships, before.memberships, after.memberships);
  visit(Collection::kMentees, before.mentees, after.mentees);
  visit(Collection::kMentors, before.mentors, after.mentors);
  visit(Collection::kPairs, before.pairs, after.pairs);
}

struct CountChanges {
  RosterChange& change;

  template <typename Record>
  void operator()(Collection collection, const Table<Record>& before, const Table<Record>& after) {
    CollectionChange& of = change.of[static_cast<size_t>(collection)];
    of.before = static_cast<int>(before.size());
    for (const Record& record : after) {
      const auto old = before.Find(record.id);
      if (!old) {
        ++of.added;
      } else if (!SameContent(*old, record)) {
        ++of.changed;
      }
    }
    of.removed = of.before - (static_cast<int>(after.size()) - of.added);
  }
};

struct CollectChanges {
  const Roster& before_roster;
  const Roster& after_roster;
  const size_t records_max;
  std::vector<RecordChange>& changes;

  template <typename Record>
  void operator()(Collection collection, const Table<Record>& before, const Table<Record>& after) {
    if (changes.size() >= records_max) return;
    for (const Record& record : after) {
      const auto old = before.Find(record.id);
      if (!old) {
        Add(collection, ChangeKind::kAdded, record, after_roster);
      } else if (auto fields = ChangedFields(*old, record); !fields.empty()) {
        Add(collection, ChangeKind::kChanged, record, after_roster);
        changes.back().fields = std::move(fields);
      }
    }
    for (const Record& record : before) {
      if (!after.contains(record.id)) {
        Add(collection, ChangeKind::kRemoved, record, before_roster);
      }
    }
    KeepFirst(records_max);
  }

  template <typename Record>
  static std::vector<std::string> ChangedFields(const Record& before, const Record& after) {
    std::vector<std::string> fields;
    VisitFields(before, after, [&fields](const char* name, const auto& x, const auto& y) {
      if (*name != '\0' && !(x == y)) fields.emplace_back(name);
    });
    return fields;
  }

  // A first import changes everything: what is not told is not kept either.
  void KeepFirst(size_t count) {
    std::sort(changes.begin(), changes.end(), [](const RecordChange& a, const RecordChange& b) {
      return std::tie(a.collection, a.id) < std::tie(b.collection, b.id);
    });
    if (changes.size() > count) changes.resize(count);
  }

  template <typename Record>
  void Add(Collection collection, ChangeKind kind, const Record& record, const Roster& roster) {
    if (changes.size() / 2 > records_max) KeepFirst(records_max);
    RecordChange change{.collection = collection, .kind = kind, .id = record.id};
    const Origin& origin = record.origin;
    if (origin.file < roster.files.size()) change.file = roster.files[origin.file];
    change.row = origin.row;
    changes.push_back(std::move(change));
  }
};

}  // namespace

bool RosterChange::Empty() const {
  return std::all_of(std::begin(of), std::end(of), [](const CollectionChange& c) {
    return c.added == 0 && c.changed == 0 && c.removed == 0;
  });
}

RosterChange Compare(const Roster& before, const Roster& after) {
  RosterChange change;
  VisitTables(before, after, CountChanges{change});
  return change;
}

std::vector<Collection> FindVanishing(const RosterChange& change, int percent, int spared) {
  std::vector<Collection> vanishing;
  for (int i = 0; i < kCollections; ++i) {
    const CollectionChange& c = change.of[i];
    const bool many = int64_t{c.removed} * 100 > int64_t{c.before} * percent;
    if (many && c.removed > spared) vanishing.push_back(static_cast<Collection>(i));
  }
  return vanishing;
}

std::string_view ChangeKindName(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kAdded:
      return "added";
    case ChangeKind::kChanged:
      return "changed";
    case ChangeKind::kRemoved:
      return "removed";
  }
  return "";
}

std::vector<RecordChange> ListChanges(const Roster& before, const Roster& after,
                                      size_t records_max) {
  std::vector<RecordChange> changes;
  VisitTables(before, after, CollectChanges{before, after, records_max, changes});
  return changes;
}

}  // namespace vekha::roster
