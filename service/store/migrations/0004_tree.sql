-- Organizations open, move and close in time, may have a calendar of their own, and a whole subtree may adopt.
ALTER TABLE organization ADD COLUMN life TEXT;  -- JSON: region, week, opened, moves, closure; NULL: none of it
ALTER TABLE adoption ADD COLUMN subtree INTEGER NOT NULL DEFAULT 0;
