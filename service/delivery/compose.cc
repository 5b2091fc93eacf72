#include "service/delivery/compose.h"

#include <utility>

namespace vekha::delivery {
namespace {

Language LanguageOf(const workflow::State& state, const PersonId& person) {
  const auto found = state.people.find(person);
  const bool english = found != state.people.end() && found->second.person.contact.language == "en";
  return english ? Language::kEnglish : Language::kRussian;
}

}  // namespace

std::vector<Message> ComposeMessages(const workflow::State& state, const workflow::RuleBook& rules,
                                     const std::vector<const workflow::DigestLeased*>& leased,
                                     const workflow::LocalTimes& local) {
  std::vector<workflow::DigestOnDay> asked;
  for (const workflow::DigestLeased* one : leased) {
    asked.push_back({&one->digest, workflow::DayOfReader(state, one->digest, local)});
  }
  std::vector<digest::Digest> digests = workflow::ComposeDigests(state, rules, asked);
  std::vector<Message> messages(leased.size());
  for (size_t i = 0; i < leased.size(); ++i) {
    Message& message = messages[i];
    message.id = leased[i]->digest.id;
    message.attempt = leased[i]->attempt;
    message.address = leased[i]->digest.address;
    message.day = asked[i].day;
    message.digest = std::move(digests[i]);
    message.to_name = message.digest.person_name;
    message.language = LanguageOf(state, leased[i]->digest.person);
  }
  return messages;
}

}  // namespace vekha::delivery
