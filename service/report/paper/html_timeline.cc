#include "service/report/paper/html_timeline.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <span>
#include <vector>

#include "service/report/paper/clean_text.h"
#include "service/report/paper/words.h"

namespace vekha::service::report {
namespace {

// In units of the pictures; the page scales them.
constexpr double kWidth = 640;
constexpr int kLineHeight = 18;
constexpr int kAxisHeight = 44;
constexpr double kLabelRoom = 75;  // of "сегодня, 20.12.2021"

class Scale {
 public:
  explicit Scale(const Timeline& timeline)
      : timeline_(timeline),
        days_(static_cast<double>(DaysBetween(timeline.from, timeline.to)) + 1) {}

  // Where a day begins.
  double At(Date day) const { return kWidth * DaysBetween(timeline_.from, day) / days_; }
  double Middle(Date day) const { return At(day) + kWidth / days_ / 2; }
  bool Shows(Date day) const { return day >= timeline_.from && day <= timeline_.to; }

  // First days of months, so many apart that about kTicks stand on the axis at most; of a stretch
  // without any its first day.
  std::vector<Date> Ticks() const {
    constexpr int kTicks = 24;
    const int months = static_cast<int>(days_ / 30) + 1;
    const int step = months <= kTicks ? 1 : months <= 3 * kTicks ? 3 : 12;
    std::vector<Date> ticks;
    const int first = timeline_.from.year() * 12 + timeline_.from.month() - 1;
    const int last = timeline_.to.year() * 12 + timeline_.to.month() - 1;
    for (int month = first; month <= last; ++month) {
      const auto day = MakeDate(month / 12, month % 12 + 1, 1);
      if (month % step == 0 && day && Shows(*day)) ticks.push_back(*day);
    }
    if (ticks.empty()) ticks.push_back(timeline_.from);
    return ticks;
  }

