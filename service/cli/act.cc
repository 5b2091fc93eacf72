#include "service/cli/act.h"

#include <fmt/format.h>

#include "service/cli/words.h"

namespace vekha::cli {

void AddActOptions(CLI::App& command, Session& session, Act& act, Need reason) {
  AddArgument(command, session, "TASK", act.task, {"id задачи", "id of the task"});
  AddText(command, session, "--by", act.by, {"кто: id или имя", "who: id or name"},
          Need::kRequired);
  AddDate(command, session, "--on", act.on, {"когда (иначе сегодня)", "when (else today)"});
  AddText(command, session, "--reason", act.reason, {"почему", "why"}, reason);
  AddMutationOptions(command, session, act.mutation, Etag::kTaken);
  AddServerOptions(command, session);
}

std::string ShowAct(const v1::Task& task, bool changed, const Act& act, const Session& session) {
  const Cell state = ShowState(task, session.language());
  std::string due;
  if (task.has_due_date()) {
    const std::string day = ShowDay(task.due_date(), session.language());
    due = session.Say({", срок " + day, ", due " + day});
  }
  return fmt::format("{}: {}{}{}\n", ShowMeasure(task.measure_number(), task.measure_title()),
                     session.Paint(state.style, state.text), due,
                     ShowEffect(session, act.mutation, changed));
}

}  // namespace vekha::cli
