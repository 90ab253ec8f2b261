-- SPDX-License-Identifier: GPL-3.0-or-later
-- The tables that every change writes, each kept in the order of its key: one tree where there were
-- two, and of a feed's three two.

CREATE TABLE record_new (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,            -- word of the protocol
  belongs_to TEXT,               -- never changes: owner of client and log, member of registration
                                 -- and profile, pairing of session, round of pairing and plan
  version INTEGER NOT NULL CHECK (version > 0),
  seq INTEGER NOT NULL,          -- of the last change
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1)),
  body TEXT                      -- raw JSON as it came; NULL for a tombstone
) STRICT, WITHOUT ROWID;
INSERT INTO record_new (id, kind, belongs_to, version, seq, is_deleted, body)
SELECT id, kind, belongs_to, version, seq, is_deleted, body FROM record ORDER BY id;
DROP TABLE record;
ALTER TABLE record_new RENAME TO record;

CREATE TABLE record_history_new (
  record TEXT NOT NULL REFERENCES record (id),
  version INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  reason TEXT NOT NULL,          -- 'op', 'join', 'setup', 'derived'
  member TEXT,                   -- who wrote it; NULL: the server itself
  op TEXT,
  written_us INTEGER NOT NULL,
  body TEXT,
  PRIMARY KEY (record, version)
) STRICT, WITHOUT ROWID;
INSERT INTO record_history_new (record, version, seq, reason, member, op, written_us, body)
SELECT record, version, seq, reason, member, op, written_us, body FROM record_history
ORDER BY record, version;
DROP TABLE record_history;
ALTER TABLE record_history_new RENAME TO record_history;

CREATE TABLE feed_new (
  record TEXT NOT NULL REFERENCES record (id),
  scope TEXT NOT NULL,           -- 'pub', 'coord', 'u:<member>'
  seq INTEGER NOT NULL,
  is_gone INTEGER NOT NULL CHECK (is_gone IN (0, 1)),
  PRIMARY KEY (record, scope)
) STRICT, WITHOUT ROWID;
INSERT INTO feed_new (record, scope, seq, is_gone)
SELECT record, scope, seq, is_gone FROM feed ORDER BY record, scope;
DROP TABLE feed;
ALTER TABLE feed_new RENAME TO feed;
CREATE INDEX feed_by_seq ON feed (scope, seq, record, is_gone);

CREATE TABLE ledger_new (
  op TEXT NOT NULL PRIMARY KEY,
  member TEXT NOT NULL,          -- who sent it; nobody else gets its result
  is_refused INTEGER NOT NULL CHECK (is_refused IN (0, 1)),
  version INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  code TEXT,
  message TEXT,
  written_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO ledger_new (op, member, is_refused, version, seq, code, message, written_us)
SELECT op, member, is_refused, version, seq, code, message, written_us FROM ledger ORDER BY op;
DROP TABLE ledger;
ALTER TABLE ledger_new RENAME TO ledger;
