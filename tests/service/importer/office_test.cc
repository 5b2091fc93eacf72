// What Word, Excel and web pages keep beside the text: each case is a document of a few lines.
#include <gtest/gtest.h>

#include <string>

#include "service/importer/reader/number_format.h"
#include "service/importer/reader/read_document.h"
#include "tests/service/importer/compare.h"
#include "tests/service/importer/encode.h"

namespace vekha::importer {
namespace {

const char* const kWord =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document "
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
    "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>";

std::string Paragraph(const std::string& text) {
  return "<w:p><w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r></w:p>";
}

std::string WordCell(const std::string& inside, const std::string& properties = {}) {
  return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + inside + "</w:tc>";
}

std::string WordRow(const std::vector<std::string>& texts) {
  std::string row = "<w:tr>";
  for (const std::string& text : texts) row += WordCell(Paragraph(text));
  return row + "</w:tr>";
}

std::string Word(const std::string& rows, const std::map<std::string, std::string>& more = {}) {
  std::map<std::string, std::string> parts = more;
  parts["word/document.xml"] = kWord + Paragraph("План школы № 1 на 2024 год") + "<w:tbl>" +
                               WordRow({"№", "Мероприятие", "Срок", "Ответственный"}) + rows +
                               "</w:tbl></w:body></w:document>";
  return Zip(parts);
}

Import Must(const std::string& bytes, const std::string& name) {
  auto import = ImportFile(bytes, name);
  EXPECT_TRUE(import.ok()) << import.status();
  return import.ok() ? *std::move(import) : Import{};
}

void Expect(const Import& import, const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    EXPECT_NE(import.text.find(line), std::string::npos) << line << "\n" << import.text;
  }
}

void Refute(const Import& import, const std::string& text) {
  EXPECT_EQ(import.text.find(text), std::string::npos) << text << "\n" << import.text;
}

TEST(Word, KnowsSpansAndMergedCells) {
  const std::string merged = "<w:vMerge/>";
  const Import import =
      Must(Word("<w:tr>" + WordCell(Paragraph("Раздел 1. Начало"), "<w:gridSpan w:val=\"4\"/>") +
                "</w:tr><w:tr>" + WordCell(Paragraph("1")) + WordCell(Paragraph("Первое")) +
                WordCell(Paragraph("май 2024 г."), "<w:vMerge w:val=\"restart\"/>") +
                WordCell(Paragraph("директор"), "<w:vMerge w:val=\"restart\"/>") + "</w:tr><w:tr>" +
                WordCell(Paragraph("2")) + WordCell(Paragraph("Второе")) +
                WordCell("<w:p/>", merged) + WordCell("<w:p/>", merged) + "</w:tr>"),
           "план.docx");
  EXPECT_EQ(import.count.measures, 2);
  Expect(import, {"title: Начало", "term: май 2024 г.  # guess: взято из строки выше",
                  "responsible: директор  # guess: взято из строки выше"});
}

TEST(Word, ReadsWhatStandsAfterTrackedChanges) {
  const Import import =
      Must(Word("<w:tr>" + WordCell(Paragraph("1")) +
                WordCell("<w:p><w:r><w:t xml:space=\"preserve\">Собрать "
                         "</w:t></w:r><w:del><w:r><w:delText>старую</w:delText></w:r>"
                         "</w:del><w:ins><w:r><w:t>новую</w:t></w:r></"
                         "w:ins><w:moveFrom><w:r><w:t>лишнее</w:t></w:r></w:moveFrom>"
                         "<w:r><w:rPr><w:vanish/></w:rPr><w:t>скрытое</w:t></w:r><w:r><w:br/"
                         "><w:t>ба\xC2\xADзу</w:t></w:r></w:p>") +
                WordCell(Paragraph("май 2024 г.")) + WordCell(Paragraph("директор")) + "</w:tr>" +
                "<w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>" + WordCell(Paragraph("2")) +
                WordCell(Paragraph("Удалено")) + WordCell(Paragraph("май 2024 г.")) +
                WordCell(Paragraph("директор")) + "</w:tr>"),
           "план.docx");
  EXPECT_EQ(import.count.measures, 1);
  Expect(import, {"title: Собрать новую базу\n", "# строк, удалённых в правках: 1"});
  Refute(import, "лишнее");
  Refute(import, "скрытое");
}

TEST(Word, CountsNumbersOfListsAsWordWritesThem) {
  const std::string numbering =
      "<w:numbering xmlns:w=\"x\"><w:abstractNum w:abstractNumId=\"7\"><w:lvl "
      "w:ilvl=\"0\"><w:start w:val=\"2\"/>"
      "<w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:start "
      "w:val=\"1\"/>"
      "<w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.%2.\"/></w:lvl></w:abstractNum>"
      "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/></w:num></w:numbering>";
  const auto numbered = [](int level) {
    return "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" + std::to_string(level) +
           "\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:p>";
  };
  std::string rows;
  for (const int level : {0, 1, 1, 0}) {
    rows += "<w:tr>" + WordCell(numbered(level)) + WordCell(Paragraph("Дело")) +
            WordCell(Paragraph("май 2024 г.")) + WordCell(Paragraph("директор")) + "</w:tr>";
  }
  const Import import = Must(Word(rows, {{"word/numbering.xml", numbering}}), "план.docx");
  Expect(import, {"id: \"2\"", "id: \"2.1\"", "id: \"2.2\"", "id: \"3\""});
}

TEST(Word, KeepsFootnotesTextBoxesAndNestedTables) {
  const std::string box =
      "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + Paragraph("Из надписи") +
      "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" + Paragraph("Из надписи") +
      "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>";
  const Import import = Must(
      Word("<w:tr>" + WordCell(Paragraph("1")) + WordCell(box) +
               WordCell("<w:p><w:r><w:t>май 2024 г.</w:t></w:r><w:r><w:footnoteReference "
                        "w:id=\"2\"/></w:r></w:p>") +
               WordCell("<w:tbl>" + WordRow({"директор", "завуч"}) + "</w:tbl><w:p/>") + "</w:tr>",
           {{"word/footnotes.xml", "<w:footnotes xmlns:w=\"x\"><w:footnote w:id=\"2\">" +
                                       Paragraph("Срок уточняется") +
                                       "</w:footnote></w:footnotes>"}}),
      "план.docx");
  Expect(import, {"title: Из надписи\n", "term: май 2024 г.\n", "responsible: директор завуч",
                  "# таблица 1, строка 2, сноска: Срок уточняется",
                  "# таблица 1, строка 2: таблица внутри ячейки прочитана как текст"});
}

const char* const kSheet = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

std::string Excel(const std::string& rows, const std::string& after = {},
                  std::map<std::string, std::string> parts = {}) {
  parts.emplace("xl/workbook.xml", std::string("<workbook ") + kSheet + "/>");
  parts["xl/worksheets/sheet1.xml"] =
      std::string("<worksheet ") + kSheet +
      "><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>План школы № 1 на 2024 "
      "год</t></is></c></row>"
      "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>№</t></is></c><c r=\"B2\" "
      "t=\"inlineStr\"><is><t>Мероприятие</t>"
      "</is></c><c r=\"C2\" t=\"inlineStr\"><is><t>Срок</t></is></c><c r=\"D2\" "
      "t=\"inlineStr\"><is><t>Ответственный</t>"
      "</is></c></row>" +
      rows + "</sheetData>" + after + "</worksheet>";
  return Zip(parts);
}

std::string Text(const std::string& cell, const std::string& text) {
  return "<c r=\"" + cell + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}

const char* const kStyles =
    "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-419]mmmm\\ "
    "yyyy;@\"/></numFmts><cellXfs>"
    "<xf numFmtId=\"0\"/><xf numFmtId=\"2\"/><xf numFmtId=\"14\"/><xf "
    "numFmtId=\"164\"/></cellXfs></styleSheet>";

TEST(Excel, ShowsNumbersAndDatesAsTheirFormatsDo) {
  const Import import =
      Must(Excel("<row r=\"3\"><c r=\"A3\"><v>1.9</v></c>" + Text("B3", "Девятое") +
                     "<c r=\"C3\" s=\"2\"><v>45413</v></c>" + Text("D3", "директор") +
                     "</row><row r=\"4\"><c r=\"A4\" s=\"1\"><v>1.1000000000000001</v></c>" +
                     Text("B4", "Десятое") + "<c r=\"C4\" s=\"3\"><v>45413</v></c>" +
                     Text("D4", "директор") + "</row>",
                 {}, {{"xl/styles.xml", kStyles}}),
           "план.xlsx");
  Expect(import, {"id: \"1.9\"", "term: \"01.05.2024\"", "id: \"1.10\"", "term: май 2024"});
}

TEST(Excel, PutsBackTheZeroANumberLost) {
  std::string rows;
  const char* const numbers[] = {"1.1", "1.2", "1.3", "1.4", "1.5",
                                 "1.6", "1.7", "1.8", "1.9", "1.1"};
  for (int i = 0; i < 10; ++i) {
    const std::string row = std::to_string(i + 3);
    rows += "<row r=\"" + row + "\"><c r=\"A" + row + "\"><v>" + numbers[i] + "</v></c>" +
            Text("B" + row, "Дело") + Text("C" + row, "май 2024 г.") + Text("D" + row, "директор") +
            "</row>";
  }
  Expect(Must(Excel(rows), "план.xlsx"),
         {"id: \"1.10\"  # guess: после 1.9: ноль в конце номера потерян"});
}

TEST(Excel, KnowsMergedCellsRichTextAndHiddenParts) {
  const std::string books = std::string("<workbook ") + kSheet +
                            " xmlns:r=\"r\"><sheets><sheet name=\"Старый\" state=\"hidden\" "
                            "r:id=\"a\"/><sheet name=\"План\" r:id=\"b\"/></sheets></workbook>";
  const std::string relations =
      "<Relationships><Relationship Id=\"a\" Target=\"worksheets/sheet2.xml\"/><Relationship "
      "Id=\"b\" "
      "Target=\"/xl/worksheets/sheet1.xml\"/></Relationships>";
  const Import import = Must(
      Excel("<row r=\"3\">" + Text("A3", "Раздел 1. Начало") + "</row><row r=\"4\">" +
                Text("A4", "1") + "<c r=\"B4\" t=\"s\"><v>0</v></c>" + Text("C4", "май 2024 г.") +
                Text("D4", "директор") + "</row><row r=\"5\" hidden=\"1\">" + Text("A5", "2") +
                Text("B5", "Скрытая строка") + "</row>",
            "<mergeCells><mergeCell ref=\"A3:D3\"/><mergeCell ref=\"C4:C5\"/><mergeCell "
            "ref=\"D4:D5\"/></mergeCells>",
            {{"xl/workbook.xml", books},
             {"xl/_rels/workbook.xml.rels", relations},
             {"xl/worksheets/sheet2.xml", "<worksheet><sheetData><row r=\"1\">" +
                                              Text("A1", "черновик") +
                                              "</row></sheetData></worksheet>"},
             {"xl/sharedStrings.xml",
              "<sst><si><r><t>Собрать "
              "</t></r><r><t>базу_x000D_</t></r><rPh><t>x</t></rPh></si></sst>"}}),
      "план.xlsx");
  EXPECT_EQ(import.count.measures, 2);
  Expect(import, {"title: Начало", "title: Собрать базу\n", "title: Скрытая строка",
                  "term: май 2024 г.  # guess: взято из строки выше",
                  "# лист «Старый» скрыт и не прочитан (строк: 1)", "скрытые строки прочитаны"});
}

TEST(ShowNumber, FollowsTheFormat) {
  EXPECT_EQ(ShowNumber("1.1", "0.00", Epoch::k1900), "1.10");
  EXPECT_EQ(ShowNumber("1.1000000000000001", "General", Epoch::k1900), "1.1");
  EXPECT_EQ(ShowNumber("0.155", "0.0%", Epoch::k1900), "15.5%");
  EXPECT_EQ(ShowNumber("7", "00", Epoch::k1900), "07");
  EXPECT_EQ(ShowNumber("3", "0\\.", Epoch::k1900), "3.");
  EXPECT_EQ(ShowNumber("45", "0\" чел.\"", Epoch::k1900), "45 чел.");
  EXPECT_EQ(ShowNumber("45550", "dd/mm/yy", Epoch::k1900), "15.09.2024");
  EXPECT_EQ(ShowNumber("45550.75", "d mmmm", Epoch::k1900), "15 сентября");
  EXPECT_EQ(ShowNumber("44088", "mmmm yyyy", Epoch::k1904), "сентябрь 2024");
  EXPECT_EQ(ShowNumber("12", "# ?/?", Epoch::k1900), "12");
  EXPECT_EQ(ShowNumber("нет", "0.00", Epoch::k1900), "нет");
  EXPECT_EQ(ShowNumber("1e300", "0.00", Epoch::k1900), "1e300");
}

TEST(Text, IsReadInWindows1251AndUtf16) {
  const std::string text = "№;Мероприятие;Срок\n1;Собрать базу;до 1 мая 2024 г.\n";
  std::string wide = "\xFF\xFE";
  for (const char32_t c :
       std::u32string(U"№\tМероприятие\tСрок\n1\tСобрать базу\tдо 1 мая 2024 г.\n")) {
    wide += static_cast<char>(c & 0xFF);
    wide += static_cast<char>(c >> 8);
  }
  Expect(Must(wide, "план.txt"), {"title: Собрать базу", "кодировка UTF-16"});
  Expect(Must(wide.substr(2), "план.txt"), {"title: Собрать базу", "кодировка UTF-16LE"});
  Expect(Must(text, "план.csv"), {"title: Собрать базу"});
}

TEST(Page, InItsDeclaredEncoding) {
  // "Срок", "Мероприятие", "Дело" and "май" in KOI8-R.
  const std::string page =
      "<html><head><meta "
      "charset=\"koi8-r\"></head><table><tr><td>\xED\xC5\xD2\xCF\xD0\xD2\xC9\xD1\xD4\xC9\xC5</"
      "td><td>"
      "\xF3\xD2\xCF\xCB</td></tr><tr><td>\xE4\xC5\xCC\xCF</td><td>\xCD\xC1\xCA "
      "2024</td></tr></table></html>";
  Expect(Must(page, "план.html"), {"title: Дело", "term: май 2024", "кодировка koi8-r"});
}

}  // namespace
}  // namespace vekha::importer
