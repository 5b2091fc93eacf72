#include "service/api/field_names.h"

#include <variant>

#include "engine/base/overload.h"
#include "engine/base/rejection.h"

namespace vekha::api {
namespace {

FieldNames OfAct() { return {"", {{"on", "on_date"}, {"until", "until_date"}}}; }

}  // namespace

FieldNames FieldNames::Of(const workflow::Command& command) {
  using Names = FieldNames;
  return std::visit(
      Overload{
          [](const workflow::PutOrganization&) {
            return Names{"organization.", {{"opened", "opened_date"}}};
          },
          [](const workflow::MoveOrganization&) {
            return Names{"move.", {{"on", "on_date"}}};
          },
          [](const workflow::CloseOrganization&) {
            return Names{"closure.", {{"on", "on_date"}}};
          },
          [](const workflow::PutPerson&) { return Names{"person."}; },
          [](const workflow::PutRole&) {
            return Names{"holding.", {{"to", "last_date"}}};
          },
          [](const workflow::PutAbsence&) {
            return Names{"absence.", {{"to", "last_date"}}};
          },
          [](const workflow::PutSilence&) {
            return Names{"silence.", {{"until", "last_date"}}};
          },
          [](const workflow::ReportTask&) {
            return Names{"", {{"on", "on_date"}, {"evidence.on", "evidence.on_date"}}};
          },
          [](const workflow::AcceptReport&) { return OfAct(); },
          [](const workflow::ReturnReport&) { return OfAct(); },
          [](const workflow::ReopenTask&) { return OfAct(); },
          [](const workflow::WithdrawTask&) { return OfAct(); },
          [](const workflow::RequestExtension&) { return OfAct(); },
          [](const workflow::DecideExtension&) { return OfAct(); },
          [](const workflow::DelegateTask&) { return OfAct(); },
          [](const workflow::AcknowledgeTask&) { return OfAct(); },
          [](const auto&) { return Names{""}; },
      },
      command);
}

absl::Status FieldNames::In(const absl::Status& refusal) const {
  if (refusal.ok()) return refusal;
  Rejection rejection = RejectionOf(refusal);
  const auto field = rejection.metadata.find("field");
  if (field == rejection.metadata.end()) return refusal;
  std::string_view name = field->second;
  for (const Renamed& known : renamed) {
    if (known.command != name) continue;
    name = known.request;
    break;
  }
  field->second = std::string(message) + std::string(name);
  return ToStatus(rejection);
}

absl::Status WithField(const absl::Status& refusal, std::string_view field) {
  if (refusal.ok()) return refusal;
  Rejection rejection = RejectionOf(refusal);
  rejection.metadata["field"] = std::string(field);
  return ToStatus(rejection);
}

}  // namespace vekha::api
