#include "engine/roadmap/text_format.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <string>
#include <vector>

#include "engine/base/date.h"
#include "engine/base/utf8.h"

namespace vekha::roadmap {
namespace {

bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool IsLowerLatin(char32_t c) { return c >= U'a' && c <= U'z'; }
bool IsLatin(char32_t c) { return IsLowerLatin(c) || (c >= U'A' && c <= U'Z'); }
bool IsRussian(char32_t c) {
  return (c >= U'а' && c <= U'я') || (c >= U'А' && c <= U'Я') || c == U'ё' || c == U'Ё';
}

bool IsIdCharacter(char32_t c) {
  return IsDigit(c) || IsLatin(c) || IsRussian(c) ||
         std::u32string_view(U"._+-()").find(c) != std::u32string_view::npos;
}
bool IsSlugCharacter(char32_t c) { return IsLowerLatin(c) || IsDigit(c) || c == U'-'; }
bool IsNameCharacter(char32_t c) { return IsSlugCharacter(c) || c == U'_'; }

template <typename Predicate>
bool AllAre(std::string_view text, Predicate predicate) {
  const std::vector<CodePoint> letters = DecodeUtf8(text);
  return !letters.empty() &&
         std::ranges::all_of(letters, [&](const CodePoint& c) { return predicate(c.value); });
}

bool IsRegion(std::string_view text) {
  if (text == "RU") return true;
  if (!text.starts_with("RU-")) return false;
  text.remove_prefix(3);
  return (text.size() == 2 || text.size() == 3) &&
         std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool IsUse(std::string_view text) {
  const size_t slash = text.find('/');
  return slash != std::string_view::npos && AllAre(text.substr(0, slash), IsSlugCharacter) &&
         AllAre(text.substr(slash + 1), IsIdCharacter);
}

std::optional<schedule::MonthDay> ParseMonthDay(std::string_view text) {
  // Held in a year without 29 February: a school year has the same days every year.
  const std::optional<Date> date = ParseIsoDate("2001-" + std::string(text));
  if (!date) return std::nullopt;
  return schedule::MonthDay{date->month(), date->day()};
}

struct ShapeFormat {
  Shape shape;
  bool (*accepts)(std::string_view);  // null: read by the typed reader of the shape
  std::string_view russian;           // what to write
  std::string_view english;
  std::string_view pattern;
};

constexpr std::string_view kRegionRussian = "RU или регион, например RU-DA";
constexpr std::string_view kRegionEnglish = "RU, or a region such as RU-DA";
constexpr std::string_view kRegionPattern = "^RU(-[A-Z]{2,3})?$";

constexpr ShapeFormat kFormats[] = {
    {Shape::kId, [](std::string_view t) { return AllAre(t, IsIdCharacter); },
     "буквы, цифры и знаки . _ + - ( )", "letters, digits and . _ + - ( )",
     "^[0-9A-Za-zА-Яа-яЁё._+()-]+$"},
    {Shape::kSlug, [](std::string_view t) { return AllAre(t, IsSlugCharacter); },
     "строчные латинские буквы, цифры и -", "lower-case Latin letters, digits and -",
     "^[a-z0-9-]+$"},
    {Shape::kName, [](std::string_view t) { return AllAre(t, IsNameCharacter); },
     "строчные латинские буквы, цифры, _ и -", "lower-case Latin letters, digits, _ and -",
     "^[a-z0-9_-]+$"},
    {Shape::kUse, IsUse, "библиотека/мероприятие", "library/measure",
     "^[a-z0-9-]+/[0-9A-Za-zА-Яа-яЁё._+()-]+$"},
    {Shape::kRegion, IsRegion, kRegionRussian, kRegionEnglish, kRegionPattern},
    {Shape::kCalendar, IsRegion, kRegionRussian, kRegionEnglish, kRegionPattern},
    {Shape::kPeriod, nullptr, "ГГГГ-ММ-ДД..ГГГГ-ММ-ДД", "YYYY-MM-DD..YYYY-MM-DD",
     "^[0-9]{4}-[0-9]{2}-[0-9]{2}\\.\\.[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    {Shape::kDaySpan, nullptr, "ММ-ДД..ММ-ДД", "MM-DD..MM-DD",
     "^[0-9]{2}-[0-9]{2}\\.\\.[0-9]{2}-[0-9]{2}$"},
    {Shape::kGather, [](std::string_view t) { return ParseGather(t).has_value(); },
     "all, число организаций (5) или доля (80%)",
     "all, a number of organizations (5) or a share (80%)",
     "^(all|[1-9][0-9]{0,5}|([1-9][0-9]?|100)%)$"},
    {Shape::kOffset, nullptr, "3d - календарных дней, 10wd - рабочих",
     "3d for calendar days or 10wd for working days", "^[0-9]{1,4}(d|wd)$"},
};

const ShapeFormat* FindFormat(Shape shape) {
  const auto* found = std::ranges::find(kFormats, shape, &ShapeFormat::shape);
  return found == std::end(kFormats) ? nullptr : found;
}

}  // namespace

bool HasShape(std::string_view text, Shape shape) {
  const ShapeFormat* format = FindFormat(shape);
  return format == nullptr || format->accepts == nullptr || format->accepts(text);
}

Bilingual ShapeHint(Shape shape) {
  const ShapeFormat* format = FindFormat(shape);
  if (format == nullptr) return {};
  return {std::string(format->russian), std::string(format->english)};
}

std::string_view ShapePattern(Shape shape) {
  const ShapeFormat* format = FindFormat(shape);
  return format == nullptr ? std::string_view() : format->pattern;
}

bool ParseDaySpan(std::string_view text, schedule::Settings& settings) {
  const size_t dots = text.find("..");
  if (dots == std::string_view::npos) return false;
  const auto first = ParseMonthDay(text.substr(0, dots));
  const auto last = ParseMonthDay(text.substr(dots + 2));
  if (!first || !last) return false;
  settings.school_year_first = *first;
  settings.school_year_last = *last;
  return true;
}

std::optional<RawOffset> ParseOffset(std::string_view text) {
  RawOffset out;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, out.days);
  const std::string_view unit(rest, static_cast<size_t>(end - rest));
  if (error != std::errc() || out.days < 0 || out.days > kMaxOffsetDays || text.front() == '-') {
    return std::nullopt;
  }
  if (unit != "d" && unit != "wd") return std::nullopt;
  out.working = unit == "wd";
  return out;
}

std::optional<Gather> ParseGather(std::string_view text) {
  if (text == "all") return Gather{};
  int number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  const bool is_share = std::string_view(rest, static_cast<size_t>(end - rest)) == "%";
  if (error != std::errc() || number < 1 || (rest != end && !is_share)) return std::nullopt;
  if (is_share) return number <= 100 ? std::optional(Gather{0, number}) : std::nullopt;
  return number <= kMaxGathered ? std::optional(Gather{number, 100}) : std::nullopt;
}

}  // namespace vekha::roadmap
