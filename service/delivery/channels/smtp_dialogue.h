// How far a mail came in the dialogue with a server, and what the server's answer there means
// (RFC 5321 4.2.1: 4yz later, 5yz never).
#pragma once

#include <curl/curl.h>

#include <string>
#include <string_view>

#include "service/delivery/channels/channel.h"

namespace vekha::delivery {

enum class SmtpStage { kConnect, kHello, kTls, kAuth, kMail, kRecipient, kData, kBody };

struct SmtpDialogue {
  SmtpStage stage = SmtpStage::kConnect;
  int reply = 0;         // of the server to that stage; 0: none came
  std::string enhanced;  // "5.1.1" (RFC 3463), when the reply has one
  bool over = false;     // QUIT was said: what follows belongs to no mail

  // What libcurl tells its debug function: a command sent, a line received.
  void Sent(std::string_view command);
  void Received(std::string_view line);
};

struct SmtpVerdict {
  SendResult result;
  // What went wrong would go wrong for every other message, too.
  bool for_all = false;
  // The connection is to blame, not the mail.
  bool connection = false;
  // The server ended it: had it stood for a while, a new one may do at once.
  bool closed = false;
};

// `code` is not CURLE_OK. `domain` is the recipient's.
SmtpVerdict JudgeSmtp(CURLcode code, const SmtpDialogue& dialogue, std::string_view domain);

}  // namespace vekha::delivery
