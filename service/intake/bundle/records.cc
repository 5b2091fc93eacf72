#include "service/intake/bundle/records.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "service/intake/bundle/file_set.h"

namespace vekha::intake {
namespace {

using roster::Collection;
using roster::PersonKind;
using roster::SpecialNeeds;

std::string Str(std::string_view text) { return std::string(text); }

class Sender {
 public:
  Sender(const TableContext& context, const FileSpec& spec, uint32_t file, const RowValues& row,
         roster::RecordSink& sink)
      : c_(context), spec_(spec), origin_{file, row.row}, row_(row), sink_(sink) {}

  void Send() {
    switch (spec_.table) {
      case TableId::kOrgs:
        return SendOrg();
      case TableId::kSessions:
        return SendSession();
      case TableId::kClasses:
        return SendClass();
      case TableId::kUsers:
        return SendUser();
      case TableId::kRoles:
        return SendRole();
      case TableId::kDemographics:
        return SendDemographics();
      case TableId::kEnrollments:
        return SendEnrollment();
      case TableId::kUserFlags:
        return SendFlag();
      case TableId::kRelationships:
        return SendRelationship();
      default:
        return;
    }
  }

 private:
  std::string_view Text(Field field) const { return row_.Text(field); }
  std::string Id() const { return Str(Text(Field::kId)); }

  bool Removed(Collection collection) {
    if (!row_.deleted) return false;
    sink_.OnRemoval({collection, Id()});
    return true;
  }

  // The roster's days include both ends, OneRoster's ends are excluded.
  std::optional<Date> LastDay() const {
    const auto end = row_.DateOf(Field::kEnd);
    if (!end || !IsOneRoster(c_.format)) return end;
    const auto start = row_.DateOf(Field::kStart);
    const Date last = AddDays(*end, -1);
    return start && last < *start ? start : last;
  }

  void SendOrg() {
    if (Removed(Collection::kSchools)) return;
    const auto type = Text(Field::kType);
    sink_.OnSchool({.id = Id(),
                    .name = Str(Text(Field::kTitle)),
                    .type = type.empty() ? "school" : Str(type),
                    .parent = Str(Text(Field::kParent)),
                    .origin = origin_});
  }

  void SendSession() {
    if (Removed(Collection::kTerms)) return;
    sink_.OnTerm({.id = Id(),
                  .title = Str(Text(Field::kTitle)),
                  .type = Str(Text(Field::kType)),
                  .start = row_.DateOf(Field::kStart),
                  .end = LastDay(),
                  .parent = Str(Text(Field::kParent)),
                  .origin = origin_});
  }

  void SendClass() {
    if (Removed(Collection::kClasses)) return;
    roster::Class in_class{.id = Id(),
                           .title = Str(Text(Field::kTitle)),
                           .kind = Text(Field::kClassType) == "homeroom"
                                       ? roster::ClassKind::kHomeroom
                                       : roster::ClassKind::kCourse,
                           .school = Str(Text(Field::kSchool)),
                           .grade = Str(Text(Field::kGrades)),
                           .terms = {},
                           .origin = origin_};
    ForEachItem(Text(Field::kTerms),
                [&in_class](std::string_view term) { in_class.terms.push_back(Str(term)); });
    sink_.OnClass(std::move(in_class));
  }

  SpecialNeeds ReadSpecialNeeds() const {
    const auto said = Text(Field::kSpecialNeeds);
    if (said.empty()) return {};
    return IsTrue(said) ? SpecialNeeds::Present(row_.DateOf(Field::kSpecialNeedsUntil))
                        : SpecialNeeds::Absent();
  }

  std::optional<PersonKind> KindOfUser() const {
    if (spec_.people) return spec_.people;
    const auto role = Text(Field::kRole);
    if (role.empty()) return std::nullopt;
    return KindOfRole(role);
  }

  static void AddKeys(std::string_view user_ids, std::vector<roster::SourceKey>& keys) {
    ForEachItem(user_ids, [&keys](std::string_view item) {
      const size_t colon = item.find(':');
      if (item.size() < 5 || item.front() != '{' || item.back() != '}' ||
          colon == std::string_view::npos) {
        return;
      }
      keys.push_back(
          {Str(item.substr(1, colon - 1)), Str(item.substr(colon + 1, item.size() - colon - 2))});
    });
  }

  void SendUser() {
    if (Removed(Collection::kPeople)) return;
    roster::Person person;
    person.id = Id();
    person.kind = KindOfUser();
    person.name = {Str(Text(Field::kFamily)), Str(Text(Field::kGiven)), Str(Text(Field::kMiddle))};
    person.birth_date = row_.DateOf(Field::kBirthDate);
    person.grade = Str(Text(Field::kGrades));
    person.position = Str(Text(Field::kPosition));
    person.hired_on = row_.DateOf(Field::kHiredOn);
    person.teaching_since = row_.DateOf(Field::kTeachingSince);
    const auto part_time = Text(Field::kPartTime);
    if (!part_time.empty()) person.part_time = IsTrue(part_time);
    person.enabled = LowerAscii(Text(Field::kEnabled)) != "false";
    person.special_needs = ReadSpecialNeeds();
    AddKeys(Text(Field::kUserIds), person.same_as);
    const auto master = Text(Field::kMasterId);
    if (!master.empty()) person.same_as.push_back({"master", Str(master)});
    ForEachItem(Text(Field::kAgents),
                [&person](std::string_view id) { person.relatives.push_back(Str(id)); });
    person.origin = origin_;
    const auto kind = person.kind;
    sink_.OnPerson(std::move(person));
    if (kind) SendRolesOfUser(*kind);
  }

