#include "engine/calendar/calendar_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "engine/base/overload.h"
#include "engine/calendar/easter.h"
#include "engine/yaml/document.h"
#include "engine/yaml/reader.h"

namespace vekha::calendar {
namespace {

using yaml::Node;
using yaml::Reader;

bool IsCalendarId(std::string_view id) {
  if (id == "RU") return true;
  if (!id.starts_with("RU-") || id.size() < 5 || id.size() > 6) return false;
  return std::all_of(id.begin() + 3, id.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::optional<int> ParseNumber(std::string_view text, size_t digits) {
  int value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.size() != digits || result.ec != std::errc() ||
      result.ptr != text.data() + text.size() || value < 0) {
    return std::nullopt;
  }
  return value;
}

// "2018..2026"
std::optional<YearSpan> ParseYearSpan(std::string_view text) {
  if (text.size() != 10 || text.substr(4, 2) != "..") return std::nullopt;
  const auto first = ParseNumber(text.substr(0, 4), 4);
  const auto last = ParseNumber(text.substr(6), 4);
  if (!first || !last || *first < kFirstYear || *last > kLastYear || *first > *last) {
    return std::nullopt;
  }
  return YearSpan{*first, *last};
}

class FileParser {
 public:
  explicit FileParser(const Source& source) : reader_(source) {}

  CalendarFile Parse(const Node& root);
  Reader& reader() { return reader_; }

 private:
  void ParseYears(const Node& node);
  void ParseYearSpanNode(const Node& node);
  void ParseWeekendRule(const Node& node);
  void ParseDays(const Node& node);
  void ParseUnverified(const Node& node);
  std::optional<DayRule> ParseDay(const Node& node);
  void ParseEvidence(const Node& node, DayRule& rule);
  bool ParseWhen(const Node& node, DayRule& rule);
  std::optional<EveryYear> ParseMonthDay(const Node& node);
  void ParseYearFilter(const Node& node, DayRule& rule);
  void ParseKind(const Node& node, DayRule& rule);
  void CheckTwice(const Node& node, const DayRule& rule);
  std::string OptionalText(const Node& node, std::string_view key);
  int OptionalYear(const Node& node, std::string_view key, int fallback);

  Reader reader_;
  CalendarFile file_;
  std::set<std::pair<Date, DayKind>> seen_;
};

CalendarFile FileParser::Parse(const Node& root) {
  if (!reader_.IsMapping(root)) return {};
  reader_.OnlyKeys(root, {"calendar", "title", "years", "years_why", "own_days", "source", "grade",
                          "note", "weekend_rule", "days", "unverified"});
  if (const Node* id = reader_.Require(root, "calendar")) {
    file_.region = reader_.AsText(*id).value_or("");
    if (!file_.region.empty() && !IsCalendarId(file_.region)) {
      reader_.Error(*id, "E0701", fmt::format("\"{}\" is not a calendar", file_.region),
                    "write RU, or RU- and the letters of the region as in ISO 3166-2");
    }
  }
  if (const Node* title = reader_.Require(root, "title")) {
    file_.title = reader_.AsText(*title).value_or("");
  }
  if (const Node* years = reader_.Require(root, "years")) ParseYears(*years);
  if (const Node* rule = root.Find("weekend_rule")) ParseWeekendRule(*rule);
  if (const Node* none = root.Find("own_days")) {
    reader_.AsWord(*none, {"none"});
    if (root.Find("days") != nullptr) {
      reader_.Error(root.FindEntry("days")->key, "E0710", "the file says it has no days");
    }
  } else if (const Node* days = reader_.Require(root, "days")) {
    ParseDays(*days);
  }
  if (const Node* unverified = root.Find("unverified")) ParseUnverified(*unverified);
  return std::move(file_);
}

void FileParser::ParseYears(const Node& node) {
  if (!node.IsSequence()) return ParseYearSpanNode(node);
  for (const Node& item : node.items) ParseYearSpanNode(item);
}

void FileParser::ParseYearSpanNode(const Node& node) {
  const auto text = reader_.AsText(node);
  if (!text) return;
  const auto span = ParseYearSpan(*text);
  if (!span) {
    reader_.Error(node, "E0702", fmt::format("\"{}\" is not a span of years", *text),
                  "write 2018..2027");
  } else if (!file_.years.empty() && file_.years.back().last >= span->first) {
    reader_.Error(node, "E0702", "spans of years go in order and apart");
  } else {
    file_.years.push_back(*span);
  }
}

void FileParser::ParseWeekendRule(const Node& node) {
  if (!reader_.IsMapping(node)) return;
  reader_.OnlyKeys(node, {"move", "since", "act", "source", "grade", "note"});
  WeekendRule rule;
  if (const Node* move = reader_.Require(node, "move")) {
    rule.moves = reader_.AsWord(*move, {"next_working_day", "none"}) == 0u;
  }
  rule.since = OptionalYear(node, "since", kFirstYear);
  rule.act = OptionalText(node, "act");
  rule.source = OptionalText(node, "source");
  file_.weekend_rule = std::move(rule);
}

void FileParser::ParseDays(const Node& node) {
  if (!reader_.IsSequence(node)) return;
  for (const Node& item : node.items) {
    if (auto rule = ParseDay(item)) file_.days.push_back(*std::move(rule));
  }
}

std::optional<DayRule> FileParser::ParseDay(const Node& node) {
  if (!reader_.IsMapping(node)) return std::nullopt;
  reader_.OnlyKeys(node, {"date", "every", "easter", "since", "until", "except", "kind", "from",
                          "to", "basis", "name", "act", "source", "grade", "note"});
  DayRule rule;
  const bool placed = ParseWhen(node, rule);
  ParseKind(node, rule);
  ParseEvidence(node, rule);
  if (rule.act.empty() && rule.source.empty()) {
    reader_.Error(node, "E0709", "the day has neither act nor source");
  }
  if (file_.region != "RU") {
    if (const Node* grade = reader_.Require(node, "grade")) reader_.AsWord(*grade, {"A", "B"});
  }
  if (!placed) return std::nullopt;
  CheckTwice(node, rule);
  return rule;
}

void FileParser::ParseUnverified(const Node& node) {
  if (!reader_.IsSequence(node)) return;
  for (const Node& item : node.items) {
    if (!reader_.IsMapping(item)) continue;
    reader_.OnlyKeys(item, {"date", "every", "easter", "period", "since", "until", "except", "name",
                            "act", "source", "note"});
    DayRule rule;
    reader_.Require(item, "name");
    ParseEvidence(item, rule);
    if (ParseWhen(item, rule)) file_.unverified.push_back(std::move(rule));
  }
}

void FileParser::ParseEvidence(const Node& node, DayRule& rule) {
  rule.name = OptionalText(node, "name");
  rule.act = OptionalText(node, "act");
  rule.source = OptionalText(node, "source");
  rule.note = OptionalText(node, "note");
}

bool FileParser::ParseWhen(const Node& node, DayRule& rule) {
  const Node* date = node.Find("date");
  const Node* every = node.Find("every");
  const Node* easter = node.Find("easter");
  const Node* period = node.Find("period");
  if ((date != nullptr) + (every != nullptr) + (easter != nullptr) + (period != nullptr) != 1) {
    reader_.Error(node, "E0703", "a day needs exactly one of: date, every, easter");
    return false;
  }
  const size_t errors = reader_.diagnostics().size();
  if (every != nullptr || easter != nullptr) {
    ParseYearFilter(node, rule);
  } else {
    for (const std::string_view key : {"since", "until", "except"}) {
      if (const auto* entry = node.FindEntry(key)) {
        reader_.Error(entry->key, "E0706", fmt::format("\"{}\" needs every or easter", key));
      }
    }
  }
  if (date != nullptr) {
    if (const auto day = reader_.AsDate(*date)) rule.when = OnDate{*day};
  } else if (every != nullptr) {
    if (const auto day = ParseMonthDay(*every)) rule.when = *day;
  } else if (easter != nullptr) {
    if (const auto days = reader_.AsInt(*easter, -60, 100)) rule.when = AfterEaster{*days};
  } else if (const auto span = reader_.AsPeriod(*period)) {
    rule.when = *span;
  }
  return reader_.diagnostics().size() == errors;
}

std::optional<EveryYear> FileParser::ParseMonthDay(const Node& node) {
  const std::string text = reader_.AsText(node).value_or("");
  const bool form = text.size() == 5 && text[2] == '-';
  const auto month = form ? ParseNumber(std::string_view(text).substr(0, 2), 2) : std::nullopt;
  const auto day = form ? ParseNumber(std::string_view(text).substr(3), 2) : std::nullopt;
  constexpr int kCommonYear = 2023;  // 29 February is no day of every year
  if (month && day && MakeDate(kCommonYear, *month, *day)) return EveryYear{*month, *day};
  reader_.Error(node, "E0705", fmt::format("\"{}\" is not a month and day", text), "write 07-26");
  return std::nullopt;
}

void FileParser::ParseYearFilter(const Node& node, DayRule& rule) {
  rule.years.since = OptionalYear(node, "since", kFirstYear);
  rule.years.until = OptionalYear(node, "until", kLastYear);
  if (rule.years.since > rule.years.until) {
    reader_.Error(*node.Find("until"), "E0702", "until is before since");
  }
  const Node* except = node.Find("except");
  if (except == nullptr || !reader_.IsSequence(*except)) return;
  for (const Node& year : except->items) {
    if (const auto value = reader_.AsInt(year, kFirstYear, kLastYear)) {
      rule.years.except.push_back(*value);
    }
  }
}

void FileParser::ParseKind(const Node& node, DayRule& rule) {
  const Node* kind = reader_.Require(node, "kind");
  if (kind == nullptr) return;
  const auto word = reader_.AsWord(*kind, {"holiday", "budget_only", "transfer", "working_weekend",
                                           "shortened", "nonworking_decree"});
  if (!word) return;
  rule.kind = static_cast<DayKind>(*word);
  const bool named = rule.kind == DayKind::kHoliday || rule.kind == DayKind::kBudgetOnly ||
                     rule.kind == DayKind::kNonworkingDecree;
  if (named) reader_.Require(node, "name");
  const auto only = [&](std::string_view key, DayKind owner) -> const Node* {
    const auto* entry = node.FindEntry(key);
    if (entry == nullptr || rule.kind == owner) return entry == nullptr ? nullptr : &entry->value;
    reader_.Error(entry->key, "E0706",
                  fmt::format("\"{}\" does not belong to {}", key, kind->text));
    return nullptr;
  };
  if (rule.kind == DayKind::kTransfer) reader_.Require(node, "from");
  if (const Node* from = only("from", DayKind::kTransfer)) rule.from = reader_.AsDate(*from);
  if (const Node* to = only("to", DayKind::kWorkingWeekend)) rule.to = reader_.AsDate(*to);
  if (const Node* basis = only("basis", DayKind::kTransfer)) {
    rule.by_law = reader_.AsWord(*basis, {"decree", "law"}) == 1u;
  }
}

// Also finds a day said to be off and worked at once.
void FileParser::CheckTwice(const Node& node, const DayRule& rule) {
  const auto* on = std::get_if<OnDate>(&rule.when);
  if (on == nullptr) return;
  const Node& place = *node.Find("date");
  if (!file_.years.empty() && !file_.Covers(on->date.year())) {
    reader_.Error(place, "E0707", fmt::format("{} is outside `years`", FormatIso(on->date)));
  }
  if (rule.kind == DayKind::kWorkingWeekend && IsoWeekday(on->date) < 6) {
    reader_.Error(place, "E0706", fmt::format("{} is no weekend day", FormatIso(on->date)));
  }
  const auto class_of = [](DayKind kind) {
    const bool off_or_on = kind == DayKind::kTransfer || kind == DayKind::kWorkingWeekend ||
                           kind == DayKind::kBudgetOnly;
    return off_or_on ? DayKind::kHoliday : kind;
  };
  if (!seen_.insert({on->date, class_of(rule.kind)}).second) {
    reader_.Error(place, "E0708", fmt::format("{} is here twice", FormatIso(on->date)));
  }
}

std::string FileParser::OptionalText(const Node& node, std::string_view key) {
  const Node* value = node.Find(key);
  return value == nullptr ? "" : reader_.AsText(*value).value_or("");
}

int FileParser::OptionalYear(const Node& node, std::string_view key, int fallback) {
  const Node* value = node.Find(key);
  return value == nullptr ? fallback
                          : reader_.AsInt(*value, kFirstYear, kLastYear).value_or(fallback);
}

}  // namespace

bool CalendarFile::Covers(int year) const {
  return std::any_of(years.begin(), years.end(), [year](const YearSpan& span) {
    return span.first <= year && year <= span.last;
  });
}

Parsed<CalendarFile> ParseCalendarFile(const Source& source) {
  Parsed<yaml::Document> document = yaml::Parse(source);
  Parsed<CalendarFile> parsed{std::nullopt, std::move(document.diagnostics)};
  if (!document.value) return parsed;
  FileParser parser(source);
  CalendarFile file = parser.Parse(document.value->root);
  for (Diagnostic& d : parser.reader().Take()) parsed.diagnostics.push_back(std::move(d));
  if (!HasErrors(parsed.diagnostics)) parsed.value = std::move(file);
  return parsed;
}

std::vector<Date> DaysIn(const DayRule& rule, int year) {
  const YearFilter& filter = rule.years;
  if (year < filter.since || year > filter.until) return {};
  if (std::find(filter.except.begin(), filter.except.end(), year) != filter.except.end()) return {};
  const auto visitor =
      Overload{[&](const OnDate& on) {
                 return on.date.year() == year ? std::vector<Date>{on.date} : std::vector<Date>{};
               },
               [&](const EveryYear& every) {
                 return std::vector<Date>{*MakeDate(year, every.month, every.day)};
               },
               [&](const AfterEaster& after) {
                 return std::vector<Date>{AddDays(OrthodoxEaster(year), after.days)};
               },
               [&](const Period& period) {
                 std::vector<Date> days;
                 const Date first = std::max(period.first, *MakeDate(year, 1, 1));
                 const Date last = std::min(period.last, *MakeDate(year, 12, 31));
                 for (Date day = first; day <= last; day = AddDays(day, 1)) days.push_back(day);
                 return days;
               }};
  return std::visit(visitor, rule.when);
}

}  // namespace vekha::calendar
