#include "service/intake/bundle/cell_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>

#include "service/intake/bundle/file_set.h"

namespace vekha::intake {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

constexpr size_t kIdBytesMax = 255;  // OneRoster: "less than 256 characters"
constexpr int kAgeMax = 120;         // nobody in a school has lived longer

// The grades of CEDS, which OneRoster asks for.
bool IsGrade(std::string_view grade) {
  if (grade.size() == 2 && IsDigit(grade[0]) && IsDigit(grade[1])) {
    return grade >= "01" && grade <= "13";
  }
  constexpr std::string_view kNames[] = {"IT", "PR", "PK", "TK", "KG", "PS", "UG", "Other"};
  return std::find(std::begin(kNames), std::end(kNames), grade) != std::end(kNames);
}

bool IsNumber(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, number, std::chars_format::fixed);
  return error == std::errc() && at == end;
}

bool IsDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit);
}

bool IsIdCharacter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
         c == '-' || c == '_' || c == '/' || c == '@';
}

// Something on both sides of one @.
bool IsMailLike(std::string_view text) {
  const size_t at = text.find('@');
  return at != 0 && at != std::string_view::npos && at + 1 < text.size() && at == text.rfind('@');
}

int Number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

// Three numbers between points, slashes or dashes: 1.9.2010, 09/01/2010; nothing else.
std::optional<std::array<int, 3>> ThreeNumbers(std::string_view text) {
  std::array<int, 3> numbers{};
  size_t from = 0;
  for (size_t i = 0; i < 3; ++i) {
    const size_t end = i == 2 ? text.size() : text.find_first_of("./-", from);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view part = text.substr(from, end - from);
    if (!IsDigits(part) || part.size() > 4) return std::nullopt;
    numbers[i] = Number(part);
    from = end + 1;
  }
  return numbers;
}

bool IsClock(std::string_view text) {
  return text.size() >= 8 && IsDigits(text.substr(0, 2)) && text[2] == ':' &&
         IsDigits(text.substr(3, 2)) && text[5] == ':' && IsDigits(text.substr(6, 2)) &&
         Number(text.substr(0, 2)) < 24 && Number(text.substr(3, 2)) < 60 &&
         Number(text.substr(6, 2)) < 61;
}

// What may follow hh:mm:ss: a fraction, then Z or an offset or nothing.
bool IsClockTail(std::string_view tail) {
  if (!tail.empty() && tail.front() == '.') {
    size_t end = 1;
    while (end < tail.size() && tail[end] >= '0' && tail[end] <= '9') ++end;
    if (end == 1) return false;
    tail.remove_prefix(end);
  }
  if (tail.empty() || tail == "Z") return true;
  return tail.size() == 6 && (tail[0] == '+' || tail[0] == '-') && IsDigits(tail.substr(1, 2)) &&
         tail[3] == ':' && IsDigits(tail.substr(4, 2));
}

// 20220901.
std::optional<Date> BasicIsoDate(std::string_view text) {
  if (text.size() != 8 || !IsDigits(text)) return std::nullopt;
  return MakeDate(Number(text.substr(0, 4)), Number(text.substr(4, 2)), Number(text.substr(6, 2)));
}

bool StartsWithIsoDate(std::string_view text) {
  return text.size() >= 10 && ParseIsoDate(text.substr(0, 10)).has_value();
}

}  // namespace

bool IsTrue(std::string_view value) { return LowerAscii(value) == "true"; }

void CellChecker::Report(Severity severity, std::string_view code, const Place& at,
                         std::string_view value, Bilingual message, Bilingual hint) {
  if (!value.empty() && at.column.privacy == Privacy::kOpen) {
    const std::string shown = ShownCell(value);
    message.ru = fmt::format("«{}»: {}", shown, message.ru);
    message.en = fmt::format("\"{}\": {}", shown, message.en);
  }
  c_.reporter.Add(severity, code, c_.file, at.row, at.name, std::move(message), std::move(hint));
}

