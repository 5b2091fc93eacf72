// Who has special needs must be told by nothing that comes out of an import. So two imports that
// differ only in whose they are must say the same, word for word, in all that can be shown.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "service/intake/plan/bundle_import.h"
#include "tests/service/intake/bundle/memory_bundle.h"
#include "tests/service/intake/table/table_world.h"

namespace vekha::intake {
namespace {

using roster::Collection;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string TextOf(const std::vector<roster::RowDiagnostic>& diagnostics) {
  std::string text;
  for (const roster::RowDiagnostic& d : diagnostics) {
    for (const Language language : {Language::kRussian, Language::kEnglish}) {
      text += roster::FormatRowDiagnostic(d, language) + " " + d.hint.In(language) + "\n";
    }
  }
  return text;
}

std::string TextOf(const std::vector<roster::RowReference>& rows, int total) {
  std::string text = fmt::format(" {} rows:", total);
  for (const roster::RowReference& row : rows) text += fmt::format(" {}:{}", row.file, row.row);
  return text + "\n";
}

std::string TextOf(const roster::Derivation& derivation) {
  std::string text;
  for (const roster::DerivedFact& fact : derivation.facts) {
    text += fmt::format("{} {} = {} {} {} {} v{}", fact.record.name, fact.record.scope,
                        *fact.record.value.As<int64_t>(), fact.record.source, fact.source_id,
                        fact.record.observed_at, fact.version) +
            TextOf(fact.rows, fact.rows_total);
  }
  for (const roster::Gap& gap : derivation.gaps) {
    text += fmt::format("{} {}: {} {}", gap.fact, gap.scope, gap.why.ru, gap.why.en) +
            TextOf(gap.rows, gap.rows_total);
  }
  return text;
}

// All that a plan can show to anybody; its roster is the state itself and is not shown.
std::string TextOf(const ImportPlan& plan) {
  std::string text = TextOf(plan.reading.report.diagnostics) + TextOf(plan.disagreements);
  for (const FileReport& file : plan.reading.report.files) {
    text += fmt::format("{}: {} {} {} {} {}\n", file.name, file.bytes, file.read, file.accepted,
                        file.refused, file.blank);
  }
  for (const SheetReading& sheet : plan.reading.sheets) {
    for (const ColumnReading& column : sheet.columns) {
      text += fmt::format("{} {} {}\n", sheet.file, column.title, column.field);
    }
  }
  for (int i = 0; i < roster::kCollections; ++i) {
    const roster::CollectionChange& c = plan.change.of[i];
    text += fmt::format("{} {} {} {}\n", c.before, c.added, c.changed, c.removed);
  }
  for (const roster::RecordChange& c : plan.changes) {
    text += fmt::format("{} {} {} {}:{} ", roster::CollectionName(c.collection),
                        roster::ChangeKindName(c.kind), c.id, c.file, c.row);
    for (const std::string& field : c.fields) text += field + ",";
    text += "\n";
  }
  for (const Collection c : plan.vanishing) text += std::string(roster::CollectionName(c)) + "\n";
  return text + TextOf(plan.derivation);
}

// What the cells metadata.ru.ovz and ovzUntil of pupils p1..p9 hold; "," where nothing is said.
using Marks = std::map<int, std::string>;

constexpr int kPupils = 9;

Files Bundle(const Marks& marks, const std::string& more = "") {
  Files files = LoadBundle("oneroster-1.1");
  for (int i = 1; i <= kPupils; ++i) {
    const auto mark = marks.find(i);
    files["users.csv"] += fmt::format("p{},,,true,s1,student,login,,Иван,Петров,,,,,,,05,,,,,,{}\n",
                                      i, mark == marks.end() ? "," : mark->second);
    files["demographics.csv"] += fmt::format("p{},,,2010-0{}-01,male,,,,,,,,,,,\n", i, i);
  }
  files["users.csv"] += more;
  return files;
}

ImportPlan Import(Files files, const roster::Roster* base = nullptr) {
  BundleImportOptions options;
  options.source = "journal";
  options.bundle.today = *MakeDate(2022, 11, 1);
  options.bundle.base = base;
  options.stamp = {.observed_at = 1'667'300'000, .version = 1};
  MemoryBundle bundle(std::move(files));
  return PlanBundleImport(bundle, options);
}

int64_t CountOf(const ImportPlan& plan, std::string_view name) {
  for (const roster::DerivedFact& fact : plan.derivation.facts) {
    if (fact.record.name == name) return *fact.record.value.As<int64_t>();
  }
  return -1;
}

TEST(SpecialNeedsOfABundle, AreCountedAndTellNobody) {
  const ImportPlan one = Import(Bundle({{1, "true,"}, {2, "true,2023-08-31"}, {3, "false,"}}));
  const ImportPlan two = Import(Bundle({{7, "true,2023-08-31"}, {5, "true,"}, {9, "false,"}}));
  ASSERT_FALSE(one.reading.report.HasErrors()) << TextOf(one);
  EXPECT_EQ(CountOf(one, "pupils.special_needs"), 3);  // u1 of the bundle has them too
  EXPECT_EQ(TextOf(one), TextOf(two));
}

TEST(SpecialNeedsOfABundle, AChangeTellsNobody) {
  const ImportPlan before = Import(Bundle({{1, "true,"}}));
  const ImportPlan one = Import(Bundle({{2, "true,"}, {1, "false,"}}), &before.after);
  const ImportPlan two = Import(Bundle({{8, "true,"}, {1, "false,"}}), &before.after);
  EXPECT_FALSE(one.change.Empty()) << "it is to be stored";
  EXPECT_THAT(one.changes, IsEmpty()) << "a change without a field would say what it is";
  EXPECT_EQ(TextOf(one), TextOf(two));
}

TEST(SpecialNeedsOfABundle, RowsThatAreRefusedOrDoubledTellNobody) {
  const std::string refused = "p10,,,true,s1,director,login,,Иван,Петров,,,,,,,05,,,,,,";
  const std::string doubled = "p4,,,true,s1,student,login,,Иван,Петров,,,,,,,05,,,,,,";
  const ImportPlan one = Import(Bundle({{4, "true,"}}, refused + "true,\n" + doubled + "false,\n"));
  const ImportPlan two = Import(Bundle({{1, "true,"}}, refused + "false,\n" + doubled + "true,\n"));
  ASSERT_TRUE(one.reading.report.HasErrors());
  EXPECT_EQ(TextOf(one.reading.report.diagnostics), TextOf(two.reading.report.diagnostics));
}

TEST(SpecialNeedsOfABundle, VanishingTellsNobody) {
  const ImportPlan one = Import(Bundle({{1, "true,"}, {2, "true,"}}));
  const ImportPlan two = Import(Bundle({{8, "true,"}, {9, "true,"}}));
  const Files nobody = LoadBundle("oneroster-1.1");
  const ImportPlan gone_one = Import(nobody, &one.after);
  EXPECT_FALSE(gone_one.vanishing.empty());
  EXPECT_EQ(TextOf(gone_one), TextOf(Import(nobody, &two.after)));
}

TEST(SpecialNeedsOfABundle, AWrongValueIsNotQuoted) {
  const ImportPlan plan =
      Import(Bundle({{1, "ЗПР 7.2,"}, {2, "true,31.08.2023"}, {3, "ОВЗ,до лета"}}));
  const std::string text = TextOf(plan);
  EXPECT_THAT(text, HasSubstr("users.csv:7: metadata.ru.ovz: error[R0504]"));
  for (const char* secret : {"ЗПР", "7.2", "31.08", "лета", "ОВЗ"}) {
    EXPECT_THAT(text, Not(HasSubstr(secret)));
  }
}

TEST(SpecialNeedsOfSds, FlagsTellNobody) {
  const auto with = [](const std::string& flags) {
    Files files = LoadBundle("sds-2.1");
    files["users.csv"] += "u5,login,Пётр,Сидоров,,,,,\n";
    files["roles.csv"] += "u5,s1,student,,05,TRUE,2022-09-01,2023-05-31\n";
    files["userFlags.csv"] = "userSourcedId,flag\n" + flags;
    return files;
  };
  const ImportPlan one = Import(with("u1,504\nu5,xyz\n"));
  ASSERT_FALSE(one.reading.report.HasErrors()) << TextOf(one);
  EXPECT_EQ(CountOf(one, "pupils.special_needs"), 1);
  EXPECT_EQ(TextOf(one), TextOf(Import(with("u1,xyz\nu5,iep\n"))));
  const std::string nobody = TextOf(Import(with("u1,iep\nu77,iep\n")));
  EXPECT_THAT(nobody, HasSubstr("userFlags.csv:3: userSourcedId: error[R0601]"));
  EXPECT_THAT(nobody, Not(HasSubstr("u77")));
}

// Lists: the marks of six pupils, as they are written in a column ОВЗ.
ImportPlan ImportPupils(const std::vector<std::string>& marks,
                        const roster::Roster* base = nullptr) {
  std::string pupils = "ФИО;Класс;Дата рождения;ОВЗ\n";
  std::string mentees = "ФИО;Класс;Запрос;ОВЗ\n";
  const char* names[] = {"Белов", "Орлов", "Рябов", "Яшин", "Громов", "Снегов"};
  for (size_t i = 0; i < marks.size(); ++i) {
    pupils += fmt::format("{} Иван;5А;0{}.02.2011;{}\n", names[i], i + 1, marks[i]);
    mentees += fmt::format("{} Иван;5А;чтение;{}\n", names[i], marks[i]);
  }
  ImportOptions options = Options();
  options.tables.base = base;
  return ImportTexts({{"pupils.csv", pupils}, {"mentees.csv", mentees}}, options);
}

TEST(SpecialNeedsOfLists, TellNobody) {
  const ImportPlan one = ImportPupils({"да", "", "", "", "нет", ""});
  const ImportPlan two = ImportPupils({"", "", "нет", "", "", "да"});
  ASSERT_FALSE(one.reading.report.HasErrors()) << TextOf(one);
  EXPECT_EQ(CountOf(one, "pupils.special_needs"), 1);
  EXPECT_EQ(CountOf(one, "pupils.special_needs_covered"), 1);
  EXPECT_EQ(TextOf(one), TextOf(two));
  const ImportPlan next = ImportPupils({"", "да", "", "", "нет", ""}, &one.after);
  EXPECT_THAT(next.changes, IsEmpty());
}

TEST(SpecialNeedsOfLists, AWrongWordIsNotQuoted) {
  const ImportPlan one = ImportPupils({"да", "ЗПР 7.2", "", "нет", "", ""});
  const ImportPlan two = ImportPupils({"", "вариант", "нет", "", "", "да"});
  EXPECT_TRUE(one.reading.report.HasErrors());
  EXPECT_THAT(TextOf(one.reading.report.diagnostics), Not(HasSubstr("ЗПР")));
  EXPECT_EQ(TextOf(one.reading.report.diagnostics), TextOf(two.reading.report.diagnostics));
}

}  // namespace
}  // namespace vekha::intake
