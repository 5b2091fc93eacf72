#include "engine/roadmap/load.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/roadmap/compiler.h"
#include "engine/roadmap/diagnostic_code.h"
#include "engine/roadmap/raw.h"
#include "engine/roadmap/raw_reader.h"
#include "engine/yaml/reader.h"

namespace vekha::roadmap {
namespace {

bool SamePlace(const Diagnostic& a, const Diagnostic& b) {
  return a.file == b.file && a.position == b.position;
}

Diagnostic AtCalendar(const RawFile& file, const CalendarProblem& problem) {
  SourceRange range{0, 1};
  for (const std::string_view key : {"calendar", "period"}) {
    const yaml::Entry* entry = file.document.root.FindEntry(key);
    if (entry == nullptr) continue;
    range = entry->value.IsScalar() ? entry->value.range : entry->key.range;
    break;
  }
  return MakeDiagnostic(file.source, range, Severity::kError, code::kUnknownCalendar,
                        problem.message, problem.hint);
}

// The first kMaxProblems errors, and as many of the rest. True when that is not all.
bool LimitEach(std::vector<Diagnostic>& sorted) {
  size_t errors = 0;
  size_t remarks = 0;
  std::erase_if(sorted, [&](const Diagnostic& d) {
    return ++(d.severity == Severity::kError ? errors : remarks) > yaml::kMaxProblems;
  });
  return errors >= yaml::kMaxProblems || remarks >= yaml::kMaxProblems;
}

Diagnostic MoreProblems(const Source& source) {
  return MakeDiagnostic(
      source, {source.text().size(), source.text().size()}, Severity::kNote, code::kMoreProblems,
      {fmt::format("показаны первые {}, могут быть ещё", yaml::kMaxProblems),
       fmt::format("the first {} are shown, there may be more", yaml::kMaxProblems)});
}

// In the order of the text, each once: what an item takes from its row is looked at for both. Notes
// and warnings about a library are its own load's to tell.
std::vector<Diagnostic> Tidy(std::vector<Diagnostic> diagnostics, const Source& source) {
  std::erase_if(diagnostics, [&](const Diagnostic& d) {
    return d.file != source.name() && d.severity != Severity::kError;
  });
  SortDiagnostics(diagnostics);
  const bool too_many = LimitEach(diagnostics);
  std::vector<Diagnostic> out;
  for (Diagnostic& diagnostic : diagnostics) {
    auto i = out.rbegin();
    while (i != out.rend() && SamePlace(*i, diagnostic) && *i != diagnostic) ++i;
    const bool known = i != out.rend() && *i == diagnostic;
    if (!known) out.push_back(std::move(diagnostic));
  }
  if (too_many) out.push_back(MoreProblems(source));
  return out;
}

}  // namespace

const std::string& Library::id() const { return raw_->id.value; }

const std::string& Library::title() const { return raw_->title; }

std::vector<std::string> Library::measure_ids() const {
  std::vector<std::string> ids;
  for (const RawMeasure& measure : raw_->measures) ids.push_back(measure.id.value);
  return ids;
}

Parsed<std::shared_ptr<const Roadmap>> LoadRoadmap(const Source& source, const LoadContext& context,
                                                   const CheckDays& check_days) {
  std::vector<Diagnostic> diagnostics;
  RawFile file(source);
  std::optional<RawRoadmap> raw = ReadRawRoadmap(file, diagnostics);
  std::shared_ptr<const Roadmap> roadmap;
  if (raw) {
    Compiler compiler(file, context, diagnostics);
    roadmap = std::make_shared<const Roadmap>(compiler.CompileRoadmap(*std::move(raw)));
    const auto problem = check_days ? check_days(*roadmap) : std::nullopt;
    if (problem) diagnostics.push_back(AtCalendar(file, *problem));
  }
  diagnostics = Tidy(std::move(diagnostics), source);
  if (roadmap == nullptr || HasErrors(diagnostics)) return {std::nullopt, std::move(diagnostics)};
  return {std::move(roadmap), std::move(diagnostics)};
}

Parsed<Library> LoadLibrary(const Source& source, const LoadContext& context) {
  std::vector<Diagnostic> diagnostics;
  auto file = std::make_shared<RawFile>(source);
  std::optional<RawLibrary> raw = ReadRawLibrary(*file, diagnostics);
  if (raw) {
    raw->file = file;
    Compiler(*file, context, diagnostics).CheckLibrary(*raw);
  }
  diagnostics = Tidy(std::move(diagnostics), source);
  if (!raw || HasErrors(diagnostics)) return {std::nullopt, std::move(diagnostics)};
  return {Library(std::make_shared<const RawLibrary>(*std::move(raw))), std::move(diagnostics)};
}

}  // namespace vekha::roadmap
