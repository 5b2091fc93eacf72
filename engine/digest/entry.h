// One line of a digest in the reader's language, cleaned: what text and HTML show alike.
#pragma once

#include <string>

#include "engine/digest/digest.h"

namespace vekha::digest {

struct Entry {
  std::string head;  // "2.1 Информирование участников"
  std::string state;  // "срок 15.10.2022 (суббота), просрочено на 7 рабочих дней"
  std::string place;    // "Камбулатская СОШ · План мероприятий"
  std::string why;      // "Почему вам: вы отвечаете"
  std::string instead;  // "Вы замещаете: Иванов И. И."
  std::string task;     // "Задача: kambulat/kambulat-2022/2.1/2022-10-15"
};

// Fields are empty where the line says nothing.
Entry MakeEntry(const Line& line, Language language);

}  // namespace vekha::digest
