#include "service/intake/adapter/moodle/moodle.h"

#include <absl/container/flat_hash_map.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

#include "service/intake/adapter/feed.h"
#include "service/intake/adapter/roster_writer.h"
#include "service/intake/table/cell_value.h"

namespace vekha::intake::moodle {
namespace {

using Kind = OptionSpec::Kind;
using Need = Item::Need;
using roster::PersonKind;

constexpr OptionSpec kOptions[] = {
    {.key = "courses", .kind = Kind::kIds, .required = true},
    {.key = "group_classes", .kind = Kind::kFlag},
    {.key = "idnumber_source", .kind = Kind::kText},
    {.key = "birth_date_field", .kind = Kind::kText},
    {.key = "position_field", .kind = Kind::kText},
    {.key = "class_field", .kind = Kind::kText},
    {.key = "teaching_since_field", .kind = Kind::kText},
};
constexpr std::string_view kFunction = "core_enrol_get_enrolled_users";
constexpr size_t kPageSize = 100;

PersonKind KindOfRole(std::string_view role) {
  if (role == "student") return PersonKind::kPupil;
  const bool teacher = role == "teacher" || role == "editingteacher";
  return teacher ? PersonKind::kTeacher : PersonKind::kStaff;
}

// Of several roles the one that says the most: a teacher may try his course as a student.
int RankOf(PersonKind kind) {
  return kind == PersonKind::kTeacher ? 2 : kind == PersonKind::kStaff ? 1 : 0;
}

// A day that Moodle keeps as midnight of some zone between UTC-12 and UTC+12.
std::optional<std::string> DayOfMidnight(std::string_view text) {
  int64_t midnight = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), midnight);
  constexpr int64_t kFar = int64_t{1} << 40;
  if (error != std::errc() || end != text.data() + text.size() || midnight < -kFar ||
      midnight > kFar) {
    return std::nullopt;
  }
  constexpr int64_t kDay = 86'400;
  const int64_t noon = midnight + kDay / 2;
  const int64_t day = noon >= 0 ? noon / kDay : (noon - kDay + 1) / kDay;
  const int64_t least = DaysBetween(*MakeDate(1970, 1, 1), *MakeDate(kFirstYear, 1, 1));
  const int64_t most = DaysBetween(*MakeDate(1970, 1, 1), *MakeDate(kLastYear, 12, 31));
  if (day < least || day > most) return std::nullopt;
  return FormatIso(AddDays(*MakeDate(1970, 1, 1), static_cast<int>(day)));
}

// Profile fields of a person as one flat object, so that they are read like any other field.
Json ProfileOf(const Json& user) {
  Json profile = Json::object();
  const JsonMember fields = FindMember(user, "customfields");
  if (fields.value == nullptr || !fields.value->is_array()) return profile;
  for (const Json& field : *fields.value) {
    const JsonMember name = FindMember(field, "shortname");
    const JsonMember value = FindMember(field, "value");
    if (name.value == nullptr || !name.value->is_string() || value.value == nullptr) continue;
    const JsonMember type = FindMember(field, "type");
    const bool day = type.value != nullptr && *type.value == "datetime";
    const std::string text =
        value.value->is_string() ? value.value->get<std::string>() : value.value->dump();
    const auto date = day ? DayOfMidnight(text) : std::nullopt;
    profile[name.value->get<std::string>()] = date ? Json(*date) : *value.value;
  }
  return profile;
}

class Session {
 public:
  Session(Feed& feed, roster::RecordSink& sink)
      : feed_(feed), sink_(sink), writer_(sink), settings_(feed.settings()) {}

  void Run() {
    school_ = settings_.school.empty() ? settings_.source : settings_.school;
    writer_.AddSchool({.id = school_, .name = school_, .type = "school"});
    for (const std::string& course : settings_.Ids("courses")) ReadCourse(course);
    // Courses of a site are not the whole school: nothing is counted as if they were.
    sink_.OnList({.collection = roster::Collection::kPeople, .says = roster::Says::kNothing});
  }

