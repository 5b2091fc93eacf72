#include "service/api/evidence.h"

#include "engine/base/status.h"
#include "service/api/input.h"

namespace vekha::api {

absl::StatusOr<task::Evidence> ReadEvidence(const std::string& field, const v1::Evidence& given) {
  VEKHA_RETURN_IF_ERROR(CheckLine(field + ".number", given.number()));
  VEKHA_RETURN_IF_ERROR(CheckLine(field + ".document", given.document()));
  VEKHA_RETURN_IF_ERROR(CheckLine(field + ".url", given.url(), kTextCharsMax));
  if (given.count() < 0 || given.count() > task::kCountMax) {
    return FieldInvalid(field + ".count", "a count is 1 to 1000000000",
                        "количество - от 1 до 1000000000");
  }
  task::Evidence out;
  out.number = given.number();
  out.document = given.document();
  out.url = given.url();
  out.count = given.count();
  VEKHA_ASSIGN_OR_RETURN(
      out.on, ReadOptionalDate(field + ".on_date", given.has_on_date(), given.on_date()));
  return out;
}

}  // namespace vekha::api
