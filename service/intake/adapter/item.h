// One item of a journal's list, each field read as what it must be.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/date.h"
#include "engine/roster/origin.h"
#include "service/intake/adapter/json.h"
#include "service/intake/bundle/report.h"

namespace vekha::intake {

// Reading reports what is wrong with a field once; ok() tells whether anything was. No message
// quotes a value. Fields are found whatever way their names are written (FindMember()).
//   R0501 a required field is missing or blank    R0506 a birth date in the future
//   R0502 an unknown word                         R0510 no id
//   R0504 neither true nor false                  R0519 no such day
//   R0505 no date                                 R0909 another kind of value than documented
class Item {
 public:
  struct Place {
    std::string_view request;
    uint32_t file = 0;  // of Origin
    uint32_t row = 0;   // from 1
    Date today;
  };

  Item(const Json& value, std::string key, Place place, Reporter& reporter);

  const Json& value() const { return value_; }
  const std::string& key() const { return key_; }  // of an object's member; else empty
  std::string_view request() const { return place_.request; }
  roster::Origin origin() const { return {place_.file, place_.row}; }
  bool ok() const { return ok_; }
  // What is wrong was reported elsewhere.
  void Refuse() { ok_ = false; }
  // Nothing that we take: counted apart, neither accepted nor refused.
  void PassOver() { passed_over_ = true; }
  bool passed_over() const { return passed_over_; }

  enum class Need { kOptional, kRequired };

  // On one line; a number as its figures. Empty when it is missing or null.
  std::string Text(std::string_view name, Need need = Need::kOptional);
  // The first of `names` that is there: text without blanks, or a whole number, 1 to 128 bytes.
  std::string Id(std::initializer_list<std::string_view> names, Need need = Need::kRequired);
  // "2022-08-25", also with a time behind it, "25.08.2022", "20220825". Nothing for blank, null
  // and the year 1, by which some journals mean "not known".
  std::optional<Date> ReadDate(std::string_view name);
  std::optional<Date> ReadBirthDate(std::string_view name);
  // true, false, 1, 0, and those as text.
  std::optional<bool> ReadFlag(std::string_view name);

  void Error(std::string_view code, std::string_view name, Bilingual message, Bilingual hint = {});
  void Warn(std::string_view code, std::string_view name, Bilingual message, Bilingual hint = {});

 private:
  const Json& value_;
  const std::string key_;
  const Place place_;
  Reporter& reporter_;
  bool ok_ = true;
  bool passed_over_ = false;
};

}  // namespace vekha::intake