 private:
  Call CallOf(const std::string& course, size_t page) const {
    Call call{.path = "webservice/rest/server.php",
              .place = fmt::format("{}[course {}, page {}]", kFunction, course, page + 1)};
    call.form = {{"wstoken", feed_.Secret("token")},
                 {"wsfunction", std::string(kFunction)},
                 {"moodlewsrestformat", "json"},
                 {"courseid", course},
                 {"options[0][name]", "limitfrom"},
                 {"options[0][value]", std::to_string(page * kPageSize)},
                 {"options[1][name]", "limitnumber"},
                 {"options[1][value]", std::to_string(kPageSize)},
                 {"options[2][name]", "sortby"},
                 {"options[2][value]", "id"}};
    return call;
  }

  // A page that is not full is the last. Without end: too many pages, or a full one with nobody
  // new on it, because the server does not look at what page it was asked for.
  void ReadCourse(const std::string& course) {
    absl::flat_hash_map<std::string, bool> seen;
    for (size_t page = 0; !feed_.failed(); ++page) {
      const Call call = CallOf(course, page);
      if (page >= static_cast<size_t>(settings_.pages_max)) {
        return feed_.Fail("R0911", call.place, "",
                          {fmt::format("страниц больше {}", settings_.pages_max),
                           fmt::format("more than {} pages", settings_.pages_max)},
                          {"больше разрешает pages_max", "pages_max allows more"});
      }
      const auto users = feed_.Ask(call);
      if (!users) return;
      if (!users->is_array()) {
        return feed_.Fail("R0909", call.place, "",
                          {"здесь должен быть список", "a list must stand here"});
      }
      if (IsRepeated(*users, seen)) {
        return feed_.Fail(
            "R0911", call.place, "",
            {"страница повторяет уже прочитанные", "the page repeats what was read already"});
      }
      feed_.ForEach(call, &*users, "", [&](Item& item) { ReadUser(item, course); });
      if (users->size() < kPageSize) return;
    }
  }

  static bool IsRepeated(const Json& users, absl::flat_hash_map<std::string, bool>& seen) {
    bool any_new = users.empty();
    for (const Json& user : users) {
      const JsonMember id = FindMember(user, "id");
      any_new |= seen.emplace(id.value == nullptr ? "" : id.value->dump(), true).second;
    }
    return !any_new;
  }

  void ReadUser(Item& item, const std::string& course) {
    roster::Person person;
    person.id = item.Id({"id"});
    person.name = {item.Text("lastname"), item.Text("firstname"), item.Text("middlename")};
    if (person.name.family.empty() && person.name.given.empty()) {
      person.name.family = item.Text("fullname", Need::kRequired);
    }
    person.kind = ReadKind(item);
    ReadKey(item, person);
    std::string in_class;
    ReadProfile(item, person, in_class);
    if (!item.ok()) return;
    const std::string id = person.id;
    const auto kind = person.kind;
    const auto known = writer_.KindOf(id);
    if (!writer_.AddPerson(item, std::move(person))) return;
    if (kind && known && RankOf(*kind) > RankOf(*known)) {
      sink_.OnDetail({.person = id, .kind = kind, .kind_is_primary = true});
    }
    AddPlaces(item, id, kind.value_or(PersonKind::kPupil), course, in_class);
  }

  static std::optional<PersonKind> ReadKind(Item& item) {
    std::optional<PersonKind> kind;
    const JsonMember roles = FindMember(item.value(), "roles");
    if (roles.value == nullptr || !roles.value->is_array()) return kind;
    for (const Json& role : *roles.value) {
      const JsonMember name = FindMember(role, "shortname");
      if (name.value == nullptr || !name.value->is_string()) continue;
      const PersonKind one = KindOfRole(name.value->get<std::string>());
      if (!kind || RankOf(one) > RankOf(*kind)) kind = one;
    }
    return kind;
  }

  // The number that the school itself has given: the same person's id elsewhere.
  void ReadKey(Item& item, roster::Person& person) const {
    const std::string source = settings_.Text("idnumber_source");
    if (source.empty()) return;
    const std::string number = item.Id({"idnumber"}, Need::kOptional);
    if (!number.empty()) person.same_as.push_back({source, number});
  }

