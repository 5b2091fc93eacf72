// The two status macros; everything else is absl::Status and absl::StatusOr as they are.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <utility>

#define VEKHA_RETURN_IF_ERROR(expression)                                                  \
  do {                                                                                     \
    if (absl::Status vekha_status = (expression); !vekha_status.ok()) return vekha_status; \
  } while (false)

#define VEKHA_STATUS_JOIN_INNER(a, b) a##b
#define VEKHA_STATUS_JOIN(a, b) VEKHA_STATUS_JOIN_INNER(a, b)
#define VEKHA_ASSIGN_OR_RETURN(target, expression) \
  VEKHA_ASSIGN_OR_RETURN_INNER(VEKHA_STATUS_JOIN(vekha_status_or_, __LINE__), target, expression)
#define VEKHA_ASSIGN_OR_RETURN_INNER(temporary, target, expression) \
  auto temporary = (expression);                                    \
  if (!temporary.ok()) return temporary.status();                   \
  target = std::move(temporary).value()
