#include "service/api/convert_import.h"

#include <fmt/format.h>

#include <utility>

#include "engine/base/status.h"
#include "service/api/input.h"
#include "service/importer/refusal.h"

namespace vekha::api {
namespace {

void AddRefused(importer::RefusedRow row, v1::ImportResponse& out) {
  v1::RefusedRow& refused = *out.add_rows_refused();
  refused.set_row(std::move(row.place));
  refused.set_reason(std::move(row.reason));
  for (std::string& cell : row.cells) refused.add_cells(std::move(cell));
}

void AddGuess(importer::PlacedGuess guess, v1::ImportResponse& out) {
  v1::ImportGuess& added = *out.add_guesses();
  added.set_line(guess.line);
  added.set_cell(std::move(guess.guess.cell));
  added.set_text(std::move(guess.guess.text));
  added.set_place(std::move(guess.guess.place));
}

}  // namespace

absl::Status CheckDocument(std::string_view name, std::string_view document) {
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine("name", name));
  if (document.size() <= static_cast<size_t>(kDocumentBytesMax)) return absl::OkStatus();
  return importer::Refuse(
      "DOCUMENT_TOO_LARGE",
      fmt::format("the document has {} bytes; a call takes at most {} MiB: leave out its pictures",
                  document.size(), kDocumentBytesMax >> 20),
      fmt::format("документ больше {} МиБ: сохраните его без картинок", kDocumentBytesMax >> 20));
}

v1::ImportResponse ToProto(importer::Import import) {
  v1::ImportResponse out;
  out.set_text(std::move(import.text));
  out.set_rows_read(import.count.read);
  out.set_rows_written(import.count.written);
  out.set_measures(import.count.measures);
  out.set_headings(import.count.headings);
  out.set_rows_joined(import.count.joined);
  for (importer::RefusedRow& row : import.refused) AddRefused(std::move(row), out);
  for (importer::PlacedGuess& guess : import.guesses) AddGuess(std::move(guess), out);
  for (std::string& remark : import.remarks) out.add_remarks(std::move(remark));
  return out;
}

absl::Status CheckAnswerSize(const v1::ImportResponse& response) {
  if (response.ByteSizeLong() <= static_cast<size_t>(kMessageBytesMax)) return absl::OkStatus();
  return importer::Refuse(
      "DOCUMENT_TOO_LARGE",
      fmt::format("the answer has {} bytes, more than {} MiB: split the document",
                  response.ByteSizeLong(), kMessageBytesMax >> 20),
      fmt::format("прочитанное больше {} МиБ: разделите документ", kMessageBytesMax >> 20));
}

}  // namespace vekha::api
