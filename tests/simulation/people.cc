// What people do in the simulated year.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "tests/simulation/readers.h"
#include "tests/simulation/work_days.h"
#include "tests/simulation/year.h"

namespace vekha::test {

using namespace workflow;

namespace {

constexpr int kSecondsInDay = 86400;

template <typename Container>
const auto& At(const Container& all, int index) {
  return *std::next(all.begin(), index);
}

template <typename Container>
int SizeOf(const Container& all) {
  return static_cast<int>(all.size());
}

}  // namespace

PersonId Year::Somebody() { return PersonId(kReaders[Below(std::size(kReaders))].id); }

// Now and then it is somebody who may not.
PersonId Year::Holder(const std::string& role, Date day) {
  const std::set<std::string> holders = books_.Holders(role, day);
  if (holders.empty() || Chance(8)) return Somebody();
  return PersonId(At(holders, Below(SizeOf(holders))));
}

// Often it is the one that was acted on before: things follow from each other.
TaskAct Year::ActOn(Date day) {
  if (!Chance(3)) acted_on_ = Below(SizeOf(Duties()));
  const Duty& duty = At(Duties(), acted_on_);
  PersonId by = Somebody();
  if (Chance(2)) {
    const auto answers = books_.WhoAnswers(duty, day);
    const std::string& person = At(answers, Below(SizeOf(answers))).person;
    if (!person.empty()) by = PersonId(person);
  }
  return {TaskId(duty.id), by, day, "причина", "", {}};
}

void Year::Act(Date day) {
  if (Chance(12)) return ChangeRole(day);
  if (Chance(60)) return ChangeAddress();
  if (Chance(5)) return ActOnDelivery(day);
  ActOnTask(day);
}

// The first that somebody asks more time for.
std::optional<TaskId> Year::AskedToExtend() const {
  for (const Duty& duty : Duties()) {
    if (books_.WorkOn(duty).extension_asked) return TaskId(duty.id);
  }
  return std::nullopt;
}

void Year::ActOnTask(Date day) {
  TaskAct act = ActOn(day);
  const auto by = [&](const std::string& role) {
    TaskAct out = act;
    out.by = Holder(role, day);
    return out;
  };
  const Date until = AddDays(day, 7 + Below(40));
  switch (Below(11)) {
    case 0:
    case 1:
      return Ask(ReportTask{
          act.task, {act.by, day, {"7", day, "Отчёт", "https://school.example"}, ""}, "", {}});
    case 2:
      return Ask(AcceptReport{by(kController)});
    case 3:
      return Ask(ReturnReport{by(kController)});
    case 4:
      return Ask(RequestExtension{act, until});
    case 5:
      if (Chance(2)) act.task = AskedToExtend().value_or(act.task);
      return Ask(DecideExtension{by(kAuthority), !Chance(3), until});
    case 6:
    case 7:
      return Ask(AcknowledgeTask{act});
    case 8:
      return Ask(DelegateTask{act, Somebody(), !Chance(3)});
    case 9:
      if (Chance(2)) return Ask(ReopenTask{by(kAuthority)});
      return Ask(WithdrawTask{by(kAuthority)});
    default:
      return Fact(Chance(2) ? "mentees.count" : "pairs.count", day);
  }
}

void Year::Fact(const char* name, Date day) {
  facts::FactRecord fact;
  fact.name = name;
  fact.value = condition::Value(int64_t{Below(3)});
  fact.scope = facts::ScopeKey(facts::FactPer::kCycle, day);
  fact.source = "test";
  fact.observed_on = day;
  fact.observed_at = int64_t{kSecondsInDay} * DaysBetween(Date(1970, 1, 1), day);
  Ask(RecordFacts{OrganizationId(kSchool), {std::move(fact)}});
}

// Somebody leaves, somebody comes, somebody helps for a while; the days may leave a gap.
void Year::ChangeRole(Date day) {
  const char* const role = Chance(3) ? "coordinator" : Chance(2) ? kController : kAuthority;
  const OrganizationId place(role == std::string("coordinator") ? kDistrict : kSchool);
  if (!Chance(3)) {
    std::vector<RoleHolding> held;
    for (const RoleHolding& holding : books_.roles) {
      const bool still = holding.role == role && (!holding.to || day <= *holding.to);
      if (still && holding.organization == place) held.push_back(holding);
    }
    if (!held.empty()) {
      RoleHolding last = At(held, Below(SizeOf(held)));
      last.to = AddDays(day, Below(4) - 1);
      Ask(PutRole{last});
    }
    if (Chance(6)) return;
    return Ask(PutRole{{place, role, Somebody(), AddDays(day, Below(4)), {}}});
  }
  Ask(PutRole{{place, role, Somebody(), day, AddDays(day, Below(30))}});
}

// His address is gone, or is there again.
void Year::ChangeAddress() {
  const Reader& reader = kReaders[Below(std::size(kReaders))];
  Person person = PersonOf(reader);
  if (books_.IsReachable(reader.id)) {
    person.contact.channel = Channel::kNone;
    person.contact.address.clear();
  }
  Ask(PutPerson{person, ""});
}

void Year::GiveAddresses() {
  for (const Reader& reader : kReaders) Ask(PutPerson{PersonOf(reader), ""});
}

void Year::ActOnDelivery(Date day) {
  if (Chance(3)) return PutSilenceOn(day);
  if (silences_ > 0 && Chance(4)) {
    return Ask(EndSilence{fmt::format("silence-{}", silences_), PersonId("head"), "", day});
  }
  const PersonId person = Somebody();
  Ask(PutAbsence{{person, day, AddDays(day, Below(14)), Chance(2) ? Somebody() : PersonId(), ""}});
}

void Year::PutSilenceOn(Date day) {
  Silence silence;
  silence.id = fmt::format("silence-{}", ++silences_);
  silence.organization = OrganizationId(kSchool);
  if (Chance(2)) silence.person = Somebody();
  silence.from = day;
  // It ends so that the next day works.
  silence.until = AddDays(WorkDays::AtOrAfter(AddDays(day, 2 + Below(8))), -1);
  silence.by = PersonId("head");
  silence.reason = "каникулы";
  Ask(PutSilence{silence, day});
}

// An operator looks after what could not be sent.
void Year::ReviveDead() {
  std::vector<std::string> dead;
  for (const auto& [id, entry] : state_.digests) {
    if (entry.state == DigestState::kDead) dead.push_back(id);
  }
  for (const std::string& id : dead) Ask(ReviveDigest{id});
}

}  // namespace vekha::test
