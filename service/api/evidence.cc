#include "service/api/evidence.h"

#include "engine/base/status.h"
#include "service/api/input.h"

namespace vekha::api {

absl::StatusOr<task::Evidence> ReadEvidence(const std::string& field, const v1::Evidence& given) {
  VEKHA_RETURN_IF_ERROR(CheckLine(field + ".number", given.number()));
  VEKHA_RETURN_IF_ERROR(CheckLine(field + ".document", given.document()));
  VEKHA_RETURN_IF_ERROR(CheckLine(field + ".url", given.url(), kTextCharsMax));
  task::Evidence out;
  out.number = given.number();
  out.document = given.document();
  out.url = given.url();
  VEKHA_ASSIGN_OR_RETURN(
      out.on, ReadOptionalDate(field + ".on_date", given.has_on_date(), given.on_date()));
  return out;
}

}  // namespace vekha::api
