// Workbooks of Excel: sheets, merged cells, formulas, errors, hidden sheets, days as numbers.
#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/intake/table/table_world.h"

namespace vekha::intake {
namespace {

using ::testing::Contains;

std::string Zip(const std::map<std::string, std::string>& parts) {
  std::string out(1 << 18, '\0');
  size_t used = 0;
  archive* a = archive_write_new();
  archive_write_set_format_zip(a);
  archive_write_set_bytes_in_last_block(a, 1);
  archive_write_open_memory(a, out.data(), out.size(), &used);
  for (const auto& [name, text] : parts) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(text.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_write_header(a, entry);
    archive_write_data(a, text.data(), text.size());
    archive_entry_free(entry);
  }
  archive_write_close(a);
  archive_write_free(a);
  out.resize(used);
  return out;
}

struct TestSheet {
  std::string name;
  std::vector<std::vector<std::string>> rows;  // "=" before a text: a formula; "#": an error
  std::vector<std::string> merged{};
  bool hidden = false;
};

std::string CellXml(size_t row, size_t column, const std::string& text) {
  const std::string at = fmt::format("{}{}", static_cast<char>('A' + column), row);
  if (text.starts_with('#')) return fmt::format("<c r=\"{}\" t=\"e\"><v>{}</v></c>", at, text);
  if (text.starts_with('=')) {
    const std::string value = text.size() > 1 ? "<v>" + text.substr(1) + "</v>" : "";
    return fmt::format("<c r=\"{}\" t=\"str\"><f>A1</f>{}</c>", at, value);
  }
  if (text.find_first_not_of("0123456789") == std::string::npos) {
    return text.empty() ? "" : fmt::format("<c r=\"{}\"><v>{}</v></c>", at, text);
  }
  return fmt::format("<c r=\"{}\" t=\"inlineStr\"><is><t>{}</t></is></c>", at, text);
}

std::string SheetXml(const TestSheet& sheet) {
  std::string xml =
      "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";
  for (size_t i = 0; i < sheet.rows.size(); ++i) {
    xml += fmt::format("<row r=\"{}\">", i + 1);
    for (size_t j = 0; j < sheet.rows[i].size(); ++j) xml += CellXml(i + 1, j, sheet.rows[i][j]);
    xml += "</row>";
  }
  xml += "</sheetData><mergeCells>";
  for (const std::string& range : sheet.merged)
    xml += fmt::format("<mergeCell ref=\"{}\"/>", range);
  return xml + "</mergeCells></worksheet>";
}

std::string Workbook(const std::vector<TestSheet>& sheets) {
  std::map<std::string, std::string> parts;
  std::string list;
  std::string relations;
  for (size_t i = 0; i < sheets.size(); ++i) {
    const std::string part = fmt::format("worksheets/sheet{}.xml", i + 1);
    list += fmt::format("<sheet name=\"{}\" sheetId=\"{}\" r:id=\"r{}\"{}/>", sheets[i].name, i + 1,
                        i, sheets[i].hidden ? " state=\"hidden\"" : "");
    relations += fmt::format("<Relationship Id=\"r{}\" Target=\"{}\"/>", i, part);
    parts["xl/" + part] = SheetXml(sheets[i]);
  }
  parts["xl/workbook.xml"] =
      "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
      "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>" +
      list + "</sheets></workbook>";
  parts["xl/_rels/workbook.xml.rels"] = "<Relationships>" + relations + "</Relationships>";
  return Zip(parts);
}

const TestSheet kMentees{"Наставляемые",
                         {{"База наставляемых на 2022-2023 учебный год"},
                          {},
                          {"№", "ФИО", "Класс", "Дата рождения", "Запрос"},
                          {"1", "Белов Семён", "5А", "40575", "чтение"},
                          {"2", "Орлов Иван", "5 «А»", "01.03.2011", "математика"}}};
const TestSheet kMentors{"Наставники", {{"ФИО", "Должность"}, {"Юсупова Мария", "учитель"}}};

TEST(Workbook, SheetsAreListsByTheirNamesAndHeaders) {
  const TestSheet pairs{"Пары",
                        {{"Наставник", "Наставляемый", "План"},
                         {"Юсупова Мария", "Белов Семён", "да"},
                         {"", "Орлов Иван", "=да"}},
                        {"A2:A3"}};
  const ImportPlan plan = ImportTexts({{"school.xlsx", Workbook({pairs, kMentees, kMentors})}});
  EXPECT_TRUE(plan.CanApply(Options())) << Messages(plan);
  EXPECT_EQ(Facts(plan).at("pairs.count"), 2);
  EXPECT_EQ(Facts(plan).at("mentees.unpaired"), 0);
  EXPECT_EQ(Facts(plan).at("pairs.without_plan"), 0);
  EXPECT_THAT(Places(plan), Contains("school.xlsx[Пары]:3: Наставник: note[R0807]"));
  EXPECT_THAT(Places(plan), Contains("school.xlsx[Пары]:3: План: note[R0805]"));
  EXPECT_THAT(Places(plan), Contains("school.xlsx[Наставляемые]:4: Дата рождения: warning[R0809]"));
}

TEST(Workbook, AHeaderMayHaveTwoRows) {
  const TestSheet pairs{"Пары",
                        {{"Наставник", "", "Наставляемый", "", "План"},
                         {"ФИО", "Должность", "ФИО", "Класс", ""},
                         {"Юсупова Мария", "учитель", "Белов Семён", "5А", "да"}},
                        {"A1:B1", "C1:D1", "E1:E2"}};
  const ImportPlan plan = ImportTexts({{"school.xlsx", Workbook({kMentees, kMentors, pairs})}});
  EXPECT_TRUE(plan.CanApply(Options())) << Messages(plan);
  EXPECT_EQ(Facts(plan).at("pairs.count"), 1);
  EXPECT_EQ(Facts(plan).at("pairs.without_plan"), 0);
}

TEST(Workbook, ErrorsAndFormulasWithoutValuesHavePlaces) {
  TestSheet mentees = kMentees;
  mentees.rows[3][2] = "#REF!";
  mentees.rows[4][4] = "=";
  const ImportPlan plan = ImportTexts({{"school.xlsx", Workbook({mentees})}});
  EXPECT_THAT(Places(plan), Contains("school.xlsx[Наставляемые]:4: Класс: error[R0806]"));
  EXPECT_THAT(Places(plan), Contains("school.xlsx[Наставляемые]:5: Запрос: error[R0805]"));
  EXPECT_FALSE(plan.CanApply(Options()));
}

TEST(Workbook, CellsMergedAcrossColumnsAreNotGuessed) {
  TestSheet mentees = kMentees;
  mentees.merged = {"C5:D5"};
  const ImportPlan plan = ImportTexts({{"school.xlsx", Workbook({mentees})}});
  EXPECT_THAT(Places(plan), Contains("school.xlsx[Наставляемые]:5: Класс: error[R0807]"));
}

TEST(Workbook, HiddenAndUnknownSheetsAreTold) {
  TestSheet hidden = kMentors;
  hidden.hidden = true;
  const TestSheet notes{"Заметки", {{"позвонить", "Ивановым"}, {"до", "пятницы"}}};
  const ImportPlan plan = ImportTexts({{"school.xlsx", Workbook({kMentees, hidden, notes})}});
  EXPECT_TRUE(plan.CanApply(Options())) << Messages(plan);
  EXPECT_THAT(Places(plan), Contains("school.xlsx[Наставники]: warning[R0819]"));
  EXPECT_THAT(Places(plan), Contains("school.xlsx[Заметки]: warning[R0801]"));
}

TEST(Workbook, AnEmptySheetIsAListNotBegun) {
  const TestSheet pairs{"Пары", {{"Наставник", "Наставляемый"}}};
  const ImportPlan plan = ImportTexts({{"school.xlsx", Workbook({kMentees, kMentors, pairs})}});
  EXPECT_TRUE(plan.CanApply(Options())) << Messages(plan);
  EXPECT_EQ(Facts(plan).at("pairs.count"), 0);
  EXPECT_EQ(Facts(plan).at("mentees.unpaired"), 2);
}

}  // namespace
}  // namespace vekha::intake