CheckedCell CellChecker::Check(const ColumnSpec& column, std::string_view name, uint32_t row,
                               std::string_view cell, bool deleted) {
  const Place at{column, name, row};
  CheckedCell checked;
  checked.text = Trim(cell);
  const std::string_view value = checked.text;
  if (value.size() > c_.limits.cell_bytes_max) {
    Report(Severity::kError, "R0216", at, "", {"ячейка слишком длинная", "the cell is too long"});
    checked.ok = false;
    return checked;
  }
  if (value.size() != cell.size() && column.kind != Kind::kText && column.kind != Kind::kTexts) {
    Report(Severity::kWarning, "R0512", at, "",
           {"пробелы вокруг значения", "spaces around the value"});
  }
  if (column.kind == Kind::kStatus) {
    checked.ok = CheckStatus(at, value);
    return checked;
  }
  if (column.kind == Kind::kDateTime) {
    checked.ok = CheckDateTime(at, value);
    return checked;
  }
  if (value.empty()) {
    checked.ok = CheckBlank(at, deleted);
    return checked;
  }
  const auto text_error = [&](std::string_view code, Bilingual message) {
    Report(Severity::kError, code, at, value, std::move(message));
    return false;
  };
  switch (column.kind) {
    case Kind::kId:
    case Kind::kReference:
      checked.ok = CheckId(at, value);
      break;
    case Kind::kReferences:
      checked.ok = CheckItems(at, value, [&](std::string_view item) { return CheckId(at, item); });
      break;
    case Kind::kText:
      break;
    case Kind::kTexts:
      checked.ok = CheckItems(at, value, [](std::string_view) { return true; });
      if (checked.ok && column.field == Field::kGrades) CheckGrades(at, value);
      break;
    case Kind::kEnum:
      checked.ok = CheckEnum(at, value);
      break;
    case Kind::kEnums:
      checked.ok =
          CheckItems(at, value, [&](std::string_view item) { return CheckEnum(at, item); });
      break;
    case Kind::kBoolean:
      checked.ok = CheckBoolean(at, value);
      break;
    case Kind::kDate:
      checked.ok = CheckDate(at, value, checked.date);
      break;
    case Kind::kYear:
      checked.ok =
          (value.size() == 4 && IsDigits(value)) ||
          text_error("R0508", {"нужен год из четырёх цифр", "a year of four digits is needed"});
      break;
    case Kind::kNumber:
      checked.ok = IsNumber(value) || text_error("R0509", {"нужно число", "a number is needed"});
      break;
    case Kind::kUserIds:
      checked.ok = CheckUserIds(at, value);
      break;
    case Kind::kEmail:
      if (!IsMailLike(value)) {
        Report(Severity::kWarning, "R0514", at, value,
               {"не похоже на адрес почты", "does not look like a mail address"});
      }
      break;
    case Kind::kStatus:
    case Kind::kDateTime:
      break;
  }
  return checked;
}

void CellChecker::CheckGrades(const Place& at, std::string_view value) {
  if (!IsOneRoster(c_.format)) return;
  bool known = true;
  ForEachItem(value, [&known](std::string_view grade) { known = known && IsGrade(grade); });
  if (known) return;
  Report(
      Severity::kWarning, "R0524", at, value,
      {"класс записан не так, как просит стандарт", "a grade is not written as the standard asks"},
      {"две цифры: 01, 05, 11", "two figures: 01, 05, 11"});
}

bool CellChecker::CheckBlank(const Place& at, bool deleted) {
  if (at.column.need == Need::kNo) return true;
  const bool forgiven = deleted && at.column.field != Field::kId;
  Report(forgiven ? Severity::kWarning : Severity::kError, "R0501", at, "",
         {"нет обязательного значения", "the required value is missing"});
  return forgiven;
}

bool CellChecker::CheckId(const Place& at, std::string_view value) {
  if (value.size() > kIdBytesMax) {
    Report(Severity::kError, "R0510", at, value,
           {"идентификатор длиннее 255 знаков", "the id is longer than 255 characters"});
    return false;
  }
  if (std::all_of(value.begin(), value.end(), IsIdCharacter)) return true;
  const bool error = c_.format == Format::kOneRoster12;
  // Forgiven where the id stands, and not told anew wherever it is pointed at.
  if (!error && at.column.kind != Kind::kId) return true;
  Report(error ? Severity::kError : Severity::kWarning, "R0510", at, value,
         {"в идентификаторе не только латинские буквы, цифры и . - _ / @",
          "the id has other characters than Latin letters, digits and . - _ / @"});
  return !error;
}

