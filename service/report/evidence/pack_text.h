// The texts of a pack.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "service/report/evidence/pack.h"

namespace vekha::service::report {

// The first line of events.jsonl.
std::string SubjectLine(const PackSubject& subject);

// {"revision":17,"time":"2021-12-20T06:00:00Z","event":...}
std::string EntryLine(const LogEntry& entry);

std::string Readme(const PackSubject& subject, uint64_t entries, const std::string& head);

struct FileHash {
  std::string name;
  std::string sha256;
};

// One hash a line, so that people and diff can read it.
std::string Manifest(const std::vector<std::string>& chain, const std::vector<FileHash>& files);

}  // namespace vekha::service::report
