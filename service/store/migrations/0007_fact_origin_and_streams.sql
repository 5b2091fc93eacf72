-- Where a source has a fact from, and how far each stream of batches has come.
ALTER TABLE fact ADD COLUMN origin TEXT;  -- JSON, as in the event; NULL: not said

CREATE TABLE stream (
  name TEXT NOT NULL PRIMARY KEY,
  sequence INTEGER NOT NULL    -- of the last batch that is kept or refused
) WITHOUT ROWID;
