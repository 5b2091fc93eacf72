// For tests: what the program should answer, derived from what the documents mean and from the
// books alone. An answer is written as lines, so that two of them can be compared and shown.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/simulation/books.h"

namespace vekha::test {

struct Answer {
  std::string refused = {};  // the reason; empty: it is done
  std::multiset<std::string> lines = {};
  bool operator==(const Answer&) const = default;
};

// The lines of what was decided.
std::multiset<std::string> LinesOf(const std::vector<workflow::Event>& events);

// Every rung whose day has come and that has no account yet: said, and to whom; not said, and why.
Answer ExpectRun(const Books& books, const workflow::RunDay& run);
// Whom something is sent to now, what waits, what is dropped, what is another's now.
Answer ExpectLease(const Books& books, const workflow::LeaseDigests& lease);
Answer ExpectSettle(const Books& books, const workflow::SettleDigests& settle);
// Who is told at once of what people decided.
std::multiset<std::string> ExpectNotices(const Books& books,
                                         const std::vector<workflow::Event>& decided);

// What becomes of a message on a day.
struct Fate {
  enum class Kind { kSend, kHold, kDrop, kHandOver };
  Kind kind = Kind::kSend;
  std::string reason = {};
  std::string reader = {};            // of what is sent, or cannot be
  std::set<std::string> others = {};  // whom it is handed over to
};
Fate FateOf(const Books& books, const workflow::Notification& said, Date day);

// What of a digest is still true on its reader's day, by id.
std::set<std::string> StillTrue(const Books& books, const workflow::Digest& digest, Date day);

// One message as a line.
std::string LineOfSaid(const std::string& id, const std::string& person, std::string_view kind,
                       const std::string& reason);

// The lines only one of them has, each with a word before it; empty when they are equal.
std::vector<std::string> Differences(const Answer& expected, const Answer& actual);

}  // namespace vekha::test
