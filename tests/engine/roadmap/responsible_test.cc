#include "engine/roadmap/responsible.h"

#include <gtest/gtest.h>

#include <map>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace vekha::roadmap {

void PrintTo(const Responsible& r, std::ostream* out) {
  *out << ResponsibleKindName(r.kind) << " \"" << r.name << "\" position \"" << r.position
       << "\" role \"" << r.role << "\"";
}

namespace {

Responsible Person(std::string name, std::string position = "", std::string role = "") {
  return {std::move(name), ResponsibleKind::kPerson, std::move(position), std::move(role)};
}
Responsible Role(std::string name, std::string role = "") {
  return {std::move(name), ResponsibleKind::kRole, "", std::move(role)};
}
Responsible Organization(std::string name, std::string role = "") {
  return {std::move(name), ResponsibleKind::kOrganization, "", std::move(role)};
}

const RoleNames& Roles() {
  static const RoleNames kRoles({{"Куратор программы наставничества", "curator"},
                                 {"Наставники", "mentor"},
                                 {"Администратор сайта", "site_admin"},
                                 {"директор", "head"},
                                 {"РЦО", "resource_centre"},
                                 {"Смирнова П.Д.", "site_editor"}});
  return kRoles;
}

struct Cell {
  const char* text;
  std::vector<Responsible> executors;
};

const char kInstitute[] =
    "БУ ДПО РА «Институт повышения квалификации и профессиональной переподготовки работников "
    "образования Республики Алтай»";

class ResponsibleCell : public testing::TestWithParam<Cell> {};

TEST_P(ResponsibleCell, IsTakenApart) {
  EXPECT_EQ(SplitResponsible(GetParam().text, Roles()), GetParam().executors) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(KambulatSchool, ResponsibleCell,
                         testing::Values(Cell{"Мамедов М. Р.", {Person("Мамедов М. Р.")}},
                                         Cell{"Мамедов М. Р. Османов Р. М.",
                                              {Person("Мамедов М. Р."), Person("Османов Р. М.")}},
                                         Cell{"Мамедов М. Р. Пьянова И.Г.",
                                              {Person("Мамедов М. Р."), Person("Пьянова И.Г.")}}));

INSTANTIATE_TEST_SUITE_P(
    PizhankaDistrict, ResponsibleCell,
    testing::Values(
        Cell{"РУО", {Organization("РУО")}},
        Cell{"МРГ, РУО, РЦО",
             {Organization("МРГ"), Organization("РУО"), Organization("РЦО", "resource_centre")}},
        Cell{"ОО", {Organization("ОО")}},
        Cell{"РУО, РЦО, ОО",
             {Organization("РУО"), Organization("РЦО", "resource_centre"), Organization("ОО")}},
        Cell{"МРГ, ОО", {Organization("МРГ"), Organization("ОО")}},
        Cell{"РУО, РЦО, МРГ, ОО",
             {Organization("РУО"), Organization("РЦО", "resource_centre"), Organization("МРГ"),
              Organization("ОО")}},
        Cell{"РЦО", {Organization("РЦО", "resource_centre")}},
        Cell{"РЦО, ОО", {Organization("РЦО", "resource_centre"), Organization("ОО")}},
        Cell{"МРГ, РЦО, ОО",
             {Organization("МРГ"), Organization("РЦО", "resource_centre"), Organization("ОО")}},
        Cell{"МРГ, РУО, РЦО, ОО",
             {Organization("МРГ"), Organization("РУО"), Organization("РЦО", "resource_centre"),
              Organization("ОО")}},
        Cell{"МРГ, РЦО", {Organization("МРГ"), Organization("РЦО", "resource_centre")}},
        Cell{"РУО, ОО", {Organization("РУО"), Organization("ОО")}},
        Cell{"МРГ, РУО, ОО", {Organization("МРГ"), Organization("РУО"), Organization("ОО")}},
        Cell{"РЦО, РУО, ОО",
             {Organization("РЦО", "resource_centre"), Organization("РУО"), Organization("ОО")}}));

INSTANTIATE_TEST_SUITE_P(
    SchoolNo4, ResponsibleCell,
    testing::Values(
        Cell{"Куратор программы наставничества",
             {Role("Куратор программы наставничества", "curator")}},
        Cell{"Куратор программы наставничества.",
             {Role("Куратор программы наставничества", "curator")}},
        Cell{"Куратор программы наставничества Наставники",
             {Role("Куратор программы наставничества", "curator"), Role("Наставники", "mentor")}},
        Cell{"Куратор программы наставничества. директор",
             {Role("Куратор программы наставничества", "curator"), Role("директор", "head")}},
        Cell{"Администратор сайта Смирнова П.Д.",
             {Person("Смирнова П.Д.", "Администратор сайта", "site_editor")}}));

INSTANTIATE_TEST_SUITE_P(
    AltaiRepublic, ResponsibleCell,
    testing::Values(
        Cell{"Министерство образования и науки Республики Алтай",
             {Organization("Министерство образования и науки Республики Алтай")}},
        Cell{"Муниципальные отделы образования РА",
             {Organization("Муниципальные отделы образования РА")}},
        Cell{kInstitute, {Organization(kInstitute)}},
        Cell{"Образовательные организации ", {Organization("Образовательные организации")}},
        Cell{"Муниципальные отделы образования,  образовательные организации",
             {Organization("Муниципальные отделы образования"),
              Organization("образовательные организации")}},
        Cell{"АУ ДО РА «Республиканский центр дополнительного образования» ",
             {Organization("АУ ДО РА «Республиканский центр дополнительного образования»")}},
        Cell{"БПОУ РА «Горно-Алтайский педагогический колледж»",
             {Organization("БПОУ РА «Горно-Алтайский педагогический колледж»")}},
        Cell{"Муниципальные отделы образования",
             {Organization("Муниципальные отделы образования")}},
        Cell{"Министерство образования и науки Республики Алтай, БУ ДПО РА «Институт повышения "
             "квалификации и профессиональной переподготовки работников образования Республики "
             "Алтай»",
             {Organization("Министерство образования и науки Республики Алтай"),
              Organization(kInstitute)}},
        Cell{"Министерство образования и науки Республики Алтай, БУ ДПО РА «Институт повышения "
             "квалификации и профессиональной переподготовки работников образования Республики "
             "Алтай», муниципальные отделы образования, образовательные организации",
             {Organization("Министерство образования и науки Республики Алтай"),
              Organization(kInstitute), Organization("муниципальные отделы образования"),
              Organization("образовательные организации")}},
        Cell{"БУ ДПО РА «Институт повышения квалификации и профессиональной переподготовки "
             "работников образования Республики Алтай», РЦДО, муниципальные отделы образования, "
             "организации СПО, образовательные организации ",
             {Organization(kInstitute), Organization("РЦДО"),
              Organization("муниципальные отделы образования"), Organization("организации СПО"),
              Organization("образовательные организации")}},
        Cell{"БУ ДПО РА «Институт повышения квалификации и профессиональной переподготовки "
             "работников образования Республики Алтай», муниципальные отделы образования",
             {Organization(kInstitute), Organization("муниципальные отделы образования")}},
        Cell{"БУ РА «Центр молодежной политики, военно-патриотического воспитания и допризывной "
             "подготовки граждан в Республике Алтай»",
             {Organization("БУ РА «Центр молодежной политики, военно-патриотического воспитания и "
                           "допризывной подготовки граждан в Республике Алтай»")}},
        Cell{"Министерство образования и науки Республики Алтай, муниципальные органы управления "
             "образования (по согласованию)",
             {Organization("Министерство образования и науки Республики Алтай"),
              Organization("муниципальные органы управления образования")}}));

const char kUnion[] = "председатель первичной профсоюзной организации";

INSTANTIATE_TEST_SUITE_P(
    SchoolNo7, ResponsibleCell,
    testing::Values(
        Cell{"Т.В. Демакова., заместитель директора, М.А. Баланюк, председатель первичной "
             "профсоюзной организации",
             {Person("Т.В. Демакова", "заместитель директора"), Person("М.А. Баланюк", kUnion)}},
        Cell{"С.Н.Демаков, директор школы", {Person("С.Н.Демаков", "директор школы")}},
        Cell{"Т.В. Демакова - заместитель директора, М.А. Баланюк, председатель первичной "
             "профсоюзной организации; Е.П.Лагунова, учитель",
             {Person("Т.В. Демакова", "заместитель директора"), Person("М.А. Баланюк", kUnion),
              Person("Е.П.Лагунова", "учитель")}},
        Cell{"Т.В. Демакова, заместитель директора",
             {Person("Т.В. Демакова", "заместитель директора")}},
        Cell{"М.А.Баланюк., председатель первичной профсоюзной организации, члены комиссии по "
             "стимулированию",
             {Person("М.А.Баланюк", kUnion), Role("члены комиссии по стимулированию")}},
        Cell{"Е.П.Лагунова, учитель", {Person("Е.П.Лагунова", "учитель")}},
        Cell{"Демакова Т.В., заместитель директора",
             {Person("Демакова Т.В.", "заместитель директора")}},
        Cell{"Демакова Т.В., заместитель директора, классные руководители 1-11 кл.",
             {Person("Демакова Т.В.", "заместитель директора"),
              Role("классные руководители 1-11 кл.")}},
        Cell{"Демакова Т.В., заместитель директора, Е.П. Лагунова, учитель, Л.А. Свинобоева, "
             "учитель",
             {Person("Демакова Т.В.", "заместитель директора"), Person("Е.П. Лагунова", "учитель"),
              Person("Л.А. Свинобоева", "учитель")}},
        Cell{"Демакова Т.В., заместитель директора, М.А.Баланюк, председатель первичной "
             "профсоюзной организации",
             {Person("Демакова Т.В.", "заместитель директора"), Person("М.А.Баланюк", kUnion)}},
        Cell{"Демакова Т.В., заместитель директора, Баланюк М.А., председатель первичной "
             "профсоюзной организации",
             {Person("Демакова Т.В.", "заместитель директора"), Person("Баланюк М.А.", kUnion)}},
        Cell{"", {}}));

INSTANTIATE_TEST_SUITE_P(
    OtherHands, ResponsibleCell,
    testing::Values(
        Cell{" \n ", {}}, Cell{",;.,", {}}, Cell{"(по согласованию)", {}},
        Cell{"Мамедов М. Р\nОсманов Р. М", {Person("Мамедов М. Р"), Person("Османов Р. М")}},
        Cell{"Т.В. Демакова М.А. Баланюк", {Person("Т.В. Демакова"), Person("М.А. Баланюк")}},
        Cell{"Демакова Т.В. Е.П. Лагунова", {Person("Демакова Т.В."), Person("Е.П. Лагунова")}},
        Cell{"Директор Т.В. Демакова", {Person("Т.В. Демакова", "Директор", "head")}},
        Cell{"Иванова Мария Петровна, методист РЦО",
             {Person("Иванова Мария Петровна", "методист РЦО")}},
        Cell{"зам. директора по УВР Петрова-Водкина А.",
             {Person("Петрова-Водкина А.", "зам. директора по УВР")}},
        Cell{"Иванов И.И. (директор), Петров П.П. и Сидоров С.С.",
             {Person("Иванов И.И.", "директор", "head"), Person("Петров П.П."),
              Person("Сидоров С.С.")}},
        Cell{"Иванов И.И. – Директор школы", {Person("Иванов И.И.", "Директор школы")}},
        Cell{"Иванов И.И. директор школы Петров П.П. завуч",
             {Person("Иванов И.И.", "директор школы"), Person("Петров П.П.", "завуч")}},
        Cell{"Иванов И.И.; директор", {Person("Иванов И.И."), Role("директор", "head")}},
        Cell{"МКУ «Ресурсный центр» Попенова Н.В.",
             {Organization("МКУ «Ресурсный центр»"), Person("Попенова Н.В.")}},
        Cell{"КУРАТОР ПРОГРАММЫ НАСТАВНИЧЕСТВА и директор",
             {Role("КУРАТОР ПРОГРАММЫ НАСТАВНИЧЕСТВА", "curator"), Role("директор", "head")}},
        Cell{"директор школы", {Role("директор школы")}},
        Cell{"педагог-психолог, социальный педагог",
             {Role("педагог-психолог"), Role("социальный педагог")}},
        Cell{"МБОУ «СОШ «Лидер», директор",
             {Organization("МБОУ «СОШ «Лидер»"), Role("директор", "head")}},
        Cell{"Рабочая группа, администрация школы",
             {Organization("Рабочая группа"), Organization("администрация школы")}},
        Cell{"«незакрытая кавычка, директор", {Organization("«незакрытая кавычка, директор")}},
        Cell{"\xff\xfe, директор", {Role("\xff\xfe"), Role("директор", "head")}}));

TEST(ExecutorKey, SpellsOneNameOneWay) {
  EXPECT_EQ(ExecutorKey("Т.В. Демакова"), ExecutorKey("ДЕМАКОВА Т. В."));
  EXPECT_EQ(ExecutorKey("С.Н.Демаков"), "демаков с н");
  EXPECT_EQ(ExecutorKey("Демакова Т.В."), "демакова т в");
  EXPECT_NE(ExecutorKey("Демаков С.Н."), ExecutorKey("Демакова С.Н."));
  EXPECT_EQ(ExecutorKey("директор школы"), "директор школы");
}

TEST(RoleNames, FindsPersonsInEitherOrder) {
  const RoleNames roles(std::map<std::string, std::string>{{"Османов Р. М.", "head"}});
  EXPECT_EQ(roles.Find("Р.М. Османов"), "head");
  EXPECT_EQ(roles.Find("Османова Р. М."), "");
}

}  // namespace
}  // namespace vekha::roadmap
