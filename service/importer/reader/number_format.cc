#include "service/importer/reader/number_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "engine/base/date.h"

namespace vekha::importer {
namespace {

constexpr int kDecimalsMax = 9;
constexpr int kDaysTo2000 = 36'526;  // 1 January 2000 as a day number
constexpr double kDaysMax = 73'000;  // the year 2099
constexpr int kDaysMin = 18'264;     // the year 1950: an older number is no date of a plan
constexpr int kDaysOf1904 = 1462;

constexpr std::array<std::string_view, 12> kMonths = {"январь",   "февраль", "март",   "апрель",
                                                      "май",      "июнь",    "июль",   "август",
                                                      "сентябрь", "октябрь", "ноябрь", "декабрь"};
constexpr std::array<std::string_view, 12> kMonthsOfDays = {
    "января", "февраля", "марта",    "апреля",  "мая",    "июня",
    "июля",   "августа", "сентября", "октября", "ноября", "декабря"};

// What the first section of a format asks for; literal texts stand around the number.
struct Shape {
  std::string before;
  std::string after;
  int digits = 0;    // "0" before the point: at least so many
  int decimals = 0;  // "0" and "#" after it
  bool number = false;
  bool percent = false;
  bool day = false;
  bool month = false;
  bool year = false;
  bool time = false;
  bool strange = false;  // fractions, exponents: shown as stored
};

// "mm" after hours or before seconds are minutes; such formats are told by their "h" or "s".
void TakeLetter(char c, Shape& shape) {
  switch (c) {
    case 'd':
    case 'D':
      shape.day = true;
      break;
    case 'm':
    case 'M':
      shape.month = true;
      break;
    case 'y':
    case 'Y':
      shape.year = true;
      break;
    case 'h':
    case 'H':
    case 's':
    case 'S':
      shape.time = true;
      break;
    default:
      shape.strange = true;
  }
}

Shape ReadFormat(std::string_view format) {
  Shape shape;
  bool point = false;
  std::string* literal = &shape.before;
  for (size_t i = 0; i < format.size() && format[i] != ';'; ++i) {
    const char c = format[i];
    if (c == '"') {
      const size_t end = std::min(format.find('"', i + 1), format.size());
      literal->append(format.substr(i + 1, end - i - 1));
      i = end;
    } else if (c == '\\' && i + 1 < format.size()) {
      *literal += format[++i];
    } else if (c == '_' || c == '*') {
      ++i;  // room for the next sign
    } else if (c == '[') {
      i = std::min(format.find(']', i), format.size());  // a colour, a locale
    } else if (c == '0' || c == '#' || c == '?') {
      shape.number = true;
      literal = &shape.after;
      if (point) {
        shape.decimals += c == '0';
      } else {
        shape.digits += c == '0';
      }
    } else if (c == '.' && shape.number && !point) {
      point = true;
    } else if (c == '%') {
      shape.percent = true;
    } else if (c == ' ' || c == '-' || c == '/' || c == ',' || c == '.' || c == ':' || c == '(' ||
               c == ')' || c == '+' || (static_cast<unsigned char>(c) & 0x80) != 0) {
      if (c == '/' && shape.number) shape.strange = true;
      if (c != ',' && shape.number) *literal += c;
    } else {
      TakeLetter(c, shape);
    }
  }
  return shape;
}

std::string ShowDay(double value, const Shape& shape, Epoch epoch, const std::string& stored) {
  const double days = std::floor(value) + (epoch == Epoch::k1904 ? kDaysOf1904 : 0);
  if (days < kDaysMin || days > kDaysMax) return stored;
  const Date date = AddDays(*MakeDate(2000, 1, 1), static_cast<int>(days) - kDaysTo2000);
  const size_t month = date.month().as_number() - 1u;
  const int year = static_cast<int>(date.year());
  if (shape.month && !shape.day) {
    return shape.year ? fmt::format("{} {}", kMonths[month], year) : std::string(kMonths[month]);
  }
  if (shape.year && !shape.day) return std::to_string(year);
  if (shape.day && shape.month && !shape.year) {
    return fmt::format("{} {}", static_cast<int>(date.day()), kMonthsOfDays[month]);
  }
  return FormatRussian(date);
}

// The shortest text of the number; 11 digits, as a cell of no format shows.
std::string ShowPlain(double value) { return fmt::format("{:.11g}", value); }

std::string ShowFixed(double value, const Shape& shape) {
  if (shape.decimals > kDecimalsMax || shape.digits > kDecimalsMax) return ShowPlain(value);
  std::string text = fmt::format("{:.{}f}", shape.percent ? value * 100 : value, shape.decimals);
  const size_t point = std::min(text.find('.'), text.size());
  const auto digits = static_cast<size_t>(shape.digits);
  if (value >= 0 && point < digits) text.insert(0, digits - point, '0');
  return shape.before + text + (shape.percent ? "%" : "") + shape.after;
}

std::optional<double> NumberOf(const std::string& text) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || at != end || !std::isfinite(number)) return std::nullopt;
  return number;
}

}  // namespace

std::string_view BuiltInFormat(int id) {
  switch (id) {
    case 1:
      return "0";
    case 2:
      return "0.00";
    case 3:
      return "#,##0";
    case 4:
      return "#,##0.00";
    case 9:
      return "0%";
    case 10:
      return "0.00%";
    case 14:
    case 15:
    case 22:
      return "dd.mm.yyyy";
    case 16:
      return "d mmm";
    case 17:
      return "mmm yyyy";
    default:
      return "General";
  }
}

std::string ShowNumber(const std::string& value, std::string_view format, Epoch epoch) {
  const auto number = NumberOf(value);
  if (!number || std::fabs(*number) > 1e15) return value;
  if (format.empty() || format.starts_with("General") || format == "@") return ShowPlain(*number);
  const Shape shape = ReadFormat(format);
  if (shape.strange) return ShowPlain(*number);
  const bool minutes = shape.time && !shape.day && !shape.year;
  if (!minutes && (shape.day || shape.month || shape.year)) {
    return ShowDay(*number, shape, epoch, value);
  }
  return shape.number ? ShowFixed(*number, shape) : ShowPlain(*number);
}

}  // namespace vekha::importer
