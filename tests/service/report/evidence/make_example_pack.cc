// Writes the pack that check_test.py verifies, and says its seal: make_example_pack FILE
#include <iostream>

#include "service/report/evidence/pack.h"

int main(int argc, char** argv) {
  using namespace vekha::service::report;
  if (argc != 2) return 2;
  uint64_t revision = 0;
  const auto next = [&]() -> absl::StatusOr<std::optional<LogEntry>> {
    if (revision == 20) return std::nullopt;
    ++revision;
    return LogEntry{.revision = revision,
                    .time = std::chrono::sys_seconds(std::chrono::seconds(1640000000 + revision)),
                    .json = R"({"type":"reminder_said","to":"Иванова А. П."})"};
  };
  const auto summary = WritePack({.title = "Пакет для проверки",
                                  .organization = "МОУ СОШ пгт Пижанка",
                                  .day = *vekha::MakeDate(2021, 12, 20),
                                  .revision = 20,
                                  .files = {{"told.csv", "a;b\r\n"}}},
                                 next, argv[1]);
  if (!summary.ok()) return 1;
  std::cout << summary->seal << "\n";
  return 0;
}
