-- SPDX-License-Identifier: GPL-3.0-or-later
-- What partners say about their pairings, what members are told, and what stands out in sessions.
-- All of it is derived, and filled again.

CREATE TABLE feedback (
  id TEXT NOT NULL PRIMARY KEY, -- of the record
  pairing TEXT NOT NULL,        -- about which pairing
  member TEXT NOT NULL          -- who says it
) STRICT, WITHOUT ROWID;
CREATE INDEX feedback_by_pairing ON feedback (pairing);

CREATE TABLE notice (
  id TEXT NOT NULL PRIMARY KEY, -- of the record
  member TEXT NOT NULL,         -- who is told
  day INTEGER NOT NULL          -- days since 1970
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_by_member ON notice (member, day);

-- Both sides have said something, and not the same.
ALTER TABLE session ADD COLUMN is_differing INTEGER NOT NULL DEFAULT 0
  CHECK (is_differing IN (0, 1));
-- Somebody did not come.
ALTER TABLE session ADD COLUMN is_missed INTEGER NOT NULL DEFAULT 0 CHECK (is_missed IN (0, 1));
