-- What the sources of an organization said of its people, beside the log: personal data that is replaced by the
-- next import and can be deleted. The store reads none of it.
CREATE TABLE intake (
  organization TEXT NOT NULL REFERENCES organization (id) DEFERRABLE INITIALLY DEFERRED,
  source TEXT NOT NULL,
  good TEXT NOT NULL DEFAULT '',     -- JSON: the last import that was applied; '' before the first
  refused TEXT NOT NULL DEFAULT '',  -- JSON: the last one that was not, unless a good one followed
  revision INTEGER NOT NULL,         -- of the commit that wrote the row
  PRIMARY KEY (organization, source)
) WITHOUT ROWID;

-- Apart from their row, so that asking how an import went reads nobody's name.
CREATE TABLE roster (
  organization TEXT NOT NULL,
  source TEXT NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (organization, source)
);

CREATE TABLE quarantine (
  organization TEXT NOT NULL,
  source TEXT NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (organization, source)
);
