#include "service/cli/input.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "service/cli/failure.h"

namespace vekha::cli {
namespace {

absl::Status Unreadable(const std::string& path, std::string_view why_ru, std::string_view why_en) {
  return OpenError("FILE_UNREADABLE",
                   {fmt::format("{}: {}", path, why_ru), fmt::format("{}: {}", path, why_en)});
}

}  // namespace

absl::StatusOr<Source> ReadSource(const std::string& path, size_t bytes_max) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) return Unreadable(path, "нет такого файла", "no such file");
  if (std::filesystem::is_directory(status)) {
    return Unreadable(path, "это папка, а не файл", "a folder, not a file");
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) return Unreadable(path, "файл не открывается", "cannot be opened");
  std::string text(bytes_max + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad()) return Unreadable(path, "файл не читается", "cannot be read");
  text.resize(static_cast<size_t>(file.gcount()));
  if (text.size() > bytes_max) {
    const size_t most = bytes_max >> 20;
    return InputError("FILE_TOO_LARGE",
                      {fmt::format("{}: файл больше {} МиБ", path, most),
                       fmt::format("{}: the file is larger than {} MiB", path, most)});
  }
  return Source(path, std::move(text));
}

void ForEachInputLine(
    const std::function<void(int number, const std::optional<std::string>& line)>& take) {
  std::string line;
  bool too_long = false;
  int number = 1;
  const auto end_line = [&] {
    if (too_long) {
      take(number, std::nullopt);
    } else if (line.find_first_not_of(" \t\r") != std::string::npos) {
      take(number, line);
    }
    line.clear();
    too_long = false;
    ++number;
  };
  for (std::istreambuf_iterator<char> at(std::cin), end; at != end; ++at) {
    if (*at == '\n') {
      end_line();
    } else if (line.size() >= kLineBytesMax) {
      too_long = true;
    } else {
      line += *at;
    }
  }
  end_line();
}

}  // namespace vekha::cli
