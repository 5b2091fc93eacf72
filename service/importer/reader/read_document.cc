#include "service/importer/reader/read_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/status.h"
#include "engine/base/utf8.h"
#include "service/importer/cell_text.h"
#include "service/importer/limits.h"
#include "service/importer/reader/csv_reader.h"
#include "service/importer/reader/docx_reader.h"
#include "service/importer/reader/encoding.h"
#include "service/importer/reader/html_reader.h"
#include "service/importer/reader/text_reader.h"
#include "service/importer/reader/xlsx_reader.h"
#include "service/importer/reader/zip_archive.h"
#include "service/importer/refusal.h"

namespace vekha::importer {
namespace {

constexpr std::string_view kOle = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";  // MS-CFB header signature

bool IsOfficePart(std::string_view name) {
  return name == "word/document.xml" || name == "word/numbering.xml" ||
         name == "word/footnotes.xml" || name == "word/endnotes.xml" ||
         name == "xl/sharedStrings.xml" || name == "xl/styles.xml" || name == "xl/workbook.xml" ||
         name == "xl/_rels/workbook.xml.rels" || name == "content.xml" ||
         (name.starts_with("xl/worksheets/sheet") && name.ends_with(".xml"));
}

absl::Status Unknown(const char* what, const char* what_ru) {
  return Refuse("DOCUMENT_UNKNOWN_FORMAT", what, what_ru);
}

// An OLE container is an old .doc or .xls, or a newer document locked with a password: the last has
// a stream "EncryptedPackage", named in UTF-16.
absl::Status RefuseOle(std::string_view bytes) {
  std::string name;
  for (const char c : std::string_view("EncryptedPackage")) {
    name += c;
    name += '\0';
  }
  if (bytes.find(name) != std::string_view::npos) {
    return Refuse("DOCUMENT_ENCRYPTED", "the document has a password",
                  "документ закрыт паролем: снимите пароль и сохраните снова");
  }
  return Refuse("DOCUMENT_OLD_FORMAT",
                "it is an old .doc or .xls, whatever its name: save it as .docx or .xlsx",
                "это старый формат Word или Excel (.doc, .xls), как бы файл ни назывался: откройте "
                "его и сохраните как .docx или .xlsx");
}

absl::StatusOr<Document> ReadOffice(std::string_view bytes) {
  VEKHA_ASSIGN_OR_RETURN(const auto parts, Unpack(bytes, IsOfficePart));
  if (parts.contains("word/document.xml")) return ReadDocx(parts);
  if (parts.contains("xl/workbook.xml")) return ReadXlsx(parts);
  if (parts.contains("content.xml")) {
    return Unknown("it is an OpenDocument text or sheet: save it as .docx or .xlsx",
                   "это OpenDocument (.odt, .ods): сохраните его как .docx или .xlsx");
  }
  return Unknown("it is an archive, but neither .docx nor .xlsx",
                 "архив, но не документ Word (.docx) и не книга Excel (.xlsx)");
}

bool IsEmpty(std::string_view bytes) {
  return bytes.find_first_not_of(std::string_view(" \t\r\n\0\xEF\xBB\xBF", 8)) ==
         std::string_view::npos;
}

bool IsPicture(std::string_view bytes) {
  static constexpr std::string_view kPictures[] = {"\x89PNG\r\n", "\xFF\xD8\xFF", "GIF8", "II*",
                                                   std::string_view("MM\0*", 4)};
  return std::ranges::any_of(kPictures,
                             [&](std::string_view magic) { return bytes.starts_with(magic); });
}

absl::StatusOr<Document> ReadPlain(std::string_view bytes, bool csv) {
  std::vector<std::string> remarks;
  VEKHA_ASSIGN_OR_RETURN(const std::string text, ToUtf8(bytes, remarks));
  VEKHA_ASSIGN_OR_RETURN(Document document, csv ? ReadCsv(text) : ReadText(text));
  for (std::string& remark : remarks) document.remarks.push_back(std::move(remark));
  return document;
}

bool IsArchive(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06");
}

// What cannot be read whatever it is read for.
absl::Status CheckKind(std::string_view bytes) {
  if (bytes.size() > kFileBytesMax) {
    return Refuse("DOCUMENT_TOO_LARGE",
                  fmt::format("the file is larger than {} MiB", kFileBytesMax >> 20),
                  fmt::format("файл больше {} МиБ", kFileBytesMax >> 20));
  }
  if (IsEmpty(bytes)) return Refuse("DOCUMENT_EMPTY", "the document is empty", "документ пуст");
  if (bytes.starts_with(kOle)) return RefuseOle(bytes);
  if (bytes.starts_with("%PDF-")) {
    return Unknown("it is a PDF: save the document as .docx",
                   "это PDF: сохраните документ как .docx");
  }
  if (bytes.starts_with("{\\rtf")) {
    return Unknown("it is an RTF: save the document as .docx",
                   "это RTF: сохраните документ как .docx");
  }
  if (IsPicture(bytes)) {
    return Unknown("it is a picture: a text is needed", "это картинка: нужен документ с текстом");
  }
  return absl::OkStatus();
}

absl::StatusOr<Document> ReadAny(std::string_view bytes, std::string_view name) {
  VEKHA_RETURN_IF_ERROR(CheckKind(bytes));
  if (IsArchive(bytes)) return ReadOffice(bytes);
  if (LooksLikeHtml(bytes)) return ReadHtml(bytes);
  return ReadPlain(bytes, LowerUtf8(name).ends_with(".csv"));
}

// A plan copied out of a web page has its tags as text, whatever it was saved as.
void StripTagsOf(std::vector<Block>& blocks) {
  for (Block& block : blocks) {
    if (auto* text = std::get_if<std::string>(&block)) {
      *text = OneLine(StripTags(*text));
      continue;
    }
    for (Row& row : std::get<Table>(block).rows) {
      for (Cell& cell : row.cells) cell.text = StripTags(cell.text);
    }
  }
}

}  // namespace

absl::StatusOr<std::optional<std::vector<Sheet>>> ReadSheets(std::string_view bytes) {
  VEKHA_RETURN_IF_ERROR(CheckKind(bytes));
  if (LooksLikeHtml(bytes)) {
    return Unknown(
        "it is a web page, whatever its name: save it as .xlsx",
        "это веб-страница, как бы файл ни назывался: откройте его в Excel и сохраните как "
        ".xlsx");
  }
  if (!IsArchive(bytes)) return std::nullopt;
  VEKHA_ASSIGN_OR_RETURN(const auto parts, Unpack(bytes, IsOfficePart));
  if (!parts.contains("xl/workbook.xml")) {
    return Unknown("it is an archive, but no Excel workbook (.xlsx)",
                   "архив, но не книга Excel (.xlsx)");
  }
  VEKHA_ASSIGN_OR_RETURN(std::vector<Sheet> sheets, ReadXlsxSheets(parts));
  return sheets;
}

absl::StatusOr<Document> ReadDocument(std::string_view bytes, std::string_view name) {
  VEKHA_ASSIGN_OR_RETURN(Document document, ReadAny(bytes, name));
  StripTagsOf(document.blocks);
  StripTagsOf(document.nested);
  return document;
}

}  // namespace vekha::importer
