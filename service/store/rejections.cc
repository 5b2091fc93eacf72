#include "service/store/rejections.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "engine/base/rejection.h"

namespace vekha::store {
namespace {

std::string Name(std::string_view path) {
  return path.empty() ? std::string("the store") : std::string(path);
}

std::string NameRussian(std::string_view path) {
  return path.empty() ? std::string("База данных") : fmt::format("Файл базы «{}»", path);
}

absl::Status Say(absl::StatusCode code, std::string reason, std::string_view path,
                 std::string_view message, std::string_view message_ru) {
  std::map<std::string, std::string> metadata;
  if (!path.empty()) metadata["path"] = path;
  return ToStatus({code, std::move(reason), fmt::format("{} {}", Name(path), message),
                   fmt::format("{} {}", NameRussian(path), message_ru), std::move(metadata)});
}

}  // namespace

absl::Status StoreLocked(std::string_view path) {
  return Say(absl::StatusCode::kUnavailable, "STORE_LOCKED", path, "is in use by another process",
             "занят другой программой. Остановите её (обычно это «vekha serve») или обратитесь к "
             "ней через --server.");
}

absl::Status StoreForeign(std::string_view path, std::string_view why) {
  return Say(absl::StatusCode::kFailedPrecondition, "STORE_FOREIGN", path,
             fmt::format("is not a Vekha database: {}", why),
             "не база Вехи; он оставлен без изменений.");
}

absl::Status StoreNewer(std::string_view path, std::string_view what) {
  return Say(absl::StatusCode::kFailedPrecondition, "STORE_NEWER", path,
             fmt::format("was written by a newer program: {}", what),
             "записан более новой версией Вехи. Обновите программу; данные не изменены.");
}

absl::Status NameNotKnown(std::string_view what, std::string_view name) {
  const bool is_word = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
  if (!is_word) return StoreDamaged("", fmt::format("{} with a name that is none", what));
  return StoreNewer("", fmt::format("{} «{}»", what, name));
}

absl::Status StoreReadOnly(std::string_view path) {
  return Say(absl::StatusCode::kFailedPrecondition, "STORE_READ_ONLY", path,
             "or its folder may not be written to", "или его папка доступны только для чтения.");
}

absl::Status StoreNotFound(std::string_view path) {
  return Say(absl::StatusCode::kNotFound, "STORE_NOT_FOUND", path,
             "cannot be made: its folder is not there", "негде создать: такой папки нет.");
}

absl::Status StoreDamaged(std::string_view path, std::string_view what) {
  return Say(absl::StatusCode::kDataLoss, "STORE_DAMAGED", path,
             fmt::format("is damaged: {}", what),
             "повреждена. Восстановите её из резервной копии.");
}

absl::Status StoreFull(std::string_view path) {
  return Say(absl::StatusCode::kResourceExhausted, "STORE_FULL", path,
             "cannot grow: the disk is full",
             "не может расти: на диске нет места. Ничего не записано; прежние данные целы.");
}

absl::Status StoreIo(std::string_view path, std::string_view what) {
  return Say(absl::StatusCode::kUnavailable, "STORE_IO", path,
             fmt::format("could not be read or written: {}; open it again", what),
             "не удаётся прочитать или записать. Проверьте диск и запустите программу заново.");
}

absl::Status RevisionConflict(int64_t expected, int64_t given) {
  return ToStatus(
      {absl::StatusCode::kAborted,
       "REVISION_CONFLICT",
       fmt::format("the next commit is {}, not {}", expected, given),
       "Состояние успело измениться; повторите действие.",
       {{"expected", fmt::format("{}", expected)}, {"given", fmt::format("{}", given)}}});
}

absl::Status StoreDuplicate(std::string_view what) {
  return ToStatus({absl::StatusCode::kAlreadyExists,
                   "STORE_DUPLICATE",
                   fmt::format("written once already: {}", what),
                   "Это уже записано; второй раз не записывается.",
                   {}});
}

absl::Status EventInvalid(std::string_view kind, std::string_view why) {
  return ToStatus({absl::StatusCode::kInvalidArgument,
                   "EVENT_INVALID",
                   fmt::format("{} cannot be stored: {}", kind, why),
                   "Такие данные нельзя сохранить: текст не в UTF-8 или дата вне 1900–2199 годов.",
                   {{"kind", std::string(kind)}}});
}

}  // namespace vekha::store
