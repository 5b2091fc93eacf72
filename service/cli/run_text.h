// What a run says, for people: who is told what.
#pragma once

#include <google/protobuf/repeated_ptr_field.h>

#include <string>

#include "service/cli/session.h"
#include "vekha/v1/notification.pb.h"
#include "vekha/v1/run_service.pb.h"

namespace vekha::cli {

// Grouped by person in the order of names, those nobody can be told last; each line kind, due day,
// measure, reason.
std::string ShowNotifications(
    const google::protobuf::RepeatedPtrField<v1::Notification>& notifications,
    const Session& session);

// The tasks facts closed, by id; "" for none.
std::string ShowClosed(const google::protobuf::RepeatedPtrField<std::string>& tasks,
                       const Session& session);

// What the run could say nothing about and why; "" for none.
std::string ShowSkipped(const google::protobuf::RepeatedPtrField<v1::SkippedAdoption>& skipped,
                        const Session& session);

// "24 уведомления: напоминаний 20, просрочек 4; ..."
std::string ShowCounts(const v1::RunCounts& counts, Language language);

}  // namespace vekha::cli
