-- SPDX-License-Identifier: GPL-3.0-or-later
-- A check against a list of three builds a table of the three for every row that is written; against
-- one after the other it builds nothing.

DROP VIEW outbox_record;
CREATE TABLE outbox_new (
  seq INTEGER PRIMARY KEY,      -- order of the changes
  op TEXT NOT NULL UNIQUE,      -- id of the op, UUID
  act TEXT NOT NULL,            -- "put", "delete", "publish"
  kind TEXT NOT NULL,           -- of the record
  record TEXT NOT NULL,         -- the record it writes; publish: the plan
  base INTEGER,                 -- version it was made from; NULL: that at the time of sending
  body TEXT,                    -- new body, JSON; NULL: delete
  state TEXT NOT NULL           -- sent: never altered again
    CHECK (state = 'waiting' OR state = 'sent' OR state = 'refused'),
  message TEXT,                 -- refused: the sentence of the server
  made_us INTEGER NOT NULL,     -- when the user made it, microseconds since 1970 UTC
  was TEXT,                     -- the body that the change was made from; NULL: none
  code TEXT                     -- refused: the word of the server
) STRICT;
INSERT INTO outbox_new (seq, op, act, kind, record, base, body, state, message, made_us, was, code)
SELECT seq, op, act, kind, record, base, body, state, message, made_us, was, code FROM outbox
ORDER BY seq;
DROP TABLE outbox;
ALTER TABLE outbox_new RENAME TO outbox;
CREATE INDEX outbox_refused ON outbox (seq) WHERE state = 'refused';
CREATE INDEX outbox_by_record ON outbox (record);

-- Which op touches which record.
CREATE VIEW outbox_record (op, record) AS
SELECT op, record FROM outbox UNION ALL SELECT op, record FROM outbox_more;
