#include "service/cli/run_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <vector>

#include "engine/base/utf8.h"
#include "service/cli/date_text.h"
#include "service/cli/table.h"
#include "service/cli/words.h"

namespace vekha::cli {
namespace {

// One heading: a person in an organization, or a role there that nobody holds.
using Addressee = std::tuple<bool, std::string, std::string, std::string>;

Addressee AddresseeOf(const v1::Notification& notification) {
  return {notification.undeliverable(), NormalizeName(notification.person_name()),
          notification.organization_name(), notification.person()};
}

std::string Heading(const v1::Notification& notification, const Session& session) {
  std::string name = notification.person_name();
  if (notification.undeliverable()) {
    name = fmt::format("{} ({})", name,
                       session.Say({"некому сказать: роль никто не занимает",
                                    "nobody to tell: the role is vacant"}));
  }
  return fmt::format("{}{}\n", session.Paint(Style::kBold, name),
                     session.Paint(Style::kDim, " · " + notification.organization_name()));
}

// Late first, then by due day: what a reader should see first.
bool ComesBefore(const v1::Notification* a, const v1::Notification* b) {
  const auto key = [](const v1::Notification& n) {
    return std::make_tuple(n.kind() != v1::NOTIFICATION_KIND_ALERT, n.due_date().year(),
                           n.due_date().month(), n.due_date().day());
  };
  return key(*a) < key(*b);
}

}  // namespace

std::string ShowNotifications(
    const google::protobuf::RepeatedPtrField<v1::Notification>& notifications,
    const Session& session) {
  std::map<Addressee, std::vector<const v1::Notification*>> groups;
  for (const auto& notification : notifications) {
    groups[AddresseeOf(notification)].push_back(&notification);
  }
  std::string out;
  for (auto& [addressee, group] : groups) {
    std::stable_sort(group.begin(), group.end(), ComesBefore);
    out += "\n" + Heading(*group.front(), session);
    Table table(std::vector<std::string>(4));
    for (const v1::Notification* n : group) {
      const bool alert = n->kind() == v1::NOTIFICATION_KIND_ALERT;
      table.Add({{ShowKind(n->kind(), session.language()), alert ? Style::kRed : Style::kPlain},
                 ShowDay(n->due_date(), session.language()),
                 ShowReason(n->reason(), session.language()),
                 ShowMeasure(n->measure_number(), n->measure_title())});
    }
    out += table.Format(session.terminal, 2);
  }
  return out;
}

std::string ShowClosed(const google::protobuf::RepeatedPtrField<std::string>& tasks,
                       const Session& session) {
  if (tasks.empty()) return "";
  std::string out = session.Say({"\nВыполнено по фактам:\n", "\nClosed by facts:\n"});
  for (const std::string& task : tasks) out += fmt::format("  {}\n", task);
  return out;
}

std::string ShowSkipped(const google::protobuf::RepeatedPtrField<v1::SkippedAdoption>& skipped,
                        const Session& session) {
  if (skipped.empty()) return "";
  std::string out =
      session.Say({"\nПропущено, отметка осталась на месте:\n", "\nSkipped, the mark stays:\n"});
  for (const v1::SkippedAdoption& one : skipped) {
    out += fmt::format("  {} · {}: {}\n", one.organization_name(), one.roadmap(),
                       session.Say({one.text(), one.text_en()}));
  }
  return out;
}

std::string ShowCounts(const v1::RunCounts& counts, Language language) {
  if (language == Language::kRussian) {
    std::string out = fmt::format(
        "{}: напоминаний {}, просрочек {}",
        CountRussian(counts.notifications(), "уведомление", "уведомления", "уведомлений"),
        counts.reminders(), counts.alerts());
    if (counts.undeliverable() > 0)
      out += fmt::format(", некому сказать {}", counts.undeliverable());
    return out + fmt::format(
                     "; выполнено по фактам {}\nступеней: сказано {}, слито с более поздними {}, "
                     "устарело {}, не понадобилось {}\n",
                     counts.tasks_closed(), counts.emitted(), counts.coalesced(), counts.expired(),
                     counts.suppressed());
  }
  std::string out =
      fmt::format("{}: {} to remind, {} overdue",
                  CountEnglish(counts.notifications(), "notification", "notifications"),
                  counts.reminders(), counts.alerts());
  if (counts.undeliverable() > 0) out += fmt::format(", {} undeliverable", counts.undeliverable());
  return out + fmt::format(
                   "; {} closed by facts\nrungs: {} said, {} coalesced into later ones, {} "
                   "expired, {} not needed\n",
                   CountEnglish(counts.tasks_closed(), "task", "tasks"), counts.emitted(),
                   counts.coalesced(), counts.expired(), counts.suppressed());
}

}  // namespace vekha::cli