bool CellChecker::CheckEnum(const Place& at, std::string_view value) {
  const auto& values = at.column.values;
  if (std::find(values.begin(), values.end(), value) != values.end()) return true;
  if (at.column.extensible && c_.format == Format::kOneRoster12 && value.size() > 4 &&
      value.substr(0, 4) == "ext:") {
    return true;
  }
  const std::string lower = LowerAscii(value);
  const auto alike = std::find_if(values.begin(), values.end(),
                                  [&lower](std::string_view v) { return LowerAscii(v) == lower; });
  if (!IsOneRoster(c_.format)) {
    if (alike != values.end()) return true;
    Report(Severity::kWarning, "R0522", at, value,
           {"значения нет в списке по умолчанию", "the value is not in the default list"});
    return true;
  }
  if (alike != values.end()) {
    Report(Severity::kError, "R0503", at, value,
           {fmt::format("значение в другом регистре, нужно «{}»", *alike),
            fmt::format("the value is in the wrong case, \"{}\" is needed", *alike)});
    return false;
  }
  std::string allowed;
  for (const std::string_view v : values)
    allowed += fmt::format("{}{}", allowed.empty() ? "" : ", ", v);
  Report(Severity::kError, "R0502", at, value,
         {"такого значения стандарт не знает", "the standard has no such value"},
         {fmt::format("можно: {}", allowed), fmt::format("allowed: {}", allowed)});
  return false;
}

bool CellChecker::CheckBoolean(const Place& at, std::string_view value) {
  if (value == "true" || value == "false") return true;
  const std::string lower = LowerAscii(value);
  if (lower == "true" || lower == "false") {
    if (IsOneRoster(c_.format) && c_.reporter.Once("R0503", c_.file, at.name)) {
      Report(Severity::kWarning, "R0503", at, value,
             {"нужно строчными: true или false", "lower case is needed: true or false"});
    }
    return true;
  }
  Report(Severity::kError, "R0504", at, value, {"нужно true или false", "true or false is needed"});
  return false;
}

bool CellChecker::CheckDate(const Place& at, std::string_view value, Date& date) {
  if (const auto iso = ParseIsoDate(value)) {
    date = *iso;
  } else if (StartsWithIsoDate(value) && value[10] == 'T' && IsClock(value.substr(11))) {
    date = *ParseIsoDate(value.substr(0, 10));
    Report(Severity::kWarning, "R0523", at, value,
           {"дата со временем, время отброшено", "a date with a time, the time is dropped"});
  } else if (const auto basic = BasicIsoDate(value); basic && !IsOneRoster(c_.format)) {
    date = *basic;  // Microsoft: "YYYY-MM-DD or YYYYMMDD"
  } else {
    const auto numbers = ThreeNumbers(value);
    const bool year_last = numbers && (*numbers)[2] > 31;
    if (c_.format == Format::kSdsV1 && year_last && value.find('/') != std::string_view::npos) {
      // Microsoft's own sample bundles of v1 write month/day/year.
      const auto american = MakeDate((*numbers)[2], (*numbers)[0], (*numbers)[1]);
      if (american) {
        date = *american;
        if (c_.reporter.Once("R0520", c_.file, at.name)) {
          Bilingual read{"дата прочитана как месяц/день/год", "the date is read as month/day/year"};
          if (at.column.privacy == Privacy::kOpen) {
            read.ru += fmt::format(": {}", FormatRussian(date));
            read.en += fmt::format(": {}", FormatIso(date));
          }
          Report(Severity::kWarning, "R0520", at, value, std::move(read),
                 {"пишите ГГГГ-ММ-ДД", "write YYYY-MM-DD"});
        }
        return at.column.field != Field::kBirthDate || CheckBirthDate(at, value, date);
      }
    }
    const bool iso_shape = value.size() == 10 && value[4] == '-' && value[7] == '-' && numbers;
    const bool out_of_range = iso_shape &&
                              ((*numbers)[0] < kFirstYear || (*numbers)[0] > kLastYear) &&
                              MakeDate(2000, (*numbers)[1], (*numbers)[2]);
    if (out_of_range && at.column.field == Field::kBirthDate) {
      Report(
          Severity::kError, "R0506", at, value,
          {"в этот год никто из людей школы не родился", "nobody of a school was born that year"});
    } else if (out_of_range) {
      Report(Severity::kError, "R0519", at, value,
             {fmt::format("год бывает с {} по {}", kFirstYear, kLastYear),
              fmt::format("a year is from {} to {}", kFirstYear, kLastYear)});
    } else if (iso_shape) {
      Report(Severity::kError, "R0519", at, value,
             {"такого дня нет в календаре", "there is no such day"});
    } else {
      Report(Severity::kError, "R0505", at, value,
             {"дата не в виде ГГГГ-ММ-ДД", "the date is not written YYYY-MM-DD"},
             {"например, 2010-09-01", "for example 2010-09-01"});
    }
    return false;
  }
  return at.column.field != Field::kBirthDate || CheckBirthDate(at, value, date);
}

