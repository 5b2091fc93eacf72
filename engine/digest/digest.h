// What one person is told on one working day, in one message, and how it is written. The lines are
// gathered by the caller, who also knows whether the reader may see them; here they are put into
// order and into words for mail programs: plain text, and HTML without anything from outside.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/date.h"
#include "engine/base/language.h"

namespace vekha::digest {

// In order of appearance.
enum class Section {
  kOverdue,
  kToday,
  kThisWeek,
  kLater,
  kWaiting,    // decisions that wait for the reader: a report to accept, an extension asked for
  kNews,       // returned, extended, delegated, withdrawn ...
  kUnreached,  // people under the reader's care who could not be told: no address, no access
};
inline constexpr int kSectionCount = 7;
std::string_view SectionName(Section section);  // stable: "overdue", "today", "this_week" ...

struct Line {
  Section section = Section::kOverdue;
  std::string task;           // id; empty for kUnreached
  std::string organization;   // as people know it
  std::string roadmap;        // its title
  std::string number;         // of the row, as printed; may be empty
  std::string title;          // of the row; for kUnreached the name of the person
  std::optional<Date> due{};  // effective
  int days_late = 0;          // working days
  std::string text, text_en;  // the state in words: "просрочено на 3 рабочих дня"
  std::string instead_of;  // the absent person this was for; empty: the reader himself
  std::string because, because_en;  // why the reader gets it: "вы отвечаете", "вы куратор"
  bool operator==(const Line&) const = default;
};

struct Digest {
  std::string id;  // the same in every attempt to deliver it
  std::string person_name;
  Date day;  // in the reader's zone
  std::vector<Line> lines;
  bool operator==(const Digest&) const = default;
};

// The lines as they are shown: by section, due day (none last), working days late, organization,
// number ("3.2" before "3.10"), task. Equal ones keep their order.
std::vector<const Line*> InOrder(const Digest& digest);

struct Letter {
  std::string subject;  // one line; no text from outside is in it
  std::string text;     // lines of at most kTextColumns characters, unless one word is longer; "\n"
  std::string html;     // a whole document
  bool operator==(const Letter&) const = default;
};
inline constexpr size_t kTextColumns = 76;

// Texts from outside are cleaned (one line each, no control or direction characters, well-formed
// UTF-8, cut when longer than kTitleMax characters) and escaped; ids of tasks are never cut. A text
// that is missing in the reader's language is shown in the other. Sending a digest without lines is
// the caller's mistake; it renders as one that says there is nothing.
Letter Render(const Digest& digest, Language language);
inline constexpr size_t kTitleMax = 300;

}  // namespace vekha::digest
