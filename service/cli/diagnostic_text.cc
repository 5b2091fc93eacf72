#include "service/cli/diagnostic_text.h"

#include <algorithm>

namespace vekha::cli {
namespace {

Severity FromProto(v1::Severity severity) {
  switch (severity) {
    case v1::SEVERITY_WARNING:
      return Severity::kWarning;
    case v1::SEVERITY_NOTE:
      return Severity::kNote;
    default:
      return Severity::kError;
  }
}

Style StyleOf(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return Style::kRed;
    case Severity::kWarning:
      return Style::kYellow;
    case Severity::kNote:
      return Style::kDim;
  }
  return Style::kPlain;
}

// Paints the word and code of the severity in the first line.
std::string Painted(std::string text, const Diagnostic& diagnostic, const Session& session) {
  const std::string word =
      std::string(SeverityName(diagnostic.severity)) + "[" + diagnostic.code + "]";
  const size_t at = text.find(word);
  if (at != std::string::npos) {
    text.replace(at, word.size(), session.Paint(StyleOf(diagnostic.severity), word));
  }
  return text;
}

}  // namespace

std::string ShowDiagnostics(const std::vector<Diagnostic>& diagnostics,
                            const std::vector<Source>& sources, const Session& session) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) {
    const auto source = std::find_if(sources.begin(), sources.end(),
                                     [&](const Source& s) { return s.name() == diagnostic.file; });
    std::string text = Printable(FormatDiagnostic(
        diagnostic, source == sources.end() ? nullptr : &*source, session.language()));
    if (text.empty() || text.back() != '\n') text += '\n';
    out += Painted(std::move(text), diagnostic, session);
  }
  return out;
}

Json JsonDiagnostics(const std::vector<Diagnostic>& diagnostics, Language language) {
  Json list = Json::array();
  for (const Diagnostic& diagnostic : diagnostics) {
    list.push_back({{"file", diagnostic.file},
                    {"line", diagnostic.position.line},
                    {"column", diagnostic.position.column},
                    {"severity", SeverityName(diagnostic.severity)},
                    {"code", diagnostic.code},
                    {"message", diagnostic.Message(language)}});
  }
  return {{"diagnostics", list}};
}

std::vector<Diagnostic> FromProto(
    const google::protobuf::RepeatedPtrField<v1::Diagnostic>& diagnostics) {
  std::vector<Diagnostic> out;
  for (const v1::Diagnostic& diagnostic : diagnostics) {
    out.push_back(Diagnostic{.severity = FromProto(diagnostic.severity()),
                             .code = diagnostic.code(),
                             .file = diagnostic.file(),
                             .position = {diagnostic.line(), diagnostic.column()},
                             .length = diagnostic.length(),
                             .message = diagnostic.message(),
                             .hint = diagnostic.hint(),
                             .message_ru = diagnostic.message_ru(),
                             .hint_ru = diagnostic.hint_ru()});
  }
  return out;
}

}  // namespace vekha::cli
