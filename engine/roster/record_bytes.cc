#include "engine/roster/record_bytes.h"

#include "engine/roster/record_fields.h"
#include "engine/roster/roster_update.h"

namespace vekha::roster {

template <typename C, Is<PersonDetail> V>
void Code(C& c, V& v) {
  c(v.person, v.kind, v.kind_is_primary, v.birth_date, v.grade, v.position, v.relative,
    v.special_needs);
}

template <typename Record>
void WriteRecord(const Record& record, std::string& bytes) {
  ByteWriter out(bytes);
  out(record);
}

template <typename Record>
bool ReadRecord(std::string_view bytes, Record& record) {
  ByteReader in(bytes);
  in(record);
  return in.ok() && in.AtEnd();
}

template void WriteRecord(const School&, std::string&);
template void WriteRecord(const Term&, std::string&);
template void WriteRecord(const Class&, std::string&);
template void WriteRecord(const Person&, std::string&);
template void WriteRecord(const Role&, std::string&);
template void WriteRecord(const Membership&, std::string&);
template void WriteRecord(const Mentee&, std::string&);
template void WriteRecord(const Mentor&, std::string&);
template void WriteRecord(const Pair&, std::string&);
template void WriteRecord(const PersonDetail&, std::string&);

template bool ReadRecord(std::string_view, School&);
template bool ReadRecord(std::string_view, Term&);
template bool ReadRecord(std::string_view, Class&);
template bool ReadRecord(std::string_view, Person&);
template bool ReadRecord(std::string_view, Role&);
template bool ReadRecord(std::string_view, Membership&);
template bool ReadRecord(std::string_view, Mentee&);
template bool ReadRecord(std::string_view, Mentor&);
template bool ReadRecord(std::string_view, Pair&);
template bool ReadRecord(std::string_view, PersonDetail&);

}  // namespace vekha::roster
