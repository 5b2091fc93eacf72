-- Of each fact the newest record, as facts::FactBase keeps it: the older ones are read from the log. So a fact that is
-- observed again changes one row among few instead of adding one to ever more.
CREATE TABLE newest_fact (
  organization TEXT NOT NULL REFERENCES organization (id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL,
  scope TEXT NOT NULL,
  value TEXT NOT NULL,         -- typed JSON: {"int":"34"}
  source TEXT NOT NULL,
  observed_at INTEGER NOT NULL,
  observed_on TEXT,
  version INTEGER NOT NULL,    -- of the origin; 0: not said
  revision INTEGER NOT NULL,
  origin TEXT,                 -- JSON, as in the event; NULL: not said
  PRIMARY KEY (organization, name, scope)
) WITHOUT ROWID;

INSERT INTO newest_fact
SELECT organization, name, scope, value, source, observed_at, observed_on, version, revision, origin FROM (
  SELECT *, row_number() OVER (PARTITION BY organization, name, scope
                               ORDER BY observed_at DESC, version DESC, revision DESC, idx DESC) AS place
  FROM (SELECT *, CAST(coalesce(json_extract(origin, '$.version'), 0) AS INTEGER) AS version FROM fact))
WHERE place = 1;

DROP TABLE fact;
ALTER TABLE newest_fact RENAME TO fact;
