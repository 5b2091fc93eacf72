#include "service/api/ingest_batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "service/api/convert_fact.h"
#include "service/api/input.h"

namespace vekha::api {
namespace {

constexpr size_t kCheckpointCharsMax = 128;

// Of each part; empty for an organization that is not there.
std::vector<std::string> ZonesOf(const runner::Runner& runner,
                                 const v1::IngestFactsRequest& message) {
  std::vector<std::string> zones;
  runner.Read([&](const workflow::State& state) {
    for (const v1::OrganizationFacts& part : message.parts()) {
      const auto found = state.organizations.find(OrganizationId(part.organization()));
      const bool known = found != state.organizations.end();
      zones.push_back(known ? found->second.organization.zone : "");
    }
  });
  return zones;
}

absl::Status CheckCheckpoint(const std::string& text) {
  const bool printable =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
  if (printable && text.size() <= kCheckpointCharsMax) return absl::OkStatus();
  return FieldInvalid("checkpoint",
                      fmt::format("at most {} printable ASCII characters", kCheckpointCharsMax),
                      fmt::format("не больше {} печатных знаков ASCII", kCheckpointCharsMax));
}

absl::StatusOr<workflow::RecordFacts> ReadPart(const v1::OrganizationFacts& part, int number,
                                               const std::string& zone,
                                               std::chrono::sys_seconds now) {
  const auto place = [number](const char* within) {
    return fmt::format("parts[{}].{}", number, within);
  };
  if (part.organization().empty() || part.facts().empty()) {
    return FieldRequired(place(part.organization().empty() ? "organization" : "facts"));
  }
  VEKHA_RETURN_IF_ERROR(CheckLine(place("organization"), part.organization()));
  workflow::RecordFacts out{OrganizationId(part.organization()), {}};
  out.records.reserve(static_cast<size_t>(part.facts_size()));
  for (int i = 0; i < part.facts_size(); ++i) {
    absl::StatusOr<facts::FactRecord> record = ReadFact("", part.facts(i), zone, now);
    if (!record.ok()) {  // once more, to say where
      const std::string field = place(fmt::format("facts[{}]", i).c_str());
      record = ReadFact(field, part.facts(i), zone, now);
      return record.status();
    }
    out.records.push_back(*std::move(record));
  }
  return out;
}

}  // namespace

int FactsIn(const v1::IngestFactsRequest& message) {
  int count = 0;
  for (const v1::OrganizationFacts& part : message.parts()) count += part.facts_size();
  return count;
}

IngestBatch ReadBatch(const runner::Runner& runner, const v1::IngestFactsRequest& message) {
  IngestBatch batch{.sequence = message.sequence(), .facts = FactsIn(message)};
  batch.refusal = CheckCheckpoint(message.checkpoint());
  if (!batch.refusal.ok()) return batch;
  batch.checkpoint = message.checkpoint();
  if (message.parts().empty()) {
    batch.refusal = FieldRequired("parts");
    return batch;
  }
  const std::vector<std::string> zones = ZonesOf(runner, message);
  const std::chrono::sys_seconds now = runner.clock().Now();
  batch.parts.reserve(zones.size());
  for (int i = 0; i < message.parts_size(); ++i) {
    auto part = ReadPart(message.parts(i), i, zones[static_cast<size_t>(i)], now);
    if (!part.ok()) {
      batch.refusal = part.status();
      batch.parts.clear();
      return batch;
    }
    batch.parts.push_back(*std::move(part));
  }
  return batch;
}

absl::Status TooManyFacts(int given, std::string_view field) {
  return ToStatus({absl::StatusCode::kInvalidArgument,
                   "TOO_MANY_FACTS",
                   fmt::format("{} facts in one message; at most {}", given, kFactsPerCallMax),
                   fmt::format("Фактов в одном сообщении: {}, допускается не больше {}.", given,
                               kFactsPerCallMax),
                   {{"field", std::string(field)}, {"max", fmt::format("{}", kFactsPerCallMax)}}});
}

}  // namespace vekha::api
