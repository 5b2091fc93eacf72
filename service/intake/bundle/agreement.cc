#include "service/intake/bundle/agreement.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace vekha::intake {
namespace {

using roster::PersonKind;

void ReportRow(Severity severity, std::string_view code, const TableContext& c, uint32_t row,
               std::string_view column, Bilingual message, Bilingual hint = {}) {
  c.reporter.Add(severity, code, c.file, row, column, std::move(message), std::move(hint));
}

// Sessions longer than others may not lie inside shorter ones.
int RankOfSession(std::string_view type) {
  if (type == "schoolYear") return 3;
  if (type == "semester") return 2;
  if (type == "term") return 1;
  return type == "gradingPeriod" ? 0 : -1;
}

}  // namespace

bool Agreement::Check(const TableContext& context, const TableHeader& header, const FileSpec& spec,
                      const RowValues& row) {
  const Call call{context, header, spec, row};
  if (row.deleted) return true;
  const bool span = CheckSpan(call);
  const bool lists = CheckLists(call);
  bool ok = span && lists;
  switch (spec.table) {
    case TableId::kOrgs:
      return CheckOrg(call) && ok;
    case TableId::kSessions:
      return CheckSession(call) && ok;
    case TableId::kClasses:
      return CheckClass(call) && ok;
    case TableId::kUsers:
      return CheckUser(call) && ok;
    case TableId::kRoles:
      return CheckRole(call) && ok;
    case TableId::kEnrollments:
      return CheckEnrollment(call) && ok;
    case TableId::kUserFlags:
      CheckRepeated(
          call, Combine(Fingerprint(row.Text(Field::kUser)), Fingerprint(row.Text(Field::kFlag))));
      return ok;
    case TableId::kRelationships:
      CheckRepeated(call, Combine(Fingerprint(row.Text(Field::kUser)),
                                  Fingerprint(row.Text(Field::kRelated))));
      return ok;
    default:
      return ok;
  }
}

bool Agreement::CheckSpan(const Call& call) {
  const auto start = call.row.DateOf(Field::kStart);
  const auto end = call.row.DateOf(Field::kEnd);
  if (!start || !end || *start <= *end) return true;
  ReportRow(
      Severity::kError, "R0704", call.c, call.row.row, call.header.NameOf(Field::kEnd),
      {fmt::format("конец {} раньше начала {}", FormatRussian(*end), FormatRussian(*start)),
       fmt::format("the end {} is before the beginning {}", FormatIso(*end), FormatIso(*start))});
  return false;
}

bool Agreement::CheckLists(const Call& call) {
  const auto codes = call.row.Text(Field::kSubjectCodes);
  const auto names = call.row.Text(Field::kSubjects);
  if (codes.empty() || names.empty()) return true;
  const auto difference =
      std::count(codes.begin(), codes.end(), ',') - std::count(names.begin(), names.end(), ',');
  if (difference == 0) return true;
  ReportRow(Severity::kError, "R0712", call.c, call.row.row,
            call.header.NameOf(Field::kSubjectCodes),
            {"кодов предметов не столько же, сколько предметов",
             "there are not as many subject codes as subjects"});
  return false;
}

bool Agreement::CheckOrg(const Call& call) {
  if (call.row.Text(Field::kId).empty()) return true;
  Org org;
  org.row = call.row.row;
  // SDS v1 has schools only, and other types teach in SDS too.
  org.school = !IsOneRoster(call.c.format) || call.row.Text(Field::kType) == "school" ||
               call.row.Text(Field::kType).empty();
  const auto parent = call.row.Text(Field::kParent);
  if (!parent.empty()) org.parent = Fingerprint(parent);
  orgs_.emplace(Fingerprint(call.row.Text(Field::kId)), org);
  return true;
}

