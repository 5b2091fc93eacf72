-- When a stream was last moved on, so that it is forgotten some day; what its client wants to be told
-- when it opens it again, and its last refused batch.
ALTER TABLE stream ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stream ADD COLUMN checkpoint TEXT NOT NULL DEFAULT '';
ALTER TABLE stream ADD COLUMN last_refused INTEGER NOT NULL DEFAULT 0;
UPDATE stream SET at = (SELECT coalesce(max(at), 0) FROM event);
CREATE INDEX stream_by_time ON stream (at);
