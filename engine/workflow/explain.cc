#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/base/status.h"
#include "engine/facts/origin_words.h"
#include "engine/reminder/account.h"
#include "engine/workflow/explain_measure.h"
#include "engine/workflow/explain_merger.h"
#include "engine/workflow/explain_record.h"
#include "engine/workflow/gather.h"
#include "engine/workflow/missed_target.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/task_id.h"
#include "engine/workflow/view.h"
#include "engine/workflow/wording.h"

namespace vekha::workflow {
namespace {

class Explainer {
 public:
  Explainer(const State& state, const RuleBook& rules, const FoundTask& found, Date today)
      : state_(state),
        rules_(rules),
        sheet_(found.sheet),
        task_(found.task()),
        planned_(*task_.planned),
        measure_(*planned_.measure),
        today_(today) {}

  std::vector<ExplanationLine> Run() {
    Row();
    Term();
    Arithmetic();
    Dependencies();
    Conditions();
    Status();
    for (ExplanationLine& line : RecordLines(state_, task_, sheet_.plan->roadmap->authority)) {
      lines_.push_back(std::move(line));
    }
    for (ExplanationLine& line : MergerLines(state_, planned_.organization, today_)) {
      lines_.push_back(std::move(line));
    }
    People();
    Rungs();
    return std::move(lines_);
  }

 private:
  void Add(std::string kind, std::string ru, std::string en) {
    lines_.push_back({std::move(kind), std::move(ru), std::move(en)});
  }

  void Row() { lines_.push_back(RowLine(*sheet_.plan->roadmap, measure_)); }

  void Term() {
    if (!planned_.reading.empty()) {
      Add("term", fmt::format("Срок «{}» прочитан так: {}.", measure_.term_text, planned_.reading),
          fmt::format("The term \"{}\" was read as {}.", measure_.term_text,
                      task_.window ? FormatWindow(*task_.window) : "no day"));
    }
    for (const term::Note& note : measure_.expansion.notes) {
      Add("term", note.text.ru, fmt::format("Note on the term: {}", note.text.en));
    }
  }

  void Arithmetic() {
    if (planned_.wait) Wait(*planned_.wait);
    if (planned_.ongoing) {
      const std::string first = FormatRussian(planned_.open_from);
      Add("arithmetic",
          fmt::format("Работа идёт с {} по {}: это не срок, просрочки у неё нет.", first,
                      FormatRussian(planned_.window->due)),
          fmt::format("The work runs from {} to {}: a span, not a deadline; it is never overdue.",
                      FormatIso(planned_.open_from), FormatIso(planned_.window->due)));
      return;
    }
    if (!task_.effective_due) return;
    const Date nominal = task_.window->due;
    Add("arithmetic",
        fmt::format("По документу {} ({}), исполнить {} ({}).", FormatRussian(nominal),
                    WeekdayNameRussian(nominal), FormatRussian(*task_.effective_due),
                    WeekdayNameRussian(*task_.effective_due)),
        fmt::format("The document says {} ({}), due {} ({}).", FormatIso(nominal),
                    WeekdayNameEnglish(nominal), FormatIso(*task_.effective_due),
                    WeekdayNameEnglish(*task_.effective_due)));
    Calendar(nominal);
  }

  void Wait(const schedule::Wait& wait) {
    if (wait.fact.empty()) {
      Add("term", fmt::format("День назначается вне документа: «{}».", wait.text),
          fmt::format("The day is set outside the document: \"{}\".", wait.text));
      return;
    }
    const std::string unit = wait.working_days ? "рабочие дни" : "календарные дни";
    Add("term", fmt::format("День считается от факта {}: {:+} ({}).", wait.fact, wait.offset, unit),
        fmt::format("The day is counted from the fact {}: {} {} days.", wait.fact, wait.offset,
                    wait.working_days ? "working" : "calendar"));
  }

  // Why the due day is a working day or was moved.
  void Calendar(Date nominal) {
    const Wording shift = ShiftReason(task_);
    if (!shift.ru.empty()) {
      Add("calendar", shift.ru + ".", shift.en + ".");
      return;
    }
    const auto day = sheet_.plan->calendar->Describe(nominal);
    if (!day.ok()) return;
    if (day->working) {
      Add("calendar", fmt::format("{} — рабочий день, перенос не нужен.", FormatRussian(nominal)),
          fmt::format("{} is a working day; nothing to move.", FormatIso(nominal)));
    } else {
      Add("calendar",
          fmt::format("{}: {}; срок не переносится.", FormatRussian(nominal), day->reason),
          fmt::format("{}: {}; the due day is kept.", FormatIso(nominal), day->reason_en));
    }
  }