bool Agreement::CheckSession(const Call& call) {
  if (call.row.Text(Field::kId).empty()) return true;
  Session session;
  session.row = call.row.row;
  session.start = call.row.DateOf(Field::kStart);
  session.end = call.row.DateOf(Field::kEnd);
  session.type = std::string(call.row.Text(Field::kType));
  const auto parent = call.row.Text(Field::kParent);
  if (!parent.empty()) session.parent = Fingerprint(parent);
  const auto year = call.row.Text(Field::kSchoolYear);
  if (IsOneRoster(call.c.format) && session.end && session.type == "schoolYear" && !year.empty() &&
      fmt::format("{}", static_cast<int>(session.end->year())) != year) {
    ReportRow(Severity::kWarning, "R0706", call.c, call.row.row,
              call.header.NameOf(Field::kSchoolYear),
              {fmt::format("«{}»: нужен год, в котором учебный год кончается", year),
               fmt::format("\"{}\": the year in which the school year ends is needed", year)});
  }
  sessions_.emplace(Fingerprint(call.row.Text(Field::kId)), std::move(session));
  return true;
}

bool Agreement::MustBeSchool(const Call& call, Field field) {
  const auto school = call.row.Text(field);
  if (school.empty()) return true;
  const auto org = orgs_.find(Fingerprint(school));
  if (org == orgs_.end() || org->second.school) return true;
  const std::string shown = ShownCell(school);
  ReportRow(Severity::kError, "R0605", call.c, call.row.row, call.header.NameOf(field),
            {fmt::format("«{}»: это организация другого типа, а нужна школа", shown),
             fmt::format("\"{}\": an org of type school is needed", shown)});
  return false;
}

bool Agreement::CheckClass(const Call& call) {
  if (call.row.Text(Field::kId).empty()) return true;
  Class in_class;
  const auto school = call.row.Text(Field::kSchool);
  if (!school.empty()) in_class.school = Fingerprint(school);
  in_class.homeroom = call.row.Text(Field::kClassType) == "homeroom";
  bool open = false;
  ForEachItem(call.row.Text(Field::kTerms), [&](std::string_view term) {
    const auto session = sessions_.find(Fingerprint(term));
    if (session == sessions_.end() || !session->second.start || !session->second.end) {
      open = true;
      return;
    }
    auto& [begin, end] = in_class.span;
    if (!begin || *session->second.start < *begin) begin = session->second.start;
    if (!end || *session->second.end > *end) end = session->second.end;
  });
  if (open) in_class.span = {};
  classes_.emplace(Fingerprint(call.row.Text(Field::kId)), std::move(in_class));
  return MustBeSchool(call, Field::kSchool);
}

bool Agreement::CheckUser(const Call& call) {
  if (call.row.Text(Field::kId).empty()) return true;
  const uint64_t id = Fingerprint(call.row.Text(Field::kId));
  User& user = users_[id];
  if (user.row == 0) user.row = call.row.row;
  const auto role = call.row.Text(Field::kRole);
  if (call.spec.people || !role.empty()) {
    user.has_kind = true;
    user.kind = call.spec.people ? *call.spec.people : KindOfRole(role);
  }
  const auto primary = call.row.Text(Field::kPrimaryOrg);
  if (!primary.empty()) user.primary_org = Fingerprint(primary);
  const auto add_place = [&](std::string_view org) {
    if (org.empty()) return;
    places_.insert(Combine(id, Fingerprint(org)));
    user.has_place = true;
  };
  ForEachItem(call.row.Text(Field::kOrgs), add_place);
  add_place(call.row.Text(Field::kSchool));
  return true;
}

bool Agreement::CheckRepeated(const Call& call, uint64_t key) {
  const auto [at, added] = repeated_.try_emplace(key, call.row.row);
  if (added) return true;
  ReportRow(Severity::kWarning, "R0603", call.c, call.row.row, "",
            {fmt::format("то же самое уже сказано в строке {}", at->second),
             fmt::format("the same was said in row {}", at->second)});
  return false;
}

