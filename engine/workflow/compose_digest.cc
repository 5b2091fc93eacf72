#include <fmt/format.h>

#include <algorithm>

#include "engine/workflow/gather.h"
#include "engine/workflow/missed_target.h"
#include "engine/workflow/outbox.h"
#include "engine/workflow/unreached.h"
#include "engine/workflow/view.h"
#include "engine/workflow/wording.h"

namespace vekha::workflow {
namespace {

digest::Section SectionOf(const Notification& notification, const task::Task& task, Date day) {
  using digest::Section;
  if (notification.kind == reminder::NoticeKind::kRequest) return Section::kWaiting;
  if (notification.kind == reminder::NoticeKind::kNews) return Section::kNews;
  if (task.overdue) return Section::kOverdue;
  if (!task.effective_due) return Section::kLater;
  if (*task.effective_due <= day) return Section::kToday;
  const Date sunday = AddDays(day, 7 - IsoWeekday(day));
  return *task.effective_due <= sunday ? Section::kThisWeek : Section::kLater;
}

// As the document writes it; the roles that every ladder names have words of their own.
Wording RoleWords(const std::string& role, const roadmap::Roadmap* roadmap) {
  if (role == "head") return {"директор", "head"};
  if (role == "curator") return {"куратор", "curator"};
  if (role == "coordinator") return {"координатор", "coordinator"};
  if (roadmap == nullptr) return {role, role};
  for (const auto& [name, id] : roadmap->roles) {
    if (id == role) return {name, role};
  }
  return {role, role};
}

Wording WhyHim(const std::string& audience, const roadmap::Roadmap* roadmap) {
  if (audience == "responsible") return {"вы отвечаете", "you answer for it"};
  if (audience == "co_executors") return {"вы соисполнитель", "you are a co-executor"};
  if (audience == "controller") return {"вы принимаете отчёт", "you accept the report"};
  if (audience == "authority") return {"вы решаете о сроке", "you decide about the deadline"};
  const Wording role = RoleWords(audience, roadmap);
  return {fmt::format("ваша роль: {}", role.ru), fmt::format("your role: {}", role.en)};
}

// "3.5 Пары: отчёт возвращён" -> "отчёт возвращён": the title stands beside it.
std::string WithoutTitle(const std::string& text, const std::string& title) {
  const std::string head = title + ": ";
  return text.starts_with(head) ? text.substr(head.size()) : text;
}

class Composer {
 public:
  Composer(const State& state, const RuleBook& rules)
      : state_(state), rules_(rules), outbox_(state, rules) {}

  digest::Digest Compose(const Digest& digest, Date day) {
    day_ = day;
    digest::Digest out;
    out.id = digest.id;
    out.day = day_;
    out.person_name = NameOf(digest.person);
    for (const DigestItem& item : digest.items) {
      const NotificationEntry* entry = FindNotification(state_, item.notification);
      if (entry == nullptr) continue;
      const Passage passage = outbox_.Look(entry->notification, day_);
      // Also what is somebody else's now.
      const bool gone = (passage.kind == Passage::Kind::kDrop && passage.reason != "UNREACHABLE") ||
                        passage.kind == Passage::Kind::kReaddress;
      if (!gone) out.lines.push_back(LineOf(entry->notification, item, digest.person));
    }
    return out;
  }

 private:
  std::string NameOf(const PersonId& person) const {
    const auto found = state_.people.find(person);
    return found == state_.people.end() ? person.value() : found->second.person.name;
  }

  digest::Line LineOf(const Notification& n, const DigestItem& item, const PersonId& reader) {
    digest::Line line;
    line.task = n.task.value();
    const auto organization = state_.organizations.find(n.organization);
    if (organization != state_.organizations.end()) {
      line.organization = organization->second.organization.name;
    }
    line.text = n.text;
    line.text_en = n.text_en;
    line.due = n.due_date;
    if (!item.instead_of.empty()) line.instead_of = NameOf(item.instead_of);
    const Outbox::Subject subject = outbox_.SubjectOf(n, day_);
    const Wording why =
        WhyHim(n.audience, subject.task == nullptr ? nullptr : subject.sheet->plan->roadmap.get());
    line.because = why.ru;
    line.because_en = why.en;
    if (n.rung == kUnreached) {
      line.section = digest::Section::kUnreached;
      line.task.clear();
      line.title = n.text.substr(0, n.text.find(':'));
      line.text = WithoutTitle(n.text, line.title);
    } else if (subject.task != nullptr) {
      AddTask(n, subject, line);
    } else if (IsTargetId(n.task)) {
      AddTarget(n, line);
    } else {
      line.section = digest::Section::kNews;
    }
    AddHeld(n, reader, line);
    return line;
  }

  void AddTask(const Notification& n, const Outbox::Subject& subject, digest::Line& line) {
    const task::Task& task = *subject.task;
    const roadmap::Measure& measure = *task.planned->measure;
    line.section = SectionOf(n, task, day_);
    line.roadmap = subject.sheet->plan->roadmap->title;
    line.number = measure.number;
    line.title = measure.title;
    line.due = task.effective_due;
    line.days_late = task.days_late;
    const bool of_its_day =
        n.kind == reminder::NoticeKind::kReminder || n.kind == reminder::NoticeKind::kAlert;
    const std::string title = TitleOf(measure);
    line.text = WithoutTitle(n.text, title);
    line.text_en = WithoutTitle(n.text_en, title);
    // What was true when it was decided on may be older than the morning it is read.
    if (!of_its_day || task.planned->ongoing) return;
    const Wording state = DueState(task, day_, *subject.sheet->plan->calendar);
    const Wording words = Joined(Joined(state, GatheredWords(state_, task)), ShiftReason(task));
    line.text = words.ru;
    line.text_en = words.en;
  }

  void AddTarget(const Notification& n, digest::Line& line) {
    line.section = digest::Section::kOverdue;
    line.task.clear();
    const auto target = FindMissedTarget(state_, rules_, n.organization, n.task, day_);
    if (!target) return;
    const Wording why = WhyHim(n.audience, target->roadmap.get());
    line.because = why.ru;
    line.because_en = why.en;
    line.roadmap = target->roadmap->title;
    line.title = TitleOf(*target->indicator);
    line.text = target->alert.ru;
    line.text_en = target->alert.en;
  }

  // A message that a silence held says so.
  void AddHeld(const Notification& n, const PersonId& reader, digest::Line& line) const {
    for (const auto& [id, silence] : state_.silences) {
      const bool held = n.as_of <= silence.until && silence.until < day_ && silence.from < day_ &&
                        Silences(state_, silence, n, reader, day_);
      if (!held) continue;
      line.text +=
          fmt::format("; придержано до {}: {}", FormatRussian(silence.until), silence.reason);
      line.text_en += fmt::format("; held until {}: {}", FormatIso(silence.until), silence.reason);
      return;
    }
  }

  const State& state_;
  const RuleBook& rules_;
  Outbox outbox_;
  Date day_;
};

}  // namespace

digest::Digest ComposeDigest(const State& state, const RuleBook& rules, const Digest& digest,
                             Date day) {
  return Composer(state, rules).Compose(digest, day);
}

std::vector<digest::Digest> ComposeDigests(const State& state, const RuleBook& rules,
                                           const std::vector<DigestOnDay>& digests) {
  Composer composer(state, rules);
  std::vector<digest::Digest> out;
  out.reserve(digests.size());
  for (const auto& [digest, day] : digests) out.push_back(composer.Compose(*digest, day));
  return out;
}

}  // namespace vekha::workflow
