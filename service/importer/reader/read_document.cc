#include "service/importer/reader/read_document.h"

#include <fmt/format.h>

#include <utility>

#include "engine/base/status.h"
#include "service/importer/cell_text.h"
#include "service/importer/limits.h"
#include "service/importer/reader/encoding.h"
#include "service/importer/reader/text_reader.h"
#include "service/importer/refusal.h"

namespace vekha::importer {

absl::StatusOr<Document> ReadDocument(std::string_view bytes, std::string_view /*name*/) {
  if (bytes.size() > kFileBytesMax) {
    return Refuse("DOCUMENT_TOO_LARGE",
                  fmt::format("the file is larger than {} MiB", kFileBytesMax >> 20),
                  fmt::format("файл больше {} МиБ", kFileBytesMax >> 20));
  }
  std::vector<std::string> remarks;
  VEKHA_ASSIGN_OR_RETURN(const std::string text, ToUtf8(bytes, remarks));
  if (OneLine(text).empty()) {
    return Refuse("DOCUMENT_EMPTY", "the document is empty", "документ пуст");
  }
  VEKHA_ASSIGN_OR_RETURN(Document document, ReadText(text));
  for (std::string& remark : remarks) document.remarks.push_back(std::move(remark));
  return document;
}

}  // namespace vekha::importer
