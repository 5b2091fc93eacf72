# embed_texts(OUTPUT x.cc HEADER room/x.h FUNCTION vekha::service::RuleTexts BASE dir FILES a b ...): a source file that defines
# `std::span<const vekha::service::EmbeddedText> FUNCTION()` with the files' bytes, named relative to BASE, by name. Made again
# when a file changes.
function(embed_texts)
  cmake_parse_arguments(E "" "OUTPUT;HEADER;FUNCTION;BASE" "FILES" ${ARGN})
  set(list ${E_OUTPUT}.list)
  list(SORT E_FILES)
  string(JOIN "\n" lines ${E_FILES})
  file(CONFIGURE OUTPUT ${list} CONTENT "${lines}" @ONLY)
  add_custom_command(OUTPUT ${E_OUTPUT}
    COMMAND ${CMAKE_COMMAND} -DLIST=${list} -DOUTPUT=${E_OUTPUT} -DHEADER=${E_HEADER} -DFUNCTION=${E_FUNCTION} -DBASE=${E_BASE}
            -P ${PROJECT_SOURCE_DIR}/cmake/embed_texts.cmake
    DEPENDS ${E_FILES} ${list} ${PROJECT_SOURCE_DIR}/cmake/embed_texts.cmake
    VERBATIM)
endfunction()
