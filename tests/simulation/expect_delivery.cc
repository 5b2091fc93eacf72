#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "engine/base/overload.h"
#include "tests/simulation/expect.h"
#include "tests/simulation/readers.h"
#include "tests/simulation/work_days.h"

namespace vekha::test {

using namespace workflow;
using reminder::NoticeKind;

namespace {

constexpr int kEvening = 20 * 60;
constexpr int kAttemptsMax = 10;
constexpr int kUnconfirmedDays = 60;
constexpr char kUnreached[] = "unreached";

bool SpeaksOfADay(const Notification& said) {
  return said.kind == NoticeKind::kReminder || said.kind == NoticeKind::kAlert;
}

// Why it is no longer true; empty when it is.
std::string WhyNotTrue(const Books& books, const Notification& said, const Duty& duty) {
  if (said.kind == NoticeKind::kNews) return "";
  const Work& work = books.WorkOn(duty);
  if (said.rung.starts_with("extension-asked")) {
    const std::string waiting = fmt::format("extension-asked-{}", work.extension_requests);
    return work.extension_asked && said.rung == waiting ? "" : "DECIDED";
  }
  if (said.due_revision != work.revision) return "DUE_CHANGED";
  if (said.kind == NoticeKind::kRequest) return books.WaitsForDecision(duty) ? "" : "DECIDED";
  return books.WhyNothing(duty);
}

const LocalTime& TimeOf(const Books& books, const LocalTimes& local, const std::string& person) {
  const std::string& zone = books.ContactOf(person).zone;
  return local.at(zone.empty() ? kSchoolZone : zone);
}

bool IsMorningOf(const Books& books, const std::string& person, const LocalTime& time) {
  const int from = books.ContactOf(person).digest_minute;
  return from <= time.minute && time.minute < std::max(kEvening, from + 60);
}

// At most one on a day, and none on a day that a clock has been past, or on which one was given up.
bool HadOne(const Books& books, const std::string& person, Date day) {
  const auto last = books.last_sent.find(person);
  return last != books.last_sent.end() && day <= last->second;
}

bool GaveUpOn(const Books& books, const std::string& person, Date day) {
  return std::any_of(books.posts.begin(), books.posts.end(), [&](const auto& entry) {
    const Post& post = entry.second;
    return post.digest.person.value() == person && post.state == Post::State::kDead &&
           post.day == day;
  });
}

// Those who look after him are told that he could not be, once a day.
void TellCarers(const Books& books, const Notification& lost, const std::string& reader, Date day,
                Answer& answer) {
  if (lost.rung == kUnreached) return;
  for (const char* role : {"curator", "head", "coordinator"}) {
    std::set<std::string> carers = books.Holders(role, day);
    std::erase_if(carers, [&](const std::string& carer) {
      return carer == reader || !books.IsReachable(carer);
    });
    for (const std::string& carer : carers) {
      const std::string id =
          fmt::format("{}|{}|{}|{}|{}", kUnreached, lost.organization.value(),
                      reader.empty() ? lost.addressee : reader, FormatIso(day), carer);
      const std::string line = LineOfSaid(id, carer, "news", "UNREACHED");
      const bool told = books.FindMessage(id) != nullptr || answer.lines.contains(line);
      if (!told) answer.lines.insert(line);
    }
    if (!carers.empty()) return;
  }
}

void TellOfLoss(const Books& books, const Post& post, Date day, Answer& answer) {
  for (const DigestItem& item : post.digest.items) {
    TellCarers(books, books.FindMessage(item.notification)->said, post.digest.person.value(), day,
               answer);
  }
}

void HandOver(const Books& books, const Notification& said, const std::set<std::string>& others,
              Answer& answer) {
  for (const std::string& other : others) {
    const std::string id = fmt::format("{}|{}|{}|{}|{}", said.task.value(), said.due_revision,
                                       said.rung, said.audience, other);
    const std::string line =
        LineOfSaid(id, other, reminder::NoticeKindName(said.kind), said.reason);
    const bool told = books.FindMessage(id) != nullptr || answer.lines.contains(line);
    if (!told) answer.lines.insert(line);
  }
}

// What lies in the outbox at one moment.
class Postman {
 public:
  Postman(const Books& books, const LeaseDigests& lease) : books_(books), lease_(lease) {}

