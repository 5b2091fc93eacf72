// "expect" of a test.
#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "engine/rule_test/file_reader.h"

namespace vekha::rule_test {
namespace {

using yaml::Node;

// A list stands for its items in order, "a, b"; an empty one and `~` for nothing.
std::string Expected(FileReader& reader, const Node& node) {
  if (node.IsNull()) return "~";
  if (!node.IsSequence()) return reader.Text(node);
  std::string text;
  for (const Node& item : node.items) text += (text.empty() ? "" : ", ") + reader.Text(item);
  return text.empty() ? "~" : text;
}

bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// A slip in an expected value would be a failure that says little; said here, it says more.
void CheckValue(FileReader& reader, const Node& at, const Field& field) {
  const std::string& text = field.expected;
  const auto refuse = [&](std::string_view what_ru, std::string_view what) {
    reader.Error(
        at, "E0805",
        {fmt::format("«{}» - не {}", text, what_ru), fmt::format("\"{}\" is not {}", text, what)});
  };
  if (IsOneOf(field.key, {"start", "nominal", "due", "closed_on", "accepted_on", "paused_until",
                          "asked_until"})) {
    if (text != "~" && !ParseIsoDate(text)) {
      refuse("день (ГГГГ-ММ-ДД, или ~, если его нет)", "a day (YYYY-MM-DD, or ~ for none)");
    }
  } else if (IsOneOf(field.key,
                     {"overdue", "done_late", "applies", "contradicted", "extended", "unread"})) {
    if (!IsOneOf(text, {"true", "false"})) refuse("true и не false", "true or false");
  } else if (field.key == "status") {
    if (!IsOneOf(text, {"planned", "open", "reported", "closed", "withdrawn"})) {
      refuse("planned, open, reported, closed или withdrawn",
             "one of planned, open, reported, closed, withdrawn");
    }
  } else if (field.key == "closed_by") {
    if (!IsOneOf(text, {"facts", "report", "~"})) {
      refuse("facts, report или ~", "facts, report or ~");
    }
  } else if (field.key == "kind") {
    if (!IsOneOf(text, {"reminder", "alert", "request", "news"})) {
      refuse("reminder, alert, request или news", "one of reminder, alert, request, news");
    }
  } else if (IsOneOf(field.key, {"days_late", "due_revision"})) {
    reader.yaml.AsInt(at, 0, kMaxCounted);
  }
}

TaskExpectation ReadTask(FileReader& reader, const yaml::Entry& entry) {
  TaskExpectation out{reader.Task(entry.key), {}};
  if (entry.value.IsScalar()) {  // "3.5": open
    out.fields.push_back({"status", reader.Text(entry.value), entry.value.range});
    CheckValue(reader, entry.value, out.fields.back());
    return out;
  }
  if (!reader.yaml.IsMapping(entry.value)) return out;
  if (entry.value.entries.empty()) {
    reader.Error(entry.value, "E0802",
                 {"от задачи ничего не ожидается", "nothing is expected of the task"});
  }
  reader.OnlyKeys(entry.value, TaskKeys());
  for (const yaml::Entry& field : entry.value.entries) {
    out.fields.push_back({field.key.text, Expected(reader, field.value), field.value.range});
    CheckValue(reader, field.value, out.fields.back());
  }
  return out;
}

NotificationExpectation ReadNotification(FileReader& reader, const Node& node) {
  NotificationExpectation out;
  out.at = node.range;
  if (!reader.yaml.IsMapping(node)) return out;
  reader.OnlyKeys(node, NotificationKeys());
  if (node.entries.empty()) {
    reader.Error(node, "E0802",
                 {"об уведомлении ничего не сказано", "nothing is said of the notification"});
  }
  for (const yaml::Entry& field : node.entries) {
    if (field.key.text == "measure") {
      out.measure = reader.Task(field.value);
      continue;
    }
    out.fields.push_back({field.key.text, Expected(reader, field.value), field.value.range});
    CheckValue(reader, field.value, out.fields.back());
  }
  return out;
}

}  // namespace

Expectation ReadExpectation(FileReader& reader, const Node& node) {
  Expectation out;
  out.at = node.range;
  if (!reader.yaml.IsMapping(node)) return out;
  reader.OnlyKeys(node, ExpectationKeys());
  if (const Node* on = reader.yaml.Require(node, "on")) {
    out.at = on->range;
    if (const auto day = reader.yaml.AsDate(*on)) out.on = *day;
  }
  out.place = reader.TextAt(node, "at");
  reader.EachEntry(node, "tasks",
                   [&](const yaml::Entry& e) { out.tasks.push_back(ReadTask(reader, e)); });
  if (node.Find("notifications") != nullptr) {
    out.notifications.emplace();
    reader.Each(node, "notifications", [&](const Node& item) {
      out.notifications->push_back(ReadNotification(reader, item));
    });
  }
  reader.Each(node, "includes",
              [&](const Node& item) { out.includes.push_back(ReadNotification(reader, item)); });
  if (const Node* none = node.Find("none")) out.none = reader.Tasks(*none);
  const bool nothing =
      out.tasks.empty() && !out.notifications && out.includes.empty() && out.none.empty();
  if (nothing) {
    reader.Error(node, "E0802",
                 {"на этот день ничего не ожидается", "nothing is expected on that day"});
  }
  return out;
}

}  // namespace vekha::rule_test
