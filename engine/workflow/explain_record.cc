#include "engine/workflow/explain_record.h"

#include <fmt/format.h>

#include <utility>

#include "engine/workflow/wording.h"

namespace vekha::workflow {
namespace {

class RecordExplainer {
 public:
  RecordExplainer(const State& state, const task::Task& task, const std::string& authority)
      : state_(state), task_(task), authority_(authority) {}

  std::vector<ExplanationLine> Run() {
    const auto found = state_.tasks.find(task_.planned->id);
    if (found != state_.tasks.end()) {
      const task::TaskRecord& record = found->second;
      if (record.report) Report(*record.report);
      if (task_.closing && task_.closing->accepted_on) Accepted(*task_.closing);
      for (const task::Return& returned : record.returns) Returned(returned);
      if (record.withdrawal) Withdrawn(*record.withdrawal);
      if (record.extension_request) Asked(*record.extension_request);
      for (const task::Extension& extension : record.extensions) Extended(extension);
      for (const task::Delegation& delegation : record.delegations) Delegated(delegation);
      if (record.acknowledgement) Seen(*record.acknowledgement);
    }
    if (task_.blocked_by_overdue) {
      Add("Ждёт просроченной задачи: сначала напоминают о ней.",
          "Waits for an overdue task: reminders speak of that one first.");
    }
    return std::move(lines_);
  }

 private:
  void Add(std::string ru, std::string en) {
    lines_.push_back({"control", std::move(ru), std::move(en)});
  }

  std::string Who(const PersonId& id) const {
    const auto person = state_.people.find(id);
    return person == state_.people.end() ? id.value() : person->second.person.name;
  }

  static std::string Why(const std::string& reason) { return reason.empty() ? "" : ": " + reason; }

  void Report(const task::Report& report) {
    const task::Evidence& evidence = report.evidence;
    Wording with;
    const auto add = [&with](const std::string& ru, const std::string& en) {
      with.ru += ", " + ru;
      with.en += ", " + en;
    };
    if (!evidence.number.empty()) add("№ " + evidence.number, "No " + evidence.number);
    if (evidence.on) add("от " + FormatRussian(*evidence.on), "of " + FormatIso(*evidence.on));
    if (!evidence.document.empty()) {
      add(fmt::format("«{}»", evidence.document), fmt::format("\"{}\"", evidence.document));
    }
    if (!evidence.url.empty()) add(evidence.url, evidence.url);
    if (evidence.count != 0) {
      add(fmt::format("количество {}", evidence.count), fmt::format("count {}", evidence.count));
    }
    if (!report.comment.empty()) add(report.comment, report.comment);
    lines_.push_back(
        {"status",
         fmt::format("Отчёт {} — {}{}.", FormatRussian(report.on), Who(report.by), with.ru),
         fmt::format("Reported on {} - {}{}.", FormatIso(report.on), Who(report.by), with.en)});
  }

  void Accepted(const task::Closing& closing) {
    Add(fmt::format("Отчёт принят, снято с контроля {} — {}.", FormatRussian(*closing.accepted_on),
                    Who(closing.accepted_by)),
        fmt::format("The report was accepted on {} - {}.", FormatIso(*closing.accepted_on),
                    Who(closing.accepted_by)));
  }

  void Returned(const task::Return& returned) {
    Add(fmt::format("Отчёт возвращён {} — {}{}.", FormatRussian(returned.on), Who(returned.by),
                    Why(returned.reason)),
        fmt::format("The report was returned on {} - {}{}.", FormatIso(returned.on),
                    Who(returned.by), Why(returned.reason)));
  }

  void Withdrawn(const task::Withdrawal& withdrawal) {
    Add(fmt::format("Задача снята {} — {}{}.", FormatRussian(withdrawal.on), Who(withdrawal.by),
                    Why(withdrawal.reason)),
        fmt::format("Withdrawn on {} - {}{}.", FormatIso(withdrawal.on), Who(withdrawal.by),
                    Why(withdrawal.reason)));
  }

  void Asked(const task::ExtensionRequest& request) {
    Add(fmt::format("Просят продлить срок до {} ({} — {}){}; решает {}.",
                    FormatRussian(request.until), FormatRussian(request.on), Who(request.by),
                    Why(request.reason), authority_),
        fmt::format("An extension to {} is asked for ({} - {}){}; {} decides.",
                    FormatIso(request.until), FormatIso(request.on), Who(request.by),
                    Why(request.reason), authority_));
  }

  void Extended(const task::Extension& extension) {
    Add(fmt::format("Срок продлён {} с {} до {} — {}{}.", FormatRussian(extension.on),
                    FormatRussian(extension.from), FormatRussian(extension.to), Who(extension.by),
                    Why(extension.reason)),
        fmt::format("Extended on {} from {} to {} - {}{}.", FormatIso(extension.on),
                    FormatIso(extension.from), FormatIso(extension.to), Who(extension.by),
                    Why(extension.reason)));
  }

  void Delegated(const task::Delegation& delegation) {
    const std::string ru = FormatRussian(delegation.on);
    const std::string en = FormatIso(delegation.on);
    if (!delegation.first) {
      Add(fmt::format("Соисполнитель с {}: {} — назначает {}{}.", ru, Who(delegation.to),
                      Who(delegation.by), Why(delegation.reason)),
          fmt::format("Co-executor since {}: {} - by {}{}.", en, Who(delegation.to),
                      Who(delegation.by), Why(delegation.reason)));
      return;
    }
    const std::string from_ru = delegation.from.empty() ? "" : Who(delegation.from) + " → ";
    const std::string from_en = delegation.from.empty() ? "" : Who(delegation.from) + " -> ";
    Add(fmt::format("Передано {}: {}{} — передаёт {}{}.", ru, from_ru, Who(delegation.to),
                    Who(delegation.by), Why(delegation.reason)),
        fmt::format("Handed over on {}: {}{} - by {}{}.", en, from_en, Who(delegation.to),
                    Who(delegation.by), Why(delegation.reason)));
  }

  void Seen(const task::Acknowledgement& seen) {
    Wording pause;
    if (seen.until) {
      pause.ru = fmt::format("; напоминания ждут до {} включительно", FormatRussian(*seen.until));
      pause.en = fmt::format("; reminders wait to the end of {}", FormatIso(*seen.until));
    }
    Add(fmt::format("В работе, подтверждено {} — {}{}.", FormatRussian(seen.on), Who(seen.by),
                    pause.ru),
        fmt::format("Acknowledged on {} - {}{}.", FormatIso(seen.on), Who(seen.by), pause.en));
  }

  const State& state_;
  const task::Task& task_;
  const std::string& authority_;
  std::vector<ExplanationLine> lines_;
};

}  // namespace

std::vector<ExplanationLine> RecordLines(const State& state, const task::Task& task,
                                         const std::string& authority) {
  return RecordExplainer(state, task, authority).Run();
}

}  // namespace vekha::workflow
