-- SPDX-License-Identifier: GPL-3.0-or-later
-- Nearly every record is shown by one scope and no other: its own row says so. What is written with
-- every row of an answer is not looked up a second time.

ALTER TABLE record ADD COLUMN scope TEXT;               -- one that shows the record; NULL: see below
ALTER TABLE record ADD COLUMN scope_version INTEGER NOT NULL DEFAULT 0; -- that this scope told
ALTER TABLE record ADD COLUMN is_stale INTEGER NOT NULL DEFAULT 0 -- not mentioned yet while the scope
  CHECK (is_stale IN (0, 1));                           -- is read again
UPDATE record SET (scope, scope_version, is_stale) =
  (SELECT s.scope, s.version, s.is_stale FROM record_scope s WHERE s.record = record.id
   ORDER BY s.scope LIMIT 1)
WHERE EXISTS (SELECT 1 FROM record_scope s WHERE s.record = record.id);

CREATE TABLE record_scope_more (
  record TEXT NOT NULL,                -- a record
  scope TEXT NOT NULL,                 -- another scope that shows it
  version INTEGER NOT NULL DEFAULT 0,  -- as above
  is_stale INTEGER NOT NULL DEFAULT 0  -- as above
    CHECK (is_stale IN (0, 1)),
  PRIMARY KEY (record, scope)
) STRICT, WITHOUT ROWID;
INSERT INTO record_scope_more (record, scope, version, is_stale)
SELECT s.record, s.scope, s.version, s.is_stale FROM record_scope s JOIN record r ON r.id = s.record
WHERE s.scope <> r.scope;
DROP TABLE record_scope;

-- Which scope shows which record.
CREATE VIEW record_scope (record, scope, version, is_stale) AS
SELECT id, scope, scope_version, is_stale FROM record WHERE scope IS NOT NULL
UNION ALL SELECT record, scope, version, is_stale FROM record_scope_more;
