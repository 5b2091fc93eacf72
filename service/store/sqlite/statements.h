// Prepared statements of one connection, each made the first time it is asked for.
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "engine/base/date.h"

namespace vekha::store {

class Statements {
 public:
  explicit Statements(SQLite::Database& database) : database_(database) {}

  // Ready for new values. `sql` must be a literal: its address is the key.
  SQLite::Statement& Get(const char* sql) {
    std::unique_ptr<SQLite::Statement>& statement = statements_[sql];
    if (!statement) statement = std::make_unique<SQLite::Statement>(database_, sql);
    statement->reset();
    statement->clearBindings();
    return *statement;
  }

  // Binds the values to ?1, ?2 ... and runs the statement; gives the number of changed rows.
  template <typename... Values>
  int Run(const char* sql, const Values&... values) {
    SQLite::Statement& statement = Get(sql);
    int i = 0;
    (Bind(statement, ++i, values), ...);
    const int changed = statement.exec();
    statement.reset();
    return changed;
  }

 private:
  // Not copied: Run() is done with it before it returns.
  static void Bind(SQLite::Statement& s, int i, const std::string& value) {
    s.bindNoCopy(i, value);
  }
  static void Bind(SQLite::Statement& s, int i, std::string_view value) {
    s.bind(i, std::string(value));
  }
  static void Bind(SQLite::Statement& s, int i, int value) { s.bind(i, value); }
  static void Bind(SQLite::Statement& s, int i, int64_t value) { s.bind(i, value); }
  static void Bind(SQLite::Statement& s, int i, Date value) { s.bind(i, FormatIso(value)); }
  template <typename T>
  static void Bind(SQLite::Statement& s, int i, const std::optional<T>& value) {
    if (value) Bind(s, i, *value);  // left unbound it is NULL
  }

  SQLite::Database& database_;
  std::map<const char*, std::unique_ptr<SQLite::Statement>> statements_;
};

}  // namespace vekha::store
