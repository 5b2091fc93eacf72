// An act on a task, checked as far as all acts are alike. Inside this room only.
#pragma once

#include <absl/status/statusor.h>

#include <string>

#include "engine/workflow/command.h"
#include "engine/workflow/notices.h"
#include "engine/workflow/task_id.h"

namespace vekha::workflow {

// The audience of what is decided about a task.
inline const std::vector<std::string> kAnswerable = {"responsible", "co_executors"};

class ActedTask {
 public:
  // PERSON_UNKNOWN, TASK_UNKNOWN, ACT_IN_FUTURE, STALE_ETAG.
  static absl::StatusOr<ActedTask> Find(const State& state, const RuleBook& rules,
                                        const TaskAct& act);

  const task::Task& task() const { return found_.task(); }
  const roadmap::Roadmap& roadmap() const { return *found_.sheet.plan->roadmap; }
  const calendar::WorkCalendar& calendar() const { return *found_.sheet.plan->calendar; }
  const task::TaskRecord& record() const { return record_; }
  const OrganizationId& organization() const { return task().planned->organization; }

  bool IsController() const;
  bool IsAuthority() const;
  bool TakesPart() const;
  bool AnswersFirst() const;

  // REASON_REQUIRED when there is none or it is longer than 1000 characters.
  absl::Status CheckReason() const;
  absl::Status CheckController() const;  // NOT_CONTROLLER
  absl::Status CheckAuthority() const;   // NOT_AUTHORITY
  absl::Status CheckTakesPart() const;   // NOT_ANSWERABLE
  absl::Status CheckOpen() const;        // TASK_NOT_OPEN unless planned or open
  absl::Status NotOpen() const;
  // kFailedPrecondition.
  absl::Status Refused(std::string reason, std::string message, std::string message_ru) const;

  // Tells the audience at once. `what` is unique within the due revision: "returned".
  void Tell(Decision& decision, std::string what, reminder::NoticeKind kind,
            const std::vector<std::string>& audience, const Wording& words) const;
  void TellPerson(Decision& decision, std::string what, const PersonId& person,
                  std::string audience, const Wording& words) const;

 private:
  // When the act is said; it may be dated back.
  Date Today() const { return act_.today.value_or(act_.on); }
  bool Holds(const std::string& role, const OrganizationId& place) const;
  Notification Draft(std::string what, reminder::NoticeKind kind, const Wording& words) const;
  void Emit(Decision& decision, const Notification& draft,
            const std::vector<Addressee>& addressees) const;

  ActedTask(const State& state, const TaskAct& act, FoundTask found);

  const State& state_;
  const TaskAct& act_;
  FoundTask found_;
  task::TaskRecord record_;  // empty when nothing was recorded
};

}  // namespace vekha::workflow
