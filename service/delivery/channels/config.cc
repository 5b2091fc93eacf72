#include "service/delivery/channels/config.h"

#include <algorithm>

#include "engine/base/mail_address.h"
#include "engine/yaml/reader.h"
#include "service/delivery/channels/smtp_channel.h"
#include "service/delivery/channels/spool_channel.h"
#include "service/delivery/channels/webhook_channel.h"

namespace vekha::delivery {
namespace {

using yaml::Node;
using yaml::Reader;

constexpr int kTimeoutMax = 600;
constexpr int kPerMinuteMax = 1'000'000;
constexpr size_t kPathMax = 4096;  // PATH_MAX of Linux

// A text that goes into a header, a command or a file name: one line without control characters.
void ReadText(Reader& reader, const Node& section, std::string_view key, std::string& out) {
  const Node* node = section.Find(key);
  if (node == nullptr) return;
  const auto text = reader.AsText(*node);
  if (!text) return;
  const bool control = std::any_of(text->begin(), text->end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  if (control || text->size() > kPathMax) {
    reader.Error(*node, "E0020", {"должна быть одна строка", "must be one line"});
    return;
  }
  out = *text;
}

void ReadInt(Reader& reader, const Node& section, std::string_view key, int min, int max,
             int& out) {
  const Node* node = section.Find(key);
  if (node == nullptr) return;
  if (const auto number = reader.AsInt(*node, min, max)) out = *number;
}

void ReadAddress(Reader& reader, const Node& section, std::string_view key, std::string& out) {
  std::string text;
  ReadText(reader, section, key, text);
  if (text.empty()) return;
  if (const auto address = ParseMailAddress(text)) {
    out = address->Text();
  } else {
    reader.Error(*section.Find(key), "E0902", {"это не почтовый адрес", "this is no mail address"},
                 {"например vekha@school.ru", "such as vekha@school.ru"});
  }
}

// A secret belongs into a file of its own: this one is copied, printed and kept in versions.
void RefuseSecret(Reader& reader, const Node& section, std::string_view key,
                  const std::string& instead) {
  const yaml::Entry* entry = section.FindEntry(key);
  if (entry == nullptr) return;
  reader.Error(entry->key, "E0901",
               {"секрет не записывают в этот файл", "a secret does not belong into this file"},
               {"положите его в отдельный файл и назовите тот: " + instead,
                "put it into a file of its own and name that: " + instead});
}

int DefaultPort(Security security) {
  switch (security) {
    case Security::kNone:
      return 25;
    case Security::kStartTls:
      return 587;
    case Security::kTls:
      return 465;
  }
  return 25;
}

void CheckLogin(Reader& reader, const Node& section, const SmtpConfig& smtp) {
  if (smtp.user.empty() != smtp.password_file.empty()) {
    const Node& at = *section.Find(smtp.user.empty() ? "password_file" : "user");
    reader.Error(at, "E0904",
                 {"user и password_file пишут вместе", "user and password_file go together"});
  } else if (!smtp.user.empty() && smtp.security == Security::kNone) {
    reader.Error(*section.Find("user"), "E0905",
                 {"пароль пошёл бы открытым текстом", "the password would go in the open"},
                 {"security: starttls или tls", "security: starttls or tls"});
  }
}

std::vector<std::string> ReadHosts(Reader& reader, const Node& section, std::string_view key) {
  std::vector<std::string> hosts;
  const Node* list = section.Find(key);
  if (list == nullptr || !reader.IsSequence(*list)) return hosts;
  for (const Node& item : list->items) {
    const auto host = reader.AsText(item);
    if (!host) continue;
    if (IsHostName(*host)) {
      hosts.push_back(*host);
    } else {
      reader.Error(item, "E0903", {"это не имя сервера", "this is no host name"},
                   {"без порта и пути, например hooks.school.ru",
                    "without port and path, such as hooks.school.ru"});
    }
  }
  return hosts;
}

std::optional<SmtpConfig> ReadSmtp(Reader& reader, const Node& section) {
  if (!reader.IsMapping(section)) return std::nullopt;
  reader.OnlyKeys(section, {"host", "port", "security", "user", "password_file", "password", "from",
                            "from_name", "reply_to", "ca_file", "timeout_seconds", "per_minute"});
  RefuseSecret(reader, section, "password", "password_file");
  SmtpConfig smtp;
  if (const Node* host = reader.Require(section, "host")) {
    ReadText(reader, section, "host", smtp.host);
    if (!smtp.host.empty() && !IsHostName(smtp.host)) {
      reader.Error(*host, "E0903", {"это не имя сервера", "this is no host name"},
                   {"порт пишут отдельно: port", "the port is a key of its own: port"});
    }
  }
  if (const Node* security = section.Find("security")) {
    const auto word = reader.AsWord(*security, {"none", "starttls", "tls"});
    if (word) smtp.security = static_cast<Security>(*word);
  }
  smtp.port = DefaultPort(smtp.security);
  ReadInt(reader, section, "port", 1, 65535, smtp.port);
  ReadText(reader, section, "user", smtp.user);
  ReadText(reader, section, "password_file", smtp.password_file);
  if (reader.Require(section, "from") != nullptr) ReadAddress(reader, section, "from", smtp.from);
  ReadText(reader, section, "from_name", smtp.from_name);
  ReadAddress(reader, section, "reply_to", smtp.reply_to);
  ReadText(reader, section, "ca_file", smtp.ca_file);
  ReadInt(reader, section, "timeout_seconds", 1, kTimeoutMax, smtp.timeout_seconds);
  ReadInt(reader, section, "per_minute", 1, kPerMinuteMax, smtp.per_minute);
  CheckLogin(reader, section, smtp);
  return smtp;
}

std::optional<WebhookConfig> ReadWebhook(Reader& reader, const Node& section) {
  if (!reader.IsMapping(section)) return std::nullopt;
  reader.OnlyKeys(section, {"secret_file", "secret", "allow_hosts", "ca_file", "timeout_seconds",
                            "per_minute"});
  RefuseSecret(reader, section, "secret", "secret_file");
  WebhookConfig webhook;
  reader.Require(section, "secret_file");
  ReadText(reader, section, "secret_file", webhook.secret_file);
  webhook.allow_hosts = ReadHosts(reader, section, "allow_hosts");
  ReadText(reader, section, "ca_file", webhook.ca_file);
  ReadInt(reader, section, "timeout_seconds", 1, kTimeoutMax, webhook.timeout_seconds);
  ReadInt(reader, section, "per_minute", 1, kPerMinuteMax, webhook.per_minute);
  return webhook;
}

std::optional<SpoolConfig> ReadSpool(Reader& reader, const Node& section) {
  if (!reader.IsMapping(section)) return std::nullopt;
  reader.OnlyKeys(section, {"folder", "from", "from_name"});
  SpoolConfig spool;
  reader.Require(section, "folder");
  ReadText(reader, section, "folder", spool.folder);
  ReadAddress(reader, section, "from", spool.from);
  ReadText(reader, section, "from_name", spool.from_name);
  return spool;
}

DeliveryConfig ReadConfig(Reader& reader, const Node& root) {
  DeliveryConfig config;
  if (!reader.IsMapping(root)) return config;
  reader.OnlyKeys(root, {"smtp", "webhook", "spool"});
  if (const Node* smtp = root.Find("smtp")) config.smtp = ReadSmtp(reader, *smtp);
  if (const Node* webhook = root.Find("webhook")) config.webhook = ReadWebhook(reader, *webhook);
  if (const Node* spool = root.Find("spool")) config.spool = ReadSpool(reader, *spool);
  if (root.entries.empty()) {
    reader.Error(root, "E0906", {"не назван ни один канал", "no channel is named"},
                 {"smtp, webhook или spool", "smtp, webhook or spool"});
  }
  return config;
}

}  // namespace

Parsed<DeliveryConfig> LoadDeliveryConfig(const Source& source) {
  Parsed<yaml::Document> document = yaml::Parse(source);
  Parsed<DeliveryConfig> out{.value = {}, .diagnostics = std::move(document.diagnostics)};
  if (document.value) {
    Reader reader(source);
    out.value = ReadConfig(reader, document.value->root);
    for (Diagnostic& found : reader.Take()) out.diagnostics.push_back(std::move(found));
  }
  SortDiagnostics(out.diagnostics);
  if (HasErrors(out.diagnostics)) out.value.reset();
  return out;
}

std::vector<std::unique_ptr<Channel>> MakeChannels(const DeliveryConfig& config,
                                                   const service::Clock& clock) {
  std::vector<std::unique_ptr<Channel>> channels;
  if (config.smtp) channels.push_back(std::make_unique<SmtpChannel>(*config.smtp, clock));
  if (config.webhook) channels.push_back(std::make_unique<WebhookChannel>(*config.webhook, clock));
  if (config.spool) channels.push_back(std::make_unique<SpoolChannel>(*config.spool, clock));
  return channels;
}

}  // namespace vekha::delivery
