#include "service/intake/adapter/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/yaml/reader.h"
#include "service/delivery/channels/webhook_url.h"

namespace vekha::intake {
namespace {

using yaml::Node;
using yaml::Reader;
using Kind = OptionSpec::Kind;

constexpr std::string_view kCommonKeys[] = {
    "base_url",        "token_file",    "school",           "source",       "ca_file",  "internal",
    "timeout_seconds", "total_seconds", "wait_seconds_max", "requests_max", "pages_max"};
constexpr size_t kIdsMax = 1000;
constexpr size_t kIdBytesMax = 64;
constexpr std::string_view kFileEnding = "_file";

bool IsControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

bool IsId(std::string_view text) {
  return !text.empty() && text.size() <= kIdBytesMax &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_' || c == '.';
         });
}

bool IsLoopbackName(std::string_view host) {
  return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

// Reads the section of one adapter.
class SectionReader {
 public:
  SectionReader(Reader& reader, const Node& section, const Adapter& adapter)
      : reader_(reader), section_(section), adapter_(adapter) {}

  AdapterSettings Read() {
    settings_.adapter = settings_.source = std::string(adapter_.name());
    settings_.base_url = std::string(adapter_.base_url());
    if (!reader_.IsMapping(section_)) return settings_;
    CheckKeys();
    ReadBaseUrl();
    if (reader_.Require(section_, "token_file") != nullptr) {
      ReadText("token_file", settings_.token_file);
    }
    ReadId("school", settings_.school);
    ReadSource();
    ReadText("ca_file", settings_.ca_file);
    ReadFlag("internal", settings_.internal);
    ReadLimits();
    for (const OptionSpec& option : adapter_.options()) ReadOption(option);
    return settings_;
  }

 private:
  void CheckKeys() {
    std::vector<std::string_view> keys(std::begin(kCommonKeys), std::end(kCommonKeys));
    // Known here so that a secret is told by its own error.
    std::vector<std::string> secrets = {"token", "access_token", "auth_token", "password"};
    for (const OptionSpec& option : adapter_.options()) {
      keys.push_back(option.key);
      if (option.kind == Kind::kSecretFile) secrets.push_back(SecretName(option.key));
    }
    for (const std::string& secret : secrets) {
      keys.push_back(secret);
      RefuseSecret(secret);
    }
    reader_.OnlyKeys(section_, keys);
  }

  static std::string SecretName(std::string_view key) {
    return std::string(key.substr(0, key.size() - kFileEnding.size()));
  }

  // The file is copied, printed and kept in versions.
  void RefuseSecret(const std::string& key) {
    const yaml::Entry* entry = section_.FindEntry(key);
    if (entry == nullptr) return;
    const bool own = std::any_of(
        adapter_.options().begin(), adapter_.options().end(), [&](const OptionSpec& option) {
          return option.kind == Kind::kSecretFile && SecretName(option.key) == key;
        });
    const std::string instead = (own ? key : "token") + std::string(kFileEnding);
    reader_.Error(entry->key, "E1103",
                  {"секрет не записывают в этот файл", "a secret does not belong into this file"},
                  {"положите его в отдельный файл и назовите тот: " + instead,
                   "put it into a file of its own and name that: " + instead});
  }

  void ReadText(std::string_view key, std::string& out) {
    const Node* node = section_.Find(key);
    if (node == nullptr) return;
    const auto text = reader_.AsText(*node);
    if (!text) return;
    constexpr size_t kTextMax = 4096;
    if (text->size() > kTextMax || std::any_of(text->begin(), text->end(), IsControl)) {
      reader_.Error(*node, "E0020", {"должна быть одна строка", "must be one line"});
      return;
    }
    out = *text;
  }

  void ReadId(std::string_view key, std::string& out) {
    std::string text;
    ReadText(key, text);
    if (text.empty()) return;
    if (!IsId(text)) return ReportId(*section_.Find(key));
    out = std::move(text);
  }

  // As imports want it: small letters.
  void ReadSource() {
    std::string source;
    ReadId("source", source);
    if (source.empty()) return;
    const bool small =
        std::none_of(source.begin(), source.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    const bool begins = source[0] != '-' && source[0] != '_' && source[0] != '.';
    if (!small || !begins) return ReportId(*section_.Find("source"));
    settings_.source = std::move(source);
  }

  void ReportId(const Node& at) {
    reader_.Error(at, "E1104", {"это не идентификатор", "this is no id"},
                  {"буквы латиницы, цифры, «-», «_» и «.», не больше 64",
                   "letters, figures, '-', '_' and '.', at most 64"});
  }

  void ReadFlag(std::string_view key, bool& out) {
    const Node* node = section_.Find(key);
    if (node == nullptr) return;
    if (const auto flag = reader_.AsBool(*node)) out = *flag;
  }

  int ReadInt(std::string_view key, int min, int max, int standard) {
    const Node* node = section_.Find(key);
    if (node == nullptr) return standard;
    return reader_.AsInt(*node, min, max).value_or(standard);
  }

  void ReadLimits() {
    using std::chrono::seconds;
    settings_.timeout = seconds(ReadInt("timeout_seconds", 1, 300, 20));
    settings_.total = seconds(ReadInt("total_seconds", 1, 7200, 600));
    settings_.wait_max = seconds(ReadInt("wait_seconds_max", 0, 3600, 60));
    settings_.requests_max = ReadInt("requests_max", 1, 100'000, 2'000);
    settings_.pages_max = ReadInt("pages_max", 1, 100'000, 1'000);
  }

  void ReadBaseUrl() {
    const Node* node = section_.Find("base_url");
    if (node == nullptr && settings_.base_url.empty()) reader_.Require(section_, "base_url");
    if (node == nullptr) return;
    std::string text;
    ReadText("base_url", text);
    if (text.empty()) return;
    const auto url = delivery::ParseWebhookUrl(text);
    if (!url || text.find('?') != std::string::npos) {
      reader_.Error(*node, "E1101",
                    {"это не адрес http или https", "this is no http or https address"},
                    {"без пользователя, вопросительного знака и решётки: "
                     "https://journal.example/api",
                     "without user, query and fragment: https://journal.example/api"});
      return;
    }
    if (!text.starts_with("https:") && !IsLoopbackName(url->host)) {
      reader_.Error(*node, "E1102",
                    {"токен пошёл бы открытым текстом", "the token would go in the open"},
                    {"https://; http:// - только к этой же машине",
                     "https://; http:// only to this machine itself"});
      return;
    }
    while (text.ends_with('/')) text.pop_back();
    settings_.base_url = std::move(text);
  }

  void ReadOption(const OptionSpec& option) {
    if (option.required && reader_.Require(section_, option.key) == nullptr) return;
    const std::string key(option.key);
    switch (option.kind) {
      case Kind::kText:
        return ReadText(key, settings_.texts[key]);
      case Kind::kIds:
        return ReadIds(key, settings_.ids[key]);
      case Kind::kFlag:
        return ReadFlag(key, settings_.flags[key]);
      case Kind::kSecretFile:
        if (section_.Find(key) == nullptr) return;
        return ReadText(key, settings_.secret_files[SecretName(key)]);
    }
  }

  void ReadIds(std::string_view key, std::vector<std::string>& out) {
    const Node* list = section_.Find(key);
    if (list == nullptr || !reader_.IsSequence(*list)) return;
    if (list->items.empty() || list->items.size() > kIdsMax) {
      reader_.Error(*list, "E0023",
                    {fmt::format("нужно от 1 до {} значений", kIdsMax),
                     fmt::format("1 to {} values are needed", kIdsMax)});
    }
    for (const Node& item : list->items) {
      const auto text = reader_.AsText(item);
      if (!text) continue;
      if (!IsId(*text)) {
        ReportId(item);
      } else if (std::find(out.begin(), out.end(), *text) == out.end()) {
        out.push_back(*text);
      }
    }
  }

  Reader& reader_;
  const Node& section_;
  const Adapter& adapter_;
  AdapterSettings settings_;
};

std::vector<AdapterSettings> ReadSections(Reader& reader, const Node& root, AdapterList adapters) {
  std::vector<AdapterSettings> sections;
  if (!reader.IsMapping(root)) return sections;
  std::vector<std::string_view> names;
  for (const auto& adapter : adapters) names.push_back(adapter->name());
  reader.OnlyKeys(root, names);
  for (const auto& adapter : adapters) {
    const Node* section = root.Find(adapter->name());
    if (section != nullptr) sections.push_back(SectionReader(reader, *section, *adapter).Read());
  }
  return sections;
}

absl::Status FileOpen(const std::string& file) {
  return ToStatus(
      {.code = absl::StatusCode::kFailedPrecondition,
       .reason = "SECRET_FILE_OPEN",
       .message = fmt::format("{} must be a file that only its owner may read: chmod 600", file),
       .message_ru =
           fmt::format("{}: секретный файл может читать только его владелец: chmod 600", file),
       .metadata = {{"file", file}}});
}

absl::Status SecretInvalid(const std::string& file) {
  return ToStatus({.code = absl::StatusCode::kInvalidArgument,
                   .reason = "SECRET_INVALID",
                   .message = fmt::format("{} has other characters than visible ASCII", file),
                   .message_ru = fmt::format("в файле {} не только видимые знаки ASCII", file),
                   .metadata = {{"file", file}}});
}

absl::StatusOr<delivery::Secret> ReadPrivateSecret(const std::string& file) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::file_status status = fs::status(file, error);
  constexpr fs::perms kOthers = fs::perms::group_all | fs::perms::others_all;
  if (!error && fs::exists(status)) {
    if (!fs::is_regular_file(status) || (status.permissions() & kOthers) != fs::perms::none) {
      return FileOpen(file);
    }
  }
  VEKHA_ASSIGN_OR_RETURN(delivery::Secret secret, delivery::ReadSecret(file));
  const std::string& text = secret.Reveal();
  // It goes into headers and addresses.
  if (std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; })) {
    return secret;
  }
  return SecretInvalid(file);
}

