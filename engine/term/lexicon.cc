#include "engine/term/lexicon.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "engine/base/utf8.h"

namespace vekha::term {
namespace {

struct Entry {
  std::string_view forms;  // separated by spaces; a form ending in * is a stem
  Sense sense;
  int value;
};

constexpr int kValueStart = 1;  // of kPart: the values of Part
constexpr int kValueMiddle = 2;
constexpr int kValueEnd = 3;

constexpr Entry kEntries[] = {
    {"январь января январю январем январе янв янвр", Sense::kMonth, 1},
    {"февраль февраля февралю февралем феврале фев февр", Sense::kMonth, 2},
    {"март марта марту мартом марте мар", Sense::kMonth, 3},
    {"апрель апреля апрелю апрелем апреле апр", Sense::kMonth, 4},
    {"май мая маю маем мае", Sense::kMonth, 5},
    {"июнь июня июню июнем июне июн", Sense::kMonth, 6},
    {"июль июля июлю июлем июле июл", Sense::kMonth, 7},
    {"август августа августу августом августе авг", Sense::kMonth, 8},
    {"сентябрь сентября сентябрю сентябрем сентябре сен сент сентяб", Sense::kMonth, 9},
    {"октябрь октября октябрю октябрем октябре окт", Sense::kMonth, 10},
    {"ноябрь ноября ноябрю ноябрем ноябре ноя нояб", Sense::kMonth, 11},
    {"декабрь декабря декабрю декабрем декабре дек", Sense::kMonth, 12},
    {"зима зимы зиму зимой зиме", Sense::kSeason, 1},
    {"весна весны весну весной весне", Sense::kSeason, 2},
    {"лето лета лету летом лете", Sense::kSeason, 3},
    {"осень осени осенью", Sense::kSeason, 4},
    {"зимни* зимнe* зимне* зимня* зимню*", Sense::kSeasonAdj, 1},
    {"весенн*", Sense::kSeasonAdj, 2},
    {"летни* летне* летня* летню*", Sense::kSeasonAdj, 3},
    {"осенни* осенне* осення* осенню*", Sense::kSeasonAdj, 4},
    {"понедельник понедельника понедельнику понедельнике пн пнд", Sense::kWeekday, 1},
    {"вторник вторника вторнику вторнике вт", Sense::kWeekday, 2},
    {"среда среды среду среде ср", Sense::kWeekday, 3},
    {"четверг четверга четвергу четверге чт", Sense::kWeekday, 4},
    {"пятница пятницы пятницу пятнице пт", Sense::kWeekday, 5},
    {"суббота субботы субботу субботе сб", Sense::kWeekday, 6},
    {"воскресенье воскресенья воскресенью вс", Sense::kWeekday, 7},
    {"понедельникам понедельники", Sense::kWeekdays, 1},
    {"вторникам вторники", Sense::kWeekdays, 2},
    {"средам", Sense::kWeekdays, 3},
    {"четвергам четверги", Sense::kWeekdays, 4},
    {"пятницам", Sense::kWeekdays, 5},
    {"субботам", Sense::kWeekdays, 6},
    {"воскресеньям", Sense::kWeekdays, 7},
    {"первый первая первое первого первой первую первом первые первых", Sense::kOrdinal, 1},
    {"второй вторая второе второго вторую втором вторые вторых", Sense::kOrdinal, 2},
    {"третий третья третье третьего третьей третью третьем третьи третьих", Sense::kOrdinal, 3},
    {"четвертый четвертая четвертое четвертого четвертой четвертую четвертом", Sense::kOrdinal, 4},
    {"пятый пятая пятое пятого пятой пятую пятом", Sense::kOrdinal, 5},
    {"шестое шестого", Sense::kOrdinal, 6},
    {"седьмое седьмого", Sense::kOrdinal, 7},
    {"восьмое восьмого", Sense::kOrdinal, 8},
    {"девятое девятого", Sense::kOrdinal, 9},
    {"десятое десятого", Sense::kOrdinal, 10},
    {"одиннадцатое одиннадцатого", Sense::kOrdinal, 11},
    {"двенадцатое двенадцатого", Sense::kOrdinal, 12},
    {"тринадцатое тринадцатого", Sense::kOrdinal, 13},
    {"четырнадцатое четырнадцатого", Sense::kOrdinal, 14},
    {"пятнадцатое пятнадцатого", Sense::kOrdinal, 15},
    {"шестнадцатое шестнадцатого", Sense::kOrdinal, 16},
    {"семнадцатое семнадцатого", Sense::kOrdinal, 17},
    {"восемнадцатое восемнадцатого", Sense::kOrdinal, 18},
    {"девятнадцатое девятнадцатого", Sense::kOrdinal, 19},
    {"двадцатое двадцатого", Sense::kOrdinal, 20},
    {"тридцатое тридцатого", Sense::kOrdinal, 30},
    {"последн*", Sense::kOrdinal, -1},
    {"один одна одно одного одной однократно однажды", Sense::kNumeral, 1},
    {"два две двух двум", Sense::kNumeral, 2},
    {"три трех трем", Sense::kNumeral, 3},
    {"четыре четырех", Sense::kNumeral, 4},
    {"пять пяти", Sense::kNumeral, 5},
    {"шесть шести", Sense::kNumeral, 6},
    {"семь семи", Sense::kNumeral, 7},
    {"десять десяти", Sense::kNumeral, 10},
    {"пятнадцать пятнадцати", Sense::kNumeral, 15},
    {"двадцать двадцати", Sense::kNumeral, 20},
    {"тридцать тридцати", Sense::kNumeral, 30},
    {"дважды", Sense::kTimes, 2},
    {"трижды", Sense::kTimes, 3},
    {"раз раза разу р", Sense::kRaz, 0},
    {"день дня дней дню дни днем дн днях", Sense::kDayWord, 0},
    {"неделя недели неделю неделе недель неделей нед неделям неделях", Sense::kWeekWord, 0},
    {"месяц месяца месяцу месяце месяцев месяцам мес", Sense::kMonthWord, 0},
    {"квартал квартала квартале кварталу кварталов кварталом кварталы кв кварт кварталах",
     Sense::kQuarterWord, 0},
    {"четверть четверти четвертей четвертям четвертью четв чет четвертях",
     Sense::kSchoolQuarterWord, 0},
    {"триместр* модул* трим", Sense::kTrimesterWord, 0},
    {"полугод* семестр* п/г п/год полуг полгода", Sense::kHalfYearWord, 0},
    {"год года году годом годы годов годам годах г гг лет гг.", Sense::kYearWord, 0},
    {"декада декаду декаде декады декад дек-да", Sense::kDecadeWord, 0},
    {"половина половине половину половины пол полов", Sense::kHalfWord, 0},
    {"число числа числу числе чисел числам числах", Sense::kNumberWord, 0},
    {"период периода периоде периоду периодом", Sense::kPeriodWord, 0},
    {"каникул*", Sense::kHolidaysWord, 0},
    {"учебн* уч учеб учебн", Sense::kSchool, 0},
    {"календарн*", Sense::kCalendar, 0},
    {"рабоч* раб", Sense::kWork, 0},
    {"отчетн* следующ* текущ* соответствующ* данн* настоящ* предыдущ* истекш* "
     "прошл* предшеств*",
     Sense::kReportAdj, 0},
    {"начало начала началу начале началом нач", Sense::kPart, kValueStart},
    {"середина середины середину середине сер", Sense::kPart, kValueMiddle},
    {"конец конца концу конце концом кон", Sense::kPart, kValueEnd},
    {"окончани* завершени* истечени*", Sense::kFinish, 0},
    {"с со", Sense::kS, 0},
    {"по", Sense::kPo, 0},
    {"до", Sense::kDo, 0},
    {"к ко", Sense::kK, 0},
    {"в во", Sense::kV, 0},
    {"на", Sense::kNa, 0},
    {"за", Sense::kZa, 0},
    {"от", Sense::kOt, 0},
    {"не", Sense::kNe, 0},
    {"позднее позже позднея", Sense::kLater, 0},
    {"ранее раньше", Sense::kEarlier, 0},
    {"реже", Sense::kRarely, 0},
    {"более менее", Sense::kMore, 0},
    {"срок срока сроки сроку сроком срокам сроками сроков сроках", Sense::kSrok, 0},
    {"втечение втечении тчение течние течене течение течении теч течен течений теченее",
     Sense::kDuring, 0},
    {"протяжени*", Sense::kDuring, 0},
    {"весь всего всей все всем всю вся", Sense::kAll, 0},
    {"каждый каждая каждое каждого каждой каждую каждом каждые каждых каждым кажд", Sense::kEvery,
     0},
    {"ежегод* ежег", Sense::kRecur, static_cast<int>(Recurrence::kYear)},
    {"ежекварт* ежекв", Sense::kRecur, static_cast<int>(Recurrence::kQuarter)},
    {"ежемес*", Sense::kRecur, static_cast<int>(Recurrence::kMonth)},
    {"еженед* понедельно", Sense::kRecur, static_cast<int>(Recurrence::kWeek)},
    {"ежедн*", Sense::kRecur, static_cast<int>(Recurrence::kDay)},
    {"ежеполугод*", Sense::kRecur, static_cast<int>(Recurrence::kHalfYear)},
    {"поквартальн*", Sense::kRecur, static_cast<int>(Recurrence::kQuarter)},
    {"помесячн*", Sense::kRecur, static_cast<int>(Recurrence::kMonth)},
    {"и", Sense::kAnd, 0},
    {"или либо", Sense::kOr, 0},
    {"далее затем впоследствии", Sense::kNext, 0},
    {"последующ* дальнейш*", Sense::kLaterAdj, 0},
    {"включительно вкл включит", Sense::kInclusive, 0},
    {"исключительно искл", Sense::kExclusive, 0},
    {"начиная", Sense::kStarting, 0},
    {"пост постоянн* систематич* регулярн* непрерывн* круглогодичн* круглосуточн* бессрочн* "
     "ежеурочн* круглый* "
     "периодическ* повседневн*",
     Sense::kSteady, 0},
    {"после", Sense::kAfter, 0},
    {"перед накануне преддверии канун", Sense::kBefore, 0},
    {"через спустя", Sense::kThrough, 0},
    {"мере", Sense::kMera, 0},
    {"итогам результатам", Sense::kItog, 0},
    {"необходимост* запрос* требовани* заявк* заявлени* обращени* потребност* факту поступлени* "
     "надобност* обстоятельств* вызову вызовам возможност* желанию",
     Sense::kDemand, 0},
    {"план* график* расписани* циклограмм* положени* приказ* распоряжени* регламент* календар* "
     "программе согласовани* медиаплан* договоренности договоренност* согласованию назначению "
     "перспективн* письм*",
     Sense::kPlan, 0},
    {"согласно согл соответствии соотв соответств", Sense::kAccord, 0},
    {"установл* определ* указанн* утвержд* предусмотр* устанавлива* назначен* обозначен* "
     "запланирован* оговорен*",
     Sense::kSetWord, 0},
    {"порядке", Sense::kOrder, 0},
    {"ходе процессе рамках", Sense::kProgress, 0},
    {"реализаци* внедрени* действи* проект* программы месячник* апробаци* эксперимент*",
     Sense::kWork2, 0},
    {"класс* кл урок* человек чел балл* этаж* участник* учащи* обучающ* учеников групп* баллов "
     "руб* процент* штук шт экз экземпляр* юбил* летие летию летия",
     Sense::kNoiseAfter, 0},
    {"каб кабинет* ауд аудитори* дом д ул улиц* школ* сош оош мбоу мкоу гбоу моу маоу доу мбдоу "
     "мдоу детсад* n урок* корпус* зал* тел комнат* протокол*",
     Sense::kNoiseBefore, 0},
    {"этап* п пп пункт* подпункт* приложени* раздел* стр ст стать* мероприяти*", Sense::kReference,
     0},
    {"ч час часа часов часам мин минут", Sense::kHour, 0},
    {"кроме исключением", Sense::kNegation, 0},
    {"х", Sense::kUnknownX, 0},
    {"при случае случаях", Sense::kWhen, 0},
    {"уточня* дополнительно отдельно", Sense::kDecided, 0},
    {"перенос* перенес* вместо взамен отмен* около примерно ориентировочн* предположительн* "
     "предварительно",
     Sense::kMoved, 0},
};

using Table = std::unordered_map<std::string_view, WordSense>;

struct Tables {
  Table exact;
  Table stems;
};

void AddForms(const Entry& entry, Tables& tables) {
  std::string_view rest = entry.forms;
  while (!rest.empty()) {
    const size_t space = std::min(rest.find(' '), rest.size());
    std::string_view form = rest.substr(0, space);
    rest.remove_prefix(std::min(space + 1, rest.size()));
    if (form.empty()) continue;
    const WordSense sense{entry.sense, entry.value};
    if (form.back() == '*') {
      tables.stems.emplace(form.substr(0, form.size() - 1), sense);
    } else {
      tables.exact.emplace(form, sense);
    }
  }
}

const Tables& TheTables() {
  static const Tables tables = [] {
    Tables made;
    for (const Entry& entry : kEntries) AddForms(entry, made);
    return made;
  }();
  return tables;
}

constexpr std::array<std::string_view, 12> kMonthNominative = {
    "январь", "февраль", "март",     "апрель",  "май",    "июнь",
    "июль",   "август",  "сентябрь", "октябрь", "ноябрь", "декабрь"};
constexpr std::array<std::string_view, 12> kMonthGenitive = {
    "января", "февраля", "марта",    "апреля",  "мая",    "июня",
    "июля",   "августа", "сентября", "октября", "ноября", "декабря"};
constexpr std::array<std::string_view, 12> kMonthPrepositional = {
    "январе", "феврале", "марте",    "апреле",  "мае",    "июне",
    "июле",   "августе", "сентябре", "октябре", "ноябре", "декабре"};
constexpr std::array<std::string_view, 7> kWeekdayNominative = {
    "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"};
constexpr std::array<std::string_view, 7> kWeekdayAccusative = {
    "понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье"};

std::u32string Decode(std::string_view text) {
  std::u32string out;
  for (const CodePoint& point : DecodeUtf8(text)) out.push_back(point.value);
  return out;
}

// One letter missing, added or changed, or two neighbours swapped.
bool WithinOneSlip(const std::u32string& a, const std::u32string& b) {
  const std::u32string& s = a.size() <= b.size() ? a : b;
  const std::u32string& l = a.size() <= b.size() ? b : a;
  if (l.size() - s.size() > 1) return false;
  size_t i = 0;
  while (i < s.size() && s[i] == l[i]) ++i;
  if (l.size() == s.size() + 1) return s.substr(i) == l.substr(i + 1);
  if (i == s.size()) return true;
  if (s.substr(i + 1) == l.substr(i + 1)) return true;
  return i + 1 < s.size() && s[i] == l[i + 1] && s[i + 1] == l[i] &&
         s.substr(i + 2) == l.substr(i + 2);
}

}  // namespace

WordSense LookUp(std::string_view word) {
  const Tables& tables = TheTables();
  if (const auto it = tables.exact.find(word); it != tables.exact.end()) return it->second;
  for (size_t length = word.size(); length >= 6; --length) {
    if (const auto it = tables.stems.find(word.substr(0, length)); it != tables.stems.end()) {
      return it->second;
    }
  }
  return {};
}

std::optional<std::string> CorrectSlip(const std::u32string& word) {
  constexpr size_t kShortest = 6;
  static constexpr std::array<std::string_view, 15> kUsual = {
      "ежегодно",  "ежеквартально",  "ежемесячно",   "еженедельно", "ежедневно",
      "постоянно", "систематически", "регулярно",    "течение",     "течении",
      "полугодие", "каникулы",       "периодически", "учебного",    "учебный"};
  if (word.size() + 1 < kShortest) return std::nullopt;
  static const std::vector<std::pair<std::u32string, std::string_view>> forms = [] {
    std::vector<std::pair<std::u32string, std::string_view>> made;
    const auto add = [&](std::string_view form) {
      std::u32string letters = Decode(form);
      if (letters.size() >= kShortest) made.emplace_back(std::move(letters), form);
    };
    for (size_t month = 0; month < kMonthNominative.size(); ++month) {
      add(kMonthNominative[month]);
      add(kMonthGenitive[month]);
      add(kMonthPrepositional[month]);
    }
    for (const std::string_view form : kUsual) add(form);
    return made;
  }();
  for (const auto& form : forms) {
    if (WithinOneSlip(word, form.first)) return std::string(form.second);
  }
  return std::nullopt;
}

std::optional<std::string> CorrectYear(const std::u32string& word) {
  constexpr size_t kShortest = 3;
  if (word.size() < kShortest || word[0] != U'г' || !WithinOneSlip(word, U"года"))
    return std::nullopt;
  return "года";
}

std::string_view MonthNominative(int month) {
  return kMonthNominative.at(static_cast<size_t>(month - 1));
}
std::string_view MonthGenitive(int month) {
  return kMonthGenitive.at(static_cast<size_t>(month - 1));
}
std::string_view MonthPrepositional(int month) {
  return kMonthPrepositional.at(static_cast<size_t>(month - 1));
}
std::string_view WeekdayNominative(int weekday) {
  return kWeekdayNominative.at(static_cast<size_t>(weekday - 1));
}
std::string_view WeekdayAccusative(int weekday) {
  return kWeekdayAccusative.at(static_cast<size_t>(weekday - 1));
}

}  // namespace vekha::term
