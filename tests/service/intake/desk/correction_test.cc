#include "service/intake/desk/correction.h"

#include <gtest/gtest.h>

#include <tuple>

#include "engine/base/rejection.h"
#include "service/intake/table/grid.h"
#include "tests/service/importer/encode.h"

namespace vekha::intake {
namespace {

std::string Reason(const absl::Status& status) {
  return status.ok() ? "" : RejectionOf(status).reason;
}

TEST(Correct, PutsOneCellRightAndLeavesEveryRowOnItsLine) {
  std::vector<QuarantinedFile> files{
      {"a.csv", "Список;;\n\nФИО;Запрос;Класс\nБелов;\"чтение; счёт\";5А\n\nОрлов;;6Б\n"},
      {"b.csv", "x"}};
  ImportRecord record;
  record.files = {{.name = "a.csv", .header_row = 3}};
  ASSERT_EQ(Reason(Correct({{"a.csv", 6, "Запрос", "новый, \"свой\""}}, record, files)), "");
  EXPECT_EQ(files[0].bytes,
            "Список,,\n\nФИО,Запрос,Класс\nБелов,\"чтение; счёт\",5А\n\n"
            "Орлов,\"новый, \"\"свой\"\"\",6Б\n");
  EXPECT_EQ(files[1].bytes, "x");
}

TEST(Correct, KeepsTheLinesOfCellsWithLineBreaks) {
  std::vector<QuarantinedFile> files{{"a.csv", "id,text\n1,\"two\nlines\"\n2,x\n"}};
  ASSERT_EQ(Reason(Correct({{"a.csv", 4, "text", "y"}}, {}, files)), "");
  EXPECT_EQ(files[0].bytes, "id,text\n1,\"two\nlines\"\n2,y\n");
}

TEST(Correct, TakesASheetOfAWorkbookAsAFileOfItsOwn) {
  importer::Table table{"Пары", {}};
  for (const auto& [place, name, day] : {std::tuple{2, "ФИО", "Дата"}, {4, "Белов, С.", "30.02"}}) {
    importer::Row row;
    row.place = place;
    row.cells = {{.text = name}, {.text = day}};
    table.rows.push_back(row);
  }
  importer::Document document;
  document.blocks.emplace_back(table);
  std::vector<QuarantinedFile> files{{"list.xlsx", importer::EncodeXlsx(document)}};
  BundleReport report;
  Reporter reporter(report, 10);
  const auto grids = ReadGrids("list.xlsx", files[0].bytes, reporter);
  ASSERT_EQ(grids.size(), 1u);
  const std::string sheet = grids[0].file;
  ImportRecord record;
  record.files = {{.name = sheet, .header_row = grids[0].rows[0].place}};
  const int row = grids[0].rows[1].place;
  ASSERT_EQ(Reason(Correct({{sheet, row, "Дата", "28.02"}}, record, files)), "");
  ASSERT_EQ(files.size(), 1u);
  EXPECT_EQ(files[0].name, sheet);
  const auto after = ReadGrids(files[0].name, files[0].bytes, reporter);
  ASSERT_EQ(after.size(), 1u);
  ASSERT_EQ(after[0].rows.size(), 2u);
  EXPECT_EQ(after[0].rows[1].place, row);
  EXPECT_EQ(after[0].rows[1].cells[0].text, "Белов, С.");
  EXPECT_EQ(after[0].rows[1].cells[1].text, "28.02");
}

TEST(Correct, RefusesAPlaceThatIsNotThereAndChangesNothing) {
  const std::vector<QuarantinedFile> before{{"a.csv", "id,text\n1,x\n"}};
  for (const CellCorrection& wrong : std::vector<CellCorrection>{{"b.csv", 2, "id", "9"},
                                                                 {"a.csv", 3, "id", "9"},
                                                                 {"a.csv", 1, "id", "9"},
                                                                 {"a.csv", 0, "id", "9"},
                                                                 {"a.csv", -2, "id", "9"},
                                                                 {"a.csv", 2, "Id", "9"},
                                                                 {"a.csv[1]", 2, "id", "9"}}) {
    std::vector<QuarantinedFile> files = before;
    const absl::Status status = Correct({{"a.csv", 2, "id", "5"}, wrong}, {}, files);
    EXPECT_EQ(Reason(status), "CORRECTION_MISPLACED") << wrong.file << wrong.row << wrong.column;
    EXPECT_EQ(RejectionOf(status).metadata.at("file"), wrong.file);
    EXPECT_EQ(files[0].bytes, before[0].bytes);
  }
}

TEST(Correct, RefusesAFileThatIsNoTable) {
  std::vector<QuarantinedFile> files{{"a.csv", std::string("PK\x03\x04 no workbook", 16)}};
  EXPECT_EQ(Reason(Correct({{"a.csv", 2, "id", "5"}}, {}, files)), "NOT_CORRECTABLE");
}

TEST(HeaderOf, IsReadOffTheFileWhenTheImportDoesNotSay) {
  ImportRecord bundle;
  bundle.format = "OneRoster 1.1";
  const std::vector<QuarantinedFile> files{{"users.csv", "sourcedId,status\nu1,\n"}};
  EXPECT_EQ(HeaderOf("users.csv", bundle, files),
            (std::vector<std::string>{"sourcedId", "status"}));
  EXPECT_TRUE(HeaderOf("orgs.csv", bundle, files).empty());
}

TEST(HeaderOf, TellsNoFirstLineThatMayBeSomebodysRow) {
  const std::vector<QuarantinedFile> files{{"users.csv", "u1,Секретов,30.01.2011\n"}};
  ImportRecord list;
  list.format = "lists";
  EXPECT_TRUE(HeaderOf("users.csv", list, files).empty());
  ImportRecord bundle;
  bundle.format = "OneRoster 1.1";
  bundle.faults = {{.code = "R0315", .file = "users.csv", .row = 1, .column = "", .message = {}}};
  EXPECT_TRUE(HeaderOf("users.csv", bundle, files).empty());
}

TEST(Quarantine, GivesBackWhatWasKept) {
  const Quarantine before{{"mentees", "", "2022/23", 1'660'000'000},
                          {{"a.csv", "x"}, {"b.csv", std::string("\0\xff", 2)}}};
  const auto after = DecodeQuarantine(EncodeQuarantine(before));
  ASSERT_TRUE(after.ok()) << after.status();
  EXPECT_EQ(after->order.cycle, "2022/23");
  EXPECT_EQ(after->order.observed_at, 1'660'000'000);
  ASSERT_EQ(after->files.size(), 2u);
  EXPECT_EQ(after->files[1].bytes, before.files[1].bytes);
  EXPECT_EQ(Reason(DecodeQuarantine("").status()), "STORE_DAMAGED");
}

}  // namespace
}  // namespace vekha::intake
