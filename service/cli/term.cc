// vekha term: a deadline phrase read against a period.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/status.h"
#include "engine/base/utf8.h"
#include "engine/schedule/schedule.h"
#include "service/cli/calendar_options.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/input.h"
#include "service/cli/json_text.h"
#include "service/cli/rule_calendar.h"
#include "service/cli/rules.h"
#include "service/cli/table.h"

namespace vekha::cli {
namespace {

struct TermArguments {
  std::vector<std::string> phrase;
  std::optional<Period> period;
  calendar::CalendarKey key;
  calendar::DayShift nonworking = calendar::DayShift::kPreceding;
  schedule::Settings settings;
  bool jsonl = false;
};

// A due day after its shift, and why it was shifted; the reason is empty when it was not.
struct EffectiveDay {
  std::optional<Date> day;  // none when the calendar does not cover the year
  Text reason;
};

EffectiveDay Effective(const schedule::Occurrence& occurrence, const TermArguments& arguments,
                       const calendar::WorkCalendar& calendar) {
  if (occurrence.ongoing) return {};
  const Date due = occurrence.window.due;
  const auto shifted = calendar.Shift(due, arguments.nonworking);
  if (!shifted.ok()) {
    return {std::nullopt,
            {fmt::format("нет календаря за {} год", static_cast<int>(due.year())),
             fmt::format("no calendar for {}", static_cast<int>(due.year()))}};
  }
  if (*shifted == due) return {due, {}};
  const auto described = calendar.Describe(due);
  return {*shifted, described.ok() ? Text{described->reason, described->reason_en} : Text{}};
}

Json JsonWindows(const schedule::Expansion& expansion) {
  Json windows = Json::array();
  for (const auto& occurrence : expansion.occurrences) {
    windows.push_back(JsonWindow(occurrence.window));
  }
  return windows;
}

Json JsonFlags(const schedule::Expansion& expansion) {
  Json flags = Json::array();
  for (const term::Flag flag : expansion.flags) flags.push_back(term::FlagName(flag));
  return flags;
}

Json JsonNotes(const schedule::Expansion& expansion) {
  Json notes = Json::array();
  for (const term::Note& note : expansion.notes) notes.push_back(note.text.ru);
  return notes;
}

std::string_view KindName(term::NoteKind kind) {
  switch (kind) {
    case term::NoteKind::kConvention:
      return "convention";
    case term::NoteKind::kRepair:
      return "repair";
    case term::NoteKind::kGuess:
      return "guess";
    case term::NoteKind::kProblem:
      return "problem";
  }
  return "";
}

// The characters of the phrase a note is about, counted from 1.
struct Place {
  size_t first = 0;
  size_t last = 0;
};

std::optional<Place> PlaceOf(const term::Note& note, std::string_view phrase) {
  const SourceRange range = note.range;
  if (range.end <= range.begin || range.end > phrase.size()) return std::nullopt;
  const size_t before = CodePointCount(phrase.substr(0, range.begin));
  const size_t length = CodePointCount(phrase.substr(range.begin, range.end - range.begin));
  return Place{before + 1, before + length};
}

// ---- one phrase --------------------------------------------------------------------------------

Json JsonTerm(const schedule::Expansion& expansion, const std::string& canonical,
              const TermArguments& arguments, const calendar::WorkCalendar& calendar) {
  Json effective = Json::array();
  for (const auto& occurrence : expansion.occurrences) {
    effective.push_back(JsonDate(Effective(occurrence, arguments, calendar).day));
  }
  Json waits = Json::array();
  for (const auto& wait : expansion.waits) {
    waits.push_back({{"kind", term::FlagName(wait.kind)}, {"text", wait.text}});
  }
  const std::string phrase = JoinWords(arguments.phrase);
  Json remarks = Json::array();
  for (const term::Note& note : expansion.notes) {
    Json remark = {
        {"kind", KindName(note.kind)}, {"text", note.text.ru}, {"text_en", note.text.en}};
    if (const auto place = PlaceOf(note, phrase)) {
      remark["first"] = place->first;
      remark["last"] = place->last;
    }
    remarks.push_back(std::move(remark));
  }
  return {{"phrase", phrase},
          {"canonical", canonical},
          {"period", FormatPeriod(*arguments.period)},
          {"windows", JsonWindows(expansion)},
          {"effective_due", effective},
          {"flags", JsonFlags(expansion)},
          {"notes", JsonNotes(expansion)},
          {"remarks", remarks},
          {"waits", waits}};
}

std::string ShowFlag(term::Flag flag, const Session& session) {
  switch (flag) {
    case term::Flag::kOngoing:
      return session.Say({"постоянная работа, срока нет", "ongoing work, no deadline"});
    case term::Flag::kOnDemand:
      return session.Say({"по мере необходимости", "on demand"});
    case term::Flag::kExternal:
      return session.Say({"день назначает кто-то другой", "somebody else sets the day"});
    case term::Flag::kRelative:
      return session.Say({"зависит от другого события", "counted from another event"});
    case term::Flag::kAlternative:
      return session.Say({"сроки через «или»", "deadlines joined by \"or\""});
    case term::Flag::kNamedDay:
      return session.Say({"названный день", "a named day"});
    case term::Flag::kTypo:
      return session.Say({"опечатка исправлена, проверьте", "a slip was repaired, please check"});
    case term::Flag::kUnparseable:
      return session.Say({"не прочитано", "could not be read"});
  }
  return "";
}

std::string ShowWindows(const schedule::Expansion& expansion, const TermArguments& arguments,
                        const calendar::WorkCalendar& calendar, const Session& session) {
  const Language language = session.language();
  Table table({session.Say({"с", "from"}), session.Say({"по", "through"}),
               session.Say({"действует до", "effective"}),
               session.Say({"как прочитано", "reading"})});
  for (const auto& occurrence : expansion.occurrences) {
    const EffectiveDay effective = Effective(occurrence, arguments, calendar);
    std::string shown = effective.day ? ShowDay(*effective.day, language) : "-";
    const std::string& reason = session.Say(effective.reason);
    if (!reason.empty()) shown += fmt::format(" ({})", reason);
    table.Add({occurrence.window.start ? ShowDay(*occurrence.window.start, language) : "-",
               ShowDay(occurrence.window.due, language), shown, occurrence.reading});
  }
  return table.empty() ? "" : table.Format(session.terminal);
}

Cell NoteCell(term::NoteKind kind, const Session& session) {
  switch (kind) {
    case term::NoteKind::kConvention:
      return {session.Say({"принято", "by convention"}), Style::kDim};
    case term::NoteKind::kRepair:
      return {session.Say({"исправлено", "repaired"}), Style::kYellow};
    case term::NoteKind::kGuess:
      return {session.Say({"проверьте", "please check"}), Style::kYellow};
    case term::NoteKind::kProblem:
      return {session.Say({"не прочитано", "not read"}), Style::kRed};
  }
  return "";
}

std::string ShowNotes(const schedule::Expansion& expansion, const std::string& phrase,
                      const Session& session) {
  Table table({"", "", ""});
  for (const term::Note& note : expansion.notes) {
    const auto place = PlaceOf(note, phrase);
    const std::string where = !place ? ""
                              : place->first == place->last
                                  ? fmt::format("{}", place->first)
                                  : fmt::format("{}-{}", place->first, place->last);
    table.Add({NoteCell(note.kind, session), where, note.text.In(session.options.language)});
  }
  for (const auto& wait : expansion.waits) {
    table.Add({session.Say({"ждёт", "waits for"}), "", wait.text});
  }
  return table.empty() ? "" : table.Format(session.terminal, 2);
}

std::string ShowTerm(const schedule::Expansion& expansion, const std::string& canonical,
                     const TermArguments& arguments, const calendar::WorkCalendar& calendar,
                     const Session& session) {
  const std::string phrase = JoinWords(arguments.phrase);
  std::string out;
  if (!canonical.empty() && canonical != phrase) {
    out = fmt::format("{}: {}\n", session.Say({"прочитано", "read as"}), canonical);
  }
  const std::string windows = ShowWindows(expansion, arguments, calendar, session);
  out += windows.empty()
             ? session.Say({"Окон в этом периоде нет.\n", "No windows in this period.\n"})
             : windows;
  for (const term::Flag flag : expansion.flags) {
    const bool bad = flag == term::Flag::kUnparseable || flag == term::Flag::kTypo;
    out += fmt::format("{}: {}\n",
                       session.Paint(bad ? Style::kYellow : Style::kBold, term::FlagName(flag)),
                       ShowFlag(flag, session));
  }
  return out + ShowNotes(expansion, phrase, session);
}

absl::StatusOr<int> ReadOne(Session& session, const TermArguments& arguments) {
  if (!arguments.period) {
    return UsageError({"нужен --period A..B: без него год не известен",
                       "--period A..B is needed: without it the year is not known"});
  }
  VEKHA_ASSIGN_OR_RETURN(const auto book, LoadRules(session.options.rules));
  VEKHA_ASSIGN_OR_RETURN(const auto calendar, FindCalendar(*book, arguments.key));
  const term::TermReading reading = term::ParseTerm(JoinWords(arguments.phrase));
  const std::string canonical = term::Unparse(reading.term);
  const auto expansion = schedule::Expand(reading, *arguments.period, arguments.settings);
  session.Print(session.options.json
                    ? FormatJson(JsonTerm(expansion, canonical, arguments, *calendar))
                    : ShowTerm(expansion, canonical, arguments, *calendar, session));
  const bool unread = std::find(expansion.flags.begin(), expansion.flags.end(),
                                term::Flag::kUnparseable) != expansion.flags.end();
  return unread ? kSaidNo : kDone;
}

// ---- lines of JSON -----------------------------------------------------------------------------

std::optional<Period> PeriodOf(const Json& line) {
  if (!line.contains("period")) return std::nullopt;
  const Json& period = line["period"];
  if (period.is_string()) return ParsePeriod(period.get<std::string>());
  if (!period.is_array() || period.size() != 2 || !period[0].is_string() ||
      !period[1].is_string()) {
    return std::nullopt;
  }
  return ParsePeriod(period[0].get<std::string>() + ".." + period[1].get<std::string>());
}

Json Refused(const Json& id, std::string why) { return {{"id", id}, {"error", std::move(why)}}; }

Json ReadLine(const Json& line, const TermArguments& arguments) {
  const Json id = line.value("id", Json());
  if (!line.contains("phrase") || !line["phrase"].is_string())
    return Refused(id, "phrase is missing");
  const auto period = line.contains("period") ? PeriodOf(line) : arguments.period;
  if (!period)
    return Refused(
        id, "period must be [\"YYYY-MM-DD\", \"YYYY-MM-DD\"], the end not before the beginning");
  const auto expansion = schedule::Expand(term::ParseTerm(line["phrase"].get<std::string>()),
                                          *period, arguments.settings);
  return {{"id", id},
          {"windows", JsonWindows(expansion)},
          {"flags", JsonFlags(expansion)},
          {"notes", JsonNotes(expansion)}};
}

// One line out for every line in, whatever is in it.
int ReadLines(const Session& session, const TermArguments& arguments) {
  bool all_read = true;
  ForEachInputLine([&](int number, const std::optional<std::string>& text) {
    const Json line = text ? Json::parse(*text, nullptr, false) : Json(Json::value_t::discarded);
    const Json answer =
        line.is_object()
            ? ReadLine(line, arguments)
            : Refused(nullptr, fmt::format("line {}: {}", number,
                                           text ? "no JSON object" : "longer than 1 MiB"));
    all_read = all_read && !answer.contains("error");
    session.Print(FormatJsonLine(answer));
  });
  return all_read ? kDone : kSaidNo;
}

absl::StatusOr<int> Term(Session& session, const TermArguments& arguments) {
  if (arguments.jsonl) return ReadLines(session, arguments);
  if (!arguments.phrase.empty()) return ReadOne(session, arguments);
  return UsageError({"нужна фраза или --jsonl", "a phrase or --jsonl is needed"});
}

// ---- options -----------------------------------------------------------------------------------

// "09-01..05-31"; read in a leap year, so that 29 February is a day.
std::optional<std::pair<schedule::MonthDay, schedule::MonthDay>> ReadSchoolYear(
    const std::string& text) {
  if (text.size() != 12 || text.substr(5, 2) != "..") return std::nullopt;
  const auto first = ParseIsoDate("2024-" + text.substr(0, 5));
  const auto last = ParseIsoDate("2024-" + text.substr(7));
  if (!first || !last) return std::nullopt;
  return std::make_pair(schedule::MonthDay{first->month(), first->day()},
                        schedule::MonthDay{last->month(), last->day()});
}

void AddSchoolYear(CLI::App& command, Session& session, schedule::Settings& settings) {
  const auto read = [&settings](const std::string& text) -> std::optional<Text> {
    const auto days = ReadSchoolYear(text);
    if (!days) {
      return Text{fmt::format("«{}»: пишите ММ-ДД..ММ-ДД, например 09-01..05-31", text),
                  fmt::format("'{}': write MM-DD..MM-DD, as in 09-01..05-31", text)};
    }
    settings.school_year_first = days->first;
    settings.school_year_last = days->second;
    return std::nullopt;
  };
  AddRead(command, session, "--school-year", "MM-DD..MM-DD",
          {"учебный год (иначе 09-01..05-31)", "school year (else 09-01..05-31)"}, read);
}

void AddNonworking(CLI::App& command, Session& session, calendar::DayShift& shift) {
  AddChoice(command, session, "--nonworking", {"preceding", "following", "keep"},
            {"куда уходит срок с выходного (иначе preceding)",
             "where a due day off goes (else preceding)"},
            [&shift](const std::string& word) {
              shift = word == "following" ? calendar::DayShift::kFollowing
                      : word == "keep"    ? calendar::DayShift::kKeep
                                          : calendar::DayShift::kPreceding;
            });
}

}  // namespace

void AddTerm(CLI::App& root, Session& session) {
  auto arguments = std::make_shared<TermArguments>();
  CLI::App& command = AddCommand(root, session, "term",
                                 {"прочитать срок: «до 30 октября ежегодно»",
                                  "read a deadline phrase: \"до 30 октября ежегодно\""});
  AddWords(command, session, "PHRASE", arguments->phrase,
           {"фраза из графы «срок»", "a phrase of a term cell"}, Need::kOptional);
  AddPeriod(command, session, "--period", arguments->period,
            {"период карты", "period of the roadmap"});
  AddCalendarOptions(command, session, arguments->key);
  AddNonworking(command, session, arguments->nonworking);
  AddSchoolYear(command, session, arguments->settings);
  AddSwitch(command, session, "--jsonl", arguments->jsonl,
            {"строки JSON со стандартного ввода", "lines of JSON from the standard input"});
  AddRulesOption(command, session);
  OnRun(command, session, [&session, arguments] { return Term(session, *arguments); });
}

}  // namespace vekha::cli
