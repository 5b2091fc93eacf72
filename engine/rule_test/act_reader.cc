// "when" of a test.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/rule_test/deed.h"
#include "engine/rule_test/file_reader.h"

namespace vekha::rule_test {
namespace {

using yaml::Node;

task::Evidence ReadEvidence(FileReader& reader, const Node& node) {
  task::Evidence evidence;
  if (!reader.yaml.IsMapping(node)) return evidence;
  reader.OnlyKeys(node, EvidenceKeys());
  evidence.number = reader.TextAt(node, "number");
  evidence.on = reader.DateAt(node, "on");
  evidence.document = reader.TextAt(node, "document");
  evidence.url = reader.TextAt(node, "url");
  if (const Node* count = node.Find("count")) {
    evidence.count = reader.yaml.AsInt(*count, 1, task::kCountMax).value_or(0);
  }
  return evidence;
}

// What belongs to some deeds only; none: to each of them.
struct Part {
  std::string_view key;
  std::vector<DeedKind> of;
};
const std::vector<Part>& Parts() {
  using enum DeedKind;
  static const std::vector<Part> kParts = {
      {"by", {}},
      {"refused", {}},
      {"evidence", {kReport}},
      {"reason",
       {kReturn, kReopen, kWithdraw, kAskExtension, kExtend, kRefuseExtension, kDelegate}},
      {"until", {kAskExtension, kExtend}},
      {"to", {kDelegate}},
      {"co_executor", {kDelegate}},
  };
  return kParts;
}

bool Has(const Part& part, DeedKind kind) {
  return part.of.empty() || std::find(part.of.begin(), part.of.end(), kind) != part.of.end();
}

void CheckParts(FileReader& reader, const Node& node, const std::optional<Deed>& deed) {
  for (const Part& part : Parts()) {
    const Node* there = node.Find(part.key);
    if (there == nullptr || (deed && Has(part, deed->kind))) continue;
    std::string owners;
    for (const DeedForm& form : DeedForms()) {
      if (Has(part, form.kind)) owners += fmt::format("{}{}", owners.empty() ? "" : ", ", form.key);
    }
    reader.Error(*there, "E0805",
                 {fmt::format("{} - часть: {}", part.key, owners),
                  fmt::format("\"{}\" belongs to: {}", part.key, owners)});
  }
}

std::optional<Deed> ReadDeed(FileReader& reader, const Node& node) {
  std::optional<Deed> deed;
  for (const DeedForm& form : DeedForms()) {
    const Node* task = node.Find(form.key);
    if (task == nullptr) continue;
    if (deed) {
      reader.Error(*task, "E0805",
                   {fmt::format("{} и {} - два действия: по записи на каждое",
                                FormOf(deed->kind).key, form.key),
                    fmt::format("\"{}\" and \"{}\" are two acts: an entry for each",
                                FormOf(deed->kind).key, form.key)});
      continue;
    }
    deed.emplace().kind = form.kind;
    deed->task = reader.Task(*task);
  }
  if (!deed) return std::nullopt;
  deed->by = reader.TextAt(node, "by");
  if (const Node* evidence = node.Find("evidence"))
    deed->evidence = ReadEvidence(reader, *evidence);
  deed->reason = reader.TextAt(node, "reason");
  deed->until = reader.DateAt(node, "until");
  if (deed->kind == DeedKind::kAskExtension) reader.yaml.Require(node, "until");
  if (deed->kind == DeedKind::kDelegate) deed->to = reader.RequiredText(node, "to");
  if (const Node* co_executor = node.Find("co_executor")) {
    deed->co_executor = reader.yaml.AsBool(*co_executor).value_or(false);
  }
  return deed;
}

}  // namespace

Act ReadAct(FileReader& reader, const Node& node) {
  Act act;
  act.at = node.range;
  if (!reader.yaml.IsMapping(node)) return act;
  reader.OnlyKeys(node, ActKeys());
  if (const Node* on = reader.yaml.Require(node, "on")) {
    act.at = on->range;
    if (const auto day = reader.yaml.AsDate(*on)) act.on = *day;
  }
  act.place = reader.TextAt(node, "at");
  if (const Node* facts = node.Find("facts")) act.facts = reader.Facts(*facts);
  act.scope_day = reader.DateAt(node, "for");
  act.deed = ReadDeed(reader, node);
  act.refused = reader.TextAt(node, "refused");
  if (act.facts.empty() && !act.deed) {
    reader.Error(node, "E0802",
                 {"ничего не происходит: нет ни facts, ни действия (report, accept, …)",
                  "nothing happens: neither \"facts\" nor an act (report, accept, ...)"});
  }
  CheckParts(reader, node, act.deed);
  return act;
}

}  // namespace vekha::rule_test
