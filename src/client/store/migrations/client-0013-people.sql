-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a file of members made of whom, so that all of it can be taken back; and who has joined the
-- same round.

CREATE TABLE import_member (
  import INTEGER NOT NULL REFERENCES import (id), -- which import
  member TEXT NOT NULL,                           -- whom it made or changed
  was TEXT,                                       -- the body of before; NULL: made by the import
  became TEXT NOT NULL,                           -- the body that the import made
  PRIMARY KEY (import, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE companion (
  id TEXT NOT NULL PRIMARY KEY, -- of the record
  round TEXT NOT NULL,          -- which round they joined
  member TEXT NOT NULL,         -- who they are
  name TEXT NOT NULL            -- of that member
) STRICT, WITHOUT ROWID;
CREATE INDEX companion_by_round ON companion (round);