  Answer Work() {
    for (const auto& [person, id] : books_.open_post) SendAgain(books_.posts.at(id));
    for (const Message& message : books_.messages) {
      if (message.waits) Sort(message.said);
    }
    for (const auto& [reader, letters] : letters_) SendNew(reader, letters);
    return std::move(answer_);
  }

 private:
  bool MaySend(const std::string& reader, Date& day) const {
    const LocalTime& time = TimeOf(books_, lease_.local, reader);
    day = time.day;
    return IsMorningOf(books_, reader, time) && !HadOne(books_, reader, day);
  }

  void SendAgain(const Post& post) {
    const int64_t from = post.state == Post::State::kRetry ? post.not_before : post.until;
    if (from > lease_.now) return;
    const std::string& reader = post.digest.person.value();
    const bool never_answered = post.state == Post::State::kOut && post.attempt >= kAttemptsMax;
    if (!books_.IsReachable(reader) || never_answered) return GiveUp(post);
    Date day;
    if (!MaySend(reader, day) || !books_.ReaderFor(reader, day)) return;
    // What has been on its way goes on; a silence or an absence that came since holds what is new.
    bool alive = false;
    for (const DigestItem& item : post.digest.items) {
      const Notification& said = books_.FindMessage(item.notification)->said;
      const Fate fate = FateOf(books_, said, day);
      const bool on_its_way = fate.reason == "SILENCE" || fate.reason == "ABSENT";
      if (fate.kind == Fate::Kind::kHold && !on_its_way) return;
      HandOver(books_, said, fate.others, answer_);
      alive |= fate.kind == Fate::Kind::kSend || on_its_way || fate.reason == "UNREACHABLE";
    }
    if (alive) {
      Send(reader, post.digest.id, post.attempt + 1, post.digest.items);
    } else {
      answer_.lines.insert(fmt::format("settle {} {} dropped", post.digest.id, post.attempt));
    }
  }

  // Its reader has no address any more, or who takes it never says what became of it.
  void GiveUp(const Post& post) {
    const std::string& reader = post.digest.person.value();
    answer_.lines.insert(fmt::format("settle {} {} dead", post.digest.id, post.attempt));
    TellOfLoss(books_, post, TimeOf(books_, lease_.local, reader).day, answer_);
  }

  void Sort(const Notification& said) {
    const std::string& person = said.person.value();
    const Date day = TimeOf(books_, lease_.local, person).day;
    const Fate fate = FateOf(books_, said, day);
    if (fate.kind == Fate::Kind::kDrop || fate.kind == Fate::Kind::kHandOver) {
      answer_.lines.insert(fmt::format("drop {} {}", said.id, fate.reason));
      HandOver(books_, said, fate.others, answer_);
      if (fate.reason == "UNREACHABLE") TellCarers(books_, said, fate.reader, day, answer_);
      const bool nobody_else = fate.kind == Fate::Kind::kDrop && fate.reason == "LEFT";
      if (nobody_else) TellCarers(books_, said, person, day, answer_);
    } else if (fate.kind == Fate::Kind::kSend) {
      // Who stands in for somebody may be where it is another day.
      const Date his = TimeOf(books_, lease_.local, fate.reader).day;
      const bool too = fate.reader == person || FateOf(books_, said, his).kind == Fate::Kind::kSend;
      if (too) letters_[fate.reader].push_back(&said);
    }
  }

