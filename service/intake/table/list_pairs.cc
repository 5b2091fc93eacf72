// Rows of the list of pairs: who is meant by a name is looked up in the lists of the same source.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "service/intake/table/list_assembler.h"
#include "service/intake/table/name_cell.h"

namespace vekha::intake {
namespace {

using enum ListField;
using roster::Collection;
using roster::Pair;
using roster::Stage;

void AndMark(std::optional<bool>& to, const std::optional<bool>& from) {
  if (to && from) to = *to && *from;
}

// Rows of one group: it has a plan when each row has one.
void Join(const Pair& row, Pair& group) {
  for (const std::string& mentee : row.mentees) {
    if (std::find(group.mentees.begin(), group.mentees.end(), mentee) == group.mentees.end()) {
      group.mentees.push_back(mentee);
    }
  }
  AndMark(group.plan, row.plan);
  AndMark(group.feedback, row.feedback);
  for (size_t i = 0; i < group.met.size(); ++i) group.met[i] = group.met[i] && row.met[i];
  if (row.stage == Stage::kWorking) group.stage = Stage::kWorking;
}

}  // namespace

// People of earlier imports of the source, so that a list of pairs may come by itself.
void ListAssembler::KnowBase() {
  if (options_.base == nullptr || std::exchange(base_known_, true)) return;
  const Mapping any;
  const auto know = [&](const std::string& id) {
    auto person = options_.base->people.Find(id);
    if (!person) return;
    PersonLine line;
    line.person = *std::move(person);
    line.origin = {};  // row 0: not of this import
    people_.Add(std::move(line), any);
  };
  // A list of this import takes the place of the earlier one.
  if (!lists_.contains({Collection::kMentees, options_.cycle})) {
    for (const roster::Mentee& mentee : options_.base->mentees) know(mentee.person);
  }
  if (!lists_.contains({Collection::kMentors, options_.cycle})) {
    for (const roster::Mentor& mentor : options_.base->mentors) know(mentor.person);
  }
}

bool ListAssembler::IsKnownList(Collection collection, const std::string& cycle) const {
  const std::pair key(collection, cycle);
  return lists_.contains(key) || (options_.base != nullptr && options_.base->lists.contains(key));
}

bool ListAssembler::IsMember(Collection collection, const std::string& cycle,
                             const std::string& person) const {
  const bool mentee = collection == Collection::kMentees;
  const std::string id = roster::MenteeId(cycle, person);
  if ((mentee ? mentees_ : mentors_).contains(id)) return true;
  // A whole list of this import takes the place of the earlier one.
  const bool anew = lists_.contains({collection, cycle});
  if (options_.base == nullptr || (anew && options_.mode == roster::Mode::kBulk)) return false;
  return mentee ? options_.base->mentees.contains(id) : options_.base->mentors.contains(id);
}

// The id of the person, in the list where he must be; empty when that was reported.
std::string ListAssembler::FindMember(const Sheet& sheet, ListRow& row, ListField id_field,
                                      ListField name_field, const std::string& name,
                                      Collection collection, const std::string& cycle) {
  const std::string id = row.Text(id_field);
  const ListField field = row.Has(name_field) ? name_field : id_field;
  std::string class_title;
  if (name_field == kMentee && !row.Text(kMenteeClass).empty()) {
    class_title = ParseClass(row.Text(kMenteeClass)).title;
  }
  const bool listed = IsKnownList(collection, cycle);
  const bool mentee = collection == Collection::kMentees;
  PersonFound found = people_.Find(id, name, class_title);
  if (found.fault == PersonFault::kUnknown && !listed) {
    const ListContext& context = sheet.context;
    if (reporter_.Once("R0820", context.grid.file, context.header.TitleOf(field))) {
      row.Warn("R0820", field,
               {"списка, в котором этих людей можно найти, нет: взяты отсюда",
                "there is no list these people can be found in: taken from here"},
               mentee
                   ? Bilingual("если этот список и есть база, загрузите его и раскладкой mentees",
                               "if it is the base itself, import it with mapping mentees, too")
                   : Bilingual("если этот список и есть база, загрузите его и раскладкой mentors",
                               "if it is the base itself, import it with mapping mentors, too"));
    }
    PersonLine line;
    line.person.id = id;
    line.person.name = ParseName(name);
    line.class_title = class_title;
    line.origin = {sheet.file, row.place()};
    found = people_.Add(std::move(line), sheet.mapping());
  }
  if (found.fault == PersonFault::kNone && (!listed || IsMember(collection, cycle, found.id))) {
    return found.id;
  }
  if (found.fault == PersonFault::kNamesakes) {
    row.Error("R0811", field,
              {fmt::format("так зовут нескольких, один из них в строке {}", found.other.row),
               fmt::format("several have this name, one of them in row {}", found.other.row)},
              {"добавьте столбец с кодом или классом", "add a column with an id or the class"});
    return {};
  }
  Bilingual hint;
  if (rows_refused_.contains(mentee ? ListKind::kMentees : ListKind::kMentors)) {
    hint = {"в том списке отклонены строки: сначала исправьте их",
            "rows of that list were refused: correct them first"};
  }
  if (const auto near = people_.FindSimilar(name); near && near->row > 0 && !name.empty()) {
    const std::string& file = update_.files[near->file];
    hint = {fmt::format("похожее имя: {}, строка {}; исправьте одно из них", file, near->row),
            fmt::format("a similar name: {}, row {}; correct one of them", file, near->row)};
  }
  row.Error("R0601", field,
            mentee ? Bilingual("этого человека нет в списке наставляемых",
                               "the person is not in the list of mentees")
                   : Bilingual("этого человека нет в списке наставников",
                               "the person is not in the list of mentors"),
            std::move(hint));
  return {};
}

void ListAssembler::ReadPairRow(const Sheet& sheet, ListRow& row) {
  Pair pair;
  pair.cycle = CycleOf(row);
  pair.origin = {sheet.file, row.place()};
  const bool mentor_said = !row.Text(kMentor).empty() || !row.Text(kMentorId).empty();
  const bool mentee_said = !row.Text(kMentee).empty() || !row.Text(kMenteeId).empty();
  if (!mentor_said) {
    row.Error("R0501", row.Has(kMentor) ? kMentor : kMentorId,
              {"наставник не назван", "the mentor is not named"});
  }
  if (!mentee_said) {
    row.Error("R0501", row.Has(kMentee) ? kMentee : kMenteeId,
              {"наставляемый не назван", "the mentee is not named"});
  }
  if (!row.ok()) return;
  // An id names its person, whatever stands beside it.
  if (row.Text(kMentorId).empty() && !CheckNameCell(row, kMentor, row.Raw(kMentor))) return;
  pair.mentor = FindMember(sheet, row, kMentorId, kMentor, NameText(row.Text(kMentor)),
                           Collection::kMentors, pair.cycle);
  std::vector<std::string> names = SplitNames(row.Raw(kMentee));
  const bool by_id = !row.Text(kMenteeId).empty();
  if (names.empty() || by_id) names = {row.Text(kMentee)};
  for (const std::string& name : names) {
    if (!by_id && !CheckNameCell(row, kMentee, name)) return;
    std::string mentee =
        FindMember(sheet, row, kMenteeId, kMentee, name, Collection::kMentees, pair.cycle);
    if (!mentee.empty()) pair.mentees.push_back(std::move(mentee));
  }
  ReadPairMarks(row, pair);
  if (!row.ok()) return;
  Say(sheet.context.header, Collection::kPairs, pair.cycle);
  AddPair(row, std::move(pair));
}

void ListAssembler::ReadPairMarks(ListRow& row, Pair& pair) {
  pair.begin = row.ReadDate(kBegin);
  pair.end = row.ReadDate(kEnd);
  if (pair.begin && pair.end && *pair.end < *pair.begin) {
    row.Error("R0704", kEnd, {"конец раньше начала", "the end is before the beginning"});
  }
  pair.plan = row.ReadMark(kPlan);
  pair.feedback = row.ReadMark(kFeedback);
  for (int i = 0; i < roster::kMeetings; ++i) {
    const auto field = static_cast<ListField>(static_cast<int>(kMetIntro) + i);
    pair.met[static_cast<size_t>(i)] = row.ReadMark(field).value_or(false);
  }
  if (row.ReadMark(kClosed).value_or(false)) pair.stage = Stage::kClosed;
  const std::string stage = row.Text(kStage);
  if (stage.empty()) return;
  const auto read = ParseStage(stage);
  if (read) {
    pair.stage = *read;
    return;
  }
  row.Error("R0502", kStage, {"не узнано, на какой стадии пара", "unknown stage of a pair"},
            {"пишите «работает», «завершена» или «распалась»",
             "write «работает» (working), «завершена» (closed) or «распалась» (broken off)"});
}

void ListAssembler::AddPair(ListRow& row, Pair pair) {
  if (std::find(pair.mentees.begin(), pair.mentees.end(), pair.mentor) != pair.mentees.end()) {
    return row.Error(
        "R0502", row.Has(kMentee) ? kMentee : kMenteeId,
        {"наставник и наставляемый - один человек", "the mentor and the mentee are one person"});
  }
  const std::string group = row.Text(kPair);
  pair.id = group.empty() ? roster::PairId(pair.cycle, pair.mentor, pair.mentees)
                          : pair.cycle + "|#" + group;
  const auto [known, added] = pairs_.emplace(pair.id, update_.pairs.size());
  if (added) return update_.OnPair(std::move(pair));
  Pair& first = update_.pairs[known->second];
  const ListField field = row.Has(kMentor) ? kMentor : kMentorId;
  if (first.mentor != pair.mentor) {
    return row.Error(
        "R0602", kPair,
        {fmt::format("этот номер уже у пары другого наставника, строка {}", first.origin.row),
         fmt::format("the number is another mentor's, row {}", first.origin.row)});
  }
  if (!group.empty()) return Join(pair, first);
  row.Warn("R0603", field,
           {fmt::format("эта пара уже есть в строке {}", first.origin.row),
            fmt::format("row {} has this pair already", first.origin.row)});
}

}  // namespace vekha::intake
