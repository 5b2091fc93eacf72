// Documents that are wrong, cut off or made to harm: a refusal with a reason, soon.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "engine/base/rejection.h"
#include "engine/base/source.h"
#include "engine/base/utf8.h"
#include "engine/yaml/document.h"
#include "tests/service/importer/compare.h"
#include "tests/service/importer/encode.h"

namespace vekha::importer {
namespace {

std::string Reason(const std::string& bytes, const std::string& name = "план.docx") {
  const auto import = ImportFile(bytes, name);
  return import.ok() ? "imported" : RejectionOf(import.status()).reason;
}

std::string Ole(const std::string& stream) {
  std::string out = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(512, '\0');
  for (const char c : stream) out += std::string{c, '\0'};
  return out + std::string(100, '\0');
}

std::string WordOf(const std::string& body) {
  return Zip({{"word/document.xml",
               "<w:document xmlns:w=\"x\"><w:body>" + body + "</w:body></w:document>"}});
}

const std::string kHeader =
    "<w:tr><w:tc><w:p><w:r><w:t>Мероприятие</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Срок</"
    "w:t></w:r></w:p></w:tc></w:tr>";
const std::string kRow =
    "<w:tr><w:tc><w:p><w:r><w:t>Дело</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>май "
    "2024</w:t></w:r></w:p></w:tc></w:tr>";

TEST(HostileDocument, EncryptedAndOldOnesAreToldApart) {
  EXPECT_EQ(Reason(Ole("EncryptedPackage")), "DOCUMENT_ENCRYPTED");
  EXPECT_EQ(Reason(Ole("EncryptedPackage"), "план.xlsx"), "DOCUMENT_ENCRYPTED");
  EXPECT_EQ(Reason(Ole("WordDocument"), "план.docx"), "DOCUMENT_OLD_FORMAT");
}

TEST(HostileDocument, PicturesAndBytesAreNoText) {
  EXPECT_EQ(Reason("\x89PNG\r\n\x1a\n" + std::string(100, '\0')), "DOCUMENT_UNKNOWN_FORMAT");
  EXPECT_EQ(Reason("\xFF\xD8\xFF\xE0" + std::string(100, 'x'), "скан.jpg"),
            "DOCUMENT_UNKNOWN_FORMAT");
  EXPECT_EQ(Reason(std::string("ab\0\1\2\3\0", 7) + std::string(50, 'x')),
            "DOCUMENT_UNKNOWN_FORMAT");
}

TEST(HostileDocument, ACellThatIsTooLargeIsNamedByItsPlace) {
  std::string phrase;
  while (phrase.size() < (1 << 20)) phrase += "до 15 сентября ";
  const auto import = ImportFile("№;Мероприятие;Срок\n1;Собрать базу;" + phrase + "\n", "план.csv");
  ASSERT_FALSE(import.ok());
  EXPECT_THAT(RejectionOf(import.status()).message_ru,
              testing::StartsWith("таблица 1, графа 3: в ячейке «до 15 сентября до 15"));
}

TEST(HostileDocument, ZipBombs) {
  // Of the size the limit allows, but far too well packed.
  EXPECT_EQ(Reason(WordOf(std::string(size_t{30} << 20, ' '))), "DOCUMENT_TOO_LARGE");
  std::map<std::string, std::string> many;
  for (int i = 0; i < 10'100; ++i) many["word/" + std::to_string(i)] = "";
  EXPECT_EQ(Reason(Zip(many)), "DOCUMENT_TOO_LARGE");
}

TEST(HostileDocument, CutOffAnywhere) {
  const std::string whole = WordOf("<w:tbl>" + kHeader + kRow + "</w:tbl>");
  EXPECT_EQ(Reason(whole), "imported");
  for (size_t size = 0; size < whole.size(); size += 31) {
    const std::string reason = Reason(whole.substr(0, size));
    EXPECT_TRUE(reason.starts_with("DOCUMENT_") || reason == "imported") << size << ": " << reason;
  }
}

TEST(HostileDocument, PartsOutsideTheFolderAreNotRead) {
  EXPECT_EQ(Reason(Zip({{"../word/document.xml", "<w:document/>"}, {"/etc/passwd", "x"}})),
            "DOCUMENT_UNKNOWN_FORMAT");
}

TEST(HostileDocument, OtherFormatsAreNamed) {
  EXPECT_EQ(Reason(Zip({{"content.xml", "<x/>"}}), "план.odt"), "DOCUMENT_UNKNOWN_FORMAT");
  EXPECT_EQ(Reason("{\\rtf1 x}", "план.doc"), "DOCUMENT_UNKNOWN_FORMAT");
}

TEST(HostileDocument, EntitiesAreNotExpanded) {
  const std::string laughs =
      "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
      "\"&a;&a;&a;&a;&a;&a;&a;&a;\">"
      "<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
  const std::string row =
      "<w:tr><w:tc><w:p><w:r><w:t>&b;&x;</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>май "
      "2024</w:t></w:r></w:p></w:tc></w:tr>";
  const auto import =
      ImportFile(Zip({{"word/document.xml", laughs + "<w:document xmlns:w=\"x\"><w:body><w:tbl>" +
                                                kHeader + row + "</w:tbl></w:body></w:document>"}}),
                 "план.docx");
  ASSERT_TRUE(import.ok()) << import.status();
  EXPECT_NE(import->text.find("&b;&x;"), std::string::npos);
  EXPECT_EQ(import->text.find("root:"), std::string::npos);
}

TEST(HostileDocument, NotUtf8InAnOfficePartIsPlaced) {
  const auto import = ImportFile(WordOf("\n\xFF"), "план.docx");
  ASSERT_FALSE(import.ok());
  EXPECT_EQ(RejectionOf(import.status()).message_ru,
            "файл повреждён: word/document.xml, строка 2, знак 1: не UTF-8");
}

TEST(HostileDocument, AMillionCells) {
  std::string rows;
  for (int i = 0; i < 350'000; ++i) rows += "<tr><td>а<td>б<td>в";
  EXPECT_EQ(Reason("<html><table>" + rows + "</table>", "план.html"), "DOCUMENT_TOO_LARGE");
  std::string csv = "№;Мероприятие;Срок\n";
  for (int i = 0; i < 30'000; ++i) csv += "1;а;май\n";
  EXPECT_EQ(Reason(csv, "план.csv"), "DOCUMENT_TOO_LARGE");
}

TEST(HostileDocument, MergesOverTheWholeSheetManyTimes) {
  std::string merges;
  for (int i = 0; i < 10'000; ++i) merges += "<mergeCell ref=\"A1:IV1048576\"/>";
  std::string rows;
  for (int i = 0; i < 1'000; ++i) rows += "<row/>";
  EXPECT_EQ(Reason(Zip({{"xl/workbook.xml", "<workbook/>"},
                        {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows +
                                                         "</sheetData><mergeCells>" + merges +
                                                         "</mergeCells></worksheet>"}}),
                   "план.xlsx"),
            "DOCUMENT_TOO_LARGE");
}

TEST(HostileDocument, DeepNesting) {
  std::string tables;
  for (int i = 0; i < 400; ++i) tables += "<w:tbl><w:tr><w:tc>";
  std::string ends;
  for (int i = 0; i < 400; ++i) ends += "</w:tc></w:tr></w:tbl>";
  EXPECT_EQ(Reason(WordOf(tables + ends)), "DOCUMENT_TOO_LARGE");
  std::string pages;
  for (int i = 0; i < 60; ++i) pages += "<table><tr><td>";
  EXPECT_NE(Reason("<html>" + pages + "x", "план.html"), "imported");
}

TEST(HostileDocument, AnExecutorOfAPageIsNoRole) {
  std::string page = "Куратор";
  while (page.size() < 3000) page += " и все кого он позовёт";
  const auto import = ImportFile(
      "№;Мероприятие;Срок;Ответственный\n1;Собрать базу;май 2024;" + page + "\n", "план.csv");
  ASSERT_TRUE(import.ok()) << import.status();
  const Source source("plan.yaml", import->text);
  EXPECT_TRUE(yaml::Parse(source).value.has_value()) << import->text;
  EXPECT_THAT(import->text, testing::HasSubstr("и все кого он позовёт"));
  EXPECT_THAT(import->text, testing::Not(testing::HasSubstr("roles:")));
}

TEST(HostileDocument, AStageOfMoreRowsThanARuleFileTakesIsContinued) {
  std::string text = "Мероприятие\tСрок\n";
  for (int i = 0; i < 700; ++i) text += "Дело\tмай 2024\n";
  const auto import = ImportFile(text, "план.txt");
  ASSERT_TRUE(import.ok()) << import.status();
  EXPECT_EQ(import->count.measures, 700);
  EXPECT_NE(Load("план.yaml", import->text), nullptr);
}

TEST(HostileDocument, WhatIsWrittenIsUtf8AndReadsBack) {
  const std::string text =
      "Мероприятие\tСрок\tОтветственный\nДело \x01\x7F\xE2\x80\xA8 # \": - '\\ {x}\tмай "
      "2024\t[директор]: \"да\" #1\n";
  const auto import = ImportFile(text, "пл\"ан: #1.txt");
  ASSERT_TRUE(import.ok()) << import.status();
  EXPECT_FALSE(FindInvalidUtf8(import->text));
  const auto roadmap = Load("план.yaml", import->text);
  ASSERT_NE(roadmap, nullptr);
  EXPECT_EQ(roadmap->stages[0].measures[0].title, "Дело # \": - '\\ {x}");
}

}  // namespace
}  // namespace vekha::importer
