-- The event log, the rows it means, and the answered requests. Keys begin with the organization, so that a
-- store spread over several databases can be spread by it. Days are 'YYYY-MM-DD', instants seconds since
-- 1970-01-01 UTC, `revision` the commit that wrote the row, `idx` the event's place in that commit.

CREATE TABLE event (
  revision INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  at INTEGER NOT NULL,
  organization TEXT NOT NULL,  -- '' for people and roadmaps, which belong to none
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,       -- JSON
  PRIMARY KEY (revision, idx)
) WITHOUT ROWID;

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;

CREATE TABLE organization (
  id TEXT NOT NULL PRIMARY KEY,
  parent TEXT REFERENCES organization (id) DEFERRABLE INITIALLY DEFERRED,
  level TEXT NOT NULL,
  name TEXT NOT NULL,
  zone TEXT NOT NULL,
  revision INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE person (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  revision INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE role_holding (
  organization TEXT NOT NULL REFERENCES organization (id) DEFERRABLE INITIALLY DEFERRED,
  role TEXT NOT NULL,
  person TEXT NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  first_day TEXT NOT NULL,
  last_day TEXT,               -- included; NULL until further notice
  revision INTEGER NOT NULL,   -- of the first time: holders are listed in the order they came
  idx INTEGER NOT NULL,
  PRIMARY KEY (organization, role, person, first_day)
) WITHOUT ROWID;

CREATE TABLE roadmap_version (
  roadmap TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  text TEXT NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (roadmap, version)
);

CREATE TRIGGER roadmap_version_is_never_changed BEFORE UPDATE ON roadmap_version
BEGIN SELECT RAISE(ABORT, 'a roadmap version is never changed'); END;
CREATE TRIGGER roadmap_version_is_never_deleted BEFORE DELETE ON roadmap_version
BEGIN SELECT RAISE(ABORT, 'a roadmap version is never changed'); END;

CREATE TABLE adoption (
  organization TEXT NOT NULL REFERENCES organization (id) DEFERRABLE INITIALLY DEFERRED,
  roadmap TEXT NOT NULL,
  version INTEGER NOT NULL,
  first_day TEXT NOT NULL,
  mark TEXT,                   -- the last day accounted for; NULL before the first run
  revision INTEGER NOT NULL,
  PRIMARY KEY (organization, roadmap),
  FOREIGN KEY (roadmap, version) REFERENCES roadmap_version (roadmap, version) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;

CREATE TABLE fact (
  organization TEXT NOT NULL REFERENCES organization (id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL,
  scope TEXT NOT NULL,
  revision INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  value TEXT NOT NULL,         -- typed JSON: {"int":"34"}
  source TEXT NOT NULL,
  observed_at INTEGER NOT NULL,
  observed_on TEXT,
  PRIMARY KEY (organization, name, scope, revision, idx)
) WITHOUT ROWID;

CREATE TABLE task (
  organization TEXT NOT NULL REFERENCES organization (id) DEFERRABLE INITIALLY DEFERRED,
  task TEXT NOT NULL,
  report TEXT,                 -- JSON, as in the event
  closing TEXT,                -- JSON, as in the event
  due TEXT,
  due_revision INTEGER NOT NULL DEFAULT 1,
  revision INTEGER NOT NULL,
  PRIMARY KEY (organization, task)
) WITHOUT ROWID;

CREATE TABLE rung (
  organization TEXT NOT NULL REFERENCES organization (id) DEFERRABLE INITIALLY DEFERRED,
  task TEXT NOT NULL,
  due_revision INTEGER NOT NULL,
  rung TEXT NOT NULL,
  rung_day TEXT NOT NULL,
  as_of TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (organization, task, due_revision, rung)
) WITHOUT ROWID;

-- The outbox: delivery reads it and nothing else.
CREATE TABLE notification (
  organization TEXT NOT NULL REFERENCES organization (id) DEFERRABLE INITIALLY DEFERRED,
  id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  task TEXT NOT NULL,
  due_revision INTEGER NOT NULL,
  rung TEXT NOT NULL,
  rung_day TEXT NOT NULL,
  as_of TEXT NOT NULL,
  kind TEXT NOT NULL,
  audience TEXT NOT NULL,
  person TEXT NOT NULL,        -- '' when nobody holds the role
  addressee TEXT NOT NULL,
  due_date TEXT,
  nominal_due TEXT,
  reason TEXT NOT NULL,
  text TEXT NOT NULL,
  text_en TEXT NOT NULL,
  delivery_state TEXT NOT NULL DEFAULT 'pending',
  PRIMARY KEY (organization, id)
);

-- Answered requests, kept at least 30 days.
CREATE TABLE request (
  request_id TEXT NOT NULL PRIMARY KEY,
  method TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  revision INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX request_by_age ON request (at);
