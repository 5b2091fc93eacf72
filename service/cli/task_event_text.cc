#include "service/cli/task_event_text.h"

#include <fmt/format.h>

#include "service/cli/date_text.h"
#include "service/cli/table.h"
#include "service/cli/words.h"

namespace vekha::cli {
namespace {

std::string Pick(Language language, std::string_view ru, std::string_view en) {
  return std::string(language == Language::kRussian ? ru : en);
}

// The parts of a line; empty ones are left out.
struct Line {
  v1::Date on;
  std::string who;
  std::string what;
  std::string why;
};

template <typename Part>
Line Act(const Part& part, std::string what) {
  return {part.on_date(), part.by_name(), std::move(what), ""};
}
template <typename Part>
Line ReasonedAct(const Part& part, std::string what) {
  Line line = Act(part, std::move(what));
  line.why = part.reason();
  return line;
}

Line ClosedLine(const v1::TaskClosing& closing, Language language) {
  if (closing.by_facts()) {
    std::string facts;
    for (const v1::FactUsed& fact : closing.facts()) {
      facts += fmt::format("{}{} = {}", facts.empty() ? "" : ", ", fact.name(), fact.value());
    }
    return {closing.on_date(), "", Pick(language, "закрыта по фактам", "closed by facts"), facts};
  }
  if (closing.accepted_by().empty()) {
    return {closing.on_date(), "", Pick(language, "закрыта", "closed"), ""};
  }
  return {closing.accepted_on_date(), closing.accepted_by_name(),
          Pick(language, "отчёт принят, задача закрыта", "report accepted, task closed"), ""};
}

Line DelegatedLine(const v1::TaskDelegation& delegation, Language language) {
  const std::string what = delegation.co_executor()
                               ? Pick(language, "соисполнитель - ", "co-executor: ")
                               : Pick(language, "передана: ", "handed over to ");
  return ReasonedAct(delegation, what + delegation.to_name());
}

Line LineOf(const v1::TaskEvent& event, Language language) {
  const auto say = [&](const char* ru, const char* en) { return Pick(language, ru, en); };
  const auto until = [&](const char* ru, const char* en, const v1::Date& day) {
    return Pick(language, ru, en) + " " + ShowDate(day, language);
  };
  switch (event.what_case()) {
    case v1::TaskEvent::kReport: {
      Line line = Act(event.report(), say("отчёт", "reported"));
      line.why = event.report().comment();
      return line;
    }
    case v1::TaskEvent::kClosing:
      return ClosedLine(event.closing(), language);
    case v1::TaskEvent::kReturned:
      return ReasonedAct(event.returned(), event.kind() == v1::TASK_EVENT_KIND_REOPENED
                                               ? say("открыта снова", "opened again")
                                               : say("отчёт возвращён", "report returned"));
    case v1::TaskEvent::kWithdrawal:
      return ReasonedAct(event.withdrawal(), say("снята", "withdrawn"));
    case v1::TaskEvent::kExtensionRequest:
      return ReasonedAct(event.extension_request(),
                         until("просят продлить до", "extension asked for, to",
                               event.extension_request().until_date()));
    case v1::TaskEvent::kExtension:
      return ReasonedAct(event.extension(),
                         until("срок продлён до", "extended to", event.extension().to_date()));
    case v1::TaskEvent::kExtensionRefusal:
      return ReasonedAct(event.extension_refusal(),
                         say("в продлении отказано", "extension refused"));
    case v1::TaskEvent::kDelegation:
      return DelegatedLine(event.delegation(), language);
    case v1::TaskEvent::kAcknowledgement:
      return Act(event.acknowledgement(), say("отметка «вижу»", "acknowledged"));
    case v1::TaskEvent::kDueDay:
      return {{}, "", until("срок", "due", event.due_day().due_date()), ""};
    case v1::TaskEvent::WHAT_NOT_SET:
      break;
  }
  return {};
}

}  // namespace

std::string ShowTaskEvent(const v1::TaskEvent& event, Language language) {
  const Line line = LineOf(event, language);
  std::string out;
  for (const std::string& part :
       {ShowDate(line.on, language), line.who, line.what,
        event.measure().empty() ? event.task()
                                : ShowMeasure(event.measure_number(), event.measure_title())}) {
    if (!part.empty()) out += (out.empty() ? "" : "  ") + part;
  }
  return line.why.empty() ? out : out + ": " + OneLine(line.why);
}

}  // namespace vekha::cli
