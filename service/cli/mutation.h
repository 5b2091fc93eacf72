// Options of every command that changes something.
#pragma once

#include <string>

#include "service/cli/session.h"

namespace CLI {
class App;
}  // namespace CLI

namespace vekha::cli {

struct Mutation {
  std::string etag;
  std::string request_id;
  bool validate_only = false;

  template <typename Request>
  void FillIn(Request& request) const {
    request.set_request_id(request_id);
    request.set_validate_only(validate_only);
  }
};

enum class Etag { kNone, kTaken };
void AddMutationOptions(CLI::App& command, Session& session, Mutation& mutation, Etag etag);

// " (так и было)", " (только проверка)" or nothing.
std::string ShowEffect(const Session& session, const Mutation& mutation, bool changed);

}  // namespace vekha::cli
