// What is stored of a fact's origin, field by field (fields.h).
#pragma once

#include "engine/facts/fact_base.h"
#include "service/store/fields.h"

namespace vekha::facts {

template <typename F>
void Fields(F& f, FactRow& v) {
  f.Text("file", v.file);
  f.Int("row", v.row);
}

template <typename F>
void Fields(F& f, FactOrigin& v) {
  f.Text("id", v.id);
  f.Int64("version", v.version);
  f.Parts("rows", v.rows);
  f.Int("rows_total", v.rows_total);
}

}  // namespace vekha::facts