  void SendNew(const std::string& reader, const std::vector<const Notification*>& letters) {
    Date day;
    if (books_.open_post.contains(reader) || !MaySend(reader, day)) return;
    const std::string id = fmt::format("digest/{}/{}", reader, FormatIso(day));
    if (GaveUpOn(books_, reader, day) || books_.posts.contains(id)) return;
    // Of several things due about one task the newest is said, and of several asked.
    std::map<std::string, const Notification*> newest;
    std::vector<DigestItem> items;
    const auto put = [&](const Notification& said) {
      const bool for_him = said.person.value() == reader;
      items.push_back({said.id, for_him ? PersonId() : said.person});
    };
    for (const Notification* said : letters) {
      if (said->kind == NoticeKind::kNews) {
        put(*said);
        continue;
      }
      const bool asked = said->kind == NoticeKind::kRequest;
      const Notification*& last = newest[said->task.value() + (asked ? " asked" : " due")];
      if (last != nullptr) answer_.lines.insert(fmt::format("drop {} DUPLICATE", last->id));
      last = said;
    }
    for (const auto& [about, said] : newest) put(*said);
    Send(reader, id, 1, items);
  }

  void Send(const std::string& reader, const std::string& id, int attempt,
            const std::vector<DigestItem>& items) {
    DigestLeased leased;
    leased.digest.id = id;
    leased.digest.person = PersonId(reader);
    leased.digest.items = items;
    leased.attempt = attempt;
    answer_.lines.merge(LinesOf({leased}));
  }

