#include "service/store/sqlite/projection.h"

#include <fmt/format.h>

#include "engine/base/status.h"
#include "service/store/event_codec.h"
#include "service/store/sqlite/rows.h"

namespace vekha::store {
namespace {

namespace wf = workflow;

class Projection {
 public:
  Projection(Statements& statements, int64_t revision, int index)
      : sql_(statements), revision_(revision), index_(index) {}

  absl::Status operator()(const wf::OrganizationPut& e) {
    return FoldOrganization(e, e.organization.id);
  }
  absl::Status operator()(const wf::OrganizationMoved& e) {
    return FoldOrganization(e, e.organization);
  }
  absl::Status operator()(const wf::OrganizationClosed& e) {
    return FoldOrganization(e, e.organization);
  }

  absl::Status operator()(const wf::PersonPut& e) {
    std::optional<std::string> contact;
    if (e.person.contact != wf::Contact()) {
      VEKHA_ASSIGN_OR_RETURN(contact, EncodeContact(e.person.contact));
    }
    sql_.Run(
        "INSERT INTO person (id, name, revision, contact) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, revision = excluded.revision,"
        " contact = excluded.contact",
        e.person.id.value(), e.person.name, revision_, contact);
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
        "INSERT INTO adoption (organization, roadmap, version, first_day, revision, kept_ids, "
        "subtree)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (organization, roadmap) DO UPDATE SET"
        " version = excluded.version, first_day = min(first_day, excluded.first_day),"
        " revision = excluded.revision,"
        " kept_ids = excluded.kept_ids, subtree = excluded.subtree",
        a.organization.value(), a.roadmap.value(), a.version, a.on, revision_, kept_ids,
        a.subtree ? 1 : 0);
    return absl::OkStatus();
  }

  absl::Status operator()(const wf::FactRecorded& e) {
    const facts::FactRecord& r = e.record;
    VEKHA_ASSIGN_OR_RETURN(const std::string value, EncodeValue(r.value));
    std::optional<std::string> origin;
    if (r.origin != nullptr) {
      VEKHA_ASSIGN_OR_RETURN(origin, EncodeOrigin(*r.origin));
    }
    // The newest counts: the order is that of facts::FactBase.
    sql_.Run(
        "INSERT INTO fact (organization, name, scope, value, source, observed_at, observed_on,"
        " version, revision, origin) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
        " ON CONFLICT (organization, name, scope) DO UPDATE SET value = excluded.value,"
        " source = excluded.source, observed_at = excluded.observed_at,"
        " observed_on = excluded.observed_on, version = excluded.version,"
        " revision = excluded.revision, origin = excluded.origin"
        " WHERE (excluded.observed_at, excluded.version, excluded.revision) >="
        " (observed_at, version, revision)",
        e.organization.value(), r.name, r.scope, value, r.source, r.observed_at, r.observed_on,
        r.origin == nullptr ? int64_t{0} : r.origin->version, revision_, origin);
    return absl::OkStatus();
  }

  absl::Status operator()(const wf::RosterImported&) { return absl::OkStatus(); }

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

  absl::Status operator()(const wf::AbsencePut& e) {
    const wf::Absence& a = e.absence;
    sql_.Run(
        "INSERT INTO absence (person, first_day, last_day, substitute, reason)"
        " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (person, first_day) DO UPDATE SET"
        " last_day = excluded.last_day, substitute = excluded.substitute,"
        " reason = excluded.reason",
        a.person.value(), a.from, a.to, a.substitute.value(), a.reason);
    return absl::OkStatus();
  }

  absl::Status operator()(const wf::SilencePut& e) {
    const wf::Silence& s = e.silence;
    sql_.Run(
        "INSERT OR REPLACE INTO silence (organization, id, roadmap, person, first_day, last_day,"
        " by_person, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        s.organization.value(), s.id, s.roadmap.value(), s.person.value(), s.from, s.until,
        s.by.value(), s.reason);
    return absl::OkStatus();
  }

  absl::Status operator()(const wf::DigestLeased& e) {
    return WriteDigest(std::nullopt, e);  // it begins anew, whatever was before
  }
  absl::Status operator()(const wf::DigestSettled& e) { return FoldDigest(e, e.id); }
  absl::Status operator()(const wf::DigestRevived& e) { return FoldDigest(e, e.id); }

  absl::Status operator()(const wf::NotificationDropped& e) {
    sql_.Run(
        "UPDATE notification SET delivery_state = 'dropped', why = ?3"
        " WHERE organization = ?1 AND id = ?2",
        e.organization.value(), e.notification, e.reason);
    return absl::OkStatus();
  }

  // An event of one task: its record is folded as the state's is.
  template <typename TaskEvent>
  absl::Status operator()(const TaskEvent& e) {
    VEKHA_ASSIGN_OR_RETURN(task::TaskRecord record, ReadTask(sql_, e.organization, e.task));
    wf::ApplyToRecord(record, e);
    return WriteTask(e.organization, e.task, record);
  }

 private:
  absl::Status FoldOrganization(const wf::Event& e, const OrganizationId& id) {
    VEKHA_ASSIGN_OR_RETURN(wf::OrganizationEntry entry, ReadOrganization(sql_, id));
    wf::ApplyToOrganization(entry, e);
    const wf::Organization& o = entry.organization;
    std::optional<std::string> parent;
    if (!o.parent.empty()) parent = o.parent.value();
    VEKHA_ASSIGN_OR_RETURN(const std::string life, EncodeLife(entry));
    sql_.Run(
        "INSERT INTO organization (id, parent, level, name, zone, life, revision)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO UPDATE SET"
        " parent = excluded.parent, level = excluded.level, name = excluded.name,"
        " zone = excluded.zone, life = excluded.life, revision = excluded.revision",
        o.id.value(), parent, roadmap::LevelName(o.level), o.name, o.zone, life, revision_);
    return absl::OkStatus();
  }

  absl::Status WriteTask(const OrganizationId& organization, const TaskId& task,
                         const task::TaskRecord& record) {
    std::optional<std::string> report;
    std::optional<std::string> closing;
    if (record.report) {
      VEKHA_ASSIGN_OR_RETURN(report, EncodeReport(*record.report));
    }
    if (record.closing) {
      VEKHA_ASSIGN_OR_RETURN(closing, EncodeClosing(*record.closing));
    }
    VEKHA_ASSIGN_OR_RETURN(const std::string life, EncodeLife(record));
    sql_.Run(
        "INSERT OR REPLACE INTO task (organization, task, report, closing, due, due_revision,"
        " due_by, life, revision) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        organization.value(), task.value(), report, closing, record.due, record.due_revision,
        task::DueByName(record.due_by), life, revision_);
    return absl::OkStatus();
  }

  template <typename DigestEvent>
  absl::Status FoldDigest(const DigestEvent& e, const std::string& id) {
    VEKHA_ASSIGN_OR_RETURN(std::optional<wf::DigestEntry> entry, ReadDigest(sql_, id));
    return WriteDigest(std::move(entry), e);
  }

  absl::Status WriteDigest(std::optional<wf::DigestEntry> entry, const wf::Event& e) {
    if (!wf::ApplyToDigest(entry, e)) return absl::OkStatus();
    VEKHA_ASSIGN_OR_RETURN(const std::string text, EncodeDigest(*entry));
    sql_.Run("INSERT OR REPLACE INTO digest (person, id, state, entry) VALUES (?1, ?2, ?3, ?4)",
             entry->digest.person.value(), entry->digest.id, wf::DigestStateName(entry->state),
             text);
    return absl::OkStatus();
  }

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
