// Messages for the tests of channels.
#pragma once

#include <string>
#include <vector>

#include "service/delivery/channels/channel.h"
#include "tests/engine/digest/example.h"

namespace vekha::delivery {

inline constexpr std::chrono::sys_seconds kMorning{
    std::chrono::seconds(1666933200)};  // 2022-10-28 05:00 UTC

inline Message MakeMessage(std::string id, std::string address) {
  Message message;
  message.id = id;
  message.to_name = "Мамедов Магомед Расулович, заместитель директора по воспитательной работе";
  message.address = std::move(address);
  message.day = *MakeDate(2022, 10, 28);
  message.digest = digest::Example();
  message.digest.id = std::move(id);
  return message;
}

// One message an address; ids m1, m2 ...
inline std::vector<Message> MakeMessages(const std::vector<std::string>& addresses) {
  std::vector<Message> messages;
  for (const std::string& address : addresses) {
    messages.push_back(MakeMessage("m" + std::to_string(messages.size() + 1), address));
  }
  return messages;
}

inline std::vector<std::string> Reasons(const std::vector<SendResult>& results) {
  std::vector<std::string> reasons;
  for (const SendResult& result : results) reasons.push_back(result.reason);
  return reasons;
}

}  // namespace vekha::delivery
