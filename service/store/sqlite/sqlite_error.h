// SQLite's result codes as rejections, in one place.
#pragma once

#include <SQLiteCpp/Exception.h>
#include <absl/status/status.h>

#include <string_view>

namespace vekha::store {

absl::Status FromSqlite(const SQLite::Exception& error, std::string_view path);

}  // namespace vekha::store
