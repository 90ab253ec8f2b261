-- SPDX-License-Identifier: GPL-3.0-or-later
-- Drafts of plans: what a coordinator works on before publishing. They are on this computer only,
-- and are truth: no record holds them.

CREATE TABLE draft (
  id TEXT NOT NULL PRIMARY KEY,
  round TEXT NOT NULL,         -- id of the record of the round
  name TEXT NOT NULL,
  mutual_allowed INTEGER NOT NULL CHECK (mutual_allowed IN (0, 1)),
  repeat_after INTEGER NOT NULL,
  same_course INTEGER NOT NULL, -- RondoPolicy
  capacity INTEGER NOT NULL,
  changed_us INTEGER NOT NULL   -- the last one that was changed is opened first
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_by_round ON draft (round, changed_us);

CREATE TABLE draft_pair (
  draft TEXT NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
  coach TEXT NOT NULL,
  client TEXT NOT NULL,
  state INTEGER NOT NULL,       -- 0: in the draft, 1: in it and fixed, 2: forbidden
  PRIMARY KEY (draft, coach, client)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft_place (
  draft TEXT NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
  member TEXT NOT NULL,
  place INTEGER NOT NULL,       -- RondoPlace of a member who is not in
  PRIMARY KEY (draft, member)
) STRICT, WITHOUT ROWID;
