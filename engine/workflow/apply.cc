#include "engine/base/overload.h"
#include "engine/workflow/state.h"

namespace vekha::workflow {
namespace {

class Applier {
 public:
  Applier(State& state, int64_t revision, const RuleBook& rules)
      : state_(state), revision_(revision), rules_(rules) {}

  void operator()(const OrganizationPut& e) {
    Put(state_, OrganizationEntry{e.organization, revision_});
  }
  void operator()(const PersonPut& e) { Put(state_, PersonEntry{e.person, revision_}); }
  void operator()(const RolePut& e) { Put(state_, e.holding); }
  void operator()(const RoadmapApplied& e) {
    RoadmapVersion version{e.version, e.name, e.text, revision_, nullptr, ""};
    Parsed<std::shared_ptr<const roadmap::Roadmap>> loaded =
        LoadCheckedRoadmap(Source(e.name, e.text), rules_);
    if (loaded.value) {
      version.compiled = *loaded.value;
    } else {
      version.problem = loaded.diagnostics.empty() ? "does not compile"
                                                   : FormatDiagnostic(loaded.diagnostics.front());
    }
    state_.roadmaps[e.roadmap].push_back(std::move(version));
  }
  void operator()(const RoadmapAdopted& e) {
    AdoptionEntry& entry = state_.adoptions[{e.adoption.organization, e.adoption.roadmap}];
    entry.adoption = e.adoption;
    entry.revision = revision_;
    entry.kept_ids =
        e.kept_ids.empty() ? nullptr : std::make_shared<const task::KeptIds>(e.kept_ids);
  }
  void operator()(const FactRecorded& e) {
    facts::FactRecord record = e.record;
    record.revision = revision_;
    state_.facts[e.organization].Record(std::move(record));
  }
  void operator()(const TaskReported& e) {
    task::TaskRecord& record = Touch(e.task);
    record.report = e.report;
  }
  void operator()(const TaskClosed& e) {
    task::TaskRecord& record = Touch(e.task);
    record.closing = e.closing;
  }
  void operator()(const TaskDueSet& e) {
    task::TaskRecord& record = Touch(e.task);
    record.due = e.due;
    record.due_revision = e.due_revision;
    record.due_by = e.by;
  }
  void operator()(const RungAccounted& e) {
    state_.rungs[e.key] = {e.rung_day, e.as_of, e.outcome, e.reason};
  }
  void operator()(const NotificationEmitted& e) {
    state_.notifications.push_back({e.notification, revision_});
  }
  void operator()(const MarkMoved& e) {
    state_.adoptions[{e.organization, e.roadmap}].mark = e.as_of;
  }

 private:
  task::TaskRecord& Touch(const TaskId& id) {
    task::TaskRecord& record = state_.tasks[id];
    record.revision = revision_;
    return record;
  }

  State& state_;
  int64_t revision_;
  const RuleBook& rules_;
};

}  // namespace

void Apply(State& state, const Event& event, int64_t revision, const RuleBook& rules) {
  std::visit(Applier(state, revision, rules), event);
  state.revision = revision;
}

}  // namespace vekha::workflow
