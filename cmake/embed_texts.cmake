# Run by embed_texts() (Embed.cmake) at build time.
file(STRINGS ${LIST} files)
string(REGEX MATCH "^(.*)::([^:]+)$" matched "${FUNCTION}")
set(namespace "${CMAKE_MATCH_1}")
set(name "${CMAKE_MATCH_2}")
set(entries "")
foreach(path IN LISTS files)
  file(RELATIVE_PATH relative "${BASE}" "${path}")
  file(READ "${path}" text)
  string(FIND "${text}" ")vekha_text\"" terminator)
  if(NOT terminator EQUAL -1)
    message(FATAL_ERROR "${path} cannot be embedded: it has the text )vekha_text\"")
  endif()
  string(APPEND entries "    {\"${relative}\"sv, R\"vekha_text(${text})vekha_text\"sv},\n")
endforeach()
file(WRITE ${OUTPUT} "// Made by cmake/embed_texts.cmake.
#include \"${HEADER}\"

#include <string_view>

namespace ${namespace} {
namespace {
using namespace std::string_view_literals;
constexpr service::EmbeddedText kTexts[] = {
${entries}};
}  // namespace

std::span<const service::EmbeddedText> ${name}() { return kTexts; }

}  // namespace ${namespace}
")
