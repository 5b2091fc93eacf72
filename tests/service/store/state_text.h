// For tests: a whole state as text, a line an entry, so that a difference shows what differs.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/workflow/state.h"
#include "service/store/event_codec.h"

namespace vekha::test {

inline std::string DayText(const std::optional<Date>& day) { return day ? FormatIso(*day) : "-"; }

inline std::string EventText(const workflow::Event& event) {
  const auto text = store::EncodeEvent(event);
  return std::string(workflow::EventKind(event)) + " " +
         (text.ok() ? *text : std::string(text.status().message()));
}

inline void AddTaskLines(const workflow::State& state, std::vector<std::string>& lines) {
  std::vector<std::string> tasks;
  for (const auto& [id, r] : state.tasks) {
    tasks.push_back(fmt::format("task {} report {} closing {} due {} {} {} life {} @{}", id.value(),
                                r.report ? *store::EncodeReport(*r.report) : "-",
                                r.closing ? *store::EncodeClosing(*r.closing) : "-", DayText(r.due),
                                task::DueByName(r.due_by), r.due_revision, *store::EncodeLife(r),
                                r.revision));
  }
  std::sort(tasks.begin(), tasks.end());  // the map has no order
  lines.insert(lines.end(), tasks.begin(), tasks.end());
  for (const auto& [key, a] : state.rungs) {
    lines.push_back(fmt::format("rung {} {} {} {} {} {} {}", key.task.value(), key.due_revision,
                                key.rung, FormatIso(a.rung_day), FormatIso(a.as_of),
                                reminder::RungOutcomeName(a.outcome), a.reason));
  }
  for (const auto& n : state.notifications) {
    lines.push_back(
        fmt::format("{} {} {} {} @{}", EventText(workflow::NotificationEmitted{n.notification}),
                    workflow::DeliveryStateName(n.delivery), n.digest, n.why, n.revision));
  }
}

inline void AddFactLines(const workflow::State& state, std::vector<std::string>& lines) {
  for (const auto& [organization, base] : state.facts) {
    for (const facts::FactRecord* r : base.Current()) {
      lines.push_back(
          fmt::format("{} @{}", EventText(workflow::FactRecorded{organization, *r}), r->revision));
    }
  }
}

inline void AddDeliveryLines(const workflow::State& state, std::vector<std::string>& lines) {
  for (const auto& [person, absences] : state.absences) {
    for (const auto& [from, absence] : absences) {
      lines.push_back(EventText(workflow::AbsencePut{absence}));
    }
  }
  for (const auto& [id, silence] : state.silences) {
    lines.push_back(EventText(workflow::SilencePut{silence}));
  }
  for (const auto& [id, digest] : state.digests) {
    lines.push_back(fmt::format("digest {} {}", id, *store::EncodeDigest(digest)));
  }
  for (const auto& [person, waiting] : state.pending) {
    for (const size_t at : waiting)
      lines.push_back(fmt::format("pending {} {}", person.value(), at));
  }
  for (const auto& [person, digest] : state.open_digests) {
    lines.push_back(fmt::format("open {} {}", person.value(), digest));
  }
  for (const auto& [person, day] : state.last_digest_day) {
    lines.push_back(fmt::format("told {} {}", person.value(), FormatIso(day)));
  }
}

inline std::vector<std::string> StateLines(const workflow::State& state) {
  std::vector<std::string> lines{fmt::format("revision {}", state.revision)};
  for (const auto& [id, e] : state.organizations) {
    lines.push_back(
        fmt::format("{} @{}", EventText(workflow::OrganizationPut{e.organization}), e.revision));
    for (const workflow::Move& move : e.moves) {
      lines.push_back(EventText(workflow::OrganizationMoved{id, move}));
    }
    if (e.closure) lines.push_back(EventText(workflow::OrganizationClosed{id, *e.closure}));
  }
  for (const auto& [id, e] : state.people) {
    lines.push_back(fmt::format("{} @{}", EventText(workflow::PersonPut{e.person}), e.revision));
  }
  for (const auto& [id, held] : state.roles) {
    for (const auto& holding : held) lines.push_back(EventText(workflow::RolePut{holding}));
  }
  // The indexes; one that a move or a new name has emptied is as good as none.
  for (const auto& [parent, children] : state.children) {
    for (const auto& child : children) {
      lines.push_back(fmt::format("child {} {}", parent.value(), child.value()));
    }
  }
  for (const auto& [key, people] : state.people_by_key) {
    for (const auto& person : people) {
      lines.push_back(fmt::format("named {} {}", key, person.value()));
    }
  }
  for (const auto& [person, places] : state.places_by_person) {
    for (const auto& place : places) {
      lines.push_back(fmt::format("place {} {}", person.value(), place.value()));
    }
  }
  for (const auto& [id, versions] : state.roadmaps) {
    for (const auto& v : versions) {
      lines.push_back(fmt::format(
          "{} @{} {} {}", EventText(workflow::RoadmapApplied{id, v.version, v.name, v.text}),
          v.revision, v.compiled != nullptr, v.problem));
    }
  }
  for (const auto& [key, e] : state.adoptions) {
    const workflow::RoadmapAdopted adopted{e.adoption, e.kept_ids ? *e.kept_ids : task::KeptIds()};
    lines.push_back(fmt::format("{} mark {} @{}", EventText(adopted), DayText(e.mark), e.revision));
  }
  AddFactLines(state, lines);
  AddTaskLines(state, lines);
  AddDeliveryLines(state, lines);
  return lines;
}

// The first lines that are not the same; empty when all are.
inline std::string Differing(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a == b) return "";
  const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return fmt::format("{}\nagainst\n{}", x == a.end() ? "the end" : *x,
                     y == b.end() ? "the end" : *y);
}

}  // namespace vekha::test
