#include "service/intake/adapter/dnevnik/dnevnik.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "service/intake/adapter/feed.h"
#include "service/intake/adapter/roster_writer.h"
#include "service/intake/table/cell_value.h"

namespace vekha::intake::dnevnik {
namespace {

using roster::PersonKind;
using Need = Item::Need;

constexpr OptionSpec kOptions[] = {
    {.key = "birth_dates", .kind = OptionSpec::Kind::kFlag},
};
constexpr size_t kUsersOfARequest = 100;

// A class of the school as it is walked through.
struct Group {
  roster::Class in_class;
  std::string id;
};

// A pupil whose birth date a second question tells.
struct User {
  std::string user;
  std::string person;
};

class Session {
 public:
  Session(Feed& feed, roster::RecordSink& sink)
      : feed_(feed), sink_(sink), writer_(sink), school_(feed.settings().school) {}

  void Run() {
    if (school_.empty()) {
      return feed_.Fail("R0501", "", "school", {"не названа школа", "the school is not named"},
                        {"school: её номер в Дневник.ру", "school: its id in Дневник.ру"});
    }
    writer_.AddSchool({.id = school_, .name = school_, .type = "school"});
    ReadTeachers();
    for (Group& group : ReadGroups()) ReadGroup(group);
    if (feed_.settings().Flag("birth_dates")) ReadBirthDates();
    sink_.OnList({.collection = roster::Collection::kPeople,
                  .says = roster::Says::kAllPupils | roster::Says::kAllStaff});
  }

 private:
  Call CallOf(std::string path) const {
    Call call{.path = path, .place = path};
    call.headers.emplace_back("Access-Token", feed_.Secret("token"));
    return call;
  }

  template <typename Visit>
  void ForEach(std::string path, Visit visit) {
    const Call call = CallOf(std::move(path));
    const auto list = feed_.Ask(call);
    if (list) feed_.ForEach(call, &*list, "", visit);
  }

  static roster::PersonName NameOf(Item& item) {
    return {item.Text("lastName", Need::kRequired), item.Text("firstName"),
            item.Text("middleName")};
  }

  void ReadTeachers() {
    ForEach(fmt::format("schools/{}/teachers", school_), [this](Item& item) {
      roster::Person person;
      person.id = item.Id({"id_str", "id"});
      person.name = NameOf(item);
      const bool teaching = item.ReadFlag("teachingStaff").value_or(false);
      person.kind = teaching ? PersonKind::kTeacher : PersonKind::kStaff;
      person.position = PositionOf(item);
      person.birth_date = item.ReadBirthDate("dateBirth");
      person.hired_on = item.ReadDate("startDate");
      person.teaching_since = item.ReadDate("pedagogicalActivityDate");
      person.part_time = item.ReadFlag("externalPartTime");
      if (item.ok()) writer_.AddPerson(item, std::move(person));
    });
  }

  static std::string PositionOf(Item& item) {
    for (const char* name :
         {"nameTeacherPosition", "nameManagingPosition", "nameMedicalPosition"}) {
      if (std::string position = item.Text(name); !position.empty()) return position;
    }
    return {};
  }

  std::vector<Group> ReadGroups() {
    std::vector<Group> groups;
    ForEach(fmt::format("schools/{}/edu-groups", school_), [&](Item& item) {
      if (!IsClass(item)) return item.PassOver();
      Group group{.in_class = {}, .id = item.Id({"id_str", "id"})};
      group.in_class.id = group.id;
      const std::string name = item.Text("name", Need::kRequired);
      const CellClass in_class = ParseClass(name);
      group.in_class.title = in_class.title;
      group.in_class.kind = roster::ClassKind::kHomeroom;
      group.in_class.school = school_;
      group.in_class.grade = item.Text("parallel");
      if (group.in_class.grade.empty()) group.in_class.grade = in_class.grade;
      const bool again = writer_.HasClass(group.id);
      if (item.ok() && AddClass(item, group) && !again) groups.push_back(std::move(group));
    });
    return groups;
  }

  // Whole classes that work; not the halves of one, nor last year's.
  static bool IsClass(Item& item) {
    if (!item.value().is_object()) return true;
    const JsonMember parents = FindMember(item.value(), "parentIds");
    const bool part =
        parents.value != nullptr && parents.value->is_array() && !parents.value->empty();
    const std::string type = item.Text("type");
    const std::string status = item.Text("status");
    return !part && (type.empty() || type == "Group") && (status.empty() || status == "Active");
  }

  bool AddClass(Item& item, const Group& group) { return writer_.AddClass(item, group.in_class); }

  void ReadGroup(Group& group) {
    ReadPupils(group);
    ReadHead(group);
    ReadPeriods(group);
  }

