#include "service/cli/mutation.h"

#include "service/cli/command.h"

namespace vekha::cli {

void AddMutationOptions(CLI::App& command, Session& session, Mutation& mutation, Etag etag) {
  AddText(command, session, "--request-id", mutation.request_id,
          {"повтор с тем же id получает первый ответ",
           "a repeat with the same id gets the first answer"});
  AddSwitch(command, session, "--validate-only", mutation.validate_only,
            {"только проверить, ничего не записывать", "only check, store nothing"});
  if (etag == Etag::kTaken) {
    AddText(command, session, "--etag", mutation.etag,
            {"только если с тех пор не изменилось", "only if unchanged since"});
  }
}

std::string ShowEffect(const Session& session, const Mutation& mutation, bool changed) {
  if (!changed) return session.Say({" (так и было)", " (it was so already)"});
  if (mutation.validate_only) {
    return session.Say({" (только проверка, не записано)", " (only checked, not stored)"});
  }
  return "";
}

}  // namespace vekha::cli
