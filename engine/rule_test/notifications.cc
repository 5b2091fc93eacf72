#include "engine/rule_test/notifications.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace vekha::rule_test {
namespace {

using workflow::Notification;

std::string DayText(const std::optional<Date>& day) { return day ? FormatIso(*day) : "~"; }

std::string ToWhom(const Notification& n) { return n.person.empty() ? "nobody" : n.addressee; }

std::string TextOf(const Said& said, std::string_view key) {
  const Notification& n = said.notification;
  if (key == "unread") return said.unread ? "true" : "false";
  if (key == "to") return ToWhom(n);
  if (key == "at") return n.organization.value();
  if (key == "reason") return n.reason;
  if (key == "rung") return n.rung;
  if (key == "kind") return std::string(reminder::NoticeKindName(n.kind));
  if (key == "audience") return n.audience;
  if (key == "due") return DayText(n.due_date);
  if (key == "nominal") return DayText(n.nominal_due);
  return n.text;
}

bool Matches(const Said& said, const NotificationExpectation& expected) {
  if (expected.measure) {
    const TaskParts parts = PartsOf(said.notification.task);
    if (parts.measure != expected.measure->measure) return false;
    const std::string& occurrence = expected.measure->occurrence;
    if (!occurrence.empty() && parts.occurrence != occurrence) return false;
  }
  return std::all_of(expected.fields.begin(), expected.fields.end(), [&](const Field& field) {
    const std::string actual = TextOf(said, field.key);
    if (field.key != "to") return actual == field.expected;
    return roadmap::ExecutorKey(actual) == roadmap::ExecutorKey(field.expected);
  });
}

std::string Show(const NotificationExpectation& expected) {
  std::vector<std::string> parts;
  if (expected.measure) {
    const TaskName& name = *expected.measure;
    parts.push_back("measure: " + name.measure +
                    (name.occurrence.empty() ? "" : "@" + name.occurrence));
  }
  for (const Field& field : expected.fields) parts.push_back(field.key + ": " + field.expected);
  return fmt::format("{{{}}}", fmt::join(parts, ", "));
}

std::string Show(const Said& said) {
  const Notification& n = said.notification;
  const TaskParts parts = PartsOf(n.task);
  return fmt::format("{{measure: {}@{}, to: {}, reason: {}, rung: {}, audience: {}{}}}",
                     parts.measure, parts.occurrence, ToWhom(n), n.reason, n.rung, n.audience,
                     said.unread ? ", unread: true" : "");
}

std::string Join(const std::vector<std::string>& lines) {
  return lines.empty() ? "nothing" : fmt::format("{}", fmt::join(lines, "\n"));
}

// The most particular expectations choose first, so that a vague one cannot take what only they
// fit.
std::vector<const NotificationExpectation*> ByParticularity(
    const std::vector<NotificationExpectation>& all) {
  std::vector<const NotificationExpectation*> sorted;
  for (const NotificationExpectation& one : all) sorted.push_back(&one);
  const auto weight = [](const NotificationExpectation& one) {
    return one.fields.size() +
           (one.measure ? size_t{1} + (one.measure->occurrence.empty() ? 0 : 1) : 0);
  };
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](const auto* a, const auto* b) { return weight(*a) > weight(*b); });
  return sorted;
}

struct Difference {
  std::vector<std::string> missing;
  std::vector<std::string> unexpected;
};

Difference Compare(const std::vector<NotificationExpectation>& expected,
                   const Notifications& actual) {
  std::vector<const Said*> left;
  for (const Said& one : actual) left.push_back(&one);
  Difference difference;
  for (const NotificationExpectation* one : ByParticularity(expected)) {
    const auto found = std::find_if(left.begin(), left.end(),
                                    [&](const Said* said) { return Matches(*said, *one); });
    if (found == left.end()) {
      difference.missing.push_back(Show(*one));
    } else {
      left.erase(found);
    }
  }
  for (const Said* said : left) difference.unexpected.push_back(Show(*said));
  return difference;
}

// The measure, and the occurrence when one is named: a misspelt one must not pass for silence.
bool Exists(const TaskName& name, const std::string& place, Context& context) {
  const roadmap::Measure* measure = nullptr;
  if (name.occurrence.empty()) {
    measure = context.Measure(name);
  } else if (const auto* planned = context.Planned(name, place, std::nullopt)) {
    measure = planned->measure;
  }
  if (measure != nullptr) context.Named(*measure);
  return measure != nullptr;
}

bool NamesExist(const std::vector<NotificationExpectation>& expected, const std::string& place,
                Context& context) {
  bool all = true;
  for (const NotificationExpectation& one : expected) {
    if (one.measure) all = Exists(*one.measure, place, context) && all;
  }
  return all;
}

Notifications At(const std::string& place, const Notifications& all) {
  if (place.empty()) return all;
  Notifications out;
  for (const Said& one : all) {
    if (one.notification.organization.value() == place) out.push_back(one);
  }
  return out;
}

}  // namespace

TaskParts PartsOf(const TaskId& task) {
  const std::string& id = task.value();
  const size_t last = id.rfind('/');
  const size_t before = last == std::string::npos ? last : id.rfind('/', last - 1);
  if (before == std::string::npos) return {id, ""};
  return {id.substr(before + 1, last - before - 1), id.substr(last + 1)};
}

void CheckNotifications(const Expectation& expected, const Notifications& all, Context& context) {
  const Notifications actual = At(expected.place, all);
  const std::string day = FormatIso(expected.on);
  if (expected.notifications && NamesExist(*expected.notifications, expected.place, context)) {
    const Difference difference = Compare(*expected.notifications, actual);
    context.Expect(expected.at, day + ": notifications", Join(difference.missing),
                   Join(difference.unexpected));
  }
  if (!expected.includes.empty() && NamesExist(expected.includes, expected.place, context)) {
    const Difference difference = Compare(expected.includes, actual);
    if (!difference.missing.empty()) {
      context.Expect(expected.at, day + ": notifications include", Join(difference.missing),
                     Join(difference.unexpected));
    }
  }
  for (const TaskName& name : expected.none) {
    if (!Exists(name, expected.place, context)) continue;
    NotificationExpectation about;
    about.measure = name;
    std::vector<std::string> said;
    for (const Said& one : actual) {
      if (Matches(one, about)) said.push_back(Show(one));
    }
    context.Expect(name.at, fmt::format("{}: of {}", day, name.measure), "nothing", Join(said));
  }
}

std::string GoldenLine(const Notification& n, const OrganizationId& adopter) {
  const TaskParts parts = PartsOf(n.task);
  const std::string at =
      n.organization == adopter ? "" : fmt::format(" at {}", n.organization.value());
  return fmt::format("{}@{}{} {} {} {}", parts.measure, parts.occurrence, at, n.rung, ToWhom(n),
                     n.reason);
}

}  // namespace vekha::rule_test
