#include "service/intake/bundle/digest.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "engine/base/status.h"

namespace vekha::intake {
namespace {

class Hash {
 public:
  Hash() : context_(EVP_MD_CTX_new()) { EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr); }

  void Add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }

  std::string Hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_DigestFinal_ex(context_.get(), digest.data(), &size);
    return fmt::format("{:02x}", fmt::join(digest.begin(), digest.begin() + size, ""));
  }

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

// Path and bytes are each followed by their length, so that no byte can move from one to the next.
absl::Status AddFile(BundleFiles& files, const BundleEntry& entry, std::vector<char>& buffer,
                     Hash& hash) {
  hash.Add(fmt::format("{}\n{}\n", entry.path, entry.path.size()));
  if (!entry.regular || entry.encrypted) return absl::OkStatus();  // never read
  VEKHA_ASSIGN_OR_RETURN(const std::unique_ptr<ByteSource> source, files.Open(entry));
  uint64_t bytes = 0;
  while (true) {
    VEKHA_ASSIGN_OR_RETURN(const size_t read, source->Read(buffer.data(), buffer.size()));
    if (read == 0) break;
    hash.Add({buffer.data(), read});
    bytes += read;
  }
  hash.Add(fmt::format("\n{}\n", bytes));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> DigestOf(BundleFiles& files) {
  VEKHA_ASSIGN_OR_RETURN(std::vector<BundleEntry> entries, files.List());
  std::stable_sort(entries.begin(), entries.end(),
                   [](const BundleEntry& a, const BundleEntry& b) { return a.path < b.path; });
  std::vector<char> buffer(size_t{256} << 10);
  Hash hash;
  for (const BundleEntry& entry : entries) {
    VEKHA_RETURN_IF_ERROR(AddFile(files, entry, buffer, hash));
  }
  return hash.Hex();
}

}  // namespace vekha::intake