template <typename Map, typename Value>
Value FindOr(const Map& map, std::string_view key, Value missing) {
  const auto found = map.find(key);
  return found == map.end() ? missing : found->second;
}

}  // namespace

std::string AdapterSettings::Text(std::string_view key) const {
  return FindOr(texts, key, std::string());
}

bool AdapterSettings::Flag(std::string_view key) const { return FindOr(flags, key, false); }

const std::vector<std::string>& AdapterSettings::Ids(std::string_view key) const {
  static const std::vector<std::string> kNone;
  const auto found = ids.find(key);
  return found == ids.end() ? kNone : found->second;
}

delivery::Reach AdapterSettings::Reach() const {
  if (!base_url.starts_with("https:")) return delivery::Reach::kLoopback;
  return internal ? delivery::Reach::kAnywhere : delivery::Reach::kOpenNet;
}

Parsed<std::vector<AdapterSettings>> LoadAdapterSettings(const Source& source,
                                                         AdapterList adapters) {
  Parsed<yaml::Document> document = yaml::Parse(source);
  Parsed<std::vector<AdapterSettings>> out{.value = {},
                                           .diagnostics = std::move(document.diagnostics)};
  if (document.value) {
    Reader reader(source);
    out.value = ReadSections(reader, document.value->root, adapters);
    for (Diagnostic& found : reader.Take()) out.diagnostics.push_back(std::move(found));
  }
  SortDiagnostics(out.diagnostics);
  if (HasErrors(out.diagnostics)) out.value.reset();
  return out;
}

absl::StatusOr<Secrets> ReadSecrets(const AdapterSettings& settings) {
  Secrets secrets;
  VEKHA_ASSIGN_OR_RETURN(delivery::Secret token, ReadPrivateSecret(settings.token_file));
  secrets.emplace("token", std::move(token));
  for (const auto& [name, file] : settings.secret_files) {
    VEKHA_ASSIGN_OR_RETURN(delivery::Secret secret, ReadPrivateSecret(file));
    secrets.emplace(name, std::move(secret));
  }
  return secrets;
}

}  // namespace vekha::intake
