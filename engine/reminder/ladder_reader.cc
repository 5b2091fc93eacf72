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
constexpr int kPauseMax = 20;  // working days

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
    reader_.OnlyKeys(node, {"title", "title_en", "acknowledge", "inhibit", "rungs", "control"});
    if (const auto* title = reader_.Require(node, "title")) {
      ladder.title = reader_.AsText(*title).value_or("");
    }
    if (const auto* title = node.Find("title_en")) {
      ladder.title_en = reader_.AsText(*title).value_or("");
    }
    if (const auto* pause = node.Find("acknowledge")) {
      ladder.pause = reader_.AsInt(*pause, 0, kPauseMax).value_or(kDefaultPause);
    }
    if (const auto* inhibit = node.Find("inhibit")) {
      ladder.inhibit = reader_.AsBool(*inhibit).value_or(true);
    }
    std::set<std::string> ids;
    if (const auto* rungs = reader_.Require(node, "rungs")) {
      ReadRungs(*rungs, Clock::kDue, ids, ladder.rungs);
    }
    if (const auto* rungs = node.Find("control")) {
      ReadRungs(*rungs, Clock::kControl, ids, ladder.control);
    }
  }

  // What a rung's offset is counted from.
  enum class Clock { kDue, kControl };

  void ReadRungs(const yaml::Node& list, Clock clock, std::set<std::string>& ids,
                 std::vector<Rung>& rungs) {
    if (!reader_.IsSequence(list)) return;
    if (list.items.size() > kRungsMax) {
      reader_.Error(list, "E0501",
                    {fmt::format("в лестнице не больше {} ступеней", kRungsMax),
                     fmt::format("a ladder has at most {} rungs", kRungsMax)});
      return;
    }
    for (const yaml::Node& item : list.items) {
      Rung rung;
      if (!ReadRung(item, clock, rung)) continue;
      if (!ids.insert(rung.id).second) {
        reader_.Error(item, "E0502",
                      {fmt::format("ступень {} стоит дважды", rung.id),
                       fmt::format("rung {} stands twice", rung.id)});
      }
      CheckOrder(item, rungs, rung);
      rungs.push_back(std::move(rung));
    }
  }

  bool ReadRung(const yaml::Node& node, Clock clock, Rung& rung) {
    if (!reader_.IsMapping(node)) return false;
    reader_.OnlyKeys(node, {"id", "offset", "kind", "audience", "late", "max_lateness"});
    const yaml::Node* id = reader_.Require(node, "id");
    const yaml::Node* offset = reader_.Require(node, "offset");
    const yaml::Node* audience = reader_.Require(node, "audience");
    if (id == nullptr || offset == nullptr || audience == nullptr) return false;
    rung.id = reader_.AsText(*id).value_or("");
    rung.offset =
        reader_.AsInt(*offset, clock == Clock::kDue ? -kOffsetMax : 0, kOffsetMax).value_or(0);
    if (!ReadKind(node, clock, rung)) return false;
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

  // On the controller's clock every rung asks for his decision, so it has no kind of its own.
  bool ReadKind(const yaml::Node& node, Clock clock, Rung& rung) {
    if (clock == Clock::kControl) {
      rung.kind = NoticeKind::kRequest;
      if (const auto* kind = node.Find("kind")) {
        reader_.Error(*kind, "E0507",
                      {"у ступени на часах контролёра нет вида",
                       "a rung of the controller's clock has no kind"});
      }
      return true;
    }
    const yaml::Node* kind = reader_.Require(node, "kind");
    if (kind == nullptr) return false;
    const auto index = reader_.AsWord(*kind, {"reminder", "alert"});
    rung.kind = index == 1u ? NoticeKind::kAlert : NoticeKind::kReminder;
    if (index && (rung.kind == NoticeKind::kAlert) != (rung.offset > 0)) {
      reader_.Error(*kind, "E0503",
                    {"напоминание стоит до срока или в его день, сигнал - после",
                     "a reminder stands on or before the due day, an alert after it"});
    }
    return true;
  }

  void ReadAudience(const yaml::Node& node, Rung& rung) {
    if (!reader_.IsSequence(node)) return;
    for (const yaml::Node& item : node.items) {
      if (auto role = reader_.AsText(item)) rung.audience.push_back(std::move(*role));
    }
    if (rung.audience.empty()) {
      reader_.Error(node, "E0504", {"ступень никому не адресована", "a rung speaks to somebody"});
    }
  }

  // Rungs climb, and escalation adds audience and never takes it away (DESIGN section 5.11).
  void CheckOrder(const yaml::Node& at, const std::vector<Rung>& rungs, const Rung& rung) {
    if (rungs.empty()) return;
    const Rung& below = rungs.back();
    if (rung.offset <= below.offset) {
      reader_.Error(at, "E0505",
                    {fmt::format("ступень {} должна стоять после {} (offset больше {})", rung.id,
                                 below.id, below.offset),
                     fmt::format("rung {} must stand after {} (offset above {})", rung.id, below.id,
                                 below.offset)});
    }
    for (const std::string& role : below.audience) {
      if (std::find(rung.audience.begin(), rung.audience.end(), role) == rung.audience.end()) {
        reader_.Error(at, "E0506",
                      {fmt::format("ступень {} не говорит {}, кому говорила {}: выше по лестнице "
                                   "адресаты только добавляются",
                                   rung.id, role, below.id),
                       fmt::format("rung {} leaves out {}, whom {} told: escalation only adds",
                                   rung.id, role, below.id)});
      }
    }
  }

  yaml::Reader reader_;
};

}  // namespace

Parsed<LadderSet> LoadLadders(const Source& source) { return LadderReader(source).Read(); }

}  // namespace vekha::reminder
