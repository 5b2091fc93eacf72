#include "engine/roster/derive_facts.h"

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include <set>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/facts/fact_catalog.h"
#include "engine/roster/fact_tally.h"
#include "engine/roster/identity.h"

namespace vekha::roster {
namespace {

using People = absl::flat_hash_set<uint32_t>;

// One person as all the lists of a school year say him.
struct MenteeCount {
  Counted row;
  bool request = false;
  bool consent = false;
  bool supported = false;
  std::vector<std::string> topics;
};
struct MentorCount {
  Counted row;
  bool consent = false;
  bool surveyed = false;
  bool interviewed = false;
  bool selected = false;
  bool trained = false;
};
struct PairCount {
  Counted row;
  Pair pair;
};

// One school year.
struct Year {
  std::optional<Says> mentees_say;  // nothing: there is no such list
  std::optional<Says> mentors_say;
  std::optional<Says> pairs_say;
  absl::flat_hash_map<uint32_t, MenteeCount> mentees;
  absl::flat_hash_map<uint32_t, MentorCount> mentors;
  std::vector<PairCount> pairs;  // those not broken off
  People paired;
  std::set<std::string> topics_offered;
};

// Of a person what is counted by.
struct PersonCount {
  Counted row;
  std::optional<PersonKind> kind;
  std::optional<Date> birth_date;
  std::optional<Date> teaching_since;
  SpecialNeeds special_needs;
  bool enabled = true;
};

void Say(std::optional<Says>& says, Says more) { says = says.value_or(Says::kNothing) | more; }

template <typename Map, typename Lacks>
CountedRows RowsOf(const Map& map, Lacks lacks) {
  CountedRows rows;
  for (const auto& [who, count] : map) {
    if (lacks(who, count)) rows.push_back(count.row);
  }
  return rows;
}

template <typename Map>
CountedRows AllRows(const Map& map) {
  return RowsOf(map, [](uint32_t, const auto&) { return true; });
}

class Deriver {
 public:
  Deriver(std::span<const Roster* const> rosters, const DeriveOptions& options)
      : rosters_(rosters), options_(options), identity_(rosters), tally_(rosters, options) {}

  Derivation Run() {
    for (const Roster* roster : rosters_) ReadRoster(*roster);
    for (const auto& [cycle, year] : years_) DeriveYear(cycle, year);
    DerivePeople();
    return tally_.Take();
  }

 private:
  void ReadRoster(const Roster& roster) {
    for (const auto& [key, head] : roster.lists) ReadHead(key.first, key.second, head.says);
    for (const Mentee& mentee : roster.mentees) ReadMentee(roster, mentee);
    for (const Mentor& mentor : roster.mentors) ReadMentor(roster, mentor);
    for (const Pair& pair : roster.pairs) ReadPair(roster, pair);
    for (const Person& person : roster.people) {
      PersonCount& count = people_[WhoIs(roster, person.id)];
      // Of two sources the one with a whole list of people is the better witness.
      if (count.row.roster != nullptr && !IsWhole(roster)) continue;
      count = {{&roster, person.origin}, person.kind,          person.birth_date,
               person.teaching_since,    person.special_needs, person.enabled};
    }
  }

  static bool IsWhole(const Roster& roster) {
    return roster.lists.contains({Collection::kPeople, ""});
  }

  uint32_t WhoIs(const Roster& roster, const std::string& person) {
    return identity_.Of({roster.source, person});
  }

  void ReadHead(Collection collection, const std::string& cycle, Says says) {
    if (collection == Collection::kPeople) people_say_ = people_say_ | says;
    if (collection == Collection::kMentees) Say(years_[cycle].mentees_say, says);
    if (collection == Collection::kMentors) Say(years_[cycle].mentors_say, says);
    if (collection == Collection::kPairs) Say(years_[cycle].pairs_say, says);
  }

  void ReadMentee(const Roster& roster, const Mentee& mentee) {
    MenteeCount& count = years_[mentee.cycle].mentees[WhoIs(roster, mentee.person)];
    count.row = {&roster, mentee.origin};
    count.request |= !mentee.request.empty() || !mentee.topic.empty();
    count.consent |= mentee.consent.value_or(false);
    count.supported |= mentee.supported.value_or(false);
    if (!mentee.topic.empty()) count.topics.push_back(NormalizeName(mentee.topic));
  }

