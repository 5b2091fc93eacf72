#include "service/delivery/channels/secret.h"

#include <fmt/format.h>

#include <fstream>

#include "engine/base/rejection.h"

namespace vekha::delivery {
namespace {

absl::Status No(absl::StatusCode code, std::string reason, std::string message,
                std::string message_ru, const std::string& file) {
  return ToStatus({.code = code,
                   .reason = std::move(reason),
                   .message = std::move(message),
                   .message_ru = std::move(message_ru),
                   .metadata = {{"file", file}}});
}

}  // namespace

absl::StatusOr<Secret> ReadSecret(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text(kSecretBytesMax + 1, '\0');
  if (in) in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad() || (!in && !in.eof())) {
    return No(absl::StatusCode::kNotFound, "SECRET_UNREADABLE",
              fmt::format("the secret in {} cannot be read", file),
              fmt::format("секрет из файла {} не читается", file), file);
  }
  text.resize(static_cast<size_t>(in.gcount()));
  if (text.size() > kSecretBytesMax) {
    return No(absl::StatusCode::kInvalidArgument, "SECRET_TOO_LONG",
              fmt::format("{} has more than {} bytes", file, kSecretBytesMax),
              fmt::format("в файле {} больше {} байт", file, kSecretBytesMax), file);
  }
  text.erase(std::min(text.find('\n'), text.size()));
  if (text.ends_with('\r')) text.pop_back();
  if (text.empty()) {
    return No(absl::StatusCode::kInvalidArgument, "SECRET_EMPTY",
              fmt::format("the first line of {} is empty", file),
              fmt::format("первая строка файла {} пуста", file), file);
  }
  return Secret(std::move(text));
}

}  // namespace vekha::delivery
