// Letters into a folder, for schools without a mail server: something else prints them, hands them
// over or takes them to the post. The folder is a maildir (cr.yp.to/proto/maildir.html): a letter
// is written in tmp/ and moved to new/ when it is whole and on the disk.
#pragma once

#include <string_view>
#include <vector>

#include "service/base/clock.h"
#include "service/delivery/channels/channel.h"
#include "service/delivery/channels/config.h"

namespace vekha::delivery {

// The file's name comes from the message's id: a repeat finds it in new/ or, already seen, in cur/,
// and writes nothing. Nobody but the owner may read the files.
class SpoolChannel : public Channel {
 public:
  SpoolChannel(SpoolConfig config, const service::Clock& clock);

  std::string_view name() const override { return "spool"; }
  // kRetry SPOOL_UNWRITABLE when the disk or the folder's rights say no.
  std::vector<SendResult> Send(const std::vector<Message>& messages) override;

 private:
  const SpoolConfig config_;
  const service::Clock& clock_;
};

}  // namespace vekha::delivery
