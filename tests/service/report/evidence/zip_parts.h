#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace vekha::service::report {

using ZipParts = std::vector<std::pair<std::string, std::string>>;  // names and contents, in order

ZipParts Unpack(const std::filesystem::path& path);
void Pack(const ZipParts& parts, const std::filesystem::path& path);

}  // namespace vekha::service::report
