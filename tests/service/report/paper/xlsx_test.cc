// Names and limits of workbooks; what stands in them is read by office_test.py.
#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <sstream>

#include "engine/base/utf8.h"
#include "service/report/paper/write_paper.h"
#include "service/report/paper/xlsx_check.h"
#include "service/report/paper/xlsx_names.h"
#include "service/report/paper/xlsx_writer.h"
#include "tests/service/report/paper/example.h"

namespace vekha::service::report {
namespace {

std::map<std::string, std::string> Unpack(const std::string& bytes) {
  std::map<std::string, std::string> parts;
  archive* in = archive_read_new();
  archive_read_support_format_zip(in);
  EXPECT_EQ(archive_read_open_memory(in, bytes.data(), bytes.size()), ARCHIVE_OK);
  archive_entry* entry = nullptr;
  while (archive_read_next_header(in, &entry) == ARCHIVE_OK) {
    std::string& part = parts[archive_entry_pathname(entry)];
    char block[65536];
    for (la_ssize_t n = 0; (n = archive_read_data(in, block, sizeof(block))) > 0;) {
      part.append(block, static_cast<size_t>(n));
    }
  }
  archive_read_free(in);
  return parts;
}

std::string Bytes(const Paper& paper) {
  std::ostringstream out;
  EXPECT_TRUE(WritePaper(paper, PaperFormat::kXlsx, out).ok());
  return out.str();
}

TEST(SheetNames, AreWhatExcelTakes) {
  EXPECT_EQ(SheetNames({"Школы", "школы", "Школы", "", "", "History", "'a'", "''", "a/b:c", "[]",
                        std::string(40, 'x'), std::string(40, 'X')}),
            (std::vector<std::string>{"Школы", "школы (2)", "Школы (3)", "Лист", "Лист (2)",
                                      "History (2)", "a", "Лист (3)", "a b c", "Лист (4)",
                                      std::string(30, 'x') + "…", std::string(26, 'X') + "… (2)"}));
  for (const std::string& name : SheetNames(
           {std::string(300, 'W'),
            "👩‍🏫👩‍🏫👩‍🏫👩‍🏫👩‍🏫👩‍🏫👩‍🏫👩‍"
            "🏫",
            "\x01\x02", "\u202Ex"})) {
    EXPECT_LE(CodePointCount(name), 31u);
    EXPECT_FALSE(name.empty());
  }
}

TEST(SheetReference, DoublesApostrophes) { EXPECT_EQ(SheetReference("a'b c"), "'a''b c'!"); }

TEST(Xlsx, OfEqualPapersIsEqual) {
  EXPECT_EQ(Bytes(ExamplePaper(Language::kRussian)), Bytes(ExamplePaper(Language::kRussian)));
}

TEST(Xlsx, CutsTextsThatExcelCannotHold) {
  Paper paper = ExamplePaper(Language::kRussian);
  std::string long_text;
  for (int i = 0; i < 20000; ++i) long_text += "😀";
  paper.sheets[1].rows[0].cells[1] = long_text;
  paper.sheets[1].rows[1].cells[1] = std::string(32767, 'x');
  const std::string sheet = Unpack(Bytes(paper))["xl/worksheets/sheet2.xml"];
  EXPECT_NE(sheet.find("😀…</t>"), std::string::npos);
  EXPECT_NE(sheet.find(std::string(32767, 'x') + "</t>"), std::string::npos);
}

TEST(Xlsx, GoesOnOnFurtherSheets) {
  const std::filesystem::path path = ::testing::TempDir() + "vekha-pieces.xlsx";
  const Paper paper = LongPaper(50);  // with 5 headings
  Meter meter(paper, {});
  ASSERT_TRUE(WriteXlsx(paper, path, path, meter, 25).ok());
  // Title, a line under it, an empty row and the header; one row is left for the totals.
  EXPECT_TRUE(IsWholeWorkbook(path, {3 + 20, 3 + 20, 3 + 15 + 1}));
  EXPECT_FALSE(IsWholeWorkbook(path, {3 + 20, 3 + 20, 3 + 15}));
  EXPECT_FALSE(IsWholeWorkbook(path, {3 + 20, 3 + 20, 3 + 16, 1}));
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  EXPECT_FALSE(IsWholeWorkbook(path, {3 + 20, 3 + 20, 3 + 16}));
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace vekha::service::report