bool CellChecker::CheckBirthDate(const Place& at, std::string_view value, Date date) {
  if (date > c_.today) {
    Report(Severity::kError, "R0506", at, value,
           {"дата рождения ещё не наступила", "the birth date is in the future"});
    return false;
  }
  if (roster::AgeOn(date, c_.today) <= kAgeMax) return true;
  Report(Severity::kError, "R0506", at, value,
         {fmt::format("по дате рождения человеку больше {} лет", kAgeMax),
          fmt::format("by the birth date the person is over {} years old", kAgeMax)});
  return false;
}

bool CellChecker::CheckDateTime(const Place& at, std::string_view value) {
  if (c_.mode == roster::Mode::kBulk) {
    if (!value.empty() && c_.reporter.Few("R0517", c_.file, at.name)) {
      Report(Severity::kWarning, "R0517", at, value,
             {"в полной выгрузке (bulk) столбец должен быть пуст",
              "the column must be blank in a bulk file"});
    }
    return true;
  }
  if (value.empty()) {
    Report(Severity::kError, "R0518", at, "",
           {"в выгрузке изменений (delta) нужно время изменения",
            "a delta file needs the time of the change"});
    return false;
  }
  const bool date = StartsWithIsoDate(value);
  const bool time = date && value.size() >= 19 && value[10] == 'T' && IsClock(value.substr(11)) &&
                    IsClockTail(value.substr(19));
  if (time && value.size() == 24 && value.back() == 'Z') return true;
  const bool forgiven = time || (date && value.size() == 10);
  Report(forgiven ? Severity::kWarning : Severity::kError, "R0507", at, value,
         {"время изменения не в виде ГГГГ-ММ-ДДTЧЧ:ММ:СС.сссZ",
          "the time of the change is not written YYYY-MM-DDTHH:MM:SS.sssZ"});
  return forgiven;
}

bool CellChecker::CheckStatus(const Place& at, std::string_view value) {
  if (c_.mode == roster::Mode::kBulk) {
    if (value.empty()) return true;
    const bool active = value == "active";
    if (active && !c_.reporter.Few("R0515", c_.file, at.name)) return true;
    Report(active ? Severity::kWarning : Severity::kError, "R0515", at, value,
           {"в полной выгрузке (bulk) столбец status должен быть пуст",
            "status must be blank in a bulk file"});
    return active;
  }
  if (value == "active" || value == "tobedeleted") return true;
  Bilingual hint;
  if (LowerAscii(value) == "inactive") {
    hint = {"inactive был только в версии 1.0", "inactive was in version 1.0 only"};
  }
  Report(Severity::kError, "R0516", at, value,
         {"в выгрузке изменений (delta) нужно active или tobedeleted",
          "a delta file needs active or tobedeleted"},
         std::move(hint));
  return false;
}

bool CellChecker::CheckUserIds(const Place& at, std::string_view value) {
  bool fine = true;
  ForEachItem(value, [&fine](std::string_view item) {
    const size_t colon = item.find(':');
    fine = fine && item.size() > 4 && item.front() == '{' && item.find('}') == item.size() - 1 &&
           colon != std::string_view::npos && colon > 1 && colon + 2 < item.size();
  });
  if (!fine) {
    Report(Severity::kWarning, "R0513", at, value,
           {"нужно {одно:другое}, через запятую", "{one:other} is needed, separated by commas"},
           {"например, {LDAP:12},{mail:a.b}", "for example {LDAP:12},{mail:a.b}"});
  }
  return true;
}

bool CellChecker::CheckItems(const Place& at, std::string_view value,
                             const std::function<bool(std::string_view)>& check) {
  size_t count = 0;
  bool empty = false;
  bool ok = true;
  ForEachItem(value, [&](std::string_view item) {
    if (++count > c_.limits.list_items_max) return;
    if (item.empty()) {
      empty = true;
    } else {
      ok = check(item) && ok;
    }
  });
  if (empty) {
    Report(Severity::kError, "R0511", at, value,
           {"в списке есть пустое значение", "the list has an empty item"});
  }
  if (count > c_.limits.list_items_max) {
    Report(Severity::kError, "R0511", at, "",
           {"в списке слишком много значений", "the list has too many items"});
    return false;
  }
  return ok && !empty;
}

}  // namespace vekha::intake
