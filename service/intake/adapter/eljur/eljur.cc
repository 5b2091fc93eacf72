#include "service/intake/adapter/eljur/eljur.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "engine/base/utf8.h"
#include "service/intake/adapter/feed.h"
#include "service/intake/adapter/roster_writer.h"
#include "service/intake/table/cell_value.h"

namespace vekha::intake::eljur {
namespace {

using roster::PersonKind;
using Need = Item::Need;

constexpr OptionSpec kOptions[] = {
    {.key = "vendor", .kind = OptionSpec::Kind::kText, .required = true},
    {.key = "devkey_file", .kind = OptionSpec::Kind::kSecretFile, .required = true},
};

const Json* Within(const Json* object, std::string_view name) {
  return object == nullptr ? nullptr : FindMember(*object, name).value;
}

class Session {
 public:
  Session(Feed& feed, roster::RecordSink& sink) : feed_(feed), sink_(sink), writer_(sink) {}

  void Run() {
    ReadRules();
    ReadPeriods();
    // What one sees is not all the school: nothing is counted as if it were.
    sink_.OnList({.collection = roster::Collection::kPeople, .says = roster::Says::kNothing});
  }

 private:
  Call CallOf(std::string method) const {
    Call call{.path = method, .place = method};
    call.query = {{"devkey", feed_.Secret("devkey")},
                  {"vendor", feed_.settings().Text("vendor")},
                  {"auth_token", feed_.Secret("token")},
                  {"out_format", "json"}};
    return call;
  }

  // The lists below are parts of one answer, each with a place of its own.
  template <typename Visit>
  void ForEach(const Call& call, std::string part, const Json* list, Visit visit) {
    if (list == nullptr) return;
    Call place = call;
    place.place = call.place + "/" + part;
    feed_.ForEach(place, list, part, visit);
  }

  void ReadRules() {
    const Call call = CallOf("getrules");
    const auto answer = feed_.Ask(call);
    if (!answer) return;
    const Json* relations = Within(Within(Within(&*answer, "response"), "result"), "relations");
    // PHP writes an object of nothing as a list.
    if (relations == nullptr || !(relations->is_object() || *relations == Json::array())) {
      return feed_.Fail("R0909", call.place, "response.result.relations",
                        {"здесь должен быть объект", "an object must stand here"});
    }
    ReadSchools(call, Within(relations, "schools"));
    ForEach(call, "groups", Within(relations, "groups"), [this](Item& item) { ReadGroup(item); });
    ForEach(call, "students", Within(relations, "students"),
            [this](Item& item) { ReadStudent(item); });
  }

  // Classes belong to the school of the settings, else to the one the journal names.
  void ReadSchools(const Call& call, const Json* schools) {
    school_ = feed_.settings().school;
    ForEach(call, "schools", schools, [this](Item& item) {
      const std::string id = item.Id({"number", "inn", "title"});
      const std::string title = item.Text("title");
      if (!item.ok()) return;
      if (school_.empty()) school_ = id;
      if (id == school_) AddSchool(title, item.origin());
    });
    if (school_.empty()) school_ = feed_.settings().Text("vendor");
    AddSchool(school_, {});
  }

  void AddSchool(const std::string& title, roster::Origin origin) {
    writer_.AddSchool({.id = school_,
                       .name = title.empty() ? school_ : title,
                       .type = "school",
                       .parent = {},
                       .origin = origin});
  }

  // Ids of classes are their names. Adds one where it is first named.
  bool AddClass(Item& item, const std::string& name, const std::string& parallel) {
    const CellClass read = ParseClass(name);
    roster::Class in_class;
    in_class.id = in_class.title = read.title;
    in_class.kind = roster::ClassKind::kHomeroom;
    in_class.school = school_;
    in_class.grade = parallel.empty() ? read.grade : parallel;
    return writer_.AddClass(item, std::move(in_class));
  }

  void ReadGroup(Item& item) {
    std::string name = item.Text("name");
    if (name.empty()) name = item.key();
    if (name.empty()) item.Text("name", Need::kRequired);
    const std::string parallel = item.Text("parallel");
    const std::string head = item.Id({"hometeacher_id"}, Need::kOptional);
    roster::PersonName head_name{item.Text("hometeacher_lastname"),
                                 item.Text("hometeacher_firstname"),
                                 item.Text("hometeacher_middlename")};
    if (head_name.family.empty()) head_name = ParseName(item.Text("hometeacher_name"));
    if (!item.ok() || !AddClass(item, name, parallel) || head.empty()) return;
    if (head_name.family.empty()) {
      return item.Error("R0501", "hometeacher_lastname",
                        {"классный руководитель без имени", "the head of the class has no name"});
    }
    roster::Person person;
    person.id = head;
    person.kind = PersonKind::kTeacher;
    person.name = std::move(head_name);
    // One teacher may head two classes: then the list has him twice, which is no fault.
    if (!writer_.HasPerson(head) && !writer_.AddPerson(item, std::move(person))) return;
    AddMembership(item, head, name, PersonKind::kTeacher, true);
  }