bool Agreement::CheckRole(const Call& call) {
  if (call.row.Text(Field::kUser).empty()) return true;
  const uint64_t user_id = Fingerprint(call.row.Text(Field::kUser));
  const uint64_t org = Fingerprint(call.row.Text(Field::kOrg));
  const uint64_t place = Combine(user_id, org);
  const auto role = call.row.Text(Field::kRole);
  places_.insert(place);
  CheckRepeated(call, Combine(place, Combine(Fingerprint(role),
                                             Fingerprint(call.row.Text(Field::kSession)))));
  const bool primary =
      call.row.Text(Field::kRoleType) == "primary" || IsTrue(call.row.Text(Field::kPrimary));
  const auto user = users_.find(user_id);
  if (user != users_.end()) {
    user->second.has_role = true;
    user->second.has_place = true;
    user->second.has_primary_role |= primary;
    user->second.primary_org_met |= user->second.primary_org == org;
    if (!role.empty() && (primary || !user->second.has_kind)) {
      user->second.has_kind = true;
      user->second.kind = KindOfRole(role);
    }
  }
  if (!primary || !IsOneRoster(call.c.format)) return true;
  const auto [at, added] = primary_roles_.try_emplace(place, call.row.row);
  if (added) return true;
  ReportRow(
      Severity::kError, "R0710", call.c, call.row.row, call.header.NameOf(Field::kRoleType),
      {fmt::format("у человека уже есть основная роль в этой организации: строка {}", at->second),
       fmt::format("the person has a primary role in this org already: row {}", at->second)});
  return false;
}

bool Agreement::Overlaps(const TableContext& c, const Span& a, const Span& b) const {
  // OneRoster's end days are excluded.
  const bool excluded = IsOneRoster(c.format);
  const auto before = [excluded](const std::optional<Date>& end, const std::optional<Date>& begin) {
    return end && begin && (excluded ? *end <= *begin : *end < *begin);
  };
  return !before(a.end, b.begin) && !before(b.end, a.begin);
}

bool Agreement::CheckPrimary(const Call& call, Class* in_class, PersonKind kind) {
  if (!IsTrue(call.row.Text(Field::kPrimary))) return true;
  const std::string_view column = call.header.NameOf(Field::kPrimary);
  if (kind != PersonKind::kTeacher) {
    ReportRow(Severity::kWarning, "R0709", call.c, call.row.row, column,
              {"основным бывает только учитель", "only a teacher can be primary"});
    return true;
  }
  if (in_class == nullptr) return true;
  const Span span{call.row.DateOf(Field::kStart), call.row.DateOf(Field::kEnd)};
  for (const auto& [row, other] : in_class->primaries) {
    if (!Overlaps(call.c, span, other)) continue;
    ReportRow(Severity::kError, "R0703", call.c, call.row.row, column,
              {fmt::format("у класса уже есть основной учитель в то же время: строка {}", row),
               fmt::format("the class has a primary teacher at the same time: row {}", row)});
    return false;
  }
  // More than a few never come one after the other in a year.
  if (in_class->primaries.size() < 64) in_class->primaries.emplace_back(call.row.row, span);
  return true;
}

void Agreement::CheckHomeroom(const Call& call, uint64_t user, uint64_t in_class) {
  const Span span{call.row.DateOf(Field::kStart), call.row.DateOf(Field::kEnd)};
  const auto [at, added] = homerooms_.try_emplace(user, Homeroom{in_class, call.row.row, span});
  if (added || at->second.in_class == in_class || !Overlaps(call.c, span, at->second.span)) return;
  ReportRow(
      Severity::kWarning, "R0714", call.c, call.row.row, call.header.NameOf(Field::kClass),
      {fmt::format("ученик в то же время числится в другом классе: строка {}", at->second.row),
       fmt::format("the pupil is in another homeroom at the same time: row {}", at->second.row)});
}

