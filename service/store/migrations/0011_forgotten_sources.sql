-- What a request of the intake was answered, as long as the request is remembered: a repeat gets it.
CREATE TABLE intake_answer (
  request_id TEXT NOT NULL PRIMARY KEY REFERENCES request (request_id) ON DELETE CASCADE,
  organization TEXT NOT NULL,
  source TEXT NOT NULL,
  content TEXT NOT NULL        -- JSON, as of intake
) WITHOUT ROWID;
CREATE INDEX intake_answer_by_source ON intake_answer (organization, source);

-- Of a source that was forgotten the number of its last import: the next one goes on from it. 0: never forgotten.
ALTER TABLE intake ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;
