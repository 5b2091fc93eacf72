#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "engine/base/rejection.h"
#include "service/importer/importer.h"
#include "service/importer/reader/read_document.h"
#include "tests/service/importer/encode.h"

namespace vekha::importer {
namespace {

std::string Plan() {
  std::ifstream file("tests/service/importer/fixtures/plan.txt", std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string Reason(const std::string& bytes, const std::string& name = "план.txt") {
  const auto import = ImportDocument(bytes, name);
  return import.ok() ? "imported" : RejectionOf(import.status()).reason;
}

std::string Message(const std::string& bytes) {
  const auto import = ImportDocument(bytes, "план.txt");
  return import.ok() ? "imported" : RejectionOf(import.status()).message_ru;
}

bool Has(const Import& import, const std::string& line) {
  return import.text.find(line) != std::string::npos;
}

TEST(ImportDocument, ReadsColumnsInAnyOrderAndWhatStandsAround) {
  const auto import = ImportDocument(Plan(), "Папка/План школы 12.txt");
  ASSERT_TRUE(import.ok()) << import.status();
  for (const char* line :
       {"roadmap: plan-shkoly-12", "level: school", "period: 2024-09-01..2025-08-31",
        "approved: {on: 2024-08-30, number: \"215\", by: \"МБОУ «СОШ № 12»\"", "title: Подготовка",
        "title: Работа пар", "title: Формирование базы наставляемых",
        "term: с 1 по 15 октября 2024 г.", "result: Реестр, подходящий для всех форм",
        "id: \"1.3+1\"", "id: \"1.3+2\"", "after: [\"1.1\"]",
        "title: Итоговая встреча  # guess: ячейки сдвинуты", "term: до 30 мая 2025 г.",
        "evidence: order"}) {
    EXPECT_TRUE(Has(*import, line)) << line << "\n" << import->text;
  }
}

TEST(ImportDocument, WritesOrRefusesEveryRow) {
  const auto import = ImportDocument(Plan(), "план.txt");
  ASSERT_TRUE(import.ok()) << import.status();
  EXPECT_EQ(import->count.read, 10);
  EXPECT_EQ(import->count.read, import->count.written + static_cast<int>(import->refused.size()));
  ASSERT_GE(import->refused.size(), 1u);
  EXPECT_EQ(import->refused[0].reason, "повтор заголовка таблицы");
}

TEST(ImportDocument, NotesEveryGuessBesideItsLine) {
  const auto import = ImportDocument(Plan(), "план.txt");
  ASSERT_TRUE(import.ok()) << import.status();
  std::istringstream lines(import->text);
  std::vector<std::string> text;
  for (std::string line; std::getline(lines, line);) text.push_back(line);
  ASSERT_FALSE(import->guesses.empty());
  for (const PlacedGuess& guess : import->guesses) {
    ASSERT_LE(guess.line, static_cast<int>(text.size()));
    const std::string& line = text[static_cast<size_t>(guess.line) - 1];
    EXPECT_NE(line.find("# guess: "), std::string::npos) << guess.guess.text << "\n" << line;
  }
}

TEST(ImportDocument, SaysTheSameInEveryFormat) {
  const auto document = ReadDocument(Plan(), "план.txt");
  ASSERT_TRUE(document.ok());
  const auto text = ImportDocument(Plan(), "план.txt");
  for (const std::string& bytes :
       {EncodeHtml(*document), EncodeDocx(*document), EncodeXlsx(*document)}) {
    const auto import = ImportDocument(bytes, "план.txt");
    ASSERT_TRUE(import.ok()) << import.status();
    EXPECT_EQ(import->count.measures, text->count.measures) << import->text;
    EXPECT_EQ(import->count.read, text->count.read);
  }
}

TEST(ImportDocument, ReadsWindows1251AndSaysSo) {
  std::string bytes;
  for (const char32_t c :
       std::u32string(U"№\tМероприятие\tСрок\n1\tСобрать базу\tдо 1 мая 2024 г.\n")) {
    if (c >= U'А' && c <= U'я') {
      bytes += static_cast<char>(0xC0 + (c - U'А'));
    } else {
      bytes += c == U'№' ? '\xB9' : static_cast<char>(c);
    }
  }
  const auto import = ImportDocument(bytes, "план.txt");
  ASSERT_TRUE(import.ok()) << import.status();
  EXPECT_TRUE(Has(*import, "title: Собрать базу"));
  EXPECT_TRUE(Has(*import, "windows-1251"));
}

TEST(ImportDocument, TakesTheTableThatIsAPlan) {
  std::string text = "Показатели\n№\tПоказатель\t2024 год\n1\tДоля\t5\n\nПлан\n\n";
  text += "№\tМероприятие\tСрок\tОтветственный\n1\tСобрать базу\tмай 2024 года\tИванов И. И.\n";
  const auto import = ImportDocument(text, "план.txt");
  ASSERT_TRUE(import.ok()) << import.status();
  EXPECT_EQ(import->count.measures, 1);
  EXPECT_TRUE(Has(*import, "# таблица 1 (2 строк) - показатели (1)")) << import->text;
  EXPECT_TRUE(Has(*import, "#     targets: {2024: 5}")) << import->text;
}

TEST(ImportDocument, RefusesWhatIsNoPlan) {
  EXPECT_EQ(Reason(""), "DOCUMENT_EMPTY");
  EXPECT_EQ(Reason(" \n\t \xEF\xBB\xBF"), "DOCUMENT_EMPTY");
  EXPECT_EQ(Reason("Просто текст без таблицы\n"), "DOCUMENT_NO_TABLE");
  EXPECT_EQ(Reason("а\tб\nв\tг\n"), "DOCUMENT_NO_PLAN");
  EXPECT_EQ(Reason("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old", "план.docx"), "DOCUMENT_OLD_FORMAT");
  EXPECT_EQ(Reason("%PDF-1.4"), "DOCUMENT_UNKNOWN_FORMAT");
  EXPECT_EQ(Reason(Zip({{"a.txt", "x"}})), "DOCUMENT_UNKNOWN_FORMAT");
  EXPECT_EQ(Reason(Zip({{"word/document.xml", "<w:document><w:body>"}})), "DOCUMENT_DAMAGED");
  const std::string good = Zip({{"word/document.xml", std::string(100'000, ' ')}});
  EXPECT_EQ(Reason(good.substr(0, good.size() / 2)), "DOCUMENT_DAMAGED");
}

TEST(ImportDocument, NamesThePlaceOfAWrongByte) {
  EXPECT_EQ(Message("№\tСрок\nабв\x80\xFF\x80\n"),
            "строка 2, знак 4: текст ни в UTF-8, ни в windows-1251");
}

TEST(ImportDocument, StopsAtItsLimits) {
  const std::string bomb = Zip({{"word/document.xml", std::string(size_t{300} << 20, ' ')}});
  EXPECT_EQ(Reason(bomb), "DOCUMENT_TOO_LARGE");
  std::string cells = "№\tМероприятие\tСрок\n";
  for (int i = 0; i < 350'000; ++i) cells += "1\tа\tб\n";
  EXPECT_EQ(Reason(cells), "DOCUMENT_TOO_LARGE");
  std::string deep = "<html><table><tr><td>";
  for (int i = 0; i < 5000; ++i) deep += "<div>";
  EXPECT_NE(Reason(deep), "imported");
  std::string wide = "№\tСрок";
  for (int i = 0; i < 500; ++i) wide += "\tx";
  EXPECT_EQ(Reason(wide + "\n"), "DOCUMENT_TOO_LARGE");
}

TEST(ImportDocument, KnowsMergedCellsOfWordAndOfPages) {
  const std::string page =
      "<table><tr><th>№</th><th>Мероприятие</th><th>Срок</th><th>Ответственный</th></tr>"
      "<tr><td colspan=4>Раздел 1. Начало</td></tr>"
      "<tr><td>1</td><td>Первое</td><td rowspan=2>май 2024 года</td><td>директор</td></tr>"
      "<tr><td>2</td><td>Второе</td><td>куратор</td></tr></table>";
  const auto import = ImportDocument(page, "план.html");
  ASSERT_TRUE(import.ok()) << import.status();
  EXPECT_EQ(import->count.measures, 2) << import->text;
  EXPECT_TRUE(Has(*import, "title: Начало")) << import->text;
  EXPECT_TRUE(Has(*import, "взято из строки выше: ячейка объединена")) << import->text;
}

}  // namespace
}  // namespace vekha::importer
