#include "service/intake/desk/import_record.h"

#include <gtest/gtest.h>

#include "engine/base/rejection.h"
#include "service/intake/desk/confirmation.h"

namespace vekha::intake {
namespace {

ImportRecord Full() {
  ImportRecord record{.import = "journal/7", .number = 7, .source = "journal"};
  record.confirmed_at = 30;
  record.newest_at = -1;
  record.files = {{.name = "list.xlsx[Пары]",
                   .bytes = 5,
                   .columns = {{"ФИО", "name", {}}, {"Рост", "", {"name", ""}}}}};
  record.changes = {{"pairs", "changed", "list.xlsx[Пары]", 3, {"stage", "class"}}};
  record.facts = {{"pairs.count", "2022/23", 4, {}, {{"pairs.csv", 2}}, 1},
                  {"mentees.count", "2022/23", {}, 0, {}, 0}};
  record.gaps = {{"pairs.met", "2022/23", {"почему", "why"}, {{"pairs.csv", 4}}, 1}};
  record.faults = {{.severity = Severity::kNote,
                    .code = "R0603",
                    .file = "pairs.csv",
                    .row = 9,
                    .column = "ФИО",
                    .message = {"дважды", "twice"},
                    .hint = {"", "once"}}};
  return record;
}

void ExpectFull(const ImportRecord& record) {
  EXPECT_EQ(record.import, "journal/7");
  ASSERT_EQ(record.files.size(), 1u);
  ASSERT_EQ(record.files[0].columns.size(), 2u);
  EXPECT_EQ(record.files[0].columns[1].suggestions, (std::vector<std::string>{"name", ""}));
  ASSERT_EQ(record.changes.size(), 1u);
  EXPECT_EQ(record.changes[0].fields, (std::vector<std::string>{"stage", "class"}));
  ASSERT_EQ(record.facts.size(), 2u);
  EXPECT_EQ(record.facts[0].was, 4);
  EXPECT_FALSE(record.facts[0].value);
  EXPECT_EQ(record.facts[0].rows, (std::vector<roster::RowReference>{{"pairs.csv", 2}}));
  EXPECT_FALSE(record.facts[1].was);
  EXPECT_EQ(record.facts[1].value, 0);
  ASSERT_EQ(record.gaps.size(), 1u);
  EXPECT_EQ(record.gaps[0].rows, (std::vector<roster::RowReference>{{"pairs.csv", 4}}));
  ASSERT_EQ(record.faults.size(), 1u);
  EXPECT_EQ(record.faults[0].severity, Severity::kNote);
  EXPECT_EQ(record.faults[0].row, 9u);
  EXPECT_EQ(record.faults[0].hint.en, "once");
}

TEST(ImportRecord, IsReadBackAsItWasWritten) {
  const auto text = EncodeImportRecord(Full());
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_NE(text->find(R"("fields":["stage","class"])"), std::string::npos) << *text;
  EXPECT_NE(text->find(R"("was":4)"), std::string::npos) << *text;
  const auto record = DecodeImportRecord(*text);
  ASSERT_TRUE(record.ok()) << record.status();
  ExpectFull(**record);
  EXPECT_EQ((*record)->confirmed_at, 30);
  EXPECT_EQ((*record)->newest_at, -1);
}

// As programs before version 11 of the file wrote it: a text of a list, and a number that may be
// absent, in an object each.
constexpr char kOld[] =
    R"({"applied":true,"at":1,"changed":true,"changes":[{"collection":"pairs","fields":[{"text":"stage"},)"
    R"({"text":"class"}],"file":"list.xlsx[Пары]","kind":"changed","row":3}],"checked_at":1,"errors":0,)"
    R"("facts":[{"name":"pairs.count","rows":[{"file":"pairs.csv","row":2}],"rows_total":1,)"
    R"("scope":"2022/23","was":{"value":4}},{"name":"mentees.count","rows_total":0,"scope":"2022/23",)"
    R"("value":{"value":0}}],"faults":[{"code":"R0603","column":"ФИО","file":"pairs.csv","hint_en":"once",)"
    R"("message":"дважды","message_en":"twice","row":9,"severity":"note"}],"files":[{"accepted":0,"blank":0,)"
    R"("bytes":5,"columns":[{"field":"name","title":"ФИО"},{"suggestions":[{"text":"name"},{}],)"
    R"("title":"Рост"}],"header_row":0,"name":"list.xlsx[Пары]","read":0,"refused":0}],"forced":false,)"
    R"("gaps":[{"fact":"pairs.met","rows":[{"file":"pairs.csv","row":4}],"rows_total":1,)"
    R"("scope":"2022/23","text":"почему","text_en":"why"}],"import":"journal/7","kept":false,"notes":0,)"
    R"("number":7,"observed_at":20,"recorded":0,"source":"journal","warnings":0})";

TEST(ImportRecord, OfAnEarlierProgramIsStillRead) {
  const auto record = DecodeImportRecord(kOld);
  ASSERT_TRUE(record.ok()) << record.status();
  ExpectFull(**record);
  EXPECT_EQ(ConfirmedAt(**record), 20);
  EXPECT_EQ(NewestAt(**record), 20);
}

TEST(ImportRecord, ThatIsBrokenIsDamaged) {
  const std::string good = *EncodeImportRecord(Full());
  const auto reason = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    const size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    const auto record = DecodeImportRecord(text);
    return record.ok() ? "" : RejectionOf(record.status()).reason;
  };
  for (const char* fields : {"7", "{\"a\":1}", "[7]", "[null]", "[{\"text\":7}]"}) {
    EXPECT_EQ(reason(R"(["stage","class"])", fields), "STORE_DAMAGED") << fields;
  }
  for (const char* was : {"null", "1.5", "\"4\"", "[4]", "{}", "18446744073709551615"}) {
    EXPECT_EQ(reason(R"("was":4)", std::string(R"("was":)") + was), "STORE_DAMAGED") << was;
  }
  EXPECT_EQ(reason(R"("row":9)", R"("row":-9)"), "STORE_DAMAGED");
  EXPECT_EQ(reason(R"("severity":"note")", R"("severity":"sigh")"), "STORE_NEWER");
  EXPECT_TRUE(DecodeImportRecord("").ok());
}

}  // namespace
}  // namespace vekha::intake