  // Formats without a file of roles say with the person where the person belongs; the first is the
  // primary one.
  void SendRolesOfUser(PersonKind kind) {
    bool first = true;
    const auto send = [&](std::string_view org) {
      if (org.empty()) return;
      sink_.OnRole({.id = fmt::format("{}|{}", Text(Field::kId), org),
                    .person = Id(),
                    .school = Str(org),
                    .kind = kind,
                    .title = Str(Text(Field::kRole)),
                    .primary = first,
                    .begin = std::nullopt,
                    .end = std::nullopt,
                    .origin = origin_});
      first = false;
    };
    ForEachItem(Text(Field::kOrgs), send);
    send(Text(Field::kSchool));
  }

  void SendRole() {
    if (Removed(Collection::kRoles)) return;
    const auto title = Text(Field::kRole);
    const bool primary = Text(Field::kRoleType) == "primary" || IsTrue(Text(Field::kPrimary));
    const PersonKind kind = KindOfRole(title);
    std::string id = Id();
    if (id.empty()) {
      id = fmt::format("{}|{}|{}|{}", Text(Field::kUser), Text(Field::kOrg), title,
                       Text(Field::kSession));
    }
    sink_.OnRole({.id = std::move(id),
                  .person = Str(Text(Field::kUser)),
                  .school = Str(Text(Field::kOrg)),
                  .kind = kind,
                  .title = Str(title),
                  .primary = primary,
                  .begin = row_.DateOf(Field::kStart),
                  .end = LastDay(),
                  .origin = origin_});
    sink_.OnDetail({.person = Str(Text(Field::kUser)),
                    .kind = kind,
                    .kind_is_primary = primary,
                    .grade = kind == PersonKind::kPupil ? Str(Text(Field::kGrades)) : "",
                    .position = Str(Text(Field::kPosition))});
  }

  void SendDemographics() {
    if (row_.deleted) return;
    const auto birth_date = row_.DateOf(Field::kBirthDate);
    const auto person = Text(Field::kUser).empty() ? Text(Field::kId) : Text(Field::kUser);
    if (birth_date) sink_.OnDetail({.person = Str(person), .birth_date = birth_date});
  }

  void SendEnrollment() {
    if (Removed(Collection::kMemberships)) return;
    const auto role = Text(Field::kRole);
    std::string id = Id();
    if (id.empty()) id = fmt::format("{}|{}|{}", Text(Field::kClass), Text(Field::kUser), role);
    sink_.OnMembership({.id = std::move(id),
                        .person = Str(Text(Field::kUser)),
                        .in_class = Str(Text(Field::kClass)),
                        .kind = spec_.people ? *spec_.people : KindOfRole(role),
                        .primary = IsTrue(Text(Field::kPrimary)),
                        .begin = row_.DateOf(Field::kStart),
                        .end = LastDay(),
                        .origin = origin_});
  }

  // SDS: iep, an individual education program, and 504, a plan of support, are special needs.
  void SendFlag() {
    const std::string flag = LowerAscii(Text(Field::kFlag));
    if (flag != "iep" && flag != "504") return;
    sink_.OnDetail({.person = Str(Text(Field::kUser)), .special_needs = SpecialNeeds::Present()});
  }

  void SendRelationship() {
    sink_.OnDetail({.person = Str(Text(Field::kUser)), .relative = Str(Text(Field::kRelated))});
  }

  const TableContext& c_;
  const FileSpec& spec_;
  const roster::Origin origin_;
  const RowValues& row_;
  roster::RecordSink& sink_;
};

}  // namespace

PersonKind KindOfRole(std::string_view role) {
  const std::string lower = LowerAscii(role);
  if (lower == "student") return PersonKind::kPupil;
  for (const std::string_view teacher :
       {"teacher", "professor", "lecturer", "faculty", "instructor", "adjunct", "substitute"}) {
    if (lower == teacher) return PersonKind::kTeacher;
  }
  for (const std::string_view relative : {"parent", "guardian", "relative"}) {
    if (lower == relative) return PersonKind::kRelative;
  }
  return PersonKind::kStaff;
}

void SendModes(const FileSpec& spec, Format format, roster::Mode mode, roster::RecordSink& sink) {
  switch (spec.table) {
    case TableId::kOrgs:
      return sink.OnMode(Collection::kSchools, mode);
    case TableId::kSessions:
      return sink.OnMode(Collection::kTerms, mode);
    case TableId::kClasses:
      return sink.OnMode(Collection::kClasses, mode);
    case TableId::kRoles:
      return sink.OnMode(Collection::kRoles, mode);
    case TableId::kEnrollments:
      return sink.OnMode(Collection::kMemberships, mode);
    case TableId::kUsers:
      sink.OnMode(Collection::kPeople, mode);
      if (format == Format::kOneRoster12 || format == Format::kSdsV21) return;
      sink.OnMode(Collection::kRoles, mode);
      sink.OnRolesWithPeople();
      return;
    default:
      return;
  }
}

void SendRecord(const TableContext& context, const FileSpec& spec, uint32_t file,
                const RowValues& row, roster::RecordSink& sink) {
  Sender(context, spec, file, row, sink).Send();
}

}  // namespace vekha::intake