 private:
  const Timeline& timeline_;
  double days_;
};

// Vertical lines at the ticks, and today's.
std::string Grid(const Timeline& timeline, const Scale& scale) {
  std::string path;
  for (const Date tick : scale.Ticks()) {
    path += fmt::format("M{:.1f} 0v{}", scale.At(tick), kLineHeight);
  }
  std::string out = fmt::format("<path class=\"grid\" d=\"{}\"/>", path);
  if (scale.Shows(timeline.today)) {
    out += fmt::format("<path class=\"today\" d=\"M{:.1f} 0v{}\"/>", scale.Middle(timeline.today),
                       kLineHeight);
  }
  return out;
}

std::string Anchor(double x) {
  return x < kLabelRoom ? "start" : x > kWidth - kLabelRoom ? "end" : "middle";
}

void WriteAxis(const Timeline& timeline, const Scale& scale, Language language, std::ostream& out) {
  fmt::print(out, "<svg viewBox=\"0 0 {:.0f} {}\" role=\"presentation\">", kWidth, kAxisHeight);
  int year = 0;
  for (const Date tick : scale.Ticks()) {
    const double x = scale.At(tick);
    fmt::print(out, "<path class=\"grid\" d=\"M{:.1f} 16v{}\"/>", x, kAxisHeight - 16);
    fmt::print(out, "<text x=\"{:.1f}\" y=\"40\">{}</text>", x + 2,
               MonthName(tick.month(), language));
    if (tick.year() != year) {
      fmt::print(out, "<text x=\"{:.1f}\" y=\"27\">{}</text>", x + 2, int{tick.year()});
    }
    year = tick.year();
  }
  if (scale.Shows(timeline.today)) {
    const double x = scale.Middle(timeline.today);
    fmt::print(out,
               "<text class=\"today\" x=\"{:.1f}\" y=\"11\" text-anchor=\"{}\">{}, {}</text>"
               "<path class=\"today\" d=\"M{:.1f} 14v{}\"/>",
               x, Anchor(x), TodayWord(language), DateText(timeline.today, language), x,
               kAxisHeight - 14);
  }
  out << "</svg>";
}

std::string Describe(const Bar& bar, Language language) {
  const std::string due = DateText(bar.due, language);
  const std::string_view word = StateWord(bar.state, language);
  return bar.start ? fmt::format("{} – {}: {}", DateText(*bar.start, language), due, word)
                   : fmt::format("{}: {}", due, word);
}

std::string Shape(const Bar& bar, const Scale& scale, double left, double right) {
  const std::string_view state = StateName(bar.state);
  if (bar.start) {
    return fmt::format(
        "<rect class=\"bar {}\" x=\"{:.1f}\" y=\"4\" width=\"{:.1f}\" height=\"10\"/>", state, left,
        right - left);
  }
  return fmt::format("<path class=\"bar {}\" d=\"M{:.1f} 3l6 6l-6 6l-6 -6z\"/>", state,
                     scale.Middle(bar.due));
}

// The mark stands after the bar, or before it where the picture ends.
void WriteBar(const Bar& bar, const Timeline& timeline, const Scale& scale, Language language,
              std::ostream& out) {
  const Date start = bar.start.value_or(bar.due);
  if (bar.due < timeline.from || start > timeline.to) return;
  constexpr double kNarrowest = 2, kMarkRoom = 14, kHalfDiamond = 6;
  const double left = scale.At(std::max(start, timeline.from));
  const double right =
      std::max(left + kNarrowest, scale.At(AddDays(std::min(bar.due, timeline.to), 1)));
  const double around = bar.start ? 0 : kHalfDiamond;
  const bool after = right + around + kMarkRoom < kWidth;
  fmt::print(out,
             "<g><title>{}</title>{}<text x=\"{:.1f}\" y=\"13\" text-anchor=\"{}\">{}</text></g>",
             Describe(bar, language), Shape(bar, scale, left, right),
             after ? right + around + 3 : left - around - 3, after ? "start" : "end",
             StateMark(bar.state));
}

bool IsOver(State state) {
  return state == State::kDone || state == State::kDoneLate || state == State::kWithdrawn;
}

// Of bars that share a line: the first that is not over, or the last.
const Bar& Current(std::span<const Bar> bars) {
  const auto found = std::ranges::find_if(bars, [](const Bar& bar) { return !IsOver(bar.state); });
  return found == bars.end() ? bars.back() : *found;
}

void WriteLine(std::span<const Bar> bars, const Timeline& timeline, const Scale& scale,
               const std::string& grid, Language language, std::ostream& out) {
  const Bar& current = Current(bars);
  fmt::print(out,
             "<tr><td class=\"text\">{}</td><td class=\"chart\">"
             "<svg viewBox=\"0 0 {:.0f} {}\" role=\"img\" aria-label=\"{}\">{}",
             EscapeHtml(bars.front().label), kWidth, kLineHeight, Describe(current, language),
             grid);
  for (const Bar& bar : bars) WriteBar(bar, timeline, scale, language, out);
  fmt::print(out,
             "</svg></td><td>{}</td><td class=\"state {}\"><span aria-hidden=\"true\">{} "
             "</span>{}</td></tr>\n",
             DateText(current.due, language), StateName(current.state), StateMark(current.state),
             StateWord(current.state, language));
}

}  // namespace

void WriteTimeline(const Timeline& timeline, Language language, std::ostream& out) {
  const Scale scale(timeline);
  const bool russian = language == Language::kRussian;
  fmt::print(out, "<h2 dir=\"auto\">{}</h2>\n<table class=\"timeline\">\n<thead><tr><th></th><th>",
             EscapeHtml(CleanLine(timeline.title)));
  WriteAxis(timeline, scale, language, out);
  fmt::print(out, "</th><th>{}</th><th>{}</th></tr></thead>\n<tbody>\n", russian ? "Срок" : "Due",
             russian ? "Состояние" : "State");
  const std::string grid = Grid(timeline, scale);
  const std::span<const Bar> bars = timeline.bars;
  for (size_t begin = 0; begin < bars.size();) {
    size_t end = begin + 1;
    while (end < bars.size() && bars[end].label == bars[begin].label) ++end;
    WriteLine(bars.subspan(begin, end - begin), timeline, scale, grid, language, out);
    begin = end;
  }
  out << "</tbody>\n</table>\n";
}

}  // namespace vekha::service::report
