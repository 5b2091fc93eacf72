// Steps of the lexer, in this order: lists, words, digits, numbers, Roman numbers. Each puts right
// what it can be sure of and says so.
#pragma once

#include <string_view>

#include "engine/term/lexer.h"

namespace vekha::term {

// "«15.1O» прочитано как «15.10»".
Bilingual ReadAs(std::string_view phrase, SourceRange range, std::string_view as);

// The numbers and dashes of a list become breaks between its deadlines.
void ReadListMarks(Lexed& lexed);

// Gives every word its sense; joins broken words, parts glued ones, corrects a slip in a month.
void RepairWords(std::string_view phrase, Lexed& lexed);

// Letters that stand for digits beside digits.
void ReadLetterDigits(std::string_view phrase, Lexed& lexed);

// Numeric dates, clock times, years broken in two, ordinal endings, references to other papers.
void ReadNumbers(std::string_view phrase, Lexed& lexed);

// Roman numbers before what they count ("IV квартал") and as months ("IX-V", "15.XI.2025").
void ReadRoman(std::string_view phrase, Lexed& lexed);

}  // namespace vekha::term
