#include "service/cli/roadmap_text.h"

#include <fmt/format.h>

#include "service/cli/date_text.h"
#include "service/cli/table.h"

namespace vekha::cli {
namespace {

using roadmap::Measure;

constexpr size_t kWindowsShown = 3;

Json JsonMeasure(const Measure& measure) {
  Json out = {{"id", measure.id.value()},     {"number", measure.number},
              {"title", measure.title},       {"term", measure.term_text},
              {"responsible", Json::array()}, {"windows", Json::array()},
              {"flags", Json::array()},       {"items", Json::array()}};
  for (const auto& responsible : measure.responsible) {
    out["responsible"].push_back(
        {{"name", responsible.name}, {"kind", ResponsibleKindName(responsible.kind)}});
  }
  for (const auto& occurrence : measure.expansion.occurrences) {
    out["windows"].push_back(JsonWindow(occurrence.window));
  }
  for (const term::Flag flag : measure.expansion.flags)
    out["flags"].push_back(term::FlagName(flag));
  for (const Measure& item : measure.items) out["items"].push_back(JsonMeasure(item));
  return out;
}

std::string ShowWindows(const Measure& measure, Language language) {
  std::vector<std::string> shown;
  const auto& occurrences = measure.expansion.occurrences;
  for (size_t i = 0; i < occurrences.size() && i < kWindowsShown; ++i) {
    shown.push_back(ShowWindow(occurrences[i].window, language));
  }
  std::string out = fmt::format("{}", fmt::join(shown, "; "));
  if (occurrences.size() > kWindowsShown) {
    out += fmt::format("; +{}", occurrences.size() - kWindowsShown);
  }
  return out.empty() ? "-" : out;
}

std::string ShowFlags(const Measure& measure) {
  std::vector<std::string_view> names;
  for (const term::Flag flag : measure.expansion.flags) names.push_back(term::FlagName(flag));
  return fmt::format("{}", fmt::join(names, " "));
}

std::string ShowResponsible(const Measure& measure) {
  std::vector<std::string_view> names;
  for (const auto& responsible : measure.responsible) names.push_back(responsible.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

void AddRow(const Measure& measure, const std::string& label, Language language, Table& table) {
  table.Add({label, measure.title, measure.term_text,
             measure.items.empty() ? ShowWindows(measure, language) : "", ShowFlags(measure),
             ShowResponsible(measure)});
  for (const Measure& item : measure.items) {
    AddRow(item, "  " + item.id.value(), language, table);
  }
}

}  // namespace

size_t CountRows(const roadmap::Roadmap& roadmap) {
  size_t count = 0;
  for (const auto& stage : roadmap.stages) count += stage.measures.size();
  return count;
}

Json JsonRoadmaps(const std::vector<std::shared_ptr<const roadmap::Roadmap>>& roadmaps) {
  Json measures = Json::array();
  Json files = Json::array();
  for (const auto& roadmap : roadmaps) {
    for (const auto& stage : roadmap->stages) {
      for (const Measure& measure : stage.measures) measures.push_back(JsonMeasure(measure));
    }
    files.push_back({{"id", roadmap->id.value()},
                     {"file", roadmap->text_name},
                     {"title", roadmap->title},
                     {"measures", CountRows(*roadmap)}});
  }
  return {{"measures", measures}, {"roadmaps", files}};
}

std::string ShowRoadmap(const roadmap::Roadmap& roadmap, const Session& session) {
  const Language language = session.language();
  std::string out = session.Paint(Style::kBold, OneLine(roadmap.title)) + "\n";
  out +=
      fmt::format("{}  {} - {}  {}\n", roadmap.id.value(), ShowDate(roadmap.period.first, language),
                  ShowDate(roadmap.period.last, language), roadmap.calendar.region);
  for (const auto& stage : roadmap.stages) {
    out += fmt::format("\n{} {}\n", session.Paint(Style::kBold, stage.id), OneLine(stage.title));
    Table table({"№", session.Say({"мероприятие", "measure"}), session.Say({"срок", "term"}),
                 session.Say({"окна", "windows"}), session.Say({"особое", "flags"}),
                 session.Say({"отвечает", "answers"})});
    for (const Measure& measure : stage.measures) {
      AddRow(measure, measure.number.empty() ? measure.id.value() : measure.number, language,
             table);
    }
    out += table.Format(session.terminal, 2);
  }
  return out + "\n";
}

}  // namespace vekha::cli
