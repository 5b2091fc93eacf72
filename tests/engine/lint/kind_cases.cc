#include "tests/engine/lint/kind_cases.h"

#include <string>

namespace vekha::lint {
namespace {

// Plans of several like rows.
Plan Six(const std::string& title) {
  Plan plan;
  for (int i = 1; i <= 6; ++i) {
    const std::string number = std::to_string(i);
    plan.rows +=
        Row("id: '1." + number + "', title: " + title + " " + number + ", term: май 2023 г.");
  }
  return plan;
}
Plan Spoken(const std::string& abbreviation) {
  Plan plan;
  for (int i = 1; i <= 12; ++i) {
    const std::string number = std::to_string(i);
    plan.rows += Row("id: '1." + number + "', title: Работа " + abbreviation + " " + number +
                     ", term: май 2023 г.");
  }
  return plan;
}
Plan Five(const std::string& last) {
  Plan plan;
  for (int i = 1; i <= 5; ++i) {
    const std::string number = std::to_string(i);
    plan.rows += Row("id: '1." + number + "', title: Работа " + number +
                     ", term: май 2023 г., responsible: " + (i == 5 ? last : "Директор"));
  }
  return plan;
}

const std::string kTwoYears = "2022-09-01..2024-08-31";

}  // namespace

std::vector<Case> Cases() {
  const char* good = "id: '1.1', title: Издать приказ, term: не позднее 14 сентября 2022 года";
  return {
      {"DUE_OUTSIDE_PERIOD",
       Rows({"id: '1.1', title: Издать приказ, term: не позднее 14 ноября 2024 года"}),
       Rows({good})},
      {"DUE_BEFORE_APPROVAL",
       With(Rows({good}), &Plan::source,
            "{document: plan.txt, approved: {on: 2022-09-15, number: '1'}}"),
       With(Rows({good}), &Plan::source,
            "{document: plan.txt, approved: {on: 2022-09-13, number: '1'}}")},
      {"DUE_ON_APPROVAL_DAY",
       With(Rows({good}), &Plan::source,
            "{document: plan.txt, approved: {on: 2022-09-14, number: '1'}}"),
       Rows({good})},
      {"DEP_ORDER",
       Rows({good, "id: '1.2', title: Назначить куратора, term: не позднее 30 сентября 2022 года",
             "id: '1.3', title: Обучить, term: не позднее 20 сентября 2022 года, after: ['1.2']"}),
       Rows({good, "id: '1.2', title: Назначить куратора, term: не позднее 20 сентября 2022 года",
             "id: '1.3', title: Обучить, term: не позднее 30 сентября 2022 года, after: ['1.2']"})},
      {"DEP_SAME_DAY",
       Rows({good,
             "id: '1.2', title: Обучить, term: не позднее 14 сентября 2022 года, after: ['1.1']"}),
       Rows({good,
             "id: '1.2', title: Обучить, term: не позднее 16 сентября 2022 года, after: ['1.1']"})},
      {"DEP_TIGHT",
       Rows({good,
             "id: '1.2', title: Обучить, term: не позднее 15 сентября 2022 года, after: ['1.1']"}),
       Rows({good,
             "id: '1.2', title: Обучить, term: не позднее 16 сентября 2022 года, after: ['1.1']"})},
      {"PARENT_CHILD_RANGE",
       Rows({"id: '1.1', title: Обучение, term: октябрь 2022 года",
             "id: '1.1.1', title: Занятия, term: не позднее 2 ноября 2022 года"}),
       Rows({"id: '1.1', title: Обучение, term: октябрь 2022 года",
             "id: '1.1.1', title: Занятия, term: не позднее 28 октября 2022 года"})},
      {"IMPOSSIBLE_RANGE",
       Rows({"id: '1.1', title: Занятия, term: {phrase: Октябрь-март 2022 года, start: 2022-10-03, "
             "due: 2023-03-31}"}),
       Rows({"id: '1.1', title: Занятия, term: октябрь-декабрь 2022 года"})},
      {"CONTRADICTORY_TERM",
       Rows({"id: '1.1', title: Помощь, term: 'Постоянно, по мере необходимости'"}),
       Rows({"id: '1.1', title: Помощь, term: по мере необходимости"})},
      {"TERM_TITLE_CONFLICT",
       With(Rows({"id: '1.1', title: База в 2022 - 2023 учебном году, term: с 1 по 15 сентября "
                  "ежегодно"}),
            &Plan::period, kTwoYears),
       Rows({"id: '1.1', title: База в 2022 - 2023 учебном году, term: с 1 по 15 сентября 2022 "
             "года"})},
      {"DATE_TYPO", Rows({"id: '1.1', title: Приказ, term: до 14.09..2022"}),
       Rows({"id: '1.1', title: Приказ, term: до 14.09.2022"})},
      {"CELL_SPLIT", Rows({"id: '1.1', title: Приказ, term: До 14.09.20 22"}),
       Rows({"id: '1.1', title: Приказ, term: До 14.09.2022"})},
      {"SUSPECT_DATE",
       Rows({"id: '1.1', title: Один, term: до 30.08.2023",
             "id: '1.2', title: Два, term: до 30.08.2023",
             "id: '1.3', title: Три, term: до 30.08.2023",
             "id: '1.4', title: Четыре, term: до 03.08.2023"}),
       Rows({"id: '1.1', title: Один, term: до 30.08.2023",
             "id: '1.2', title: Два, term: до 30.08.2023",
             "id: '1.3', title: Три, term: до 30.08.2023",
             "id: '1.4', title: Четыре, term: до 21.08.2023"})},
      {"FUZZY_DATE", Rows({"id: '1.1', title: Банк, term: До середины ноября 2022 г."}),
       Rows({"id: '1.1', title: Банк, term: ноябрь 2022 г."})},
      {"BARE_DATE", Rows({"id: '1.1', title: Приказ, term: 14 сентября 2022 года"}),
       Rows({"id: '1.1', title: Семинар, term: 14 сентября 2022 года, evidence: event"})},
      {"INCLUSIVE_DO", Rows({"id: '1.1', title: Приказ, term: до 14.09.2022"}),
       Rows({"id: '1.1', title: Приказ, term: до 14.09.2022 включительно"})},
      {"NAMED_DAY", Rows({"id: '1.1', title: Награждение, term: День учителя 2022 года"}),
       Rows({"id: '1.1', title: Награждение, term: 5 октября 2022 года, evidence: event"})},
      {"ALTERNATIVE_TERM",
       Rows({"id: '1.1', title: Завершение, term: по окончании программы или май 2023 г."}),
       Rows({"id: '1.1', title: Завершение, term: май 2023 г."})},
      {"EXTERNAL_UNBOUND", Rows({"id: '1.1', title: Обучение, term: по отдельному графику"}),
       Rows({"id: '1.1', title: Обучение, term: октябрь 2022 г."})},
      {"RELATIVE_TERM", Rows({good, "id: '1.2', title: Работа, term: после этапа 1.1"}),
       Rows({good})},
      {"PERIOD_UNDEFINED", Rows({"id: '1.1', title: Работа, term: В течение всего периода"}),
       With(Rows({"id: '1.1', title: Работа, term: В течение всего периода"}), &Plan::title,
            "План на 2022-2023 учебный год")},
      {"PERIOD_CONFLICT", With(Rows({good}), &Plan::title, "План на 2021 год"),
       With(Rows({good}), &Plan::title, "План на 2022-2023 учебный год")},
      {"ONGOING_PRODUCT", Rows({"id: '1.1', title: Разработка мер, term: постоянно"}),
       Rows({"id: '1.1', title: Сопровождение, term: постоянно"})},
      {"RECURRENCE_IN_ONE_YEAR",
       Rows({"id: '1.1', title: Приказ, term: не позднее 14 сентября ежегодно"}),
       With(Rows({"id: '1.1', title: Приказ, term: не позднее 14 сентября ежегодно"}),
            &Plan::period, kTwoYears)},
      {"DUE_ON_DAY_OFF", Rows({"id: '1.1', title: Приказ, term: не позднее 18 сентября 2022 года"}),
       Rows({good})},
      {"OUT_OF_ORDER_DATES",
       Rows({"id: '1.1', title: Один, term: не позднее 20 сентября 2022 года",
             "id: '1.2', title: Два, term: не позднее 14 сентября 2022 года"}),
       Rows({"id: '1.1', title: Один, term: не позднее 14 сентября 2022 года",
             "id: '1.2', title: Два, term: не позднее 20 сентября 2022 года"})},
      {"NUMBER_GAP", Rows({good, "id: '1.3', title: Три, term: не позднее 20 сентября 2022 года"}),
       Rows({good, "id: '1.2', title: Два, term: не позднее 20 сентября 2022 года"})},
      {"NUMBER_MISSING",
       Rows({good, "id: x, number: '', title: Два, term: не позднее 20 сентября 2022 года"}),
       Rows({good, "id: '1.2', title: Два, term: не позднее 20 сентября 2022 года"})},
      {"NUMBER_STYLE",
       Rows({good, "id: x, number: '1.2.', title: Два, term: не позднее 20 сентября 2022 года"}),
       Rows({good, "id: '1.2', title: Два, term: не позднее 20 сентября 2022 года"})},
      {"AGREE_AFTER_APPROVE",
       Rows({"id: '1.1', title: Утверждение дорожной карты школы, term: не позднее 14 сентября "
             "2022 года",
             "id: '1.2', title: Согласование дорожной карты школы, term: не позднее 20 сентября "
             "2022 года"}),
       Rows({"id: '1.1', title: Согласование дорожной карты школы, term: не позднее 14 сентября "
             "2022 года",
             "id: '1.2', title: Утверждение дорожной карты школы, term: не позднее 20 сентября "
             "2022 года"})},
      {"SELF_REFERENCE",
       Rows({"id: '1.1', title: Утверждение дорожной карты школы, term: не позднее 14 сентября "
             "2022 года"}),
       Rows({"id: '1.1', title: Утверждение положения школы, term: не позднее 14 сентября 2022 "
             "года"})},
      {"DUPLICATE_MEASURE",
       Rows({good, "id: '1.2', title: Издать приказ, term: не позднее 14 сентября 2022 года"}),
       Rows({good, "id: '1.2', title: Издать положение, term: не позднее 14 сентября 2022 года"})},
      {"EXECUTOR_NOT_YET_CREATED",
       Rows({"id: '1.1', title: Создание МРГ, term: не позднее 20 сентября 2022 года, responsible: "
             "РУО",
             "id: '1.2', title: Подбор, term: не позднее 14 сентября 2022 года, responsible: МРГ"}),
       Rows(
           {"id: '1.1', title: Создание МРГ, term: не позднее 14 сентября 2022 года, responsible: "
            "РУО",
            "id: '1.2', title: Подбор, term: не позднее 20 сентября 2022 года, responsible: МРГ"})},
      {"APPROVER_IS_EXECUTOR",
       With(Rows({"id: '1.1', title: Приказ, term: октябрь 2022 г., responsible: Османов Р. М."}),
            &Plan::source,
            "{document: plan.txt, approved: {on: 2022-09-01, number: '1', by: Р.М. Османов}}"),
       With(Rows({"id: '1.1', title: Приказ, term: октябрь 2022 г., responsible: Мамедов М. Р."}),
            &Plan::source,
            "{document: plan.txt, approved: {on: 2022-09-01, number: '1', by: Р.М. Османов}}")},
      {"CONTROLLER_IS_EXECUTOR",
       Rows({good, "id: '1.2', title: Контроль исполнения, term: июнь 2023 г."}),
       Rows({good,
             "id: '1.2', title: Контроль исполнения, term: июнь 2023 г., responsible: Директор"})},
      {"RESPONSIBLE_SEPARATOR",
       Rows({"id: '1.1', title: Приказ, term: май 2023 г., responsible: Мамедов М. Р. Османов Р. "
             "М."}),
       Rows({"id: '1.1', title: Приказ, term: май 2023 г., responsible: 'Мамедов М. Р., Османов Р. "
             "М.'"})},
      {"NAME_VARIANTS",
       Rows({"id: '1.1', title: Приказ, term: май 2023 г., responsible: Мамедов М. Р.",
             "id: '1.2', title: Отчет, term: июнь 2023 г., responsible: М. Р. Мамедов"}),
       Rows({"id: '1.1', title: Приказ, term: май 2023 г., responsible: Мамедов М. Р.",
             "id: '1.2', title: Отчет, term: июнь 2023 г., responsible: Мамедов М.Р."})},
      {"LOOKALIKE_PERSONS",
       Rows({"id: '1.1', title: Приказ, term: май 2023 г., responsible: Демаков С.Н.",
             "id: '1.2', title: Отчет, term: июнь 2023 г., responsible: Демакова Т.В."}),
       Rows({"id: '1.1', title: Приказ, term: май 2023 г., responsible: Демаков С.Н.",
             "id: '1.2', title: Отчет, term: июнь 2023 г., responsible: Баланюк М.А."})},
      {"CONDITIONAL_EXECUTOR",
       Rows({"id: '1.1', title: Приказ, term: май 2023 г., responsible: Директор (по "
             "согласованию)"}),
       Rows({"id: '1.1', title: Приказ, term: май 2023 г., responsible: Директор"})},
      {"HIDDEN_PERSON",
       Rows({"id: '1.1', title: Определить Попенову Н.В. куратором, term: май 2023 г."}),
       Rows({"id: '1.1', title: Определить Попову Н.В. куратором, term: май 2023 г., responsible: "
             "Попову Н.В."})},
      {"MISSING_RESPONSIBLE",
       Rows({"id: '1.1', title: Приказ, term: май 2023 г., responsible: ''"}), Rows({good})},
      {"MISSING_RESULT", Rows({good, "id: '1.2', title: Отчет, term: май 2023 г., result: ''"}),
       Rows({good})},
      {"FOREIGN_NAME",
       With(With(Rows({good}), &Plan::title, "План школы Рутульского района"), &Plan::stage,
            "Работа на территории Багаевского муниципального района"),
       With(With(Rows({good}), &Plan::title, "План школы Рутульского района"), &Plan::stage,
            "Работа на территории Рутульского муниципального района")},
      {"NO_APPROVAL", With(Rows({good}), &Plan::source, "{document: plan.txt}"), Rows({good})},
      {"TAUTOLOGICAL_RESULT",
       Rows({"id: '1.1', title: Проведение семинара наставников школы, term: май 2023 г., "
             "evidence: event, "
             "result: Семинар наставников школы"}),
       Rows({"id: '1.1', title: Проведение семинара наставников школы, term: май 2023 г., "
             "evidence: event, "
             "result: Протокол семинара"})},
      {"UNVERIFIABLE_RESULT",
       Rows(
           {"id: '1.1', title: Работа, term: май 2023 г., result: Обеспечение условий реализации"}),
       Rows({"id: '1.1', title: Работа, term: май 2023 г., result: Список участников"})},
      {"KPI_UNOWNED",
       With(Rows({good}), &Plan::tail,
            "indicators:\n  - {id: a, title: Доля учеников, unit: '%', value: "
            "double(mentees.count), targets: {2023: 10}}\n"),
       With(Rows({good, "id: '1.2', title: Свод показателей, term: июнь 2023 г."}), &Plan::tail,
            "indicators:\n  - {id: a, title: Доля учеников, unit: '%', value: "
            "double(mentees.count), targets: {2023: 10}}\n")},
      {"KPI_CONTRADICTION",
       With(Rows({good}), &Plan::tail,
            "indicators:\n  - {id: a, title: Доля учеников, unit: '%', value: "
            "double(mentees.count), targets: {2023: 10}}\n"
            "  - {id: b, title: доля учеников, unit: '%', value: double(mentees.count), targets: "
            "{2023: 12}}\n"),
       With(Rows({good}), &Plan::tail,
            "indicators:\n  - {id: a, title: Доля учеников, unit: '%', value: "
            "double(mentees.count), targets: {2023: 10}}\n"
            "  - {id: b, title: Доля учителей, unit: '%', value: double(mentors.selected), "
            "targets: {2023: 12}}\n")},
      {"TITLE_NOT_SELF_STANDING", Rows({"id: '1.1', title: На уровне школы, term: май 2023 г."}),
       Rows({"id: '1.1', title: На уровне школы издать приказ о наставниках, term: май 2023 г."})},
      {"VACUOUS_OCCURRENCE",
       Rows({"id: '1.1', title: Сбор, term: 'Декабрь, июнь в период с 2022 по 2023 г.г.'"}),
       With(Rows({"id: '1.1', title: Сбор, term: 'Декабрь, июнь в период с 2022 по 2023 г.г.'"}),
            &Plan::period, "2022-06-01..2023-12-31")},
      {"SCHOOL_YEAR_END", Rows({"id: '1.1', title: Работа, term: в течение учебного года"}),
       With(Rows({"id: '1.1', title: Работа, term: в течение учебного года"}), &Plan::roles,
            "school_year: 09-01..05-31\n")},
      {"TERM_TYPO", Rows({"id: '1.1', title: Работа, term: В течении 4 квартала 2022 года"}),
       Rows({"id: '1.1', title: Работа, term: В течение 4 квартала 2022 года"})},
      {"DATE_STYLE",
       Rows({"id: '1.1', title: Один, term: до 14.09.2022",
             "id: '1.2', title: Два, term: до 20 сентября 2022 года"}),
       Rows({"id: '1.1', title: Один, term: до 14.09.2022",
             "id: '1.2', title: Два, term: октябрь 2022 года"})},
      {"TRUNCATED",
       Rows({"id: '1.1', title: База, term: май 2023 г., result: 'База, подходящая для'"}),
       Rows({"id: '1.1', title: База, term: май 2023 г., result: 'База, подходящая для пар'"})},
      {"RESULT_MISALIGNED",
       Rows({"id: '1.1', title: База, term: май 2023 г., result: 'База, подходящая для'",
             "id: '1.2', title: Обучение, term: май 2023 г., result: конкретных программ и "
             "запросов"}),
       Rows({"id: '1.1', title: База, term: май 2023 г., result: 'База, подходящая для пар'",
             "id: '1.2', title: Обучение, term: май 2023 г., result: список обученных"})},
      {"CELL_SHIFT",
       Rows({"id: '1.1', title: Приказ, term: май 2023 г., result: 'В течение 2022/2023 уч. г.'"}),
       Rows({"id: '1.1', title: Приказ, term: май 2023 г., result: Отчет за 2022/2023 уч. г."})},
      {"COLUMN_NUMBER_ROW", Rows({"heading: '1', title: '2'", good}),
       Rows({"heading: '1', title: Приказы 2022 года", good})},
      {"DATE_IN_TITLE",
       Rows({"id: '1.1', title: Исполнить распоряжение от 25.12.2019 № Р-145, term: май 2023 г."}),
       Rows({"id: '1.1', title: Исполнить распоряжение министерства, term: май 2023 г."})},
      {"TEXT_TYPO",
       Rows({"id: '1.1', title: 'Через, муниципальные СМИ и др. и др.', term: май 2023 г."}),
       Rows({"id: '1.1', title: 'Через СМИ, сайты и др., газеты и др.', term: май 2023 г."})},
      {"DUPLICATE_DEFINITION",
       Rows({"id: '1.1', title: 'Создание рабочей группы (далее - РГ)', term: май 2023 г.",
             "id: '1.2', title: 'Состав рабочей группы (далее - РГ)', term: май 2023 г."}),
       Rows({"id: '1.1', title: 'Создание рабочей группы (далее - РГ)', term: май 2023 г.",
             "id: '1.2', title: 'Состав совета кураторов (далее - СК)', term: май 2023 г."})},
      {"ROLE_UNUSED",
       Rows({"id: '1.1', title: 'Назначение лица (далее - куратор внедрения)', term: май 2023 г., "
             "responsible: Директор"}),
       Rows({"id: '1.1', title: 'Назначение лица (далее - куратор внедрения)', term: май 2023 г., "
             "responsible: Директор",
             "id: '1.2', title: Обучение кураторов внедрения, term: май 2023 г."})},
      {"ROLE_UNDEFINED", Rows({"id: '1.1', title: Подбор, term: май 2023 г., responsible: МРЦ"}),
       Rows({"id: '1.1', title: 'Создание ресурсного центра (далее - МРЦ)', term: май 2023 г., "
             "responsible: МРЦ"})},
      {"ROLE_CLASS",
       District(Rows({"id: '1.1', title: Подбор, term: май 2023 г., responsible: Образовательные "
                      "организации"})),
       District(Rows({"id: '1.1', title: Подбор, term: май 2023 г., responsible: Образовательные "
                      "организации, for: each school"}))},
      {"APPROVER_UNCLEAR",
       Rows({"id: '1.1', title: Утверждение положения, term: май 2023 г., responsible: 'Мамедов М. "
             "Р., заместитель директора'"}),
       Rows({"id: '1.1', title: Утверждение положения, term: май 2023 г., responsible: 'Мамедов М. "
             "Р., директор'"})},
      {"POSITION_UNKNOWN",
       Rows({"id: '1.1', title: Приказ, term: май 2023 г., responsible: Мамедов М. Р."}),
       Rows({"id: '1.1', title: Приказ, term: май 2023 г., responsible: 'Мамедов М. Р., "
             "директор'"})},
      {"SCOPE_GAP", Six("Занятие"), Six("Мониторинг")},
      {"ABBREVIATION", With(Spoken("ЦМН"), &Plan::title, "План внедрения ЦМП"),
       With(Spoken("ЦМН"), &Plan::title, "План внедрения ЦМН")},
      {"PERSON_IN_ROLE", Five("Смирнова П.Д."), Five("Администратор сайта")},
      {"MULTI_DATE_BINDING",
       Rows({"id: '1.1', title: Приказы, term: До 14.09.2022 До 20.09.2022, items: [{id: a, title: "
             "Один, term: До 14.09.2022}, {id: b, title: Два, term: До 20.09.2022}]"}),
       Rows(
           {"id: '1.1', title: Приказы, term: До 14.09.2022, items: [{id: a, title: Один}, {id: b, "
            "title: Два}]"})},
      {"GROUP_HEADING",
       Rows({"heading: '1.1', title: Контроль", "id: '1.1.1', title: Приказ, term: май 2023 г."}),
       Rows({good})},
  };
}

}  // namespace vekha::lint
