// What an import of a bundle costs: bundle_measure PATH read|plan|again, a process for each, so
// that its peak memory is its own. make_bundle.py writes the bundle.
//   read   each record is dropped as it comes: the reader alone
//   plan   the whole import onto nothing, as PlanBundleImport() makes it
//   again  the same bundle onto its own result, planned anew
#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <fstream>
#include <string>
#include <string_view>

#include "service/intake/plan/bundle_import.h"

namespace vekha::intake {
namespace {

class Counter final : public roster::RecordSink {
 public:
  void OnFile(std::string) override {}
  void OnMode(roster::Collection, roster::Mode) override {}
  void OnRolesWithPeople() override {}
  void OnSchool(roster::School) override { ++records; }
  void OnTerm(roster::Term) override { ++records; }
  void OnClass(roster::Class) override { ++records; }
  void OnPerson(roster::Person) override { ++records; }
  void OnDetail(roster::PersonDetail) override { ++records; }
  void OnRole(roster::Role) override { ++records; }
  void OnMembership(roster::Membership) override { ++records; }
  void OnList(roster::List) override {}
  void OnMentee(roster::Mentee) override { ++records; }
  void OnMentor(roster::Mentor) override { ++records; }
  void OnPair(roster::Pair) override { ++records; }
  void OnRemoval(roster::Removal) override { ++records; }
  uint64_t records = 0;
};

class Watch {
 public:
  double Seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

// In MiB. The kernel's count for a process that is started by a larger one begins with that one's,
// so this is the peak of this program's own memory.
long PeakMiB() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmHWM:", 0) == 0) return std::stol(line.substr(6)) >> 10;
  }
  return 0;
}

void Print(std::string_view what, const BundleReport& report, const Watch& watch, double cpu) {
  uint64_t rows = 0;
  uint64_t bytes = 0;
  for (const FileReport& file : report.files) {
    rows += file.read;
    bytes += file.bytes;
  }
  fmt::print("{}: {} rows, {} MiB, {} errors, {} warnings: {:.2f} s, cpu {:.2f} s, peak {} MiB\n",
             what, rows, bytes >> 20, report.errors, report.warnings, watch.Seconds(), cpu,
             PeakMiB());
}

int Measure(const char* path, std::string_view mode) {
  BundleImportOptions options;
  options.source = "journal";
  options.bundle.today = *MakeDate(2022, 11, 1);
  options.stamp = {.observed_at = 1'667'300'000};
  const auto bundle = OpenBundle(path);
  if (!bundle.ok()) return 1;
  Watch watch;
  if (mode == "read") {
    Counter counter;
    const BundleReport report = ReadBundle(**bundle, options.bundle, counter);
    Print(mode, report, watch, CpuSeconds());
    return report.HasErrors() ? 1 : 0;
  }
  const ImportPlan plan = PlanBundleImport(**bundle, options);
  Print("plan", plan.reading.report, watch, CpuSeconds());
  if (mode != "again") return plan.reading.report.HasErrors() ? 1 : 0;
  options.bundle.base = &plan.after;
  const double before = CpuSeconds();
  const Watch again_watch;
  const ImportPlan again = PlanBundleImport(**bundle, options);
  Print("again", again.reading.report, again_watch, CpuSeconds() - before);
  return again.change.Empty() ? 0 : 1;
}

}  // namespace
}  // namespace vekha::intake

int main(int argc, char** argv) { return argc == 3 ? vekha::intake::Measure(argv[1], argv[2]) : 2; }
