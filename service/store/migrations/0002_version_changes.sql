-- An organization may move to another version of a roadmap in mid-year: tasks keep their ids, and open
-- ones the day chosen.
ALTER TABLE adoption ADD COLUMN kept_ids TEXT;  -- JSON object: the id of this version's plan -> the id kept
ALTER TABLE task ADD COLUMN due_by TEXT NOT NULL DEFAULT 'fact';
