// What every act on a task says: accept, return, reopen, withdraw, extend, delegate, ack.
#pragma once

#include <optional>
#include <string>

#include "service/cli/command.h"
#include "service/cli/date_text.h"
#include "service/cli/mutation.h"
#include "vekha/v1/task.pb.h"

namespace vekha::cli {

struct Act {
  std::string task;
  std::string by;
  std::optional<Date> on;
  std::string reason;
  Mutation mutation;

  template <typename Request>
  void FillIn(Request& request) const {
    request.set_task(task);
    request.set_by(by);
    if (on) ToProto(*on, request.mutable_on_date());
    request.set_reason(reason);
    request.set_etag(mutation.etag);
    mutation.FillIn(request);
  }
};

// TASK, --by, --on, --reason, and those of every change; then those of the server.
void AddActOptions(CLI::App& command, Session& session, Act& act, Need reason);

// The task as it is now: "3.5 Формирование пар: в работе, срок 15.11.2022, вт".
std::string ShowAct(const v1::Task& task, bool changed, const Act& act, const Session& session);

}  // namespace vekha::cli
