// Imports -> messages.
#pragma once

#include "service/intake/desk/desk.h"
#include "vekha/v1/intake_service.pb.h"

namespace vekha::api {

v1::ImportReport ToProto(const intake::ImportRecord& record);
v1::QuarantinedRow ToProto(const intake::RefusedRow& row);

}  // namespace vekha::api