  void Dependencies() {
    for (const TaskId& id : planned_.after) {
      const auto& blocked = task_.blocked_by;
      const bool open = std::find(blocked.begin(), blocked.end(), id) != blocked.end();
      const std::string name = NameOf(id);
      Add("depends", fmt::format("После {}: {}.", name, open ? "ещё не закрыто" : "закрыто"),
          fmt::format("After {}: {}.", name, open ? "not closed yet" : "closed"));
    }
  }

  // "3.4 «Обучение наставников» (kambulat/kambulat-2022/3.4/undated)"; the id alone for a task of
  // another plan.
  std::string NameOf(const TaskId& id) const {
    for (const task::PlannedTask& other : sheet_.plan->tasks) {
      if (other.id != id) continue;
      const roadmap::Measure& measure = *other.measure;
      return fmt::format("{}{}«{}» ({})", measure.number, measure.number.empty() ? "" : " ",
                         measure.title, id.value());
    }
    return id.value();
  }

  void Conditions() {
    if (measure_.applies_when) {
      Condition(*measure_.applies_when, "Относится к организации, когда", "Applies when");
      if (!task_.applies) {
        Add("condition", "Условие ложно: задачи для организации нет, о ней не напоминают.",
            "The condition is false: no task for the organization, nothing is said of it.");
      }
    }
    if (measure_.done_when) Condition(*measure_.done_when, "Исполнено, когда", "Done when");
    if (!task_.condition_problem.empty()) {
      Add("condition", fmt::format("Условие не вычислено: {}.", task_.condition_problem),
          fmt::format("The condition failed: {}.", task_.condition_problem));
    }
  }

  void Condition(const roadmap::Condition& condition, std::string_view ru, std::string_view en) {
    const task::Situation situation = SituationOf(state_, rules_, planned_.organization, today_);
    Add("condition", fmt::format("{}: {}", ru, condition.text),
        fmt::format("{}: {}", en, condition.text));
    for (const condition::TraceStep& step :
         task::TraceCondition(condition, *sheet_.plan, task_, situation)) {
      const std::string line =
          fmt::format("{}{} = {}", std::string(2 * static_cast<size_t>(step.depth), ' '), step.text,
                      condition::FormatValue(step.value));
      Add("condition", line, line);
    }
    for (const task::FactRead& read : task::FactsRead(condition, *sheet_.plan, task_, situation)) {
      if (read.of) {
        FactBelow(read);
      } else if (read.recorded) {
        Fact(*read.recorded);
      } else {
        Add("fact",
            fmt::format("{}{}: не записан, ответа пока нет", read.name, ScopeRussian(read.scope)),
            fmt::format("{}{}: not recorded, no answer yet", read.name, ScopeEnglish(read.scope)));
      }
    }
  }

  void FactBelow(const task::FactRead& read) {
    const size_t lack = read.lacked ? read.lacked->count : 0;
    if (read.recorded) Fact(*read.recorded);
    Add("fact",
        fmt::format("{}{}: записан у {} из {}", read.name, ScopeRussian(read.scope),
                    *read.of - lack, *read.of),
        fmt::format("{}{}: recorded by {} of {}", read.name, ScopeEnglish(read.scope),
                    *read.of - lack, *read.of));
    if (lack == 0) return;
    const std::string who = NamesOf(*read.lacked);
    Add("fact", fmt::format("{}: нет у {}", read.name, who),
        fmt::format("{}: lacking: {}", read.name, who));
  }

  // "СОШ № 3 (school-3), СОШ № 7 (school-7), +480".
  static std::string NamesOf(const task::LackedBelow& lacked) {
    std::string out;
    for (const auto& [id, name] : lacked.first) {
      out += fmt::format("{}{} ({})", out.empty() ? "" : ", ", name, id.value());
    }
    const size_t more = lacked.count - lacked.first.size();
    return more == 0 ? out : fmt::format("{}, +{}", out, more);
  }

  static std::string ScopeRussian(const std::string& scope) {
    return scope.empty() ? "" : " за " + scope;
  }
  static std::string ScopeEnglish(const std::string& scope) {
    return scope.empty() ? "" : " of " + scope;
  }

  void Fact(const task::FactUsed& fact) {
    const Bilingual origin = OriginOf(fact);
    const char* comma = origin.empty() ? "" : ", ";
    Add("fact",
        fmt::format("{}{} = {} (источник: {}{}{})", fact.name, ScopeRussian(fact.scope), fact.value,
                    fact.source, comma, origin.ru),
        fmt::format("{}{} = {} (source: {}{}{})", fact.name, ScopeEnglish(fact.scope), fact.value,
                    fact.source, comma, origin.en));
  }