bool Agreement::CheckEnrollment(const Call& call) {
  if (call.row.Text(Field::kClass).empty() || call.row.Text(Field::kUser).empty()) return true;
  const uint64_t class_id = Fingerprint(call.row.Text(Field::kClass));
  const uint64_t user_id = Fingerprint(call.row.Text(Field::kUser));
  const auto role = call.row.Text(Field::kRole);
  const PersonKind kind = call.spec.people ? *call.spec.people : KindOfRole(role);
  const auto begin = call.row.DateOf(Field::kStart);
  CheckRepeated(call, Combine(Combine(class_id, user_id),
                              Combine(Fingerprint(role), begin ? begin->day_number() : 0)));
  bool ok = MustBeSchool(call, Field::kSchool);
  const auto found = classes_.find(class_id);
  Class* in_class = found == classes_.end() ? nullptr : &found->second;
  const auto school = call.row.Text(Field::kSchool);
  const uint64_t school_id = !school.empty()       ? Fingerprint(school)
                             : in_class != nullptr ? in_class->school
                                                   : 0;
  if (in_class != nullptr && !school.empty() && in_class->school != 0 &&
      school_id != in_class->school) {
    ReportRow(Severity::kError, "R0701", call.c, call.row.row, call.header.NameOf(Field::kSchool),
              {fmt::format("«{}»: класс относится к другой школе", ShownCell(school)),
               fmt::format("\"{}\": the class belongs to another school", ShownCell(school))});
    ok = false;
  }
  const auto user = users_.find(user_id);
  if (user != users_.end() && user->second.has_place && orgs_.contains(school_id) &&
      !places_.contains(Combine(user_id, school_id))) {
    ReportRow(Severity::kWarning, "R0702", call.c, call.row.row, call.header.NameOf(Field::kUser),
              {"человек не числится в школе этого класса",
               "the person does not belong to the school of this class"});
  }
  const bool kind_known = call.spec.people || !role.empty();
  if (kind_known && user != users_.end() && user->second.has_kind &&
      (user->second.kind == PersonKind::kPupil) != (kind == PersonKind::kPupil)) {
    const bool wrong_file = call.spec.people.has_value();
    ReportRow(wrong_file ? Severity::kError : Severity::kWarning, wrong_file ? "R0606" : "R0713",
              call.c, call.row.row, call.header.NameOf(wrong_file ? Field::kUser : Field::kRole),
              {"роль в классе не та, что у человека: ученик и взрослый",
               "the role in the class is not the person's: a pupil and an adult"});
    ok = ok && !wrong_file;
  }
  if (in_class != nullptr) {
    const auto end = call.row.DateOf(Field::kEnd);
    const auto& [first, last] = in_class->span;
    const bool early = begin && first && *begin < *first;
    const bool late = end && last && *end > *last;
    if (early || late) {
      ReportRow(Severity::kWarning, "R0705", call.c, call.row.row,
                call.header.NameOf(early ? Field::kStart : Field::kEnd),
                {"срок не лежит в учебных периодах класса",
                 "the span is not inside the terms of the class"});
    }
    if (in_class->homeroom && kind == PersonKind::kPupil) CheckHomeroom(call, user_id, class_id);
  }
  return (!kind_known || CheckPrimary(call, in_class, kind)) && ok;
}

template <typename Table>
uint64_t Agreement::ReportLoops(const TableContext& context, const TableHeader& header,
                                const Table& table) {
  uint64_t refused = 0;
  std::vector<uint32_t> rows;
  for (const auto& [id, record] : table) {
    uint64_t above = record.parent;
    // A chain longer than the table goes round; chains in practice have three links.
    for (size_t steps = 0; above != 0 && above != id && steps < 64; ++steps) {
      const auto next = table.find(above);
      above = next == table.end() ? 0 : next->second.parent;
    }
    if (above == id) rows.push_back(record.row);
  }
  std::sort(rows.begin(), rows.end());
  for (const uint32_t row : rows) {
    ++refused;
    ReportRow(Severity::kError, "R0708", context, row, header.NameOf(Field::kParent),
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
      ReportRow(Severity::kWarning, "R0705", context, session->row, header.NameOf(Field::kParent),
                {"период выходит за даты того, в который входит",
                 "the session is not inside its parent's dates"});
    }
    const int rank = RankOfSession(session->type);
    const int above_rank = RankOfSession(above.type);
    if (rank >= 0 && above_rank >= 0 && above_rank < rank) {
      ReportRow(Severity::kWarning, "R0707", context, session->row, header.NameOf(Field::kParent),
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
    ReportRow(Severity::kWarning, code, users, row, "", message);
  }
}

}  // namespace vekha::intake
