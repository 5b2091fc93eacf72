#include "service/cli/output_option.h"

#include <optional>

namespace vekha::cli {

void AddOutputFile(CLI::App& command, Session& session, std::string& path, const Text& what,
                   Need need) {
  const auto read = [&path](const std::string& given) -> std::optional<Text> {
    path = given;
    if (!path.empty()) return std::nullopt;
    return Text{"имя файла пустое", "the name of the file is empty"};
  };
  AddRead(command, session, "-o,--out", "FILE", what, read, need);
}

}  // namespace vekha::cli
