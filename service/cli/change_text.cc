#include "service/cli/change_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "service/cli/date_text.h"
#include "service/cli/table.h"
#include "service/cli/words.h"

namespace vekha::cli {
namespace {

std::string ShowChangeKind(v1::TaskChangeKind kind, const Session& session) {
  switch (kind) {
    case v1::TASK_CHANGE_KIND_MOVED:
      return session.Say({"срок другой", "moved"});
    case v1::TASK_CHANGE_KIND_ADDED:
      return session.Say({"новая", "added"});
    case v1::TASK_CHANGE_KIND_REMOVED:
      return session.Say({"больше нет", "removed"});
    case v1::TASK_CHANGE_KIND_REWORDED:
      return session.Say({"изменён текст", "reworded"});
    default:
      return "";
  }
}

std::string ShowDueDay(bool present, const v1::Date& day, const Session& session) {
  return present ? ShowDay(day, session.language()) : "—";
}

// What counts for the reader: done or not, heard of or not.
std::string ShowStanding(const v1::TaskChange& change, const Session& session) {
  if (change.state() == v1::TASK_STATE_REPORTED || change.state() == v1::TASK_STATE_CLOSED) {
    return session.Say({"исполнено", "done"});
  }
  return change.told() ? session.Say({"уже напоминали", "reminded of"}) : "";
}

}  // namespace

std::string ShowChanges(const v1::CompareVersionsResponse& changes, const Session& session) {
  std::string out = session.Say(
      {fmt::format("Версия {} -> {}: изменится {}, без изменений {}\n", changes.version_before(),
                   changes.version_after(),
                   CountRussian(changes.changes_size(), "задача", "задачи", "задач"),
                   changes.unchanged()),
       fmt::format("Version {} -> {}: {} would change, {} stay as they are\n",
                   changes.version_before(), changes.version_after(),
                   CountEnglish(changes.changes_size(), "task", "tasks"), changes.unchanged())});
  std::string organization;
  Table table(std::vector<std::string>(6));
  const auto finish = [&] {
    if (table.empty()) return;
    out += fmt::format("\n{}\n", session.Paint(Style::kBold, organization));
    out += table.Format(session.terminal, 2);
    table = Table(std::vector<std::string>(6));
  };
  for (const v1::TaskChange& change : changes.changes()) {
    if (change.organization_name() != organization) finish();
    organization = change.organization_name();
    const bool moved = change.kind() == v1::TASK_CHANGE_KIND_MOVED;
    table.Add({{ShowChangeKind(change.kind(), session), moved ? Style::kBold : Style::kPlain},
               ShowDueDay(change.has_due_date_before(), change.due_date_before(), session),
               ShowDueDay(change.has_due_date_after(), change.due_date_after(), session),
               ShowMeasure(change.measure_number(), change.measure_title()),
               fmt::format("{}", fmt::join(change.responsible(), ", ")),
               ShowStanding(change, session)});
  }
  finish();
  if (changes.truncated()) {
    out += session.Say({"Показаны не все изменения.\n", "Not all changes are shown.\n"});
  }
  return out;
}

}  // namespace vekha::cli