  void ReadMentor(const Roster& roster, const Mentor& mentor) {
    Year& year = years_[mentor.cycle];
    MentorCount& count = year.mentors[WhoIs(roster, mentor.person)];
    count.row = {&roster, mentor.origin};
    count.consent |= mentor.consent.value_or(false);
    count.surveyed |= mentor.surveyed.value_or(false);
    count.interviewed |= mentor.interviewed.value_or(false);
    count.selected |= mentor.selected.value_or(false);
    count.trained |= mentor.trained.value_or(false);
    for (const std::string& topic : mentor.topics) {
      year.topics_offered.insert(NormalizeName(topic));
    }
  }

  void ReadPair(const Roster& roster, const Pair& pair) {
    if (pair.stage == Stage::kBrokenOff) return;
    Year& year = years_[pair.cycle];
    year.pairs.push_back({{&roster, pair.origin}, pair});
    for (const std::string& mentee : pair.mentees) year.paired.insert(WhoIs(roster, mentee));
  }

  void DeriveYear(const std::string& cycle, const Year& year) {
    if (year.mentees_say) DeriveMentees(cycle, year, *year.mentees_say);
    if (year.mentors_say) DeriveMentors(cycle, year, *year.mentors_say);
    if (year.pairs_say) DerivePairs(cycle, year, *year.pairs_say);
    if (year.mentees_say && year.mentors_say) DeriveConsents(cycle, year);
  }

  void DeriveMentees(const std::string& cycle, const Year& year, Says says) {
    From(cycle, {Collection::kMentees});
    tally_.Add("mentees.count", cycle, year.mentees.size(), AllRows(year.mentees));
    if (Has(says, Says::kRequest) || Has(says, Says::kTopic)) {
      AddLacking("mentees.without_request", cycle,
                 RowsOf(year.mentees, [](uint32_t, const MenteeCount& m) { return !m.request; }));
    }
    if (year.pairs_say) DeriveUnpaired(cycle, year, says);
    const bool topics = Has(says, Says::kTopic);
    if (topics && year.mentors_say && Has(*year.mentors_say, Says::kTopic)) {
      DeriveUnanswered(cycle, year);
    }
  }

  void DeriveUnanswered(const std::string& cycle, const Year& year) {
    From(cycle, {Collection::kMentees, Collection::kMentors, Collection::kPairs});
    const std::string name = "mentees.requests_without_mentor";
    const CountedRows unknown = RowsOf(year.mentees, [&](uint32_t who, const MenteeCount& mentee) {
      return !mentee.request && !year.paired.contains(who);
    });
    if (!unknown.empty()) {
      return tally_.AddGap(name, cycle,
                           {"у наставляемых без пары не указан запрос",
                            "the request is not said of some mentees without a pair"},
                           unknown);
    }
    AddLacking(name, cycle, RowsOf(year.mentees, [&](uint32_t who, const MenteeCount& mentee) {
                 return !year.paired.contains(who) && !IsOffered(mentee, year);
               }));
  }

  static bool IsOffered(const MenteeCount& mentee, const Year& year) {
    if (mentee.topics.empty()) return false;
    for (const std::string& topic : mentee.topics) {
      if (!year.topics_offered.contains(topic)) return false;
    }
    return true;
  }

  void DeriveUnpaired(const std::string& cycle, const Year& year, Says says) {
    From(cycle, {Collection::kMentees, Collection::kPairs});
    const auto unpaired = [&](uint32_t who) { return !year.paired.contains(who); };
    AddLacking("mentees.unpaired", cycle,
               RowsOf(year.mentees, [&](uint32_t who, const auto&) { return unpaired(who); }));
    if (!Has(says, Says::kSupport)) return;
    AddLacking("mentees.unpaired_without_support", cycle,
               RowsOf(year.mentees, [&](uint32_t who, const MenteeCount& mentee) {
                 return unpaired(who) && !mentee.supported;
               }));
  }

