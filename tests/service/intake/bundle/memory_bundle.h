// Bundles in memory: files as a map, or packed into a zip.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "service/intake/bundle/bundle.h"

namespace vekha::intake {

using Files = std::map<std::string, std::string>;

// The files of tests/service/intake/bundle/bundles/<name>.
Files LoadBundle(const std::string& name);

class MemoryBundle final : public BundleFiles {
 public:
  explicit MemoryBundle(Files files) : files_(std::move(files)) {}
  absl::StatusOr<std::vector<BundleEntry>> List() override;
  absl::StatusOr<std::unique_ptr<ByteSource>> Open(const BundleEntry& entry) override;

 private:
  Files files_;
};

// Deflated; entries in the order of names.
std::string Zip(const Files& files);

struct ReadResult {
  BundleReport report;
  roster::RosterUpdate update;
};

// As of 2022-11-01.
ReadResult ReadFiles(BundleFiles& files, const roster::Roster* base = nullptr);
ReadResult ReadFiles(Files files, const roster::Roster* base = nullptr);

// One line each: "users.csv:3: role: error[R0502]".
std::string Places(const BundleReport& report);

// read = accepted + refused in every file.
void ExpectEveryRowCounted(const BundleReport& report);

}  // namespace vekha::intake
