#include "service/cli/journal_text.h"

#include <fmt/format.h>

#include "service/cli/terminal.h"

namespace vekha::cli {
namespace {

intake::FileReport SumOf(const intake::BundleReport& report) {
  intake::FileReport sum;
  for (const intake::FileReport& file : report.files) {
    sum.read += file.read;
    sum.accepted += file.accepted;
    sum.refused += file.refused;
    sum.blank += file.blank;
  }
  return sum;
}

}  // namespace

std::string ShowJournal(const std::string& adapter, const intake::AdapterReading& reading,
                        const Session& session) {
  const intake::BundleReport& report = reading.report;
  const intake::FileReport sum = SumOf(report);
  std::string out = session.Say(
      {fmt::format("{}: списков {}, записей {}: принято {}, отклонено {}; не берём {}\n", adapter,
                   report.files.size(), sum.read, sum.accepted, sum.refused, sum.blank),
       fmt::format("{}: {} lists, {} items: {} accepted, {} refused; {} passed over\n", adapter,
                   report.files.size(), sum.read, sum.accepted, sum.refused, sum.blank)});
  for (const roster::RowDiagnostic& d : report.diagnostics) {
    out += roster::FormatRowDiagnostic(d, session.language()) + "\n";
    const std::string& hint = d.hint.In(session.language());
    if (!hint.empty()) out += "  " + hint + "\n";
  }
  if (report.HasErrors()) {
    out += session.Say({fmt::format("ошибок {}: ничего не записано\n", report.errors),
                        fmt::format("{} errors: nothing recorded\n", report.errors)});
  }
  return Printable(out);
}

Json JsonJournal(const std::string& adapter, const intake::AdapterReading& reading,
                 Language language) {
  Json requests = Json::array();
  for (const intake::FileReport& file : reading.report.files) {
    requests.push_back({{"request", file.name},
                        {"read", file.read},
                        {"accepted", file.accepted},
                        {"refused", file.refused},
                        {"passed_over", file.blank}});
  }
  Json diagnostics = Json::array();
  for (const roster::RowDiagnostic& d : reading.report.diagnostics) {
    diagnostics.push_back({{"request", d.file},
                           {"item", d.row},
                           {"field", d.column},
                           {"severity", SeverityName(d.severity)},
                           {"code", d.code},
                           {"message", d.message.In(language)},
                           {"hint", d.hint.In(language)}});
  }
  return {{"adapter", adapter},
          {"requests", requests},
          {"diagnostics", diagnostics},
          {"errors", reading.report.errors}};
}

}  // namespace vekha::cli
