#include "engine/rule_test/deed.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "engine/workflow/tree.h"

namespace vekha::rule_test {
namespace {

using simulation::AssumedAct;
using workflow::TaskAct;

constexpr auto kForms = std::to_array<DeedForm>({
    {DeedKind::kReport, "report", "report"},
    {DeedKind::kAccept, "accept", "acceptance"},
    {DeedKind::kReturn, "return", "return"},
    {DeedKind::kReopen, "reopen", "reopening"},
    {DeedKind::kWithdraw, "withdraw", "withdrawal"},
    {DeedKind::kAskExtension, "ask_extension", "request for an extension"},
    {DeedKind::kExtend, "extend", "extension"},
    {DeedKind::kRefuseExtension, "refuse_extension", "refusal of an extension"},
    {DeedKind::kDelegate, "delegate", "delegation"},
    {DeedKind::kAcknowledge, "acknowledge", "acknowledgement"},
});

enum class Doer { kAnswerable, kController, kAuthority };

Doer DoerOf(DeedKind kind, const roadmap::Roadmap& roadmap) {
  switch (kind) {
    case DeedKind::kReport:
    case DeedKind::kAskExtension:
    case DeedKind::kDelegate:
    case DeedKind::kAcknowledge:
      return Doer::kAnswerable;
    case DeedKind::kAccept:
    case DeedKind::kReturn:
      return Doer::kController;
    case DeedKind::kReopen:
      return roadmap.control == "none" ? Doer::kAuthority : Doer::kController;
    case DeedKind::kWithdraw:
    case DeedKind::kExtend:
    case DeedKind::kRefuseExtension:
      return Doer::kAuthority;
  }
  return Doer::kAnswerable;
}

std::optional<PersonId> FirstHolder(const workflow::State& state, const OrganizationId& place,
                                    const std::string& role, Date day) {
  const auto holders = workflow::RoleHolders(state, place, role, day);
  return holders.empty() ? std::nullopt : std::optional(holders.front());
}

std::optional<PersonId> WhoMay(const Act& act, const task::PlannedTask& planned,
                               const workflow::State& state, const Context& context) {
  const roadmap::Roadmap& roadmap = context.roadmap();
  switch (DoerOf(act.deed->kind, roadmap)) {
    case Doer::kAnswerable:
      for (const workflow::Answerable& one : workflow::AnswerableFor(state, planned, act.on)) {
        if (!one.person.empty()) return one.person;
      }
      return std::nullopt;
    case Doer::kController:
      return FirstHolder(state, planned.organization, roadmap.control, act.on);
    case Doer::kAuthority:
      return FirstHolder(state, context.world.adopter, roadmap.authority, act.on);
  }
  return std::nullopt;
}

std::optional<PersonId> PersonOf(const std::string& name, const Act& act, Context& context) {
  auto person = workflow::ResolvePerson(context.world.state, name);
  if (person.ok()) return *std::move(person);
  context.Problem(act.at, person.status());
  return std::nullopt;
}

std::optional<PersonId> DoerOf(const Act& act, const task::PlannedTask& planned,
                               const workflow::State& state, Context& context) {
  if (!act.deed->by.empty()) return PersonOf(act.deed->by, act, context);
  const auto person = WhoMay(act, planned, state, context);
  if (person) return person;
  context.Problem(act.at, "E0813",
                  {fmt::format("{} {}: это некому сделать; скажите, кто (by)",
                               FormOf(act.deed->kind).key, act.deed->task.measure),
                   fmt::format("{}: there is nobody to do it; say by whom", DeedName(*act.deed))});
  return std::nullopt;
}

simulation::ControlAct ControlActOf(const Deed& deed, TaskAct act, const PersonId& to) {
  switch (deed.kind) {
    case DeedKind::kReport:  // is an assumption of its own
    case DeedKind::kAcknowledge:
      return workflow::AcknowledgeTask{std::move(act)};
    case DeedKind::kAccept:
      return workflow::AcceptReport{std::move(act)};
    case DeedKind::kReturn:
      return workflow::ReturnReport{std::move(act)};
    case DeedKind::kReopen:
      return workflow::ReopenTask{std::move(act)};
    case DeedKind::kWithdraw:
      return workflow::WithdrawTask{std::move(act)};
    case DeedKind::kAskExtension:
      return workflow::RequestExtension{std::move(act), deed.until.value_or(Date())};
    case DeedKind::kExtend:
      return workflow::DecideExtension{std::move(act), true, deed.until};
    case DeedKind::kRefuseExtension:
      return workflow::DecideExtension{std::move(act), false, std::nullopt};
    case DeedKind::kDelegate:
      return workflow::DelegateTask{std::move(act), to, !deed.co_executor};
  }
  return workflow::AcknowledgeTask{std::move(act)};
}

}  // namespace

std::span<const DeedForm> DeedForms() { return kForms; }

const DeedForm& FormOf(DeedKind kind) { return kForms.at(static_cast<size_t>(kind)); }

std::string DeedName(const Deed& deed) {
  return fmt::format("the {} of {}", FormOf(deed.kind).noun, deed.task.measure);
}

bool NamesExist(const Act& act, Context& context) {
  const Deed& deed = *act.deed;
  bool all = context.Planned(deed.task, act.place, act.on) != nullptr;
  for (const std::string* name : {&deed.by, &deed.to}) {
    if (!name->empty()) all = PersonOf(*name, act, context).has_value() && all;
  }
  return all;
}

std::optional<simulation::Assumption> AssumptionOf(const Act& act, const workflow::State& state,
                                                   Context& context) {
  const Deed& deed = *act.deed;
  if (!NamesExist(act, context)) return std::nullopt;
  const task::PlannedTask& planned = *context.Planned(deed.task, act.place, act.on);
  const auto by = DoerOf(act, planned, state, context);
  if (!by) return std::nullopt;
  if (deed.kind == DeedKind::kReport) {
    return simulation::AssumedReport{planned.id, {*by, act.on, deed.evidence, ""}};
  }
  const PersonId to = deed.to.empty() ? PersonId() : *PersonOf(deed.to, act, context);
  return AssumedAct{ControlActOf(deed, {planned.id, *by, act.on, deed.reason, {}, {}}, to)};
}

workflow::Command CommandOf(const simulation::Assumption& deed) {
  if (const auto* report = std::get_if<simulation::AssumedReport>(&deed)) {
    return workflow::ReportTask{report->task, report->report, "", std::nullopt};
  }
  return std::visit([](const auto& command) -> workflow::Command { return command; },
                    std::get<AssumedAct>(deed).command);
}

}  // namespace vekha::rule_test
