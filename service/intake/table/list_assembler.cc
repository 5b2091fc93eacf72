#include "service/intake/table/list_assembler.h"

#include <absl/container/flat_hash_set.h>
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/utf8.h"
#include "service/importer/cell_text.h"
#include "service/intake/table/name_cell.h"

namespace vekha::intake {
namespace {

using enum ListField;
using roster::Collection;
using roster::Mode;
using roster::PersonKind;
using roster::Says;

constexpr size_t kTopicsMax = 20;

// False of an empty text.
bool BeginsWithCapital(const std::string& text) {
  const std::vector<CodePoint> points = DecodeUtf8(text);
  if (points.empty()) return false;
  std::string first;
  AppendUtf8(points.front().value, first);
  return LowerUtf8(first) != first;
}

Says SaysOf(const ListHeader& header) {
  Says says = Says::kNothing;
  for (const ListFieldSpec& spec : ListFields()) {
    if (header.Has(spec.field)) says = says | spec.says;
  }
  return says;
}

bool SameLine(const roster::Mentee& a, const roster::Mentee& b) {
  return a.request == b.request && a.topic == b.topic && a.consent == b.consent &&
         a.supported == b.supported;
}
bool SameLine(const roster::Mentor& a, const roster::Mentor& b) {
  return a.topics == b.topics && a.consent == b.consent && a.surveyed == b.surveyed &&
         a.interviewed == b.interviewed && a.selected == b.selected && a.trained == b.trained;
}

// A line of a list that is there already: the same again is a warning, another word an error.
template <typename Record>
bool IsRepeated(ListRow& row, const absl::flat_hash_map<std::string, size_t>& known,
                const std::vector<Record>& records, const Record& record) {
  const auto found = known.find(record.id);
  if (found == known.end()) return false;
  const Record& first = records[found->second];
  const ListField field = row.Has(kName) ? kName : row.Has(kFamily) ? kFamily : kId;
  if (SameLine(first, record)) {
    row.Warn("R0603", field,
             {fmt::format("то же сказано в строке {}", first.origin.row),
              fmt::format("the same is said in row {}", first.origin.row)});
  } else {
    row.Error(
        "R0602", field,
        {fmt::format("этот человек уже есть в строке {}, и там о нём другое", first.origin.row),
         fmt::format("row {} has this person already and says otherwise", first.origin.row)});
  }
  return true;
}

std::vector<std::string> SplitTopics(std::string_view text) {
  std::vector<std::string> topics = SplitItems(text);
  if (topics.size() > kTopicsMax) topics.resize(kTopicsMax);
  return topics;
}

// "journal:7001" -> the key 7001 of the source "journal"; nothing without a colon.
std::optional<roster::SourceKey> ParseSourceKey(std::string_view text) {
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) {
    return std::nullopt;
  }
  return roster::SourceKey{std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

}  // namespace

void ListAssembler::Read(const Grid& grid, const ListHeader& header, FileReport& report) {
  const ListContext context{grid, header, options_.today, reporter_};
  const Sheet sheet{context, static_cast<uint32_t>(update_.files.size())};
  update_.OnFile(grid.file);
  const ListKind kind = header.mapping->list;
  if (kind == ListKind::kPairs) KnowBase();
  // An empty list is one, too.
  if (kind == ListKind::kPeople && header.mapping->whole != Says::kNothing) {
    Say(header, Collection::kPeople, "");
  }
  if (kind == ListKind::kMentees) Say(header, Collection::kMentees, options_.cycle);
  if (kind == ListKind::kMentors) Say(header, Collection::kMentors, options_.cycle);
  if (kind == ListKind::kPairs) Say(header, Collection::kPairs, options_.cycle);
  ListRows(context, report).ForEach([&](ListRow& row) {
    kind == ListKind::kPairs ? ReadPairRow(sheet, row) : ReadPersonRow(sheet, row);
  });
  if (report.refused > 0) rows_refused_.insert(kind);
}

void ListAssembler::Say(const ListHeader& header, Collection collection, const std::string& cycle) {
  Says& says = lists_[{collection, cycle}];
  says = says | SaysOf(header) | header.mapping->whole;
}

std::string ListAssembler::CycleOf(ListRow& row) const {
  const std::string text = row.Text(kSchoolYear);
  if (text.empty()) return options_.cycle;
  const auto cycle = FindSchoolYear(text);
  if (cycle) return *cycle;
  row.Error("R0812", kSchoolYear, {"это не учебный год", "it is no school year"},
            {"пишите 2022/23", "write 2022/23"});
  return options_.cycle;
}

void ListAssembler::ReadPersonRow(const Sheet& sheet, ListRow& row) {
  PersonLine line = ReadPersonLine(sheet, row);
  if (!row.ok()) return;
  const std::string class_title = line.class_title;
  const auto kind = line.person.kind;
  const PersonFound found = people_.Add(std::move(line), sheet.mapping());
  if (found.fault != PersonFault::kNone) return ReportPerson(row, found);
  switch (sheet.mapping().list) {
    case ListKind::kPeople: {
      const bool added = listed_.emplace(found.id, true).second;
      if (!added) {
        const roster::Origin first = people_.OriginOf(found.id);
        row.Warn("R0603", row.Has(kName) ? kName : kFamily,
                 {fmt::format("этот человек уже есть в строке {}", first.row),
                  fmt::format("row {} has this person already", first.row)});
      }
      return AddPlaces(sheet, row, found.id, class_title, kind.value_or(PersonKind::kStaff));
    }
    case ListKind::kMentees:
      return AddMentee(sheet, row, found.id);
    case ListKind::kMentors:
      return AddMentor(sheet, row, found.id);
    case ListKind::kPairs:
      return;
  }
}

PersonLine ListAssembler::ReadPersonLine(const Sheet& sheet, ListRow& row) {
  PersonLine line;
  roster::Person& person = line.person;
  line.origin = {sheet.file, row.place()};
  person.id = row.Text(kId);
  if (const std::string same = row.Text(kSameAs); !same.empty()) {
    if (auto key = ParseSourceKey(same)) {
      person.same_as.push_back(*std::move(key));
    } else {
      row.Error("R0502", kSameAs,
                {"это не ключ вида «источник:код»", "it is no key like \"source:id\""});
    }
  }
  ReadName(row, person);
  ReadClass(row, kClass, line.class_title, person.grade);
  person.birth_date = row.ReadBirthDate(kBirthDate);
  person.position = row.Text(kPosition);
  person.hired_on = row.ReadDate(kHiredOn);
  person.teaching_since = row.ReadDate(kTeachingSince);
  person.part_time = row.ReadMark(kPartTime);
  ReadSpecialNeeds(row, person);
  ReadKind(sheet, row, line, person);
  return line;
}

void ListAssembler::ReadName(ListRow& row, roster::Person& person) {
  const ListField field = row.Has(kName) ? kName : kFamily;
  if (row.Has(kName)) {
    person.name = ParseName(NameText(row.Text(kName)));
  } else {
    person.name = {NameText(row.Text(kFamily)), row.Text(kGiven), row.Text(kMiddle)};
  }
  if (person.name.family.empty()) {
    if (!person.id.empty()) return;
    return row.Error("R0810", field, {"человек не назван", "the person is not named"});
  }
  if (MixesAlphabets(person.name.family + " " + person.name.given + " " + person.name.middle)) {
    row.Warn("R0814", field,
             {"в русском слове латинские буквы: для программы это другое имя",
              "Latin letters in a Russian word: another name to a program"});
  }
  if (!person.id.empty() || !CheckNameCell(row, field, row.Raw(field))) return;
  if (row.IsLone() && !BeginsWithCapital(person.name.given)) {
    row.Error("R0825", field, {"человек или заголовок?", "a person or a title?"},
              {"допишите имя или уберите строку", "complete the name or remove the row"});
  }
}

// False when the cell does not name one person, and that was reported.
bool ListAssembler::CheckNameCell(ListRow& row, ListField field, std::string_view text) {
  switch (CheckName(text)) {
    case NameFault::kNone:
      return true;
    case NameFault::kNoName:
      row.Error("R0825", field, {"это не имя человека", "it is no person's name"},
                {"класс, номер и примечания пишут в своих столбцах",
                 "a class, a number and remarks have columns of their own"});
      return false;
    case NameFault::kSeveral:
      row.Error("R0826", field, {"в ячейке не один человек", "the cell names more than one person"},
                {"дайте каждому свою строку", "give each a row"});
      return false;
  }
  return false;
}

void ListAssembler::ReadClass(ListRow& row, ListField field, std::string& title,
                              std::string& grade) {
  const std::string text = row.Text(field);
  if (text.empty()) return;
  CellClass in_class = ParseClass(text);
  title = std::move(in_class.title);
  grade = std::move(in_class.grade);
  if (!grade.empty()) return;
  row.Warn("R0818", field, {"не похоже на класс", "not like a class"},
           {"пишите «5А»", "write \"5А\""});
}

// A message says what may stand in the column and never what stands there.
void ListAssembler::ReadSpecialNeeds(ListRow& row, roster::Person& person) {
  if (!row.Has(kSpecialNeeds)) return;
  const std::string text = importer::OneLine(row.Raw(kSpecialNeeds));
  std::optional<Date> until = row.ReadDate(kSpecialNeedsUntil);
  constexpr std::string_view kUntil = "до ";
  CellMark mark;
  if (text.starts_with(kUntil)) {
    until = ParseCellDate(text.substr(kUntil.size()), DateOrder::kDayFirst).date;
    mark = {.understood = until.has_value(), .holds = true};
  } else {
    mark = ParseMark(text, DateOrder::kDayFirst);
    if (mark.on) mark.understood = false;  // since that day, or until it?
  }
  if (!mark.understood) {
    return row.Error("R0504", kSpecialNeeds,
                     {"здесь пишут только «да», «нет» или «до 31.08.2023»",
                      "only \"да\", \"нет\" or \"до 31.08.2023\" may stand here"});
  }
  person.special_needs =
      mark.holds ? roster::SpecialNeeds::Present(until) : roster::SpecialNeeds::Absent();
}

void ListAssembler::ReadKind(const Sheet& sheet, ListRow& row, const PersonLine& line,
                             roster::Person& person) {
  if (const std::string text = row.Text(kKind); !text.empty()) {
    person.kind = ParseKind(text);
    if (!person.kind) {
      row.Error("R0502", kKind, {"не узнано, кто это", "unknown kind of person"},
                {"пишите «ученик», «учитель» или «сотрудник»", "write a pupil, teacher or staff"});
    }
    return;
  }
  if (!person.position.empty()) {
    person.kind = KindOfPosition(person.position);
  } else if (sheet.mapping().people) {
    person.kind = sheet.mapping().people;
  } else if (!line.class_title.empty()) {
    person.kind = PersonKind::kPupil;
  }
}

void ListAssembler::ReportPerson(ListRow& row, const PersonFound& found) {
  const ListField field = row.Has(kName) ? kName : kFamily;
  switch (found.fault) {
    case PersonFault::kIdTaken:
      return row.Error("R0602", kId,
                       {fmt::format("этот код уже у другого человека, строка {}", found.other.row),
                        fmt::format("the id is another person's, row {}", found.other.row)});
    case PersonFault::kNamesakes:
      return row.Error(
          "R0811", field,
          {fmt::format("полный тёзка человека из строки {}", found.other.row),
           fmt::format("the same full name as in row {}", found.other.row)},
          {"добавьте столбец «Код» с разными кодами", "add a column \"Код\" with ids"});
    case PersonFault::kUnnamed:
    case PersonFault::kUnknown:
    case PersonFault::kNone:
      return row.Error("R0810", field, {"человек не назван", "the person is not named"});
  }
}

// Where the person learns, and which class he heads.
void ListAssembler::AddPlaces(const Sheet& sheet, ListRow& row, const std::string& person,
                              const std::string& class_title, PersonKind kind) {
  if (!class_title.empty() && kind == PersonKind::kPupil) {
    AddMembership(sheet, row, person, class_title, kind);
  }
  for (const std::string& text : SplitItems(row.Raw(kClassHead))) {
    if (SaysNothing(text)) continue;
    const CellClass in_class = ParseClass(text);
    if (in_class.grade.empty()) {
      row.Warn("R0818", kClassHead, {"не похоже на класс", "not like a class"});
      continue;
    }
    AddMembership(sheet, row, person, in_class.title, PersonKind::kTeacher);
  }
}

void ListAssembler::AddMembership(const Sheet& sheet, ListRow& row, const std::string& person,
                                  const std::string& class_title, PersonKind kind) {
  const roster::Origin origin{sheet.file, row.place()};
  if (classes_.emplace(class_title, true).second) {
    roster::Class in_class;
    in_class.id = in_class.title = class_title;
    in_class.kind = roster::ClassKind::kHomeroom;
    in_class.school = options_.school;
    in_class.grade = ParseClass(class_title).grade;
    in_class.origin = origin;
    update_.OnClass(std::move(in_class));
  }
  roster::Membership membership;
  membership.id = class_title + "|" + person;
  membership.person = person;
  membership.in_class = class_title;
  membership.kind = kind;
  membership.primary = kind == PersonKind::kTeacher;
  membership.origin = origin;
  if (placed_.emplace(membership.id, true).second) update_.OnMembership(std::move(membership));
}

void ListAssembler::AddMentee(const Sheet& sheet, ListRow& row, const std::string& person) {
  roster::Mentee mentee;
  mentee.cycle = CycleOf(row);
  mentee.person = person;
  mentee.id = roster::MenteeId(mentee.cycle, person);
  mentee.request = row.Text(kRequest);
  if (SaysNothing(mentee.request)) mentee.request.clear();
  mentee.topic = row.Text(kTopic);
  if (SaysNothing(mentee.topic)) mentee.topic.clear();
  mentee.consent = row.ReadMark(kConsent);
  mentee.supported = row.ReadMark(kSupported);
  mentee.origin = {sheet.file, row.place()};
  if (IsRepeated(row, mentees_, update_.mentees, mentee)) return;
  Say(sheet.context.header, Collection::kMentees, mentee.cycle);
  mentees_.emplace(mentee.id, update_.mentees.size());
  update_.OnMentee(std::move(mentee));
}

void ListAssembler::AddMentor(const Sheet& sheet, ListRow& row, const std::string& person) {
  roster::Mentor mentor;
  mentor.cycle = CycleOf(row);
  mentor.person = person;
  mentor.id = roster::MentorId(mentor.cycle, person);
  mentor.topics = SplitTopics(row.Raw(kTopic));
  mentor.consent = row.ReadMark(kConsent);
  mentor.surveyed = row.ReadMark(kSurveyed);
  mentor.interviewed = row.ReadMark(kInterviewed);
  mentor.selected = row.ReadMark(kSelected);
  mentor.trained = row.ReadMark(kTrained);
  mentor.origin = {sheet.file, row.place()};
  if (IsRepeated(row, mentors_, update_.mentors, mentor)) return;
  Say(sheet.context.header, Collection::kMentors, mentor.cycle);
  mentors_.emplace(mentor.id, update_.mentors.size());
  update_.OnMentor(std::move(mentor));
}

void ListAssembler::RemoveThoseWhoLeft() {
  if (options_.base == nullptr || listed_.empty()) return;
  const auto found = lists_.find({Collection::kPeople, ""});
  const Says whole = found == lists_.end() ? Says::kNothing : found->second;
  // Mentors may come from outside, and who is a mentee now is here.
  absl::flat_hash_set<std::string> staying;
  for (const roster::Mentee& mentee : update_.mentees) staying.insert(mentee.person);
  for (const roster::Mentor& mentor : update_.mentors) staying.insert(mentor.person);
  for (const roster::Mentor& mentor : options_.base->mentors) staying.insert(mentor.person);
  for (const roster::Person& person : options_.base->people) {
    const bool pupil = person.kind == PersonKind::kPupil;
    if (!person.kind || person.kind == PersonKind::kRelative) continue;
    if (listed_.contains(person.id) || staying.contains(person.id)) continue;
    if (Has(whole, pupil ? Says::kAllPupils : Says::kAllStaff)) {
      update_.OnRemoval({Collection::kPeople, person.id});
    }
  }
  for (const roster::Membership& membership : options_.base->memberships) {
    if (listed_.contains(membership.person) && !placed_.contains(membership.id)) {
      update_.OnRemoval({Collection::kMemberships, membership.id});
    }
  }
}

roster::RosterUpdate ListAssembler::Take() {
  update_.stamp = options_.stamp;
  for (const Collection c : {Collection::kSchools, Collection::kClasses, Collection::kPeople,
                             Collection::kMemberships}) {
    update_.OnMode(c, Mode::kDelta);
  }
  if (!update_.classes.empty()) {
    roster::School school;
    school.id = school.name = options_.school;
    school.type = "school";
    update_.OnSchool(std::move(school));
  }
  for (const auto& [key, says] : lists_) {
    const bool people = key.first == Collection::kPeople;
    update_.OnList({.collection = key.first,
                    .cycle = key.second,
                    .mode = people ? Mode::kDelta : options_.mode,
                    .says = says});
  }
  RemoveThoseWhoLeft();
  // Those known from earlier are found, not said again.
  for (roster::Person& person : people_.Take()) {
    if (person.origin.row > 0) update_.OnPerson(std::move(person));
  }
  return std::move(update_);
}

}  // namespace vekha::intake
