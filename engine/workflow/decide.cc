#include <fmt/format.h>

#include "engine/base/overload.h"
#include "engine/workflow/command.h"
#include "engine/workflow/decisions.h"

namespace vekha::workflow {

std::string EtagOf(int64_t revision) { return fmt::format("r{}", revision); }

absl::StatusOr<Decision> Decide(const State& state, const RuleBook& rules, const Command& command) {
  using Result = absl::StatusOr<Decision>;
  return std::visit(
      Overload{
          [&](const PutOrganization& c) -> Result { return DecideOrganization(state, rules, c); },
          [&](const MoveOrganization& c) -> Result { return DecideMove(state, c); },
          [&](const CloseOrganization& c) -> Result { return DecideClosure(state, c); },
          [&](const PutPerson& c) -> Result { return DecidePerson(state, c); },
          [&](const PutRole& c) -> Result { return DecideRole(state, c); },
          [&](const ApplyRoadmap& c) -> Result { return DecideApply(state, rules, c); },
          [&](const AdoptRoadmap& c) -> Result { return DecideAdopt(state, rules, c); },
          [&](const RecordFacts& c) -> Result { return DecideFacts(state, rules, c); },
          [&](const ImportRoster& c) -> Result { return DecideImport(state, rules, c); },
          [&](const ReportTask& c) -> Result { return DecideReport(state, rules, c); },
          [&](const AcceptReport& c) -> Result { return DecideAccept(state, rules, c); },
          [&](const ReturnReport& c) -> Result { return DecideReturn(state, rules, c); },
          [&](const ReopenTask& c) -> Result { return DecideReopen(state, rules, c); },
          [&](const WithdrawTask& c) -> Result { return DecideWithdraw(state, rules, c); },
          [&](const RequestExtension& c) -> Result {
            return DecideExtensionRequest(state, rules, c);
          },
          [&](const DecideExtension& c) -> Result { return DecideExtended(state, rules, c); },
          [&](const DelegateTask& c) -> Result { return DecideDelegate(state, rules, c); },
          [&](const AcknowledgeTask& c) -> Result { return DecideAcknowledge(state, rules, c); },
          [&](const PutAbsence& c) -> Result { return DecideAbsence(state, c); },
          [&](const PutSilence& c) -> Result { return DecideSilence(state, rules, c); },
          [&](const EndSilence& c) -> Result { return DecideSilenceEnd(state, c); },
          [&](const LeaseDigests& c) -> Result { return DecideLease(state, rules, c); },
          [&](const SettleDigests& c) -> Result { return DecideSettle(state, rules, c); },
          [&](const ReviveDigest& c) -> Result { return DecideRevive(state, c); },
          [&](const RunDay& c) -> Result { return DecideRun(state, rules, c); },
      },
      command);
}

}  // namespace vekha::workflow
