#include "service/store/sqlite/projection.h"

#include <fmt/format.h>

#include "engine/base/status.h"
#include "service/store/event_codec.h"

namespace vekha::store {
namespace {

namespace wf = workflow;

class Projection {
 public:
  Projection(Statements& statements, int64_t revision, int index)
      : sql_(statements), revision_(revision), index_(index) {}

  absl::Status operator()(const wf::OrganizationPut& e) {
    const wf::Organization& o = e.organization;
    std::optional<std::string> parent;
    if (!o.parent.empty()) parent = o.parent.value();
    sql_.Run(
        "INSERT INTO organization (id, parent, level, name, zone, revision)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (id) DO UPDATE SET parent = excluded.parent,"
        " level = excluded.level, name = excluded.name, zone = excluded.zone,"
        " revision = excluded.revision",
        o.id.value(), parent, roadmap::LevelName(o.level), o.name, o.zone, revision_);
    return absl::OkStatus();
  }

  absl::Status operator()(const wf::PersonPut& e) {
    sql_.Run(
        "INSERT INTO person (id, name, revision) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, revision = excluded.revision",
        e.person.id.value(), e.person.name, revision_);
    return absl::OkStatus();
  }

  absl::Status operator()(const wf::RolePut& e) {
    const wf::RoleHolding& h = e.holding;
    sql_.Run(
        "INSERT INTO role_holding (organization, role, person, first_day, last_day, revision, idx)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (organization, role, person, first_day)"
        " DO UPDATE SET last_day = excluded.last_day",
        h.organization.value(), h.role, h.person.value(), h.from, h.to, revision_, index_);
    return absl::OkStatus();
  }

  absl::Status operator()(const wf::RoadmapApplied& e) {
    sql_.Run(
        "INSERT INTO roadmap_version (roadmap, version, name, text, revision)"
        " VALUES (?1, ?2, ?3, ?4, ?5)",
        e.roadmap.value(), e.version, e.name, e.text, revision_);
    return absl::OkStatus();
  }

  absl::Status operator()(const wf::RoadmapAdopted& e) {
    const wf::Adoption& a = e.adoption;
    std::optional<std::string> kept_ids;
    if (!e.kept_ids.empty()) {
      VEKHA_ASSIGN_OR_RETURN(kept_ids, EncodeKeptIds(e.kept_ids));
    }
    sql_.Run(
        "INSERT INTO adoption (organization, roadmap, version, first_day, revision, kept_ids)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (organization, roadmap) DO UPDATE SET"
        " version = excluded.version, first_day = excluded.first_day, revision = excluded.revision,"
        " kept_ids = excluded.kept_ids",
        a.organization.value(), a.roadmap.value(), a.version, a.on, revision_, kept_ids);
    return absl::OkStatus();
  }

  absl::Status operator()(const wf::FactRecorded& e) {
    const facts::FactRecord& r = e.record;
    VEKHA_ASSIGN_OR_RETURN(const std::string value, EncodeValue(r.value));
    sql_.Run(
        "INSERT INTO fact (organization, name, scope, revision, idx, value, source, observed_at,"
        " observed_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        e.organization.value(), r.name, r.scope, revision_, index_, value, r.source, r.observed_at,
        r.observed_on);
    return absl::OkStatus();
  }

  absl::Status operator()(const wf::TaskReported& e) {
    VEKHA_ASSIGN_OR_RETURN(const std::string report, EncodeReport(e.report));
    sql_.Run(
        "INSERT INTO task (organization, task, report, revision) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (organization, task) DO UPDATE SET report = excluded.report,"
        " revision = excluded.revision",
        e.organization.value(), e.task.value(), report, revision_);
    return absl::OkStatus();
  }

  absl::Status operator()(const wf::TaskClosed& e) {
    VEKHA_ASSIGN_OR_RETURN(const std::string closing, EncodeClosing(e.closing));
    sql_.Run(
        "INSERT INTO task (organization, task, closing, revision) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (organization, task) DO UPDATE SET closing = excluded.closing,"
        " revision = excluded.revision",
        e.organization.value(), e.task.value(), closing, revision_);
    return absl::OkStatus();
  }

  absl::Status operator()(const wf::TaskDueSet& e) {
    sql_.Run(
        "INSERT INTO task (organization, task, due, due_revision, due_by, revision)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (organization, task) DO UPDATE SET"
        " due = excluded.due, due_revision = excluded.due_revision, due_by = excluded.due_by,"
        " revision = excluded.revision",
        e.organization.value(), e.task.value(), e.due, e.due_revision, task::DueByName(e.by),
        revision_);
    return absl::OkStatus();
  }

  absl::Status operator()(const wf::RungAccounted& e) {
    sql_.Run(
        "INSERT INTO rung (organization, task, due_revision, rung, rung_day, as_of, outcome,"
        " reason, revision) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        e.organization.value(), e.key.task.value(), e.key.due_revision, e.key.rung, e.rung_day,
        e.as_of, reminder::RungOutcomeName(e.outcome), e.reason, revision_);
    return absl::OkStatus();
  }

  absl::Status operator()(const wf::NotificationEmitted& e) {
    const wf::Notification& n = e.notification;
    sql_.Run(
        "INSERT INTO notification (organization, id, revision, idx, task, due_revision, rung,"
        " rung_day, as_of, kind, audience, person, addressee, due_date, nominal_due, reason, text,"
        " text_en) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,"
        " ?17, ?18)",
        n.organization.value(), n.id, revision_, index_, n.task.value(), n.due_revision, n.rung,
        n.rung_day, n.as_of, reminder::NoticeKindName(n.kind), n.audience, n.person.value(),
        n.addressee, n.due_date, n.nominal_due, n.reason, n.text, n.text_en);
    return absl::OkStatus();
  }

  absl::Status operator()(const wf::MarkMoved& e) {
    const int changed =
        sql_.Run("UPDATE adoption SET mark = ?3 WHERE organization = ?1 AND roadmap = ?2",
                 e.organization.value(), e.roadmap.value(), e.as_of);
    if (changed == 1) return absl::OkStatus();
    return absl::InternalError(fmt::format("{} has not adopted {}: its mark cannot move",
                                           e.organization.value(), e.roadmap.value()));
  }

 private:
  Statements& sql_;
  int64_t revision_;
  int index_;
};

}  // namespace

absl::Status WriteRows(Statements& statements, const wf::Event& event, int64_t revision,
                       int index) {
  return std::visit(Projection(statements, revision, index), event);
}

}  // namespace vekha::store
