#include "engine/term/lexer.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <vector>

namespace vekha::term {
namespace {

std::string Shown(const Token& token) {
  switch (token.kind) {
    case TokenKind::kDate:
    case TokenKind::kBadDate:
      return fmt::format("{}{}.{}{}", token.kind == TokenKind::kBadDate ? "!" : "", token.day,
                         token.month, token.year ? fmt::format(".{}", *token.year) : "");
    case TokenKind::kTime:
      return "time";
    case TokenKind::kNumber:
    case TokenKind::kWord:
    case TokenKind::kMark:
      break;
  }
  return token.text;
}

std::string Shown(std::string_view phrase) {
  std::string out;
  for (const Token& token : Lex(phrase).tokens) {
    if (!out.empty()) out += ' ';
    out += Shown(token);
  }
  return out;
}

struct LexCase {
  std::string_view phrase;
  std::string_view tokens;
  bool typo = false;
};

class Lexer : public testing::TestWithParam<LexCase> {};

TEST_P(Lexer, Reads) {
  EXPECT_EQ(Shown(GetParam().phrase), GetParam().tokens);
  EXPECT_EQ(Lex(GetParam().phrase).typo, GetParam().typo);
}

INSTANTIATE_TEST_SUITE_P(Dates, Lexer,
                         testing::ValuesIn(std::vector<LexCase>{
                             {"15.10.2023", "15.10.2023"},
                             {"1.3.21", "1.3.2021"},
                             {"до 4 .05. 2016г", "до 4.5.2016 г"},
                             {"15.10. ежегодно", "15.10 ежегодно"},
                             {"30.08..2023", "30.8.2023", true},
                             {"01.02.20 21", "1.2.2021", true},
                             {"01.02.20\n21", "1.2.2021", true},
                             {"30082023", "30.8.2023", true},
                             {"30.082023", "30.8.2023", true},
                             {"01,10,2025", "1.10.2025", true},
                             {"01 09 2025", "1.9.2025", true},
                             {"2025-10-15", "15.10.2025"},
                             {"15/10/2025", "15.10.2025"},
                             {"15-20.10", "15 - 20.10"},
                             {"31.09.2023", "!31.9.2023"},
                             {"15.10.20255", "!15.10.20255"},
                             {"14.00", "time"},
                             {"в 10.10", "в time"},
                             {"15:30", "time"},
                             {"после этапа 3.3", "после этапа"},
                             {"1-я неделя", "1 неделя"},
                             {"до 20-го", "до 20"},
                         }));

INSTANTIATE_TEST_SUITE_P(Words, Lexer,
                         testing::ValuesIn(std::vector<LexCase>{
                             {"СЕНТЯБРЬ", "сентябрь"},
                             {"ceнтябpь", "сентябрь"},
                             {"сен\u00ADтябрь", "сентябрь"},
                             {"Сен-\nтябрь", "сентябрь", true},
                             {"постоян но", "постоянно", true},
                             {"ежеквар тально", "ежеквартально", true},
                             {"Сентябр\nьдекабр\nь", "сентябрь - декабрь", true},
                             {"октябр", "октябрь", true},
                             {"ноябырь", "ноябрь", true},
                             {"карта", "карта"},
                             {"до15сентября", "до 15 сентября"},
                             {"2022\\24", "2022 / 24"},
                             {"в\u00A0мае", "в мае"},
                         }));

TEST(Lexer, RomanNumbersStandBeforeUnitsOnly) {
  const std::vector<Token> tokens = Lex("IV квартал").tokens;
  ASSERT_EQ(tokens.size(), 2U);
  EXPECT_TRUE(tokens[0].Is(Sense::kOrdinal));
  EXPECT_EQ(tokens[0].value, 4);
  EXPECT_FALSE(Lex("V этап").tokens[0].Is(Sense::kOrdinal));
}

TEST(Lexer, TypistsRomanNumbersAreRepaired) {
  const Lexed lexed = Lex("П полугодие");
  EXPECT_EQ(lexed.tokens[0].value, 2);
  EXPECT_TRUE(lexed.typo);
  EXPECT_EQ(lexed.notes.size(), 1U);
}

TEST(Lexer, RangesAreBytesOfThePhrase) {
  const std::string phrase = "  до 15.10.2023 ";
  const std::vector<Token> tokens = Lex(phrase).tokens;
  ASSERT_EQ(tokens.size(), 2U);
  EXPECT_EQ(phrase.substr(tokens[1].range.begin, tokens[1].range.end - tokens[1].range.begin),
            "15.10.2023");
}

}  // namespace
}  // namespace vekha::term
