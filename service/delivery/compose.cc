#include "service/delivery/compose.h"

#include <algorithm>
#include <utility>

#include "service/runner/local_times.h"

namespace vekha::delivery {
namespace {

Language LanguageOf(const workflow::State& state, const PersonId& person) {
  const auto found = state.people.find(person);
  const bool english = found != state.people.end() && found->second.person.contact.language == "en";
  return english ? Language::kEnglish : Language::kRussian;
}

// Before his evening, and while the lease leaves time to hear the answer.
std::chrono::sys_seconds LastMoment(const workflow::State& state,
                                    const workflow::DigestLeased& leased,
                                    const workflow::LocalTimes& local,
                                    std::chrono::sys_seconds now) {
  constexpr std::chrono::seconds kForTheAnswer{60};
  const std::chrono::sys_seconds lease_ends{std::chrono::seconds(leased.until)};
  const std::chrono::minutes left{workflow::MinutesToSend(state, leased.digest, local)};
  return std::min(lease_ends - kForTheAnswer, now + left - std::chrono::seconds(1));
}

}  // namespace

std::vector<Message> ComposeMessages(const workflow::State& state, const workflow::RuleBook& rules,
                                     const std::vector<const workflow::DigestLeased*>& leased,
                                     std::chrono::sys_seconds now) {
  const workflow::LocalTimes local = runner::LocalTimesOf(state, now);
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
    message.not_after = LastMoment(state, *leased[i], local, now);
    message.digest = std::move(digests[i]);
    message.to_name = message.digest.person_name;
    message.language = LanguageOf(state, leased[i]->digest.person);
  }
  return messages;
}

}  // namespace vekha::delivery
