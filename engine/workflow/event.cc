#include "engine/workflow/event.h"

#include "engine/base/overload.h"

namespace vekha::workflow {

OrganizationId OrganizationOf(const Event& event) {
  return std::visit(Overload{
                        [](const OrganizationPut& e) { return e.organization.id; },
                        [](const PersonPut&) { return OrganizationId(); },
                        [](const RolePut& e) { return e.holding.organization; },
                        [](const RoadmapApplied&) { return OrganizationId(); },
                        [](const RoadmapAdopted& e) { return e.adoption.organization; },
                        [](const FactRecorded& e) { return e.organization; },
                        [](const TaskReported& e) { return e.organization; },
                        [](const TaskClosed& e) { return e.organization; },
                        [](const TaskDueSet& e) { return e.organization; },
                        [](const RungAccounted& e) { return e.organization; },
                        [](const NotificationEmitted& e) { return e.notification.organization; },
                        [](const MarkMoved& e) { return e.organization; },
                    },
                    event);
}

std::string_view EventKind(const Event& event) {
  return std::visit(
      Overload{
          [](const OrganizationPut&) -> std::string_view { return "organization_put"; },
          [](const PersonPut&) -> std::string_view { return "person_put"; },
          [](const RolePut&) -> std::string_view { return "role_put"; },
          [](const RoadmapApplied&) -> std::string_view { return "roadmap_applied"; },
          [](const RoadmapAdopted&) -> std::string_view { return "roadmap_adopted"; },
          [](const FactRecorded&) -> std::string_view { return "fact_recorded"; },
          [](const TaskReported&) -> std::string_view { return "task_reported"; },
          [](const TaskClosed&) -> std::string_view { return "task_closed"; },
          [](const TaskDueSet&) -> std::string_view { return "task_due_set"; },
          [](const RungAccounted&) -> std::string_view { return "rung_accounted"; },
          [](const NotificationEmitted&) -> std::string_view { return "notification_emitted"; },
          [](const MarkMoved&) -> std::string_view { return "mark_moved"; },
      },
      event);
}

}  // namespace vekha::workflow