  void ReadPupils(const Group& group) {
    ForEach(fmt::format("edu-groups/{}/persons", group.id), [&](Item& item) {
      roster::Person person;
      person.id = item.Id({"id_str", "id"});
      person.name = NameOf(item);
      person.kind = PersonKind::kPupil;
      person.grade = group.in_class.grade;
      const std::string user = item.Id({"userId_str", "userId"}, Need::kOptional);
      if (!item.ok()) return;
      const std::string id = person.id;
      const PersonKind kind = writer_.KindOf(id).value_or(PersonKind::kPupil);
      const bool again = writer_.HasPerson(id);
      if (!writer_.AddPerson(item, std::move(person))) return;
      if (!again && !user.empty()) users_.push_back({user, id});
      AddMembership(item, group, id, kind, false);
    });
  }

  void AddMembership(const Item& item, const Group& group, const std::string& person,
                     PersonKind kind, bool primary) {
    writer_.AddMembership({.person = person,
                           .in_class = group.id,
                           .kind = kind,
                           .primary = primary,
                           .origin = item.origin()});
  }

  // Not every class has a head; then there is nothing at its address.
  void ReadHead(const Group& group) {
    Call call = CallOf(fmt::format("edu-groups/{}/classteacher", group.id));
    call.may_be_absent = true;
    const auto head = feed_.Ask(call);
    if (!head || head->is_null()) return;
    const Json list = Json::array({*head});
    feed_.ForEach(call, &list, "", [&](Item& item) {
      const std::string person = item.Id({"id_str", "id"});
      if (!item.ok()) return;
      if (writer_.HasPerson(person)) {
        return AddMembership(item, group, person, PersonKind::kTeacher, true);
      }
      item.Warn("R0601", "id",
                {"классного руководителя нет среди сотрудников",
                 "the head of the class is not among the staff"});
      item.PassOver();
    });
  }

  void ReadPeriods(const Group& group) {
    ForEach(fmt::format("edu-groups/{}/reporting-periods", group.id), [&](Item& item) {
      roster::Term term;
      term.id = item.Id({"id_str", "id"});
      term.title = item.Text("name");
      term.type = item.Text("type");
      term.start = item.ReadDate("start");
      term.end = item.ReadDate("finish");
      if (item.ok()) writer_.AddTerm(item, std::move(term));
    });
  }

  void ReadBirthDates() {
    for (size_t from = 0; from < users_.size(); from += kUsersOfARequest) {
      const size_t to = std::min(from + kUsersOfARequest, users_.size());
      ReadUsers(from, to, from / kUsersOfARequest + 1);
    }
  }

  void ReadUsers(size_t from, size_t to, size_t page) {
    Call call = CallOf("users/many");
    call.place = fmt::format("users/many[page {}]", page);
    call.body = Json::array();
    for (size_t i = from; i < to; ++i) call.body->push_back(NumberOf(users_[i].user));
    const auto list = feed_.Ask(call);
    if (!list) return;
    feed_.ForEach(call, &*list, "", [&](Item& item) {
      const std::string id = item.Id({"id_str", "id"});
      const auto birth_date = item.ReadBirthDate("birthday");
      if (!item.ok()) return;
      const auto user = std::find_if(users_.begin() + static_cast<std::ptrdiff_t>(from),
                                     users_.begin() + static_cast<std::ptrdiff_t>(to),
                                     [&](const User& one) { return one.user == id; });
      // Who was not asked about is nobody of ours.
      if (user == users_.begin() + static_cast<std::ptrdiff_t>(to)) return item.PassOver();
      if (birth_date) sink_.OnDetail({.person = user->person, .birth_date = birth_date});
    });
  }

  // Ids are whole numbers of 64 bits.
  static Json NumberOf(const std::string& id) {
    Json number = Json::parse(id, nullptr, false);
    return number.is_number_integer() ? number : Json(id);
  }

  Feed& feed_;
  roster::RecordSink& sink_;
  RosterWriter writer_;
  const std::string school_;
  std::vector<User> users_;
};

class Dnevnik : public Adapter {
 public:
  std::string_view name() const override { return "dnevnik"; }
  Bilingual title() const override {
    return {"Дневник.ру, API партнёров", "Dnevnik.ru, partner API"};
  }
  std::string_view base_url() const override { return "https://api.dnevnik.ru/v2"; }
  std::span<const OptionSpec> options() const override { return kOptions; }

  // {"type": "apiRequestLimit", "description": "..."}
  std::optional<JournalError> ReadError(const Json& body) const override {
    const JsonMember type = FindMember(body, "type");
    const bool error = type.value != nullptr && type.value->is_string() &&
                       FindMember(body, "description").value != nullptr &&
                       FindMember(body, "id").value == nullptr;
    if (!error) return std::nullopt;
    JournalError found{.code = type.value->get<std::string>()};
    if (found.code.find("Token") != std::string::npos || found.code.starts_with("authorization")) {
      found.kind = JournalError::Kind::kToken;
    } else if (found.code == "apiRequestLimit") {
      found.kind = JournalError::Kind::kLimit;
    }
    return found;
  }

  void Fetch(Feed& feed, roster::RecordSink& sink) const override { Session(feed, sink).Run(); }
};

}  // namespace

std::unique_ptr<Adapter> MakeAdapter() { return std::make_unique<Dnevnik>(); }

}  // namespace vekha::intake::dnevnik
