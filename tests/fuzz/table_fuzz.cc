// Any bytes as a list or a mapping: read or refused within bounds, every row counted, every message
// UTF-8, nothing applied of what has errors. The first byte chooses: m as a mapping file, x as one
// part of a workbook, else as a csv beside good lists.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/utf8.h"
#include "service/intake/table/table_import.h"

namespace vekha::intake {
namespace {

void Require(bool holds, const char* claim, std::string_view detail) {
  if (holds) return;
  std::fprintf(stderr, "%s: %.*s\n", claim, static_cast<int>(detail.size()), detail.data());
  std::abort();
}

constexpr const char* kMentees =
    "mapping: mentees\ntitle: Наставляемые\nlist: mentees\nabout: [наставляем]\ncolumns:\n"
    "  name: [ФИО]\n  class: [Класс]\n  birth_date: [Дата рождения]\n  request: [Запрос]\n"
    "  consent: [Согласие]\n  special_needs: [ОВЗ]\n  school_year: [Учебный год]\n  id: [Код]\n";
constexpr const char* kMentors =
    "mapping: mentors\ntitle: Наставники\nlist: mentors\nabout: [наставники]\ncolumns:\n"
    "  family: [Фамилия]\n  given: [Имя]\n  position: [Должность]\n  trained: [Обучен]\n";
constexpr const char* kPairs =
    "mapping: pairs\ntitle: Пары\nlist: pairs\ncolumns:\n  mentor: [Наставник]\n"
    "  mentee: [Наставляемый]\n  pair: [Номер группы]\n  plan: [План]\n  stage: [Стадия]\n";
constexpr const char* kStaff =
    "mapping: staff\ntitle: Сотрудники\nlist: people\nwhole: [staff]\ncolumns:\n  name: [ФИО]\n"
    "  position: [Должность]\n  class_head: [Классное руководство]\n  same_as: [Ключ]\n";

const std::vector<Mapping>& Mappings() {
  static const std::vector<Mapping> kAll = [] {
    std::vector<Mapping> all;
    for (const char* text : {kMentees, kMentors, kPairs, kStaff}) {
      all.push_back(*LoadMapping(Source("mapping.yaml", text)).value);
    }
    return all;
  }();
  return kAll;
}

void Check(const std::string& name, std::string_view bytes) {
  constexpr std::string_view kGood = "ФИО;Запрос\nИванов Иван;чтение\nПетров Пётр;-\n";
  const TableFile files[] = {{.name = name, .bytes = bytes},
                             {.name = "good.csv", .bytes = kGood, .mapping = "mentees"}};
  ImportOptions options;
  options.tables.today = *MakeDate(2022, 11, 1);
  options.tables.cycle = "2022/23";
  const ImportPlan plan = PlanTableImport(files, Mappings(), options);
  for (const FileReport& file : plan.reading.report.files) {
    Require(file.read == file.accepted + file.refused, "a row is lost", file.name);
  }
  for (const roster::RowDiagnostic& d : plan.reading.report.diagnostics) {
    const std::string line = roster::FormatRowDiagnostic(d, Language::kRussian);
    Require(!FindInvalidUtf8(line), "a message is not UTF-8", line);
    Require(!d.message.ru.empty() && !d.message.en.empty(), "a message without words", d.code);
  }
  if (plan.reading.report.HasErrors()) {
    Require(plan.derivation.facts.empty(), "half applied", name);
    return;
  }
  // The same again changes nothing.
  ImportOptions again = options;
  again.tables.base = &plan.after;
  const ImportPlan second = PlanTableImport(files, Mappings(), again);
  Require(second.change.Empty(), "the same list again changes something", name);
}

}  // namespace
}  // namespace vekha::intake

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace vekha::intake;
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] == 'm') {
    const auto mapping = LoadMapping(vekha::Source("mapping.yaml", bytes));
    if (mapping.value) BlankTemplate(*mapping.value);
    return 0;
  }
  Check(data[0] == 'x' ? "list.xlsx" : "list.csv", bytes);
  return 0;
}
