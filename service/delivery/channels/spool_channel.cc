#include "service/delivery/channels/spool_channel.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <set>
#include <string>
#include <system_error>

#include "engine/base/mail_address.h"
#include "service/delivery/channels/mail.h"
#include "service/delivery/channels/message_id.h"

namespace vekha::delivery {
namespace {

namespace fs = std::filesystem;

std::error_code LastError() { return {errno, std::generic_category()}; }

class File {
 public:
  File(const fs::path& path, int flags)
      : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  bool is_open() const { return descriptor_ >= 0; }
  bool Sync() const { return ::fsync(descriptor_) == 0; }
  // All of the file system it lies on (Linux 5.8 and later say when that failed).
  bool SyncAll() const { return ::syncfs(descriptor_) == 0; }
  bool Write(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t written = ::write(descriptor_, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return false;
      text.remove_prefix(static_cast<size_t>(written));
    }
    return true;
  }

 private:
  int descriptor_;
};

std::error_code SyncFolder(const fs::path& folder) {
  const File file(folder, O_RDONLY | O_DIRECTORY);
  return file.is_open() && file.Sync() ? std::error_code() : LastError();
}

std::error_code MakeFolders(const fs::path& root) {
  std::error_code error;
  fs::create_directories(root, error);
  for (const char* name : {"tmp", "new", "cur"}) {
    if (!error && ::mkdir((root / name).c_str(), 0700) != 0 && errno != EEXIST) error = LastError();
  }
  return error ? error : SyncFolder(root);
}

// What an earlier, broken attempt left in tmp/ is written over.
std::error_code WriteLetter(const fs::path& tmp, std::string_view text) {
  const File file(tmp, O_WRONLY | O_CREAT | O_TRUNC);
  if (file.is_open() && file.Write(text)) return {};
  const std::error_code error = LastError();
  ::unlink(tmp.c_str());
  return error;
}

// From tmp/ to new/, once they are on the disk; and then their names. One sync for the batch: one
// for each letter takes a hundred times as long.
std::error_code Publish(const fs::path& root, const File& tmp,
                        const std::vector<std::string>& names) {
  if (!tmp.SyncAll()) return LastError();
  for (const std::string& name : names) {
    std::error_code error;
    fs::rename(root / "tmp" / name, root / "new" / name, error);
    if (error) return error;
  }
  return SyncFolder(root / "new");
}

// Names of the letters that stand there, without a mail program's flags (":2,S").
std::error_code Collect(const fs::path& folder, std::set<std::string>& names) {
  std::error_code error;
  fs::directory_iterator at(folder, error);
  while (!error && at != fs::directory_iterator()) {
    const std::string name = at->path().filename().string();
    names.insert(name.substr(0, name.find(':')));
    at.increment(error);
  }
  return error;
}

SendResult Unwritable(const std::error_code& error) {
  return {.outcome = SendOutcome::kRetry, .reason = "SPOOL_UNWRITABLE", .detail = error.message()};
}

std::string Letter(const Message& message, const SpoolConfig& config,
                   std::chrono::sys_seconds now) {
  const auto to = ParseMailAddress(message.address);
  return FormatMail(
      {.message_id = MessageIdHeader(message.id, config.from.substr(config.from.find('@') + 1)),
       .date = now,
       .from_name = config.from_name,
       .from = config.from,
       .to_name = message.to_name,
       .to = to ? to->Text() : "",
       .reply_to = {},
       .language = message.language,
       .letter = digest::Render(message.digest, message.language)});
}

}  // namespace

SpoolChannel::SpoolChannel(SpoolConfig config, const service::Clock& clock)
    : config_(std::move(config)), clock_(clock) {}

std::vector<SendResult> SpoolChannel::Send(const std::vector<Message>& messages) {
  const fs::path root(config_.folder);
  std::set<std::string> there;
  std::error_code error = MakeFolders(root);
  for (const char* folder : {"new", "cur"}) {
    if (!error) error = Collect(root / folder, there);
  }
  // Opened before anything is written: it hears of every write that fails from now on.
  const File tmp(root / "tmp", O_RDONLY | O_DIRECTORY);
  if (!error && !tmp.is_open()) error = LastError();
  if (error) return std::vector<SendResult>(messages.size(), Unwritable(error));
  std::vector<SendResult> results;
  std::vector<std::string> written;
  for (const Message& message : messages) {
    results.push_back({.outcome = SendOutcome::kSent, .reason = "SENT", .detail = {}});
    const std::string name = SpoolFileName(message.id);
    if (there.contains(name)) continue;
    error = WriteLetter(root / "tmp" / name, Letter(message, config_, clock_.Now()));
    if (error) {
      results.back() = Unwritable(error);
    } else {
      there.insert(name);
      written.push_back(name);
    }
  }
  if (written.empty()) return results;
  if (const std::error_code unsure = Publish(root, tmp, written); unsure) {
    return std::vector<SendResult>(messages.size(), Unwritable(unsure));
  }
  return results;
}

}  // namespace vekha::delivery
