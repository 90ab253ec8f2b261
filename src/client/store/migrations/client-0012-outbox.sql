-- SPDX-License-Identifier: GPL-3.0-or-later
-- Nearly every op touches the record that it writes and nothing else: its own row says so. What is
-- written with every change and every row of an answer is not looked up a second time.

CREATE TABLE outbox_more (
  op TEXT NOT NULL,     -- an op that touches more than it writes
  record TEXT NOT NULL, -- one of the other records
  PRIMARY KEY (op, record)
) STRICT, WITHOUT ROWID;
INSERT INTO outbox_more (op, record)
SELECT r.op, r.record FROM outbox_record r JOIN outbox o ON o.op = r.op WHERE r.record <> o.record;
DROP TABLE outbox_record;
CREATE INDEX outbox_more_by_record ON outbox_more (record);
CREATE INDEX outbox_by_record ON outbox (record);

-- Which op touches which record.
CREATE VIEW outbox_record (op, record) AS
SELECT op, record FROM outbox UNION ALL SELECT op, record FROM outbox_more;

CREATE TABLE record_scope_new (
  record TEXT NOT NULL,                -- which record
  scope TEXT NOT NULL,                 -- a scope of the account that shows it
  version INTEGER NOT NULL DEFAULT 0,  -- that the scope told
  is_stale INTEGER NOT NULL DEFAULT 0  -- not mentioned yet while the scope is read again
    CHECK (is_stale IN (0, 1)),
  PRIMARY KEY (record, scope)
) STRICT, WITHOUT ROWID;
INSERT INTO record_scope_new (record, scope, version, is_stale)
SELECT record, scope, version, is_stale FROM record_scope ORDER BY record, scope;
DROP TABLE record_scope;
ALTER TABLE record_scope_new RENAME TO record_scope;
