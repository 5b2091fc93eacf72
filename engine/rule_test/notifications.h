// Notifications of a day against those expected. Inside this room only.
#pragma once

#include <string>
#include <vector>

#include "engine/rule_test/context.h"

namespace vekha::rule_test {

// "kambulat/kambulat-2022/3.5/2022-10-30" is an occurrence of measure 3.5.
struct TaskParts {
  std::string measure;
  std::string occurrence;
};
TaskParts PartsOf(const TaskId& task);

struct Said {
  workflow::Notification notification;
  bool unread = false;  // the person is absent
};
using Notifications = std::vector<Said>;

void CheckNotifications(const Expectation& expected, const Notifications& actual, Context& context);

// One line of a golden: "3.5@2022-10-30 d-3 Мамедов М. Р. DUE_IN_3_WORKING_DAYS"; of an
// organization below the adopter "3.5@2022-10-30 at school-2 d-3 ...".
std::string GoldenLine(const workflow::Notification& notification, const OrganizationId& adopter);

}  // namespace vekha::rule_test
