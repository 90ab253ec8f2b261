-- SPDX-License-Identifier: GPL-3.0-or-later
-- What changes were made from, what each scope holds, and which commits of the server were seen.

-- The record is deleted, and not only out of sight.
ALTER TABLE record ADD COLUMN is_deleted INTEGER NOT NULL DEFAULT 0 CHECK (is_deleted IN (0, 1));

-- The version the scope told; and whether it was not mentioned yet while the scope is read again.
ALTER TABLE record_scope ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE record_scope ADD COLUMN is_stale INTEGER NOT NULL DEFAULT 0
  CHECK (is_stale IN (0, 1));

-- What the scope holds by these rows, whether it is being read again from 0, how many records the
-- running pull has taken away, and when the scope was last read again because its digest differed.
ALTER TABLE cursor ADD COLUMN count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cursor ADD COLUMN hash INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cursor ADD COLUMN is_marking INTEGER NOT NULL DEFAULT 0 CHECK (is_marking IN (0, 1));
ALTER TABLE cursor ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cursor ADD COLUMN repaired_us INTEGER NOT NULL DEFAULT 0;

-- The body that the change was made from, NULL: none; and the word that a refusal came with.
ALTER TABLE outbox ADD COLUMN was TEXT;
ALTER TABLE outbox ADD COLUMN code TEXT;
UPDATE outbox SET was = (SELECT r.base_body FROM record r WHERE r.id = outbox.record)
WHERE act <> 'publish';

-- Newest commits of the server that this computer has seen, ever fewer of the older ones.
CREATE TABLE seen_tag (
  n INTEGER PRIMARY KEY,  -- order in which they were seen
  epoch TEXT NOT NULL,
  seq INTEGER NOT NULL,
  tag TEXT NOT NULL
) STRICT;

CREATE TABLE conflict (
  id TEXT NOT NULL PRIMARY KEY, -- of the record
  record TEXT NOT NULL          -- what it is about
) STRICT, WITHOUT ROWID;
CREATE INDEX conflict_by_record ON conflict (record);

-- A community is named by the epoch that it began with.
INSERT INTO meta (key, value) SELECT 'community_id', value FROM meta WHERE key = 'epoch';

-- Everything is read once more, so that scopes know what they hold.
UPDATE cursor SET seq = -1, is_marking = 1;
UPDATE record_scope SET is_stale = 1;
