// What can be said of a file or a bundle only when all of it was read.
#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "service/intake/bundle/agreement.h"

namespace vekha::intake {
namespace {

void AddRow(Severity severity, std::string_view code, const TableContext& c, uint32_t row,
            std::string_view column, Bilingual message) {
  c.reporter.Add(severity, code, c.file, row, column, std::move(message));
}

// Sessions longer than others may not lie inside shorter ones.
int RankOfSession(std::string_view type) {
  if (type == "schoolYear") return 3;
  if (type == "semester") return 2;
  if (type == "term") return 1;
  return type == "gradingPeriod" ? 0 : -1;
}

}  // namespace

template <typename Table>
uint64_t Agreement::ReportLoops(const TableContext& context, const TableHeader& header,
                                const Table& table) {
  uint64_t refused = 0;
  std::vector<uint32_t> rows;
  absl::flat_hash_map<uint64_t, uint32_t> walks;  // which walk up the parents came by first
  uint32_t walk = 0;
  for (const auto& entry : table) {
    ++walk;
    uint64_t at = entry.first;
    auto record = table.find(at);
    while (record != table.end() && walks.try_emplace(at, walk).second) {
      at = record->second.parent;
      record = table.find(at);
    }
    // A walk that meets itself has come round; what stands before the loop is not in it.
    if (record == table.end() || walks.at(at) != walk) continue;
    const uint64_t first = at;
    do {
      rows.push_back(record->second.row);
      at = record->second.parent;
      record = table.find(at);
    } while (at != first);
  }
  std::sort(rows.begin(), rows.end());
  for (const uint32_t row : rows) {
    ++refused;
    AddRow(Severity::kError, "R0708", context, row, header.NameOf(Field::kParent),
           {"запись подчинена сама себе", "the record is its own parent"});
  }
  return refused;
}

void Agreement::CheckSessionsInParents(const TableContext& context, const TableHeader& header) {
  std::vector<const Session*> in_order;
  for (const auto& [id, session] : sessions_) in_order.push_back(&session);
  std::sort(in_order.begin(), in_order.end(),
            [](const Session* a, const Session* b) { return a->row < b->row; });
  for (const Session* session : in_order) {
    const auto parent = sessions_.find(session->parent);
    if (session->parent == 0 || parent == sessions_.end()) continue;
    const Session& above = parent->second;
    const bool outside = (session->start && above.start && *session->start < *above.start) ||
                         (session->end && above.end && *session->end > *above.end);
    if (outside) {
      AddRow(Severity::kWarning, "R0705", context, session->row, header.NameOf(Field::kParent),
             {"период выходит за даты того, в который входит",
              "the session is not inside its parent's dates"});
    }
    const int rank = RankOfSession(session->type);
    const int above_rank = RankOfSession(above.type);
    if (rank >= 0 && above_rank >= 0 && above_rank < rank) {
      AddRow(Severity::kWarning, "R0707", context, session->row, header.NameOf(Field::kParent),
             {fmt::format("{} не может входить в {}", session->type, above.type),
              fmt::format("a {} cannot be part of a {}", session->type, above.type)});
    }
  }
}

uint64_t Agreement::FinishFile(const TableContext& context, const TableHeader& header,
                               const FileSpec& spec) {
  repeated_.clear();
  if (spec.table == TableId::kOrgs) return ReportLoops(context, header, orgs_);
  if (spec.table != TableId::kSessions) return 0;
  CheckSessionsInParents(context, header);
  return ReportLoops(context, header, sessions_);
}

void Agreement::FinishBundle(const TableContext& users, bool roles_were_read) {
  if (!roles_were_read || users.mode != roster::Mode::kBulk) return;
  std::vector<std::tuple<uint32_t, std::string_view, Bilingual>> found;
  for (const auto& [id, user] : users_) {
    if (!user.has_role) {
      if (user.contact) continue;
      found.emplace_back(user.row, "R0711",
                         Bilingual("у человека нет ни одной роли в roles.csv",
                                   "the person has no role in roles.csv"));
    } else if (!user.has_primary_role && IsOneRoster(users.format)) {
      found.emplace_back(user.row, "R0715",
                         Bilingual("у человека нет основной роли (roleType primary)",
                                   "the person has no primary role"));
    }
    if (user.has_role && user.primary_org != 0 && !user.primary_org_met) {
      found.emplace_back(user.row, "R0716",
                         Bilingual("в основной организации у человека нет роли",
                                   "the person has no role in the primary org"));
    }
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::tie(std::get<0>(a), std::get<1>(a)) < std::tie(std::get<0>(b), std::get<1>(b));
  });
  for (const auto& [row, code, message] : found) {
    AddRow(Severity::kWarning, code, users, row, "", message);
  }
}

}  // namespace vekha::intake
