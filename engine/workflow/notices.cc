#include "engine/workflow/notices.h"

#include <fmt/format.h>

#include <set>

#include "engine/workflow/tree.h"

namespace vekha::workflow {
namespace {

constexpr std::string_view kResponsible = "responsible";
constexpr std::string_view kCoExecutors = "co_executors";
constexpr std::string_view kController = "controller";
constexpr std::string_view kAuthority = "authority";

std::string NameOf(const State& state, const PersonId& person, const std::string& otherwise) {
  const auto found = state.people.find(person);
  return found == state.people.end() ? otherwise : found->second.person.name;
}

// Addressees in order, a person once.
class List {
 public:
  List(const State& state, Date day) : state_(state), day_(day) {}

  void AddHolders(const std::string& audience, const std::string& role,
                  const OrganizationId& organization) {
    const auto holders = RoleHolders(state_, organization, role, day_);
    if (holders.empty()) Add({audience, PersonId(), role});
    for (const PersonId& holder : holders) Add({audience, holder, NameOf(state_, holder, "")});
  }

  void Add(Addressee addressee) {
    if (!addressee.person.empty() && !told_.insert(addressee.person).second) return;
    out_.push_back(std::move(addressee));
  }

  std::vector<Addressee> Take() { return std::move(out_); }

 private:
  const State& state_;
  Date day_;
  std::set<PersonId> told_;
  std::vector<Addressee> out_;
};

class Finder {
 public:
  Finder(const State& state, const TaskSheet& sheet, const task::Task& task, Date day)
      : state_(state), sheet_(sheet), task_(task), day_(day), list_(state, day) {}

  std::vector<Addressee> Find(const std::vector<std::string>& audience) {
    for (const std::string& word : audience) {
      if (word == kResponsible || word == kCoExecutors) {
        AddAnswerable(word);
      } else if (word == kController) {
        const std::string& role = sheet_.plan->roadmap->control;
        if (role != "none") list_.AddHolders(word, role, task_.planned->organization);
      } else if (word == kAuthority) {
        list_.AddHolders(word, sheet_.plan->roadmap->authority, sheet_.adoption.organization);
      } else {
        list_.AddHolders(word, word, task_.planned->organization);
      }
    }
    return list_.Take();
  }

 private:
  void AddAnswerable(const std::string& audience) {
    for (const Answerable& a : AnswerableFor(state_, *task_.planned, day_)) {
      if (a.first == (audience == kResponsible))
        list_.Add({audience, a.person, NameOf(state_, a.person, a.name)});
    }
  }

  const State& state_;
  const TaskSheet& sheet_;
  const task::Task& task_;
  Date day_;
  List list_;
};

}  // namespace

std::vector<Addressee> AddresseesOf(const State& state, const TaskSheet& sheet,
                                    const task::Task& task,
                                    const std::vector<std::string>& audience, Date day) {
  return Finder(state, sheet, task, day).Find(audience);
}

std::vector<Addressee> HoldersOf(const State& state, const OrganizationId& organization,
                                 const std::vector<std::string>& roles, Date day) {
  List list(state, day);
  for (const std::string& role : roles) list.AddHolders(role, role, organization);
  return list.Take();
}

std::vector<Notification> Address(const Notification& draft,
                                  const std::vector<Addressee>& addressees) {
  std::vector<Notification> out;
  for (const Addressee& addressee : addressees) {
    Notification& n = out.emplace_back(draft);
    n.audience = addressee.audience;
    n.person = addressee.person;
    n.addressee = addressee.name;
    n.id = fmt::format("{}|{}|{}|{}|{}", n.task.value(), n.due_revision, n.rung, n.audience,
                       n.person.empty() ? n.addressee : n.person.value());
  }
  return out;
}

std::string ReasonOfNotice(std::string_view what) {
  std::string reason;
  for (const char c : what) {
    if (c >= '0' && c <= '9') break;
    reason += c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  }
  while (reason.ends_with('_')) reason.pop_back();
  return reason;
}

}  // namespace vekha::workflow