  void ReadProfile(Item& item, roster::Person& person, std::string& in_class) {
    const Json profile = ProfileOf(item.value());
    Item fields(profile, "", {item.request(), item.origin().file, item.origin().row, feed_.today()},
                feed_.reporter());
    const auto named = [&](const char* key) { return settings_.Text(key); };
    if (const auto name = named("birth_date_field"); !name.empty()) {
      person.birth_date = fields.ReadBirthDate(name);
    }
    if (const auto name = named("teaching_since_field"); !name.empty()) {
      person.teaching_since = fields.ReadDate(name);
    }
    if (const auto name = named("position_field"); !name.empty()) {
      person.position = fields.Text(name);
    }
    if (const auto name = named("class_field"); !name.empty()) in_class = fields.Text(name);
    if (!fields.ok()) item.Refuse();
    if (person.kind == PersonKind::kPupil) person.grade = ParseClass(in_class).grade;
  }

  void AddPlaces(Item& item, const std::string& person, PersonKind kind, const std::string& course,
                 const std::string& in_class) {
    const std::string course_id = "course-" + course;
    AddClass(item, course_id, course, roster::ClassKind::kCourse);
    AddMembership(item, person, course_id, kind);
    if (kind != PersonKind::kPupil) return;
    if (!in_class.empty()) AddHomeroom(item, person, ParseClass(in_class));
    if (!settings_.Flag("group_classes")) return;
    const JsonMember groups = FindMember(item.value(), "groups");
    if (groups.value == nullptr || !groups.value->is_array()) return;
    for (const Json& group : *groups.value) {
      const JsonMember name = FindMember(group, "name");
      if (name.value == nullptr || !name.value->is_string()) continue;
      const CellClass read = ParseClass(name.value->get<std::string>());
      if (!read.grade.empty()) AddHomeroom(item, person, read);  // «5А»; «Проект» is no class
    }
  }

  void AddHomeroom(Item& item, const std::string& person, const CellClass& in_class) {
    AddClass(item, in_class.title, in_class.title, roster::ClassKind::kHomeroom, in_class.grade);
    AddMembership(item, person, in_class.title, PersonKind::kPupil);
  }

  void AddClass(Item& item, const std::string& id, const std::string& title, roster::ClassKind kind,
                const std::string& grade = {}) {
    if (writer_.HasClass(id)) return;
    roster::Class in_class;
    in_class.id = id;
    in_class.title = title;
    in_class.kind = kind;
    in_class.school = school_;
    in_class.grade = grade;
    writer_.AddClass(item, std::move(in_class));
  }

  void AddMembership(const Item& item, const std::string& person, const std::string& in_class,
                     PersonKind kind) {
    writer_.AddMembership(
        {.person = person, .in_class = in_class, .kind = kind, .origin = item.origin()});
  }

  Feed& feed_;
  roster::RecordSink& sink_;
  RosterWriter writer_;
  const AdapterSettings& settings_;
  std::string school_;
};

class Moodle : public Adapter {
 public:
  std::string_view name() const override { return "moodle"; }
  Bilingual title() const override {
    return {"Moodle, веб-службы: участники курсов", "Moodle web services: people of courses"};
  }
  std::string_view base_url() const override { return {}; }
  std::span<const OptionSpec> options() const override { return kOptions; }

  // {"exception": "...", "errorcode": "invalidtoken", "message": "..."}, with HTTP 200.
  std::optional<JournalError> ReadError(const Json& body) const override {
    if (FindMember(body, "exception").value == nullptr) return std::nullopt;
    JournalError found;
    const JsonMember code = FindMember(body, "errorcode");
    if (code.value != nullptr && code.value->is_string()) {
      found.code = code.value->get<std::string>();
    }
    if (found.code == "invalidtoken" || found.code == "accessexception") {
      found.kind = JournalError::Kind::kToken;
    }
    return found;
  }

  void Fetch(Feed& feed, roster::RecordSink& sink) const override { Session(feed, sink).Run(); }
};

}  // namespace

std::unique_ptr<Adapter> MakeAdapter() { return std::make_unique<Moodle>(); }

}  // namespace vekha::intake::moodle
