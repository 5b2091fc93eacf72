// Inside of scope: what the families of neighbour rules share.
#pragma once

#include <vector>

#include "engine/term/grammar.h"

namespace vekha::term {

using Items = std::vector<Item>;

bool IsDated(const Item& item);
bool HasOwnYears(UnitKind kind);
// A dated item that waits for a year.
bool IsYearless(const Item& item);
// A day, week or part of every month.
bool IsMonthly(const Item& item);
bool Any(const Items& items, bool (*is)(const Item&));
bool Has(const Items& items, ItemKind kind);
void Remove(Items& items, ItemKind kind);
const Unit& LastUnit(const Item& item);
// `into` says from now on what `item` said too.
void Absorb(Item& into, const Item& item);

// --- scope_years.cc: which year belongs to which unit
void ShareYearInRange(Item& item, std::vector<Note>& notes);
void ShareYearsInList(Items& items, std::vector<Note>& notes);
void RepeatInYears(Items& items);
void ApplyLaterYears(Items& items);
void ApplyBounds(Items& items, std::vector<Note>& notes);
void ApplyAnnual(Items& items, std::vector<Note>& notes);
void MarkYearly(Items& items, bool annual);

// --- scope_round.cc: what comes round beside dates and spans
void ApplyQuarterDays(Items& items, std::vector<Note>& notes);
void ApplySince(Items& items, std::vector<Note>& notes);
void ApplyOpenStart(Items& items, std::vector<Note>& notes);
void ApplyEvery(Items& items, std::vector<Note>& notes);
void ApplyRhythm(Items& items, std::vector<Note>& notes);
void ApplySpan(Items& items);

}  // namespace vekha::term
