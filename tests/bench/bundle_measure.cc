// What reading a bundle costs: bundle_measure PATH [read|merge]. Makes one with make_bundle.py.
// "read" drops each record as it comes, so that its peak memory is the reader's own; "merge" makes
// the roster.
#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <string_view>

#include "service/intake/bundle/bundle.h"

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
  void OnRemoval(roster::Removal) override { ++records; }
  uint64_t records = 0;
};

double SecondsSince(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

int Measure(const char* path, bool merge) {
  const auto start = std::chrono::steady_clock::now();
  const auto bundle = OpenBundle(path);
  if (!bundle.ok()) return 1;
  const BundleOptions options{.today = *MakeDate(2022, 11, 1)};
  Counter counter;
  roster::RosterUpdate update;
  const BundleReport report =
      merge ? ReadBundle(**bundle, options, update) : ReadBundle(**bundle, options, counter);
  const double read = SecondsSince(start);
  size_t people = 0;
  if (merge) people = Merge({}, std::move(update)).people.size();
  uint64_t rows = 0;
  uint64_t bytes = 0;
  for (const FileReport& file : report.files) {
    rows += file.read;
    bytes += file.bytes;
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const double cpu = static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                     static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  fmt::print("{} rows, {} MiB, {} errors, {} warnings, {} records, {} people\n", rows, bytes >> 20,
             report.errors, report.warnings, counter.records, people);
  fmt::print("read {:.2f} s, with merge {:.2f} s, cpu {:.2f} s, peak {} MiB\n", read,
             SecondsSince(start), cpu, usage.ru_maxrss >> 10);
  return report.HasErrors() ? 1 : 0;
}

}  // namespace
}  // namespace vekha::intake

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  return vekha::intake::Measure(argv[1], argc > 2 && std::string_view(argv[2]) == "merge");
}