  void ReadStudent(Item& item) {
    roster::Person person;
    person.id = item.key().empty() || HasId(item) ? item.Id({"name", "id"}) : item.key();
    person.kind = PersonKind::kPupil;
    person.name = {item.Text("lastname"), item.Text("firstname"), item.Text("middlename")};
    if (person.name.family.empty()) person.name = ParseName(item.Text("title", Need::kRequired));
    const std::string in_class = item.Text("class");
    const std::string parallel = item.Text("parallel");
    person.grade = parallel.empty() ? ParseClass(in_class).grade : parallel;
    const std::string id = person.id;
    if (!item.ok() || !writer_.AddPerson(item, std::move(person)) || in_class.empty()) return;
    const bool known = writer_.HasClass(ParseClass(in_class).title);
    if (!known && !AddClass(item, in_class, parallel)) return;
    AddMembership(item, id, in_class, PersonKind::kPupil, false);
  }

  static bool HasId(const Item& item) { return FindMember(item.value(), "name").value != nullptr; }

  void AddMembership(const Item& item, const std::string& person, const std::string& in_class,
                     PersonKind kind, bool primary) {
    writer_.AddMembership({.person = person,
                           .in_class = ParseClass(in_class).title,
                           .kind = kind,
                           .primary = primary,
                           .origin = item.origin()});
  }

  // The periods of each pupil; those of a class are the same, told again and again.
  void ReadPeriods() {
    Call call = CallOf("getperiods");
    call.query.emplace_back("weeks", "false");
    const auto answer = feed_.Ask(call);
    if (!answer) return;
    const Json* students = Within(Within(Within(&*answer, "response"), "result"), "students");
    if (students == nullptr || !students->is_structured()) {
      return feed_.Fail("R0909", call.place, "response.result.students",
                        {"здесь должен быть список", "a list must stand here"});
    }
    size_t index = 0;
    for (const auto& student : *students) {
      const std::string place = fmt::format("students[{}]/periods", ++index);
      ForEach(call, place, Within(&student, "periods"), [this](Item& item) { ReadPeriod(item); });
    }
  }

  void ReadPeriod(Item& item) {
    roster::Term term;
    const std::string name = item.Text("name", Need::kRequired);
    term.title = item.Text("fullname");
    if (term.title.empty()) term.title = name;
    term.type = "term";
    term.start = item.ReadDate("start");
    term.end = item.ReadDate("end");
    if (!item.ok()) return;
    // A name comes back each year, and means other days in other classes.
    term.id = fmt::format("{}|{}|{}", name, term.start ? FormatIso(*term.start) : "",
                          term.end ? FormatIso(*term.end) : "");
    writer_.AddTerm(item, std::move(term));
  }

  Feed& feed_;
  roster::RecordSink& sink_;
  RosterWriter writer_;
  std::string school_;
};

class Eljur : public Adapter {
 public:
  std::string_view name() const override { return "eljur"; }
  Bilingual title() const override { return {"ЭлЖур, getrules и getperiods", "ElJur"}; }
  std::string_view base_url() const override { return {}; }
  std::span<const OptionSpec> options() const override { return kOptions; }

  // {"response": {"state": 500, "error": "..."}}, in answers of HTTP 200, too.
  std::optional<JournalError> ReadError(const Json& body) const override {
    const Json* response = Within(&body, "response");
    const Json* state = Within(response, "state");
    if (state == nullptr) return std::nullopt;
    const std::string code = state->is_string() ? state->get<std::string>() : state->dump();
    const Json* error = Within(response, "error");
    if (code == "200" && (error == nullptr || error->empty() || *error == "")) return std::nullopt;
    JournalError found{.code = code};
    const std::string words =
        error != nullptr && error->is_string() ? LowerUtf8(error->get<std::string>()) : "";
    const bool token =
        words.find("token") != std::string::npos || words.find("токен") != std::string::npos ||
        words.find("auth") != std::string::npos || words.find("авториз") != std::string::npos;
    if (code == "401" || code == "403" || token) found.kind = JournalError::Kind::kToken;
    if (code == "429") found.kind = JournalError::Kind::kLimit;
    return found;
  }

  void Fetch(Feed& feed, roster::RecordSink& sink) const override { Session(feed, sink).Run(); }
};

}  // namespace

std::unique_ptr<Adapter> MakeAdapter() { return std::make_unique<Eljur>(); }

}  // namespace vekha::intake::eljur
