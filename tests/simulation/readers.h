// For tests: the people of the simulated year.
#pragma once

#include <string>

#include "engine/workflow/event.h"

namespace vekha::test {

struct Reader {
  const char* id;
  const char* name;
  const char* zone;   // empty: the school's; Berlin and New York save daylight
  int digest_minute;  // negative: he has no address
};

inline constexpr char kSchoolZone[] = "Europe/Moscow";
inline constexpr Reader kReaders[] = {
    {"ivanov", "Иванов И. И.", "", 8 * 60},
    {"petrov", "Петров П. П.", "Europe/Berlin", 7 * 60 + 30},
    {"sidorov", "Сидоров С. С.", "America/New_York", 8 * 60},
    {"curator", "Завуч З. З.", "Asia/Vladivostok", 9 * 60 + 15},
    {"head", "Директор Д. Д.", "Europe/Kaliningrad", 8 * 60},
    {"novikov", "Новиков Н. Н.", "", 20 * 60 + 30},  // he reads in the evening
    {"coordinator", "Районный Р. Р.", "", 10 * 60},
    {"gluhov", "Глухов Г. Г.", "", -1},
};

inline workflow::Person PersonOf(const Reader& reader) {
  workflow::Person person{PersonId(reader.id), reader.name, {}};
  if (reader.digest_minute < 0) return person;
  person.contact.channel = workflow::Channel::kEmail;
  person.contact.address = std::string(reader.id) + "@school.example";
  person.contact.zone = reader.zone;
  person.contact.digest_minute = reader.digest_minute;
  return person;
}

}  // namespace vekha::test
