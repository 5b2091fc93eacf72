// One function a command; Decide() (command.h) chooses among them. Inside this room only.
#pragma once

#include "engine/workflow/command.h"

namespace vekha::workflow {

absl::StatusOr<Decision> DecideOrganization(const State& state, const RuleBook& rules,
                                            const PutOrganization& command);
absl::StatusOr<Decision> DecideMove(const State& state, const MoveOrganization& command);
absl::StatusOr<Decision> DecideClosure(const State& state, const CloseOrganization& command);
absl::StatusOr<Decision> DecidePerson(const State& state, const PutPerson& command);
absl::StatusOr<Decision> DecideRole(const State& state, const PutRole& command);
absl::StatusOr<Decision> DecideApply(const State& state, const RuleBook& rules,
                                     const ApplyRoadmap& command);
absl::StatusOr<Decision> DecideAdopt(const State& state, const RuleBook& rules,
                                     const AdoptRoadmap& command);
absl::StatusOr<Decision> DecideFacts(const State& state, const RuleBook& rules,
                                     const RecordFacts& command);
absl::StatusOr<Decision> DecideImport(const State& state, const RuleBook& rules,
                                      const ImportRoster& command);
absl::StatusOr<Decision> DecideReport(const State& state, const RuleBook& rules,
                                      const ReportTask& command);
absl::StatusOr<Decision> DecideAccept(const State& state, const RuleBook& rules,
                                      const AcceptReport& command);
absl::StatusOr<Decision> DecideReturn(const State& state, const RuleBook& rules,
                                      const ReturnReport& command);
absl::StatusOr<Decision> DecideReopen(const State& state, const RuleBook& rules,
                                      const ReopenTask& command);
absl::StatusOr<Decision> DecideWithdraw(const State& state, const RuleBook& rules,
                                        const WithdrawTask& command);
absl::StatusOr<Decision> DecideExtensionRequest(const State& state, const RuleBook& rules,
                                                const RequestExtension& command);
absl::StatusOr<Decision> DecideExtended(const State& state, const RuleBook& rules,
                                        const DecideExtension& command);
absl::StatusOr<Decision> DecideDelegate(const State& state, const RuleBook& rules,
                                        const DelegateTask& command);
absl::StatusOr<Decision> DecideAcknowledge(const State& state, const RuleBook& rules,
                                           const AcknowledgeTask& command);
absl::StatusOr<Decision> DecideAbsence(const State& state, const PutAbsence& command);
absl::StatusOr<Decision> DecideSilence(const State& state, const RuleBook& rules,
                                       const PutSilence& command);
absl::StatusOr<Decision> DecideSilenceEnd(const State& state, const EndSilence& command);
absl::StatusOr<Decision> DecideLease(const State& state, const RuleBook& rules,
                                     const LeaseDigests& command);
absl::StatusOr<Decision> DecideSettle(const State& state, const RuleBook& rules,
                                      const SettleDigests& command);
absl::StatusOr<Decision> DecideRevive(const State& state, const ReviveDigest& command);
absl::StatusOr<Decision> DecideRun(const State& state, const RuleBook& rules,
                                   const RunDay& command);

}  // namespace vekha::workflow
