#include "engine/digest/html.h"

#include <fmt/format.h>

#include "engine/digest/clean.h"

namespace vekha::digest {
namespace {

// Each has a contrast of at least 4.5 to white (WCAG 2.1, 1.4.3).
std::string_view Colour(Section section) {
  switch (section) {
    case Section::kOverdue:
      return "#b00020";
    case Section::kToday:
      return "#a34700";
    case Section::kThisWeek:
    case Section::kWaiting:
      return "#1a5fb4";
    case Section::kLater:
    case Section::kNews:
    case Section::kUnreached:
      return "#555555";
  }
  return "#555555";
}

constexpr std::string_view kFont = "font-family:Arial,Helvetica,sans-serif";

void AppendLine(std::string_view style, const std::string& text, std::string& out) {
  if (text.empty()) return;
  fmt::format_to(std::back_inserter(out), "<div style=\"{}\">{}</div>\n", style, EscapeHtml(text));
}

void AppendEntry(const Entry& entry, std::string_view colour, std::string& out) {
  fmt::format_to(std::back_inserter(out),
                 "<tr><td style=\"padding:6px 0 6px 10px;border-left:4px solid {};{};"
                 "font-size:15px;line-height:21px;color:#1a1a1a\">\n",
                 colour, kFont);
  AppendLine("font-weight:bold", entry.head, out);
  AppendLine(fmt::format("color:{}", colour), entry.state, out);
  AppendLine("color:#333333", entry.place, out);
  AppendLine("color:#333333", entry.why, out);
  AppendLine("color:#333333", entry.instead, out);
  AppendLine("font-size:12px;color:#666666", entry.task, out);
  out += "</td></tr>\n<tr><td style=\"font-size:6px;line-height:6px\">&nbsp;</td></tr>\n";
}

void AppendSection(const PageSection& section, std::string& out) {
  const std::string_view colour = Colour(section.section);
  fmt::format_to(std::back_inserter(out),
                 "<tr><td style=\"padding:14px 0 6px 0\"><h2 style=\"margin:0;{};font-size:17px;"
                 "line-height:24px;color:{}\">{}</h2></td></tr>\n",
                 kFont, colour, EscapeHtml(section.heading));
  for (const Entry& entry : section.entries) AppendEntry(entry, colour, out);
}

void AppendFooter(const std::vector<std::string>& footer, std::string& out) {
  fmt::format_to(std::back_inserter(out),
                 "<tr><td style=\"padding:14px 0 0 0;border-top:1px solid #cccccc;{};"
                 "font-size:12px;line-height:17px;color:#666666\">\n",
                 kFont);
  for (const std::string& text : footer) AppendLine("margin:0", text, out);
  out += "</td></tr>\n";
}

}  // namespace

std::string Html(const Page& page) {
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{}</title>\n</head>\n"
      "<body style=\"margin:0;padding:12px;background-color:#ffffff\">\n"
      "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" "
      "border=\"0\" "
      "style=\"max-width:680px;border-collapse:collapse\">\n"
      "<tr><td style=\"{};font-size:15px;line-height:21px;color:#1a1a1a\">\n",
      page.language == Language::kRussian ? "ru" : "en", EscapeHtml(page.subject), kFont);
  AppendLine("margin:0 0 8px 0", page.greeting, out);
  AppendLine("font-weight:bold", page.day, out);
  AppendLine("margin:0", page.summary, out);
  out += "</td></tr>\n";
  for (const PageSection& section : page.sections) AppendSection(section, out);
  AppendFooter(page.footer, out);
  out += "</table>\n</body>\n</html>\n";
  return out;
}

}  // namespace vekha::digest
