-- Control of execution, who is away, what is silent, and what became of each notification.
ALTER TABLE person ADD COLUMN contact TEXT;  -- JSON; NULL: cannot be reached
ALTER TABLE task ADD COLUMN life TEXT;       -- JSON: returns, extensions, delegations ...; NULL: none of it
ALTER TABLE notification ADD COLUMN digest TEXT NOT NULL DEFAULT '';
ALTER TABLE notification ADD COLUMN why TEXT NOT NULL DEFAULT '';
CREATE INDEX notification_by_id ON notification (id);

CREATE TABLE absence (
  person TEXT NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,      -- included
  substitute TEXT NOT NULL,    -- '' without one
  reason TEXT NOT NULL,
  PRIMARY KEY (person, first_day)
) WITHOUT ROWID;

CREATE TABLE silence (
  organization TEXT NOT NULL REFERENCES organization (id) DEFERRABLE INITIALLY DEFERRED,
  id TEXT NOT NULL PRIMARY KEY,
  roadmap TEXT NOT NULL,       -- '' for any
  person TEXT NOT NULL,        -- '' for anybody
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,      -- included
  by_person TEXT NOT NULL,
  reason TEXT NOT NULL
) WITHOUT ROWID;

-- One person's morning: what is being sent, was sent, or could not be.
CREATE TABLE digest (
  person TEXT NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  id TEXT NOT NULL PRIMARY KEY,
  state TEXT NOT NULL,
  entry TEXT NOT NULL          -- JSON, the whole of it
) WITHOUT ROWID;
