#include "service/base/log.h"

#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <string>

#include "engine/base/rejection.h"

namespace vekha::service {
namespace {

// UTC with milliseconds, as RFC 3339 writes it.
constexpr char kPattern[] = "%Y-%m-%dT%H:%M:%S.%eZ %l %v";

absl::Status UnknownLevel(std::string_view level) {
  return ToStatus(
      {absl::StatusCode::kInvalidArgument,
       "LOG_LEVEL_UNKNOWN",
       fmt::format("log level {} is none of trace, debug, info, warning, error, off", level),
       fmt::format("Нет такого уровня журнала: {}.", level),
       {{"level", std::string(level)}}});
}

}  // namespace

absl::Status SetUpLog(std::string_view level) {
  for (const auto known : {spdlog::level::trace, spdlog::level::debug, spdlog::level::info,
                           spdlog::level::warn, spdlog::level::err, spdlog::level::off}) {
    const auto name = spdlog::level::to_string_view(known);
    if (level != std::string_view(name.data(), name.size())) continue;
    auto logger = std::make_shared<spdlog::logger>(
        "vekha", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    logger->set_pattern(kPattern, spdlog::pattern_time_type::utc);
    logger->set_level(known);
    logger->flush_on(spdlog::level::info);
    spdlog::set_default_logger(std::move(logger));
    return absl::OkStatus();
  }
  return UnknownLevel(level);
}

}  // namespace vekha::service
