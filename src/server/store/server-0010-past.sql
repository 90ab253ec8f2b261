-- SPDX-License-Identifier: GPL-3.0-or-later
-- The row of a record says who wrote it, when, by which op; the history keeps what was replaced. So
-- a new record is written once. That each row of feed and history is of a record is a check of the
-- whole and not one of every write.

CREATE TABLE record_new (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,            -- word of the protocol
  belongs_to TEXT,               -- never changes: owner of client and log, member of registration
                                 -- and profile, pairing of session, round of pairing and plan
  version INTEGER NOT NULL CHECK (version > 0),
  seq INTEGER NOT NULL,          -- of the last change
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1)),
  body TEXT,                     -- raw JSON as it came; NULL for a tombstone
  reason TEXT NOT NULL,          -- of this version: 'op', 'join', 'setup', 'derived', 'assert' …
  member TEXT,                   -- who wrote it; NULL: the server itself
  op TEXT,
  written_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO record_new (id, kind, belongs_to, version, seq, is_deleted, body, reason, member, op,
                        written_us)
SELECT r.id, r.kind, r.belongs_to, r.version, r.seq, r.is_deleted, r.body,
       coalesce (h.reason, 'setup'), h.member, h.op, coalesce (h.written_us, 0)
FROM record r LEFT JOIN record_history h ON h.record = r.id AND h.version = r.version
ORDER BY r.id;

-- Every state that a record had before the one it has.
CREATE TABLE record_past (
  record TEXT NOT NULL,
  version INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  reason TEXT NOT NULL,
  member TEXT,
  op TEXT,
  written_us INTEGER NOT NULL,
  body TEXT,
  PRIMARY KEY (record, version)
) STRICT, WITHOUT ROWID;
INSERT INTO record_past (record, version, seq, reason, member, op, written_us, body)
SELECT h.record, h.version, h.seq, h.reason, h.member, h.op, h.written_us, h.body
FROM record_history h JOIN record r ON r.id = h.record
WHERE h.version <> r.version ORDER BY h.record, h.version;

CREATE TABLE feed_new (
  record TEXT NOT NULL,
  scope TEXT NOT NULL,           -- 'pub', 'coord', 'u:<member>'
  seq INTEGER NOT NULL,
  is_gone INTEGER NOT NULL CHECK (is_gone IN (0, 1)),
  PRIMARY KEY (record, scope)
) STRICT, WITHOUT ROWID;
INSERT INTO feed_new (record, scope, seq, is_gone)
SELECT record, scope, seq, is_gone FROM feed ORDER BY record, scope;

DROP TABLE feed;
DROP TABLE record_history;
DROP TABLE record;
ALTER TABLE record_new RENAME TO record;
ALTER TABLE feed_new RENAME TO feed;
CREATE INDEX feed_by_seq ON feed (scope, seq, record, is_gone);

-- Every state a record has or had: who wrote it, when, by which op.
CREATE VIEW record_history (record, version, seq, reason, member, op, written_us, body) AS
SELECT id, version, seq, reason, member, op, written_us, body FROM record
UNION ALL SELECT record, version, seq, reason, member, op, written_us, body FROM record_past;
