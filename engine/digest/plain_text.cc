#include "engine/digest/plain_text.h"

#include "engine/base/utf8.h"
#include "engine/digest/clean.h"

namespace vekha::digest {
namespace {

void AppendWrapped(std::string_view text, std::string_view first, std::string_view next,
                   std::string& out) {
  std::string_view indent = first;
  for (const std::string& line : Wrap(text, kTextColumns - next.size())) {
    out.append(indent).append(line).append("\n");
    indent = next;
  }
}

void AppendEntry(const Entry& entry, std::string& out) {
  AppendWrapped(entry.head, "- ", "  ", out);
  for (const std::string* text :
       {&entry.state, &entry.place, &entry.why, &entry.instead, &entry.task}) {
    AppendWrapped(*text, "  ", "    ", out);
  }
}

}  // namespace

std::string PlainText(const Page& page) {
  std::string out;
  for (const std::string* text : {&page.greeting, &page.day, &page.summary}) {
    AppendWrapped(*text, "", "", out);
  }
  for (const PageSection& section : page.sections) {
    out.append("\n").append(section.heading).append("\n");
    out.append(CodePointCount(section.heading), '=').append("\n");
    for (size_t i = 0; i < section.entries.size(); ++i) {
      if (i > 0) out += "\n";
      AppendEntry(section.entries[i], out);
    }
  }
  out += "\n-- \n";  // mail programs know this as the beginning of a signature
  for (const std::string& text : page.footer) AppendWrapped(text, "", "", out);
  return out;
}

}  // namespace vekha::digest
