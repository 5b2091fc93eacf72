// Records as bytes, the id first: how a roster holds them (table.h) and how it is stored.
#pragma once

#include <string>
#include <string_view>

namespace vekha::roster {

// Of School, Term, Class, Person, Role, Membership, Mentee, Mentor and Pair, and of PersonDetail.
// Appends.
template <typename Record>
void WriteRecord(const Record& record, std::string& bytes);
// False when the bytes are cut off, too many, or nothing this program has written; `record` is then
// anything. It must be a new one.
template <typename Record>
bool ReadRecord(std::string_view bytes, Record& record);

}  // namespace vekha::roster