  Bilingual OriginOf(const task::FactUsed& fact) const {
    const auto base = state_.facts.find(planned_.organization);
    if (base == state_.facts.end()) return {};
    const facts::FactRecord* record = base->second.Find(fact.name, fact.scope);
    if (record == nullptr || record->origin == nullptr) return {};
    return facts::OriginWords(*record->origin);
  }

  void Status() {
    const Wording due =
        Joined(DueState(task_, today_, *sheet_.plan->calendar), GatheredWords(state_, task_));
    Add("status", fmt::format("На {}: {}; {}.", FormatRussian(today_), StatusRussian(), due.ru),
        fmt::format("On {}: {}; {}.", FormatIso(today_), task::TaskStatusName(task_.status),
                    due.en));
    if (task_.before_adoption) AskedOfNobody();
    if (task_.closing && task_.closing->by == task::ClosedBy::kFacts) {
      Add("status", fmt::format("Закрыто по фактам {}.", FormatRussian(task_.closing->on)),
          fmt::format("Closed by facts on {}.", FormatIso(task_.closing->on)));
    }
    if (task_.contradicted) {
      Add("status", "Закрыто по фактам, но факты теперь говорят иное: решает человек.",
          "Closed by facts which say otherwise now: a person decides.");
    }
  }

  void AskedOfNobody() {
    const Date from = *sheet_.plan->asked_from;
    Add("status",
        fmt::format("Карте следуют с {}, срок был раньше: не просрочено, напоминаний нет; "
                    "исполнение можно отметить.",
                    FormatRussian(from)),
        fmt::format("The roadmap is followed from {}, it was due before: not overdue, nothing is "
                    "said of it; it may be reported.",
                    FormatIso(from)));
  }

  std::string_view StatusRussian() const {
    if (!task_.applies) return "не применяется";
    switch (task_.status) {
      case task::TaskStatus::kPlanned:
        return "ещё не начато";
      case task::TaskStatus::kOpen:
        return task_.overdue ? "просрочено" : "в работе";
      case task::TaskStatus::kReported:
        return "отчёт внесён, ждёт снятия с контроля";
      case task::TaskStatus::kClosed:
        return task_.done_late ? "исполнено с опозданием" : "исполнено";
      case task::TaskStatus::kWithdrawn:
        return "снято";
    }
    return "";
  }

  void People() {
    for (const Answerable& a : AnswerableFor(state_, planned_, today_)) {
      const auto person = state_.people.find(a.person);
      const std::string who = person == state_.people.end() ? "" : person->second.person.name;
      Add("responsible",
          fmt::format("{}: «{}»{}", a.first ? "Ответственный" : "Соисполнитель", a.name,
                      who.empty() ? " — в списке людей не найден" : " — " + who),
          fmt::format("{}: \"{}\"{}", a.first ? "Responsible" : "Co-executor", a.name,
                      who.empty() ? " - not found among the people" : " - " + who));
    }
  }

  static std::string_view OutcomeRussian(reminder::RungOutcome outcome) {
    switch (outcome) {
      case reminder::RungOutcome::kEmitted:
        return "сказано";
      case reminder::RungOutcome::kCoalesced:
        return "объединено";
      case reminder::RungOutcome::kExpired:
        return "опоздало";
      case reminder::RungOutcome::kSuppressed:
        return "не нужно";
    }
    return "";
  }

  static std::string OffsetRussian(int offset) {
    if (offset == 0) return "в день срока";
    return offset < 0 ? fmt::format("за {} до срока", WorkingDaysRussian(-offset))
                      : fmt::format("через {} после срока", WorkingDaysRussian(offset));
  }

  static std::string OffsetEnglish(int offset) {
    if (offset == 0) return "on the due day";
    return offset < 0 ? fmt::format("{} before the due day", WorkingDaysEnglish(-offset))
                      : fmt::format("{} after the due day", WorkingDaysEnglish(offset));
  }

  // "; кому: Мамедов М. Р., никто (роль head)"
  Wording ToldWhom(const std::string& rung) const {
    Wording whom;
    for (const NotificationEntry& entry : state_.notifications) {
      const Notification& n = entry.notification;
      if (n.task != planned_.id || n.due_revision != task_.due_revision || n.rung != rung) continue;
      const bool nobody = n.person.empty();
      whom.ru +=
          (whom.ru.empty() ? "; кому: " : ", ") +
          (nobody ? fmt::format("никому ({}: нет такого человека или роль не занята)", n.addressee)
                  : n.addressee);
      whom.en += (whom.en.empty() ? "; to: " : ", ") +
                 (nobody ? fmt::format("nobody ({}: no such person, or a vacant role)", n.addressee)
                         : n.addressee);
    }
    return whom;
  }

