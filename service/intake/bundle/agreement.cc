#include "service/intake/bundle/agreement.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "service/intake/bundle/file_set.h"

namespace vekha::intake {
namespace {

using roster::PersonKind;

// The standard's spelling: SDS takes any case.
std::string TypeOfSession(std::string_view type) {
  for (const std::string_view known : {"schoolYear", "semester", "term", "gradingPeriod"}) {
    if (LowerAscii(type) == LowerAscii(known)) return std::string(known);
  }
  return std::string(type);
}

void ReportRow(Severity severity, std::string_view code, const TableContext& c, uint32_t row,
               std::string_view column, Bilingual message, Bilingual hint = {}) {
  c.reporter.Add(severity, code, c.file, row, column, std::move(message), std::move(hint));
}

}  // namespace

bool Agreement::Check(const TableContext& context, const TableHeader& header, const FileSpec& spec,
                      const RowValues& row) {
  const Call call{context, header, spec, row};
  if (row.deleted) return true;
  CheckLists(call);
  bool ok = CheckSpan(call);
  ok = CheckRange(call) && ok;
  if (row.repeated) return ok;
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
    case TableId::kUserProfiles:
      if (const uint64_t user = Fingerprint(row.Text(Field::kUser)); users_.contains(user)) {
        profiles_.emplace(Fingerprint(row.Text(Field::kId)), user);
      }
      return ok;
    case TableId::kCourses:
      MustBeSession(call, "schoolYear");
      return ok;
    case TableId::kLineItems:
      if (context.format == Format::kOneRoster11) MustBeSession(call, "gradingPeriod");
      return ok;
    case TableId::kDemographics:
      if (!row.Text(Field::kUser).empty()) {
        CheckRepeated(call, Fingerprint(row.Text(Field::kUser)));
      }
      return ok;
    case TableId::kUserFlags:
      CheckRepeated(
          call, Combine(Fingerprint(row.Text(Field::kUser)), Fingerprint(row.Text(Field::kFlag))));
      return ok;
    case TableId::kRelationships:
      if (const auto contact = users_.find(Fingerprint(row.Text(Field::kRelated)));
          contact != users_.end()) {
        contact->second.contact = true;
      }
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

// Numbers were checked; what is out of their range is none here.
bool Agreement::CheckRange(const Call& call) {
  const auto number = [&call](Field field) -> std::optional<double> {
    std::string_view text = call.row.Text(field);
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    double value = 0;
    const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() ? std::optional(value) : std::nullopt;
  };
  const auto least = number(Field::kLeast);
  const auto most = number(Field::kMost);
  if (!least || !most || *least <= *most) return true;
  ReportRow(Severity::kError, "R0704", call.c, call.row.row, call.header.NameOf(Field::kMost),
            {"наибольшее меньше наименьшего", "the greatest value is below the least"});
  return false;
}

void Agreement::MustBeSession(const Call& call, std::string_view type) {
  const auto wanted = call.row.Text(Field::kSession);
  if (wanted.empty()) return;
  const auto session = sessions_.find(Fingerprint(wanted));
  if (session == sessions_.end() || session->second.type.empty() || session->second.type == type) {
    return;
  }
  const std::string shown = ShownCell(wanted);
  ReportRow(Severity::kWarning, "R0717", call.c, call.row.row, call.header.NameOf(Field::kSession),
            {fmt::format("«{}»: нужен период вида {}, а это {}", shown, type, session->second.type),
             fmt::format("\"{}\": a session of type {} is needed, this is {}", shown, type,
                         session->second.type)});
}

// A key that two persons have would make one person of them.
void Agreement::CheckKeys(const Call& call) {
  ForEachItem(call.row.Text(Field::kUserIds), [&](std::string_view key) {
    if (key.find(':') == std::string_view::npos) return;
    const auto [at, added] = keys_.try_emplace(Fingerprint(key), call.row.row);
    if (added || at->second == call.row.row) return;
    ReportRow(Severity::kWarning, "R0718", call.c, call.row.row,
              call.header.NameOf(Field::kUserIds),
              {fmt::format("такой же номер у человека в строке {}", at->second),
               fmt::format("the person of row {} has the same id", at->second)});
  });
}

// The standard: "the number should match the associated 'subjects' attribute".
void Agreement::CheckLists(const Call& call) {
  const auto codes = call.row.Text(Field::kSubjectCodes);
  const auto names = call.row.Text(Field::kSubjects);
  if (codes.empty() || names.empty()) return;
  const auto difference =
      std::count(codes.begin(), codes.end(), ',') - std::count(names.begin(), names.end(), ',');
  if (difference == 0) return;
  ReportRow(Severity::kWarning, "R0712", call.c, call.row.row,
            call.header.NameOf(Field::kSubjectCodes),
            {"кодов предметов не столько же, сколько предметов",
             "there are not as many subject codes as subjects"});
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
  session.type = TypeOfSession(call.row.Text(Field::kType));
  const auto parent = call.row.Text(Field::kParent);
  if (!parent.empty()) session.parent = Fingerprint(parent);
  if (IsOneRoster(call.c.format) && session.start && session.start == session.end) {
    ReportRow(Severity::kWarning, "R0704", call.c, call.row.row, call.header.NameOf(Field::kEnd),
              {"в периоде нет ни одного дня: день конца в него не входит",
               "the session has no day: its end is excluded"});
  }
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
  const bool in_school = MustBeSchool(call, Field::kSchool);
  const auto school = call.row.Text(Field::kSchool);
  if (!school.empty() && in_school) in_class.school = Fingerprint(school);
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
  return in_school;
}

bool Agreement::CheckUser(const Call& call) {
  if (call.row.Text(Field::kId).empty()) return true;
  const uint64_t id = Fingerprint(call.row.Text(Field::kId));
  CheckKeys(call);
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
  const bool placed = !call.row.Text(Field::kOrg).empty();
  if (placed) places_.insert(place);
  CheckRepeated(call, Combine(place, Combine(Fingerprint(role),
                                             Fingerprint(call.row.Text(Field::kSession)))));
  const bool primary =
      call.row.Text(Field::kRoleType) == "primary" || IsTrue(call.row.Text(Field::kPrimary));
  const auto user = users_.find(user_id);
  if (user != users_.end()) {
    user->second.has_role = true;
    user->second.has_place |= placed;
    // Of a cell that is wrong, which was told, nothing more is known.
    user->second.has_primary_role |= primary || call.row.Text(Field::kRoleType).empty();
    user->second.primary_org_met |= user->second.primary_org == org || !placed;
    if (!role.empty() && (primary || !user->second.has_kind)) {
      user->second.has_kind = true;
      user->second.kind = KindOfRole(role);
    }
  }
  const auto profile = profiles_.find(Fingerprint(call.row.Text(Field::kProfile)));
  if (profile != profiles_.end() && profile->second != user_id) {
    ReportRow(Severity::kWarning, "R0719", call.c, call.row.row,
              call.header.NameOf(Field::kProfile),
              {"это учётная запись другого человека", "the profile is another person's"});
  }
  if (!primary || !placed || !IsOneRoster(call.c.format)) return true;
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
  const bool in_school = MustBeSchool(call, Field::kSchool);
  bool ok = in_school;
  const auto found = classes_.find(class_id);
  Class* in_class = found == classes_.end() ? nullptr : &found->second;
  const auto school = call.row.Text(Field::kSchool);
  const uint64_t school_id = !school.empty()       ? Fingerprint(school)
                             : in_class != nullptr ? in_class->school
                                                   : 0;
  if (in_class != nullptr && in_school && !school.empty() && in_class->school != 0 &&
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

}  // namespace vekha::intake
