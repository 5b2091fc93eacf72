#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "engine/reminder/ladder.h"
#include "engine/yaml/document.h"
#include "engine/yaml/reader.h"

namespace vekha::reminder {
namespace {

constexpr int kOffsetMax = 250;  // working days: a year
constexpr int kLatenessMax = 250;
constexpr int kDefaultLateness = 20;
constexpr size_t kRungsMax = 50;

class LadderReader {
 public:
  explicit LadderReader(const Source& source) : reader_(source) {}

  Parsed<LadderSet> Read() {
    Parsed<yaml::Document> document = yaml::Parse(reader_.source());
    LadderSet ladders;
    if (document.value && reader_.IsMapping(document.value->root)) {
      ReadFile(document.value->root, ladders);
    }
    std::vector<Diagnostic> diagnostics = std::move(document.diagnostics);
    for (Diagnostic& d : reader_.Take()) diagnostics.push_back(std::move(d));
    if (HasErrors(diagnostics)) return {std::nullopt, std::move(diagnostics)};
    return {std::move(ladders), std::move(diagnostics)};
  }

 private:
  void ReadFile(const yaml::Node& root, LadderSet& ladders) {
    reader_.OnlyKeys(root, {"ladders"});
    const yaml::Node* list = reader_.Require(root, "ladders");
    if (list == nullptr || !reader_.IsMapping(*list)) return;
    for (const yaml::Entry& entry : list->entries) {
      Ladder ladder;
      ladder.id = entry.key.text;
      ReadLadder(entry.value, ladder);
      ladders[ladder.id] = std::move(ladder);
    }
  }

  void ReadLadder(const yaml::Node& node, Ladder& ladder) {
    if (!reader_.IsMapping(node)) return;
    reader_.OnlyKeys(node, {"title", "title_en", "rungs"});
    if (const auto* title = reader_.Require(node, "title")) {
      ladder.title = reader_.AsText(*title).value_or("");
    }
    if (const auto* title = node.Find("title_en")) {
      ladder.title_en = reader_.AsText(*title).value_or("");
    }
    const yaml::Node* rungs = reader_.Require(node, "rungs");
    if (rungs == nullptr || !reader_.IsSequence(*rungs)) return;
    if (rungs->items.size() > kRungsMax) {
      reader_.Error(*rungs, "E0201", fmt::format("a ladder has at most {} rungs", kRungsMax));
      return;
    }
    std::set<std::string> ids;
    for (const yaml::Node& item : rungs->items) {
      Rung rung;
      if (!ReadRung(item, rung)) continue;
      if (!ids.insert(rung.id).second) {
        reader_.Error(item, "E0202", fmt::format("rung {} stands twice", rung.id));
      }
      CheckOrder(item, ladder, rung);
      ladder.rungs.push_back(std::move(rung));
    }
  }

  bool ReadRung(const yaml::Node& node, Rung& rung) {
    if (!reader_.IsMapping(node)) return false;
    reader_.OnlyKeys(node, {"id", "offset", "kind", "audience", "late", "max_lateness"});
    const yaml::Node* id = reader_.Require(node, "id");
    const yaml::Node* offset = reader_.Require(node, "offset");
    const yaml::Node* kind = reader_.Require(node, "kind");
    const yaml::Node* audience = reader_.Require(node, "audience");
    if (id == nullptr || offset == nullptr || kind == nullptr || audience == nullptr) return false;
    rung.id = reader_.AsText(*id).value_or("");
    rung.offset = reader_.AsInt(*offset, -kOffsetMax, kOffsetMax).value_or(0);
    const auto kind_index = reader_.AsWord(*kind, {"reminder", "alert"});
    rung.kind = kind_index == 1u ? NoticeKind::kAlert : NoticeKind::kReminder;
    if (kind_index && (rung.kind == NoticeKind::kAlert) != (rung.offset > 0)) {
      reader_.Error(*kind, "E0203",
                    "a reminder stands on or before the due day, an alert after it");
    }
    ReadAudience(*audience, rung);
    if (const auto* late = node.Find("late")) {
      static constexpr std::array<LatePolicy, 3> kPolicies = {LatePolicy::kLatestOnce,
                                                              LatePolicy::kEach, LatePolicy::kSkip};
      const auto index = reader_.AsWord(*late, {"latest_once", "each", "skip"});
      if (index) rung.late = kPolicies[*index];
    }
    if (const auto* lateness = node.Find("max_lateness")) {
      rung.max_lateness = reader_.AsInt(*lateness, 0, kLatenessMax).value_or(kDefaultLateness);
    }
    return !rung.id.empty();
  }

  void ReadAudience(const yaml::Node& node, Rung& rung) {
    if (!reader_.IsSequence(node)) return;
    for (const yaml::Node& item : node.items) {
      if (auto role = reader_.AsText(item)) rung.audience.push_back(std::move(*role));
    }
    if (rung.audience.empty()) reader_.Error(node, "E0204", "a rung speaks to somebody");
  }

  // Rungs climb, and escalation adds audience and never takes it away (DESIGN section 5.11).
  void CheckOrder(const yaml::Node& at, const Ladder& ladder, const Rung& rung) {
    if (ladder.rungs.empty()) return;
    const Rung& below = ladder.rungs.back();
    if (rung.offset <= below.offset) {
      reader_.Error(at, "E0205",
                    fmt::format("rung {} must stand after {} (offset above {})", rung.id, below.id,
                                below.offset));
    }
    for (const std::string& role : below.audience) {
      if (std::find(rung.audience.begin(), rung.audience.end(), role) == rung.audience.end()) {
        reader_.Error(at, "E0206",
                      fmt::format("rung {} leaves out {}, whom {} told: escalation only adds",
                                  rung.id, role, below.id));
      }
    }
  }

  yaml::Reader reader_;
};

}  // namespace

Parsed<LadderSet> LoadLadders(const Source& source) { return LadderReader(source).Read(); }

}  // namespace vekha::reminder