  void Rungs() {
    const auto ladder = rules_.ladders.find(measure_.ladder);
    if (ladder == rules_.ladders.end()) return;
    if (planned_.ongoing) return;
    if (!task_.effective_due) {
      Add("rung", "Напоминаний нет, пока нет срока.", "No reminders while there is no due day.");
      return;
    }
    for (const reminder::Rung& rung : ladder->second.rungs) {
      const auto day = reminder::RungDay(rung, *task_.effective_due, *sheet_.plan->calendar);
      if (!day.ok()) continue;
      const auto account = state_.rungs.find({planned_.id, task_.due_revision, rung.id});
      std::string ru = "ещё не наступила";
      std::string en = "not yet";
      if (account != state_.rungs.end()) {
        const RungAccount& told = account->second;
        const Wording why = ReasonWords(told.reason);
        const Wording whom = ToldWhom(rung.id);
        ru = fmt::format("{} {}: {}{}", OutcomeRussian(told.outcome), FormatRussian(told.as_of),
                         why.ru, whom.ru);
        en = fmt::format("{} {}: {}{}", reminder::RungOutcomeName(told.outcome),
                         FormatIso(told.as_of), why.en, whom.en);
      } else if (*day <= today_) {
        ru = "до начала работы по карте или прогона ещё не было";
        en = "before the adoption, or no run yet";
      }
      Add("rung",
          fmt::format("Ступень {} ({}): {} — {}.", rung.id, OffsetRussian(rung.offset),
                      FormatRussian(*day), ru),
          fmt::format("Rung {} ({}): {} - {}.", rung.id, OffsetEnglish(rung.offset),
                      FormatIso(*day), en));
    }
  }

  const State& state_;
  const RuleBook& rules_;
  const TaskSheet& sheet_;
  const task::Task& task_;
  const task::PlannedTask& planned_;
  const roadmap::Measure& measure_;
  Date today_;
  std::vector<ExplanationLine> lines_;
};

ExplanationLine NoLongerAsked(Date last) {
  return {
      "status",
      fmt::format("После {} её больше не спрашивают: организация закрыта или подчинена другой. "
                  "Ниже — как было в этот день.",
                  FormatRussian(last)),
      fmt::format("After {} it is asked for no more: the organization was closed or moved. Below "
                  "is how it stood that day.",
                  FormatIso(last))};
}

}  // namespace

absl::StatusOr<std::vector<ExplanationLine>> ExplainTask(const State& state, const RuleBook& rules,
                                                         const TaskId& task, Date today) {
  if (std::count(task.value().begin(), task.value().end(), '/') == 2) {
    return ExplainMeasure(state, rules, task, today);
  }
  VEKHA_ASSIGN_OR_RETURN(const LastFound last, FindTaskOrLast(state, rules, task, today));
  std::vector<ExplanationLine> lines = Explainer(state, rules, last.found, last.day).Run();
  if (last.day < today) lines.insert(lines.begin(), NoLongerAsked(last.day));
  return lines;
}

absl::StatusOr<std::vector<ExplanationLine>> ExplainNotification(const State& state,
                                                                 const RuleBook& rules,
                                                                 const std::string& notification) {
  for (const NotificationEntry& entry : state.notifications) {
    const Notification& n = entry.notification;
    if (n.id != notification) continue;
    std::vector<ExplanationLine> lines;
    lines.push_back({"notification", fmt::format("{} ({}): {}", n.addressee, n.audience, n.text),
                     fmt::format("{} ({}): {}", n.addressee, n.audience, n.text_en)});
    const Wording why = ReasonWords(n.reason);
    lines.push_back({"rung",
                     fmt::format("Ступень {} от {}, сказано {}: {}.", n.rung,
                                 FormatRussian(n.rung_day), FormatRussian(n.as_of), why.ru),
                     fmt::format("Rung {} of {}, said {}: {}.", n.rung, FormatIso(n.rung_day),
                                 FormatIso(n.as_of), why.en)});
    if (IsTargetId(n.task)) return lines;
    auto task = ExplainTask(state, rules, n.task, n.as_of);
    if (absl::IsNotFound(task.status())) {
      lines.push_back({"row", "В нынешней версии дорожной карты этой задачи нет.",
                       "The roadmap's present version has no such task."});
      return lines;
    }
    VEKHA_RETURN_IF_ERROR(task.status());
    for (ExplanationLine& line : *task) lines.push_back(std::move(line));
    return lines;
  }
  return NotificationUnknown(notification);
}

}  // namespace vekha::workflow
