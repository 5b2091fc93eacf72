// Steps against the steps they wait for: by the dependencies of the file, by what a row agrees or
// creates.
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/lint/check.h"
#include "engine/lint/words.h"

namespace vekha::lint {
namespace {

using roadmap::Measure;
using schedule::Occurrence;

// A pair of days that do not fit: the step's and that of the step it waits for.
struct Clash {
  Date due;
  Date other;
  int days() const { return DaysBetween(due, other); }
};

std::vector<const Occurrence*> InCycle(const Work& work, const std::string& cycle) {
  std::vector<const Occurrence*> out;
  for (const Occurrence& one : work.deadlines) {
    if (schedule::CycleOf(one.window.due) == cycle) out.push_back(&one);
  }
  return out;
}

// The occurrence of `before` that this one of `step` waits for: of the same school year, where both
// recur equally often the one of the same place; else the last one that is not later.
const Occurrence* Awaited(const Work& step, const Occurrence& one, const Work& before) {
  const std::string cycle = schedule::CycleOf(one.window.due);
  const auto own = InCycle(step, cycle);
  const auto others = InCycle(before, cycle);
  if (others.empty()) {
    const bool earlier = std::ranges::any_of(before.deadlines, [&](const Occurrence& other) {
      return other.window.due < one.window.due;
    });
    const bool both_recur = step.deadlines.size() > 1 && before.deadlines.size() > 1;
    return earlier || both_recur ? nullptr : &before.deadlines.front();
  }
  if (own.size() == others.size()) {
    const auto place = std::ranges::find(own, &one) - own.begin();
    return others[static_cast<size_t>(place)];
  }
  const Occurrence* best = others.front();
  for (const Occurrence* other : others) {
    if (other->window.due <= one.window.due) best = other;
  }
  // Of several steps a year the last one is what a yearly step must come before.
  if (own.size() > others.size()) return own.back() == &one ? others.front() : nullptr;
  return best;
}

// Both end with the same month, quarter or year, and the step's window is the longer one.
bool EndsTogether(const Occurrence& step, const Occurrence& before) {
  return step.window.start && before.window.start && *step.window.start < *before.window.start;
}

bool IsTight(const Document& document, Date from, Date to) {
  const auto days = document.calendar.WorkingDaysBetween(from, to);
  return days.ok() ? *days <= 1 : DaysBetween(from, to) <= 1;
}

struct Clashes {
  std::vector<std::pair<const Work*, Clash>> late;  // the widest clash with each
  std::vector<std::string> same_day;
  std::vector<Bilingual> tight;
};

void Compare(const Document& document, const Work& step, const Work& before, Clashes& out) {
  std::optional<Clash> worst;
  bool same_day = false;
  bool tight = false;
  for (const Occurrence& one : step.deadlines) {
    const Occurrence* other = Awaited(step, one, before);
    if (other == nullptr) continue;
    const Clash clash{one.window.due, other->window.due};
    if (clash.days() > 0) {
      if (!worst || clash.days() > worst->days()) worst = clash;
    } else if (clash.days() == 0) {
      same_day = same_day || !EndsTogether(one, *other);
    } else {
      tight = tight || IsTight(document, clash.other, clash.due);
    }
  }
  if (worst) {
    out.late.emplace_back(&before, *worst);
  } else if (same_day) {
    out.same_day.push_back(Label(before));
  } else if (tight) {
    out.tight.push_back(
        Say("{} ({})", "{} ({})", Label(before), PlainDay(before.deadlines.back().window.due)));
  }
}

using Pair = std::pair<const Measure*, const Measure*>;

bool Approves(const Measure& measure) {
  static const RE2 kApproves("(?i)утвержд");
  return RE2::PartialMatch(measure.title, kApproves) ||
         RE2::PartialMatch(measure.outcome, kApproves) ||
         RE2::PartialMatch(measure.result, kApproves) ||
         measure.evidence == roadmap::EvidenceKind::kOrder;
}

// "дорожной карты" of "Согласование дорожной карты ..."; stems.
std::vector<std::string> ObjectOf(const Measure& measure, std::string_view verb) {
  std::vector<std::string> stems = Stems(measure.title);
  const std::vector<std::string> verbs = Stems(verb);
  if (stems.size() < 3 || stems.front() != verbs.front()) return {};
  return {stems[1], stems[2]};
}

// Works whose only day can be compared, by what their title agrees or approves.
using ByObject = std::map<std::vector<std::string>, std::vector<const Work*>>;

ByObject WorksOf(const Document& document, std::string_view verb) {
  ByObject out;
  for (const Work& work : document.works) {
    if (work.deadlines.size() != 1) continue;
    const auto object = ObjectOf(*work.measure, verb);
    if (!object.empty()) out[object].push_back(&work);
  }
  return out;
}

// The approvals of what `agree` agrees: of the same object the earliest, and those that wait for
// it.
std::set<const Work*> ApprovalsOf(const Work& agree, const std::vector<const Work*>& same,
                                  const std::vector<const Work*>& waiting) {
  std::set<const Work*> out;
  const auto earliest = std::ranges::min_element(
      same, {}, [](const Work* work) { return work->deadlines[0].window.due; });
  if (earliest != same.end()) out.insert(*earliest);
  for (const Work* work : waiting) {
    if (work->deadlines.size() == 1 && Approves(*work->measure)) out.insert(work);
  }
  std::erase_if(out, [&](const Work* work) { return work->row == agree.row; });
  return out;
}

// Pairs (approving, agreeing) whose days are the wrong way round.
std::set<Pair> CheckAgreement(const Document& document, Report& report) {
  std::set<Pair> found;
  const ByObject approvals = WorksOf(document, "утверждение");
  std::map<std::string, std::vector<const Work*>> waiting;
  for (const Work& work : document.works) {
    for (const MeasureId& id : work.measure->after) waiting[id.value()].push_back(&work);
  }
  for (const auto& [object, agreements] : WorksOf(document, "согласование")) {
    const auto same = approvals.find(object);
    for (const Work* agree : agreements) {
      const Date agreed = agree->deadlines[0].window.due;
      for (const Work* approve :
           ApprovalsOf(*agree, same == approvals.end() ? std::vector<const Work*>() : same->second,
                       waiting[agree->measure->id.value()])) {
        const Date approved = approve->deadlines[0].window.due;
        if (agreed <= approved) continue;
        found.emplace(approve->measure, agree->measure);
        report.Add(
            "AGREE_AFTER_APPROVE", *agree->measure, Cell::kTerm, agree->measure->term_text,
            Say("согласование {} позже утверждения в строке {} ({}), на {}",
                "agreed on {}, after the approval in row {} ({}), by {}", SayDay(agreed),
                Label(*approve), SayDay(approved), CountDays(DaysBetween(approved, agreed))));
      }
    }
  }
  return found;
}

// A row that creates something: "Создание ... МРГ", "Назначение куратора".
struct Maker {
  const Work* work = nullptr;
  std::vector<std::string> stems;
};

std::vector<Maker> MakersOf(const Document& document) {
  static const RE2 kCreation(
      "(?i)^(?:создание|формирование|назначение|определение|утверждение состав)");
  std::vector<Maker> out;
  for (const Work& work : document.works) {
    if (work.deadlines.size() != 1 || !RE2::PartialMatch(work.measure->title, kCreation)) continue;
    out.push_back({&work, Stems(work.measure->title)});
  }
  return out;
}

// The makers of what the executor's name says.
std::vector<const Work*> WhoCreates(const std::string& name, const std::vector<Maker>& makers) {
  static const RE2 kAbbreviation("\\p{Lu}{2,8}");
  std::vector<const Work*> out;
  if (RE2::FullMatch(name, kAbbreviation)) {
    // Named in brackets or alone; "Создание РЦО программы" is made by it.
    const RE2 in_brackets("(?:\\(|далее\\s?[-–—]?\\s?)" + name + "(?:$|[^\\p{L}])");
    const RE2 alone("\\p{L}+(?: состава)? " + name + "\\s*(?:[(,.;].*)?");
    for (const Maker& maker : makers) {
      const std::string& title = maker.work->measure->title;
      if (RE2::PartialMatch(title, in_brackets) || RE2::FullMatch(title, alone)) {
        out.push_back(maker.work);
      }
    }
    return out;
  }
  const std::vector<std::string> wanted = Stems(name);
  for (const Maker& maker : makers) {
    if (wanted.empty() || maker.stems.size() < wanted.size() + 1) continue;
    if (std::equal(wanted.begin(), wanted.end(), maker.stems.begin() + 1)) {
      out.push_back(maker.work);
    }
  }
  return out;
}

std::set<Pair> CheckCreation(const Document& document, Report& report) {
  std::set<Pair> found;
  const std::vector<Maker> makers = MakersOf(document);
  constexpr size_t kComparable = 300;  // every executor's name with every maker
  if (makers.size() > kComparable) return found;
  std::map<std::string, std::vector<const Work*>> created;
  for (const Work& work : document.works) {
    if (work.deadlines.empty() || makers.empty()) continue;
    const Date due = work.deadlines.front().window.due;
    for (const roadmap::Responsible& executor : work.measure->responsible) {
      if (executor.kind == roadmap::ResponsibleKind::kPerson) continue;
      const auto [known, is_new] = created.try_emplace(executor.name);
      if (is_new) known->second = WhoCreates(executor.name, makers);
      for (const Work* maker : known->second) {
        const Date made = maker->deadlines[0].window.due;
        if (maker->row == work.row || due >= made) continue;
        if (maker->measure->for_each != work.measure->for_each) continue;
        found.emplace(work.measure, maker->measure);
        report.Add(
            "EXECUTOR_NOT_YET_CREATED", *work.measure, Cell::kResponsible, executor.name,
            Say("{} действует к {}, а создаётся в строке {} к {}: на {} позже",
                "{} acts by {} and is created in row {} by {}: {} later", Quote(executor.name),
                PlainDay(due), Label(*maker), PlainDay(made), CountDays(DaysBetween(due, made))));
      }
    }
  }
  return found;
}

void ReportClashes(const Work& step, const Clashes& clashes, const std::set<Pair>& said,
                   Report& report) {
  const Measure& measure = *step.measure;
  std::vector<Bilingual> late;
  for (const auto& [before, clash] : clashes.late) {
    if (said.contains({step.measure, before->measure})) continue;
    late.push_back(Say("{} ({}; {} раньше него, на {})", "{} ({}; {} is before it, by {})",
                       Label(*before), SayDay(clash.other), PlainDay(clash.due),
                       CountDays(clash.days())));
  }
  if (!late.empty()) {
    report.Add("DEP_ORDER", measure, Cell::kTerm, measure.term_text,
               Say("{}: срок раньше, чем у того, чего строка ждёт: {}",
                   "{}: due before what the row waits for: {}", Label(step), SayList(late, 4)));
  }
  if (!clashes.same_day.empty()) {
    report.Add("DEP_SAME_DAY", measure, Cell::kTerm, measure.term_text,
               Say("{}: срок в один день с тем, чего строка ждёт: {}",
                   "{}: due on one day with what the row waits for: {}", Label(step),
                   SayList(clashes.same_day)));
  }
  if (!clashes.tight.empty()) {
    report.Add("DEP_TIGHT", measure, Cell::kTerm, measure.term_text,
               Say("{}: не больше одного рабочего дня после {}",
                   "{}: at most one working day after {}", Label(step), SayList(clashes.tight, 4)));
  }
}

}  // namespace

void CheckDependencies(const Document& document, Report& report) {
  std::set<Pair> said = CheckAgreement(document, report);
  said.merge(CheckCreation(document, report));
  for (const Work& step : document.works) {
    Clashes clashes;
    for (const MeasureId& id : step.measure->after) {
      const Work* before = document.FindWork(id);
      if (before == nullptr || before->row == step.row || before->deadlines.empty()) continue;
      Compare(document, step, *before, clashes);
    }
    ReportClashes(step, clashes, said, report);
  }
}

}  // namespace vekha::lint
