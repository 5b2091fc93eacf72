// For tests: what has happened, as the events tell it, in the plainest form, and the questions the
// documents answer about it: who holds a role, who answers, whether a duty is done. It shares no
// code with what follows those rules in earnest.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/workflow/command.h"
#include "tests/simulation/plan.h"

namespace vekha::test {

// What has become of a duty.
struct Work {
  int revision = 1;
  std::optional<Date> extended_to = {};
  std::optional<task::Report> report = {};
  bool closed = false;
  bool withdrawn = false;
  std::optional<Date> reopened_on = {};
  std::optional<task::Acknowledgement> seen = {};
  std::vector<task::Delegation> delegations = {};
  bool extension_asked = false;
  int extension_requests = 0;
  std::map<int, std::set<std::string>> accounted = {};  // rungs, by revision
};

// Somebody who is told something.
struct Listener {
  std::string word;    // of the audience
  std::string person;  // empty: nobody holds the role
  std::string name;    // of the role, when nobody does
};

struct Message {
  workflow::Notification said;
  bool waits = true;   // in no digest, and not dropped
  std::string digest;  // the last one it stood in
};

struct Post {
  enum class State { kOut, kRetry, kSent, kDead, kDropped };
  workflow::Digest digest;
  State state = State::kOut;
  int attempt = 1;
  int64_t until = 0;
  int64_t not_before = 0;
  Date day;  // of the last attempt
};

// "task 2 d-3".
std::string NameOfRung(const std::string& task, int revision, const std::string& rung);

class Books {
 public:
  void Enter(const workflow::Event& event);

  // --- duties
  const Work& WorkOn(const Duty& duty) const;
  std::optional<Date> DueOf(const Duty& duty) const;
  bool Applies(const Duty& duty) const;
  bool FactsSayDone(const Duty& duty) const;
  bool IsClosed(const Duty& duty) const;  // by a person or by facts
  bool WaitsForDecision(const Duty& duty) const;
  bool IsOverdue(const Duty& duty, Date day) const;
  bool IsBehindAnOverdueOne(const Duty& duty, Date day) const;
  // Why nothing is said of it; empty when something is.
  std::string WhyNothing(const Duty& duty) const;

  // --- people
  std::set<std::string> Holders(const std::string& role, Date day) const;
  bool HasLeft(const std::string& person, Date day) const;  // held roles, and holds none any more
  // The first of whom answers; the others take part.
  struct Answers {
    std::string person;
    std::string name;
    bool first = false;
  };
  std::vector<Answers> WhoAnswers(const Duty& duty, Date day) const;
  std::vector<Listener> Listeners(const Duty& duty, const std::vector<std::string>& audience,
                                  Date day) const;
  // Who reads what was written to him that day; none when it waits for him.
  std::optional<std::string> ReaderFor(const std::string& person, Date day) const;
  bool IsSilent(const std::string& reader, Date day) const;
  bool IsReachable(const std::string& person) const;
  const workflow::Contact& ContactOf(const std::string& person) const;

  // --- what was said
  std::optional<Date> mark;
  std::vector<Message> messages;  // in the order they were said
  std::map<std::string, Post> posts;
  std::map<std::string, Date> last_sent;  // by person
  std::map<std::string, workflow::Person> people;
  std::map<std::string, std::string> open_post;  // by person
  std::vector<workflow::RoleHolding> roles;
  std::vector<std::string> faults;  // entries that could not be

  const Message* FindMessage(const std::string& id) const;

 private:
  void EnterTask(const workflow::Event& event);
  void EnterPost(const workflow::Event& event);
  void Hold(const workflow::RoleHolding& holding);
  void Settle(const workflow::DigestSettled& settled);
  void Say(const workflow::Notification& said);
  int64_t FactOf(const std::string& name) const;  // -1: unknown

  std::map<std::string, Work> works_;
  std::map<std::string, int64_t> facts_;
  std::map<std::string, std::map<Date, workflow::Absence>> absences_;
  std::map<std::string, workflow::Silence> silences_;
  std::map<std::string, size_t> by_id_;  // of messages
};

}  // namespace vekha::test
