// For tests: a school year lived through by the engine under everything that goes wrong in the
// world around it: outages, clocks that jump, crashes, old backups, a mail server that says no. One
// seed is one year. Each answer of the program is compared with what the books say it should be
// (expect.h); what arrived in the mailboxes is remembered whatever the program forgets.
#pragma once

#include <map>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "engine/base/window.h"
#include "engine/workflow/view.h"
#include "tests/simulation/expect.h"

namespace vekha::test {

// What may go wrong besides what people do.
struct Faults {
  bool world = true;     // outages, clocks, backups, the mail server
  int crash_one_in = 0;  // at each point where it can crash; 0: never
  int crash_at = 0;      // at this point, counted from 1, and at no other
};

class Year {
 public:
  Year(unsigned seed, Faults faults, Period span);

  // The span, then calm days in which whatever waits comes to its end.
  void Live();

  // Everything that is not as it should be; empty when all is.
  std::vector<std::string> Problems() const;

  const workflow::State& state() const { return state_; }
  size_t received() const { return received_.size(); }
  int crashes() const { return crashes_; }
  int points() const { return points_; }  // where it could have crashed
  // How often something came to pass: "outage", "GAP_UNCONFIRMED", "extension_granted" ...
  const std::map<std::string, int>& seen() const { return seen_; }

 private:
  struct Logged {
    int64_t revision = 0;
    workflow::Event event;
  };
  struct Attempt {
    bool done = false;  // decided, and committed when there was something to commit
    bool died = false;
    std::vector<workflow::Event> events = {};
  };
  struct Mail {
    PersonId reader;
    Date day;  // his
  };

  void SetUp();
  void LiveDay(Date day, bool calm);

  // Acts of people.
  PersonId Somebody();
  PersonId Holder(const std::string& role, Date day);
  workflow::TaskAct ActOn(Date day);
  std::optional<TaskId> AskedToExtend() const;
  void Act(Date day);
  void ActOnTask(Date day);
  void ActOnDelivery(Date day);
  void ChangeRole(Date day);
  void ChangeAddress();
  void PutSilenceOn(Date day);
  void Fact(const char* name, Date day);
  void ReviveDead();
  void GiveAddresses();  // to everybody who has one in the end

  // The program.
  Attempt Try(const workflow::Command& command);
  void Compare(const workflow::Command& command, const absl::StatusOr<workflow::Decision>& decided);
  void Count(const std::vector<workflow::Event>& events);
  void Ask(const workflow::Command& command);  // asks again when it died before the commit
  void Run(Date day);
  void Deliver();
  bool Send(const workflow::DigestLeased& leased, workflow::SettleDigests& settle);
  bool Crashes();
  void BackUp();
  void Restart();
  void Restore();

  // The world.
  void Receive(const workflow::Digest& digest);
  void CheckLetter(const workflow::Digest& digest, const digest::Digest& letter);
  void CheckNothingWaits(Date until);
  std::string ZoneOfReader(const PersonId& reader) const;
  workflow::LocalTime LocalOf(const PersonId& reader) const;
  workflow::LocalTimes Locals() const;
  int64_t Now() const { return now_ + skew_; }
  Date Today() const;  // of the school

  int Below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  bool Chance(int one_in) { return Below(one_in) == 0; }
  bool Trouble(int one_in);  // with the world only
  void Add(std::string problem) { problems_.push_back(std::move(problem)); }

  const Faults faults_;
  const Period span_;
  std::mt19937 random_;   // of what people do: the same however the program fares
  std::mt19937 trouble_;  // of what goes wrong
  workflow::State state_;
  Books books_;
  std::vector<Logged> log_;
  // What a restarted program reads; the log goes on from there.
  struct Backup {
    size_t logged = 0;
    workflow::State state;
    Books books;
  };
  Backup backup_;
  int down_ = 0;      // days
  int64_t now_ = 0;   // seconds since 1970 UTC
  int64_t skew_ = 0;  // what the clock shows too much
  std::optional<workflow::LeaseDigests::Looked> looked_;
  std::vector<workflow::DigestResult> late_;
  int silences_ = 0;
  int acted_on_ = 0;  // of the duties
  bool calm_ = false;
  int points_ = 0;
  int crashes_ = 0;
  std::map<std::string, Mail> received_;                                // by digest
  std::map<std::tuple<PersonId, Date, Date>, std::string> by_morning_;  // digests
  std::map<std::string, int> seen_;
  std::vector<std::string> problems_;
};

}  // namespace vekha::test