  const Books& books_;
  const LeaseDigests& lease_;
  std::map<std::string, std::vector<const Notification*>> letters_;  // by reader
  Answer answer_;
};

}  // namespace

Fate FateOf(const Books& books, const Notification& said, Date day) {
  using Kind = Fate::Kind;
  const Duty& duty = *FindDuty(said.task.value());
  if (std::string why = WhyNotTrue(books, said, duty); !why.empty()) {
    return {.kind = Kind::kDrop, .reason = std::move(why)};
  }
  if (!WorkDays::IsWorking(day)) return {.kind = Kind::kHold, .reason = "DAY_OFF"};
  if (SpeaksOfADay(said) && books.mark && DaysBetween(*books.mark, day) > kUnconfirmedDays) {
    return {.kind = Kind::kHold, .reason = "GAP_UNCONFIRMED"};
  }
  const std::string& person = said.person.value();
  // News is his whatever becomes of the task, unless he is not of the house any more.
  if (said.kind != NoticeKind::kNews || books.HasLeft(person, day)) {
    std::set<std::string> meant;
    for (const Listener& one : books.Listeners(duty, {said.audience}, day)) {
      if (!one.person.empty()) meant.insert(one.person);
    }
    if (!meant.empty() && !meant.contains(person)) {
      return {.kind = Kind::kHandOver, .reason = "LEFT", .others = std::move(meant)};
    }
    if (meant.empty() && !person.empty()) return {.kind = Kind::kDrop, .reason = "LEFT"};
  }
  if (person.empty()) return {.kind = Kind::kDrop, .reason = "UNREACHABLE"};
  const auto reader = books.ReaderFor(person, day);
  if (!reader) return {.kind = Kind::kHold, .reason = "ABSENT"};
  if (books.IsSilent(*reader, day)) return {.kind = Kind::kHold, .reason = "SILENCE"};
  if (!books.IsReachable(*reader)) {
    return {.kind = Kind::kDrop, .reason = "UNREACHABLE", .reader = *reader};
  }
  return {.kind = Kind::kSend, .reader = *reader};
}

std::set<std::string> StillTrue(const Books& books, const Digest& digest, Date day) {
  std::set<std::string> out;
  for (const DigestItem& item : digest.items) {
    const Message* message = books.FindMessage(item.notification);
    if (message == nullptr) continue;
    const Fate fate = FateOf(books, message->said, day);
    const bool gone = fate.kind == Fate::Kind::kHandOver ||
                      (fate.kind == Fate::Kind::kDrop && fate.reason != "UNREACHABLE");
    if (!gone) out.insert(item.notification);
  }
  return out;
}

Answer ExpectLease(const Books& books, const LeaseDigests& lease) {
  return Postman(books, lease).Work();
}

Answer ExpectSettle(const Books& books, const SettleDigests& settle) {
  Answer answer;
  for (const DigestResult& result : settle.results) {
    const auto found = books.posts.find(result.id);
    if (found == books.posts.end()) return {.refused = "DIGEST_UNKNOWN"};
    const Post& post = found->second;
    const bool out = post.state == Post::State::kOut;
    const bool open = out || post.state == Post::State::kRetry;
    if (!open || (!result.sent && (!out || post.attempt != result.attempt))) continue;
    const bool dead = !result.sent && (result.refused || post.attempt >= kAttemptsMax);
    answer.lines.insert(fmt::format("settle {} {} {}", result.id, result.attempt,
                                    result.sent ? "sent"
                                    : dead      ? "dead"
                                                : "retry"));
    if (!dead) continue;
    const std::string& reader = post.digest.person.value();
    TellOfLoss(books, post, TimeOf(books, settle.local, reader).day, answer);
  }
  return answer;
}

std::multiset<std::string> ExpectNotices(const Books& books, const std::vector<Event>& decided) {
  Answer answer;
  const auto tell = [&](const TaskId& task, const std::string& what,
                        const std::vector<std::string>& audience, const PersonId& by, Date on,
                        std::string_view kind, const std::string& reason) {
    const Duty& duty = *FindDuty(task.value());
    for (const Listener& one : books.Listeners(duty, audience, on)) {
      if (!by.empty() && one.person == by.value()) continue;  // he knows
      const std::string id =
          fmt::format("{}|{}|{}|{}|{}", duty.id, books.WorkOn(duty).revision, what, one.word,
                      one.person.empty() ? one.name : one.person);
      answer.lines.insert(LineOfSaid(id, one.person, kind, reason));
    }
  };
  const auto number = [&](const TaskId& task) {
    return books.WorkOn(*FindDuty(task.value())).extension_requests;
  };
  const std::vector<std::string> answerable = {"responsible", "co_executors"};
  const auto one = Overload{
      [&](const TaskReported& e) {
        tell(e.task, "report-waits", {"controller"}, e.report.by, e.report.on, "request",
             "REPORT_WAITS");
      },
      [&](const TaskClosed& e) {
        if (e.closing.accepted_by.empty()) return;
        tell(e.task, "accepted", {"responsible"}, e.closing.accepted_by, *e.closing.accepted_on,
             "news", "ACCEPTED");
      },
      [&](const TaskReturned& e) {
        tell(e.task, "returned", answerable, e.what.by, e.what.on, "news", "RETURNED");
      },
      [&](const TaskReopened& e) {
        tell(e.task, "reopened", answerable, e.what.by, e.what.on, "news", "REOPENED");
      },
      [&](const TaskWithdrawn& e) {
        tell(e.task, "withdrawn", answerable, e.withdrawal.by, e.withdrawal.on, "news",
             "WITHDRAWN");
      },
      [&](const ExtensionRequested& e) {
        tell(e.task, fmt::format("extension-asked-{}", number(e.task) + 1), {"authority"},
             e.request.by, e.request.on, "request", "EXTENSION_ASKED");
      },
      [&](const ExtensionGranted& e) {
        tell(e.task, "extension-granted", answerable, e.extension.by, e.extension.on, "news",
             "EXTENSION_GRANTED");
      },
      [&](const ExtensionRefused& e) {
        tell(e.task, fmt::format("extension-refused-{}", number(e.task)), answerable, e.by, e.on,
             "news", "EXTENSION_REFUSED");
      },
      [&](const TaskDelegated& e) {
        const task::Delegation& d = e.delegation;
        if (d.to == d.by) return;
        const Work& work = books.WorkOn(*FindDuty(e.task.value()));
        const std::string id = fmt::format("{}|{}|delegated-{}|{}|{}", e.task.value(),
                                           work.revision, work.delegations.size() + 1,
                                           d.first ? "responsible" : "co_executors", d.to.value());
        answer.lines.insert(LineOfSaid(id, d.to.value(), "news", "DELEGATED"));
      },
      [](const auto&) {},
  };
  for (const Event& event : decided) std::visit(one, event);
  return std::move(answer.lines);
}

}  // namespace vekha::test