  void DeriveMentors(const std::string& cycle, const Year& year, Says says) {
    From(cycle, {Collection::kMentors});
    tally_.Add("mentors.count", cycle, year.mentors.size(), AllRows(year.mentors));
    tally_.Add("mentors.potential", cycle, year.mentors.size(), AllRows(year.mentors));
    const auto add = [&](Says bit, const char* name, auto holds) {
      if (!Has(says, bit)) return;
      const CountedRows rows =
          RowsOf(year.mentors, [&](uint32_t, const MentorCount& mentor) { return holds(mentor); });
      tally_.Add(name, cycle, rows.size(), rows);
    };
    using M = MentorCount;
    add(Says::kSurveyed, "mentors.surveyed", [](const M& m) { return m.surveyed; });
    add(Says::kInterviewed, "mentors.interviewed", [](const M& m) { return m.interviewed; });
    add(Says::kSelected, "mentors.selected", [](const M& m) { return m.selected; });
    // Rules hold the trained against the selected: somebody trained and not selected is neither.
    const bool selected = Has(says, Says::kSelected);
    add(Says::kTrained, "mentors.trained",
        [selected](const M& m) { return m.trained && (m.selected || !selected); });
  }

  void DeriveConsents(const std::string& cycle, const Year& year) {
    if (!Has(*year.mentees_say, Says::kConsent) || !Has(*year.mentors_say, Says::kConsent)) return;
    From(cycle, {Collection::kMentees, Collection::kMentors});
    absl::flat_hash_map<uint32_t, MentorCount> missing;  // a pupil may be both
    for (const auto& [who, mentor] : year.mentors) {
      if (!mentor.consent) missing[who].row = mentor.row;
    }
    for (const auto& [who, mentee] : year.mentees) {
      if (!mentee.consent) missing[who].row = mentee.row;
    }
    AddLacking("consents.missing", cycle, AllRows(missing));
  }

  void DerivePairs(const std::string& cycle, const Year& year, Says says) {
    From(cycle, {Collection::kPairs});
    const auto rows_of = [&](auto holds) {
      CountedRows rows;
      for (const auto& [row, pair] : year.pairs) {
        if (holds(pair)) rows.push_back(row);
      }
      return rows;
    };
    AddLacking("pairs.count", cycle, rows_of([](const Pair&) { return true; }));
    if (Has(says, Says::kPlan)) {
      AddLacking("pairs.without_plan", cycle,
                 rows_of([](const Pair& p) { return !p.plan.value_or(false); }));
    }
    if (Has(says, Says::kFeedback)) {
      AddLacking("pairs.without_feedback", cycle,
                 rows_of([](const Pair& p) { return !p.feedback.value_or(false); }));
    }
    if (Has(says, Says::kStage)) {
      AddLacking("pairs.closed", cycle,
                 rows_of([](const Pair& p) { return p.stage == Stage::kClosed; }));
    }
    for (int i = 0; i < kMeetings; ++i) {
      const auto meeting = static_cast<Meeting>(i);
      if (!Has(says, SaysMet(meeting))) continue;
      AddLacking("pairs.met." + std::string(MeetingName(meeting)), cycle,
                 rows_of([i](const Pair& p) { return p.met[static_cast<size_t>(i)]; }));
    }
  }

  void DerivePeople() {
    year_scope_ = facts::ScopeKey(facts::FactPer::kYear, options_.as_of);
    const std::string cycle = facts::ScopeKey(facts::FactPer::kCycle, options_.as_of);
    static const Year kNoYear;
    const auto found = years_.find(cycle);
    const Year& year = found == years_.end() ? kNoYear : found->second;
    if (Has(people_say_, Says::kAllPupils)) DerivePupils(cycle, year);
    if (Has(people_say_, Says::kAllStaff)) DeriveTeachers(cycle, year);
    if (year.mentees_say) DeriveAged("pupils.mentees_11_18", cycle, year.mentees, 11, 18);
    if (year.mentors_say) DeriveAged("pupils.mentors_15_18", cycle, year.mentors, 15, 18);
  }

  bool Is(const PersonCount& count, PersonKind kind) const {
    return count.kind == kind && count.enabled;
  }

  // Of a person without a kind the age decides.
  static bool IsGrown(const PersonCount& person) {
    return !person.enabled || (person.kind && *person.kind != PersonKind::kPupil);
  }

