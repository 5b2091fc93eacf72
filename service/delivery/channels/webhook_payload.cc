#include "service/delivery/channels/webhook_payload.h"

#include <nlohmann/json.hpp>

namespace vekha::delivery {
namespace {

using Json = nlohmann::ordered_json;

Json LineJson(const digest::Line& line) {
  return {{"section", digest::SectionName(line.section)},
          {"task", line.task},
          {"organization", line.organization},
          {"roadmap", line.roadmap},
          {"number", line.number},
          {"title", line.title},
          {"due_date", line.due ? Json(FormatIso(*line.due)) : Json(nullptr)},
          {"days_late", line.days_late},
          {"text", line.text},
          {"text_en", line.text_en},
          {"because", line.because},
          {"because_en", line.because_en},
          {"instead_of", line.instead_of}};
}

}  // namespace

std::string WebhookPayload(const Message& message) {
  const digest::Letter letter = digest::Render(message.digest, message.language);
  Json lines = Json::array();
  for (const digest::Line* line : digest::InOrder(message.digest)) lines.push_back(LineJson(*line));
  const Json payload = {{"type", "digest"},
                        {"id", message.id},
                        {"day", FormatIso(message.day)},
                        {"language", message.language == Language::kRussian ? "ru" : "en"},
                        {"person", message.to_name},
                        {"subject", letter.subject},
                        {"text", letter.text},
                        {"lines", std::move(lines)}};
  return payload.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace vekha::delivery