  void DerivePupils(const std::string& cycle, const Year& year) {
    From(cycle, {Collection::kPeople});
    const CountedRows pupils = RowsOf(
        people_, [&](uint32_t, const PersonCount& count) { return Is(count, PersonKind::kPupil); });
    tally_.Add("pupils.total", year_scope_, pupils.size(), pupils);
    DeriveSpecialNeeds(cycle, year);
  }

  void DeriveSpecialNeeds(const std::string& cycle, const Year& year) {
    bool said = false;
    size_t all = 0;
    size_t covered = 0;
    for (const auto& [who, count] : people_) {
      if (!Is(count, PersonKind::kPupil)) continue;
      said |= count.special_needs.said();
      const SpecialNeeds::Revealed needs = count.special_needs.Reveal();
      if (!needs.present || (needs.until && *needs.until < options_.as_of)) continue;
      ++all;
      covered += year.mentees.contains(who) || year.paired.contains(who);
    }
    if (!said) return;
    tally_.AddProtected("pupils.special_needs", year_scope_, all);
    if (!year.mentees_say) return;
    From(cycle, {Collection::kPeople, Collection::kMentees, Collection::kPairs});
    tally_.AddProtected("pupils.special_needs_covered", year_scope_, covered);
  }

  void DeriveTeachers(const std::string& cycle, const Year& year) {
    CountedRows unknown;
    CountedRows young;
    CountedRows mentees;
    bool said = false;
    for (const auto& [who, count] : people_) {
      if (!Is(count, PersonKind::kTeacher)) continue;
      const auto since = count.teaching_since;
      said |= since.has_value();
      if (!since) unknown.push_back(count.row);
      if (!since || AgeOn(*since, options_.as_of) >= options_.young_years) continue;
      young.push_back(count.row);
      if (year.mentees.contains(who)) mentees.push_back(count.row);
    }
    if (!said) return;
    From(cycle, {Collection::kPeople});
    if (!unknown.empty()) {
      return tally_.AddGap("young_teachers.total", year_scope_,
                           {"у учителей не указано начало педагогической деятельности",
                            "the beginning of teaching is not said of some teachers"},
                           unknown);
    }
    tally_.Add("young_teachers.total", year_scope_, young.size(), young);
    if (!year.mentees_say) return;
    From(cycle, {Collection::kPeople, Collection::kMentees});
    tally_.Add("young_teachers.mentees", year_scope_, mentees.size(), mentees);
  }

  // Pupils of the list whose age is within [least, most] on the day.
  template <typename Map>
  void DeriveAged(const char* name, const std::string& cycle, const Map& list, int least,
                  int most) {
    CountedRows unknown;
    CountedRows aged;
    bool said = list.empty();
    for (const auto& [who, line] : list) {
      const auto found = people_.find(who);
      if (found == people_.end() || IsGrown(found->second)) continue;
      const auto birth = found->second.birth_date;
      said |= birth.has_value();
      if (!birth) {
        unknown.push_back(line.row);
      } else if (const int age = AgeOn(*birth, options_.as_of); age >= least && age <= most) {
        aged.push_back(line.row);
      }
    }
    From(cycle, {Collection::kPeople, Collection::kMentees, Collection::kMentors});
    // A list without any birth date was not meant to tell ages.
    if (!unknown.empty() && said) {
      tally_.AddGap(name, year_scope_,
                    {"дата рождения указана не у всех", "not everyone's birth date is said"},
                    unknown);
    } else if (unknown.empty()) {
      tally_.Add(name, year_scope_, aged.size(), aged);
    }
  }

  void From(const std::string& cycle, std::initializer_list<Collection> collections) {
    tally_.From(cycle, std::span(collections.begin(), collections.size()));
  }

  void AddLacking(std::string name, const std::string& cycle, const CountedRows& rows) {
    tally_.Add(std::move(name), cycle, rows.size(), rows);
  }

  std::span<const Roster* const> rosters_;
  const DeriveOptions& options_;
  Identity identity_;
  FactTally tally_;
  std::map<std::string, Year> years_;  // by cycle
  absl::flat_hash_map<uint32_t, PersonCount> people_;
  Says people_say_ = Says::kNothing;
  std::string year_scope_;
};

}  // namespace

Derivation DeriveFacts(std::span<const Roster* const> rosters, const DeriveOptions& options) {
  return Deriver(rosters, options).Run();
}

}  // namespace vekha::roster
